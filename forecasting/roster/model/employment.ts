import type { PlainDate } from '../../time/plain-date.ts';
import type { RosterAgent } from './agent.ts';
import { mayServe } from './held-skills.ts';
import type { RosterProblem } from './problem.ts';

/** Whether a day lies between the person's first and last day of employment, both included. */
export function isEmployed({ employment }: Pick<RosterAgent, 'employment'>, date: PlainDate): boolean {
  return (employment?.from ?? date) <= date && date <= (employment?.until ?? date);
}

/** Whether a person is there to work on a day: employed and not absent. */
export function isExpected(agent: Pick<RosterAgent, 'absences' | 'employment'>, date: PlainDate): boolean {
  return isEmployed(agent, date) && !agent.absences.some(({ from, until }) => from <= date && date <= until);
}

/**
 * Whether a person can be planned at all on a day, leave and holidays aside: employed, and with a skill to be planned with.
 * On other days they are left out: nothing is owed by them, and nobody waits for them.
 */
export function isPlannable(
  { groups, rules }: Pick<RosterProblem, 'groups' | 'rules'>,
  agent: RosterAgent,
  date: PlainDate,
): boolean {
  if (!isEmployed(agent, date)) return false;
  return rules.requiredSkill?.enabled === false || groups.some((group) => mayServe(agent, group, date));
}
