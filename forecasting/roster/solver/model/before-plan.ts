import type { PatternStart } from '../../../shifts/shift-pattern.ts';
import { MINUTE_MS } from '../../../time/instant.ts';
import { addDays, daySpan, type PlainDate } from '../../../time/plain-date.ts';
import type { RosterAgent } from '../../model/agent.ts';
import type { RosterProblem } from '../../model/problem.ts';
import type { Before } from './duty-model.ts';

const FARTHEST_PAST_DAYS = 31;
/** From here on a day of 23 hours is an hour further than its clock says. */
const CLOCKS_HAVE_CHANGED_MINUTE = 3 * 60;

/**
 * The run that the plan goes on from; unknown where nothing about the days before is told.
 *
 * @param restMinutes that the person needs before the first day
 */
export function stateBefore(
  problem: RosterProblem,
  agent: RosterAgent,
  kinds: readonly PatternStart[],
  restMinutes: number,
): Before {
  const first = problem.days[0]?.date;
  if (agent.past === undefined || first === undefined) return { state: 'open' };
  const endOf = new Map<PlainDate, number>();
  for (const { date, endMinute } of agent.past)
    endOf.set(date, Math.max(endMinute, endOf.get(date) ?? endMinute));
  const eveEnd = endOf.get(addDays(first, -1));
  let run = 0;
  while (run < FARTHEST_PAST_DAYS && endOf.has(addDays(first, -1 - run)) === (eveEnd !== undefined)) run++;
  if (eveEnd === undefined) return { state: 'off', run };
  const { start, end } = daySpan(first, problem.zone);
  const clockChange = (end - start) / MINUTE_MS - 24 * 60;
  const mayFollow = Uint8Array.from(kinds, ({ startMinute }) => {
    const elapsed = startMinute + (startMinute >= CLOCKS_HAVE_CHANGED_MINUTE ? clockChange : 0);
    return elapsed + 24 * 60 - eveEnd >= restMinutes ? 1 : 0;
  });
  return { state: 'on', run, mayFollow };
}
