import { addDays } from '../../time/plain-date.ts';
import { runAfter } from '../model/next-days.ts';
import { works, type AgentView, type RosterView } from './rule.ts';

/** A stretch of days that are all worked, or all free. */
export interface DayRun {
  readonly isWork: boolean;
  readonly firstDay: number;
  /** Length in days, days before the plan and published working days after it included. */
  readonly length: number;
  /** Days before the plan are not known to end the run, so that it may be longer. */
  readonly openStart: boolean;
  /** Reaches the last day of the plan, so that it may go on. */
  readonly openEnd: boolean;
}

/** All runs of an agent's plan, the first one continued into the days before, the last one of work into those after. */
export function dayRuns(own: AgentView, view: RosterView): readonly DayRun[] {
  const days = view.problem.days.length;
  const runs: DayRun[] = [];
  for (let first = 0; first < days;) {
    const isWork = works(own, first);
    let end = first;
    while (end < days && works(own, end) === isWork) end++;
    const before = first === 0 ? runBefore(own, view, isWork) : 0;
    const last = end === days ? view.problem.days[end - 1]?.date : undefined;
    const after = isWork && last !== undefined ? runAfter(own.agent, last) : 0;
    runs.push({
      isWork,
      firstDay: first,
      length: end - first + before + after,
      openStart: first === 0 && own.agent.past === undefined,
      openEnd: end === days,
    });
    first = end;
  }
  return runs;
}

const FARTHEST_PAST_DAYS = 31;

function runBefore(own: AgentView, view: RosterView, isWork: boolean): number {
  const first = view.problem.days[0]?.date;
  if (own.agent.past === undefined || first === undefined) return 0;
  const worked = new Set(own.agent.past.map(({ date }) => date));
  let length = 0;
  while (length < FARTHEST_PAST_DAYS && worked.has(addDays(first, -1 - length)) === isWork) length++;
  return length;
}
