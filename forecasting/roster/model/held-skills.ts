import type { PlainDate } from '../../time/plain-date.ts';
import type { RosterAgent, SkillHolding } from './agent.ts';
import type { SkillGroup } from './problem.ts';

/** Whether the person holds all skills of a group on a day. */
export function mayServe(agent: RosterAgent, { skills }: SkillGroup, date: PlainDate): boolean {
  return skills.every((skill) =>
    agent.skills.some(
      (held) => held.skill === skill && (held.from ?? date) <= date && date <= (held.until ?? date),
    ),
  );
}

/** `koeln, bonn (2026-01-01 – 2026-06-30)`; a dash where there are none. */
export function skillsInWords(skills: readonly SkillHolding[]): string {
  const words = skills.map(({ skill, from, until }) =>
    from === undefined && until === undefined ? skill : `${skill} (${from ?? '…'} – ${until ?? '…'})`,
  );
  return words.length === 0 ? '–' : words.join(', ');
}

/** `koeln / bonn + english`: what one of the groups asks for. */
export function requiredInWords(groups: readonly SkillGroup[]): string {
  return groups.map(({ skills }) => skills.join(' + ')).join(' / ');
}
