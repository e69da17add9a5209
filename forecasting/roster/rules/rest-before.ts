import { addDays, type PlainDate } from '../../time/plain-date.ts';
import type { AgentView, RosterView } from './rule.ts';

/** A working day and the time of rest that led up to it. */
export interface RestBefore {
  readonly day: number;
  readonly date: PlainDate;
  /** When the day's first shift begins. */
  readonly startMinute: number;
  /** Elapsed since the latest end of the working day before; Infinity where none is known. */
  readonly restMinutes: number;
}

/**
 * Rest before each working day of the plan, the eve of the plan included. Elapsed time: the night the clocks go forward
 * is one hour shorter than it looks. With several shifts on a day the latest end and the earliest start count.
 */
export function restsBefore(own: AgentView, view: RosterView): readonly RestBefore[] {
  const rests: RestBefore[] = [];
  const firstDate = view.problem.days[0]?.date;
  const eve = firstDate === undefined ? undefined : addDays(firstDate, -1);
  const eveEnds = (own.agent.past ?? []).filter(({ date }) => date === eve);
  let lastDay = -1;
  let lastEnd = eveEnds.length === 0 ? undefined : latestEnd(eveEnds);
  for (const [day, shifts] of own.days.entries()) {
    const [first] = shifts.toSorted((one, other) => one.startMinute - other.startMinute);
    if (first === undefined) continue;
    const { date, startMinute } = first;
    let restMinutes = Infinity;
    if (lastEnd !== undefined) {
      restMinutes = elapsed(view, day, startMinute) - elapsed(view, lastDay, lastEnd);
      for (let between = lastDay; between < day; between++)
        restMinutes += view.dayMinutes[between] ?? 24 * 60;
    }
    rests.push({ day, date, startMinute, restMinutes });
    lastDay = day;
    lastEnd = latestEnd(shifts);
  }
  return rests;
}

function latestEnd(spans: readonly { readonly endMinute: number }[]): number {
  return Math.max(...spans.map(({ endMinute }) => endMinute));
}

/** The clocks change before this minute of the day (at two or three o'clock, EU directive 2000/84/EC). */
const CLOCKS_HAVE_CHANGED_MINUTE = 3 * 60;

/** Minutes since local midnight that have really passed at a wall-clock minute of a day. */
function elapsed(view: RosterView, day: number, minute: number): number {
  const length = view.dayMinutes[day] ?? 24 * 60;
  return minute >= CLOCKS_HAVE_CHANGED_MINUTE ? minute + length - 24 * 60 : minute;
}
