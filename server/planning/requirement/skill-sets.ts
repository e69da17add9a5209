import type { Agent } from '../../contract/people.ts';
import type { SkillSet } from '../../contract/plan.ts';

/** People by the set of cities whose calls they may take on the day. */
export function skillSetsOn(agents: readonly Agent[], day: string): readonly SkillSet[] {
  const sets = new Map<string, SkillSet>();
  for (const { skills } of agents) {
    const cities = skills
      .filter(({ from, until }) => (from ?? day) <= day && day <= (until ?? day))
      .map(({ city }) => city)
      .toSorted();
    if (cities.length === 0) continue;
    const key = cities.join(' ');
    sets.set(key, { cities, people: (sets.get(key)?.people ?? 0) + 1 });
  }
  return [...sets.values()];
}
