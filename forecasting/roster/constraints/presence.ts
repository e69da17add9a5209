import type { MinuteSpan } from '../../shifts/shift-pattern.ts';
import type { RosterShift } from '../roster.ts';
import type { RosterView } from './rule.ts';

/** Calls `visit` for every interval of the day that a shift is fully on the telephones: breaks and activities left out. */
export function eachWorkedInterval(
  shift: RosterShift,
  intervalMinutes: number,
  visit: (interval: number) => void,
): void {
  const first = Math.ceil(shift.startMinute / intervalMinutes);
  const last = Math.floor(shift.endMinute / intervalMinutes);
  for (let interval = first; interval < last; interval++) {
    const start = interval * intervalMinutes;
    const touches = ({ startMinute, endMinute }: MinuteSpan): boolean =>
      startMinute < start + intervalMinutes && start < endMinute;
    if (!shift.breaks.some(touches) && shift.activities?.some(touches) !== true) visit(interval);
  }
}

const groupPresenceOf = new WeakMap<RosterView, ReadonlyMap<string, readonly Int32Array[]>>();

/** People at work per group, day and interval; counted once per view. */
export function groupPresence(view: RosterView, group: string): readonly Int32Array[] {
  let known = groupPresenceOf.get(view);
  if (known === undefined) {
    const perDay = (24 * 60) / view.problem.intervalMinutes;
    const groups = new Map(
      view.problem.demand.map((demand) => [
        demand.group,
        view.problem.days.map(() => new Int32Array(perDay)),
      ]),
    );
    for (const { days } of view.agents) {
      for (const [day, shifts] of days.entries()) {
        for (const shift of shifts) {
          const row = groups.get(shift.group)?.[day];
          if (row === undefined) continue;
          eachWorkedInterval(shift, view.problem.intervalMinutes, (interval) => {
            row[interval] = (row[interval] ?? 0) + 1;
          });
        }
      }
    }
    known = groups;
    groupPresenceOf.set(view, known);
  }
  return known.get(group) ?? [];
}

/** People at work per day and interval, counted for the shifts that `belongs`. */
export function presence(
  view: RosterView,
  belongs: (shift: RosterShift, agentIndex: number) => boolean,
): Int32Array[] {
  const perDay = (24 * 60) / view.problem.intervalMinutes;
  const counts = view.problem.days.map(() => new Int32Array(perDay));
  for (const [agentIndex, { days }] of view.agents.entries()) {
    for (const [day, shifts] of days.entries()) {
      for (const shift of shifts) {
        if (!belongs(shift, agentIndex)) continue;
        const row = counts[day];
        if (row !== undefined)
          eachWorkedInterval(shift, view.problem.intervalMinutes, (interval) => {
            row[interval] = (row[interval] ?? 0) + 1;
          });
      }
    }
  }
  return counts;
}
