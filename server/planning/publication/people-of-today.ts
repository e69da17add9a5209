import type { RosterProblem } from '../../../forecasting/roster/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { Db } from '../../platform/store/schema.ts';
import { draftProblem } from '../drafts/draft-problem.ts';

/**
 * An earlier version's problem with its people as they are known today: absences, skills, contracts, wishes, protections
 * and the past. Whoever has left is missing, so that the checker names the shifts that nobody can work any more.
 */
export async function withPeopleOfToday(
  db: Db,
  problem: RosterProblem,
  centre: Centre,
): Promise<RosterProblem> {
  const from = problem.days.at(0)?.date;
  const until = problem.days.at(-1)?.date;
  if (from === undefined || until === undefined) return problem;
  const { agents, contracts } = await draftProblem(db, {
    title: problem.title,
    from,
    until,
    centre,
    requirement: [],
    pooled: true,
    shrinkage: 0,
  });
  const planned = new Set(problem.agents.map(({ id }) => id));
  return { ...problem, contracts, agents: agents.filter(({ id }) => planned.has(id)) };
}
