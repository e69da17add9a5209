import { MINUTE_MS } from '../../time/instant.ts';
import { addDays, daySpan, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { PastDay, RosterAgent } from './agent.ts';
import type { RosterProblem } from './problem.ts';

/** Days that are published after the plan in the calendar week of its last day. */
export function nextDaysOfWeek(agent: RosterAgent, lastDate: PlainDate): readonly PastDay[] {
  const sunday = addDays(lastDate, 7 - weekdayOf(lastDate));
  return (agent.next ?? []).filter(({ date }) => lastDate < date && date <= sunday);
}

const FARTHEST_NEXT_DAYS = 31;

/** Working days in a row that are published right after the plan. */
export function runAfter(agent: RosterAgent, lastDate: PlainDate): number {
  const worked = new Set((agent.next ?? []).map(({ date }) => date));
  let run = 0;
  while (run < FARTHEST_NEXT_DAYS && worked.has(addDays(lastDate, 1 + run))) run++;
  return run;
}

/** The clocks change before this minute of the day. */
const CLOCKS_HAVE_CHANGED_MINUTE = 3 * 60;

/**
 * Rest between an end on the plan's last day and the first duty of the day after it, in elapsed minutes; Infinity where
 * none is published.
 */
export function restAfterPlan(
  { days, zone }: Pick<RosterProblem, 'days' | 'zone'>,
  agent: RosterAgent,
  endMinute: number,
): number {
  const last = days.at(-1)?.date;
  if (last === undefined || agent.next === undefined) return Infinity;
  const after = addDays(last, 1);
  const starts = agent.next.filter(({ date }) => date === after).map(({ startMinute }) => startMinute);
  if (starts.length === 0) return Infinity;
  const elapsed = (date: PlainDate, minute: number): number => {
    const { start, end } = daySpan(date, zone);
    const clockChange = (end - start) / MINUTE_MS - 24 * 60;
    return minute >= CLOCKS_HAVE_CHANGED_MINUTE ? minute + clockChange : minute;
  };
  const { start, end } = daySpan(last, zone);
  return (end - start) / MINUTE_MS + elapsed(after, Math.min(...starts)) - elapsed(last, endMinute);
}
