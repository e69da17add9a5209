import type { MinuteSpan } from '../../shifts/shift-pattern.ts';
import type { Demand } from '../model/problem.ts';
import type { RosterShift } from '../model/roster.ts';
import type { AgentView, RosterView } from './rule.ts';

const known = new WeakMap<
  RosterShift,
  { readonly intervalMinutes: number; readonly intervals: readonly number[] }
>();

/**
 * The intervals of the day that a shift is fully on the telephones: breaks and activities left out.
 * Remembered per shift: an edit changes one shift of thousands, and every rule about coverage asks for all of them.
 */
export function workedIntervals(shift: RosterShift, intervalMinutes: number): readonly number[] {
  const found = known.get(shift);
  if (found?.intervalMinutes === intervalMinutes) return found.intervals;
  const intervals = countWorked(shift, intervalMinutes);
  known.set(shift, { intervalMinutes, intervals });
  return intervals;
}

function countWorked(shift: RosterShift, intervalMinutes: number): number[] {
  const first = Math.ceil(shift.startMinute / intervalMinutes);
  const end = Math.floor(shift.endMinute / intervalMinutes);
  const away: readonly MinuteSpan[] = [...shift.breaks, ...(shift.activities ?? [])];
  const intervals: number[] = [];
  for (let interval = first; interval < end; interval++) {
    const start = interval * intervalMinutes;
    const touches = away.some(
      ({ startMinute, endMinute }) => startMinute < start + intervalMinutes && start < endMinute,
    );
    if (!touches) intervals.push(interval);
  }
  return intervals;
}

const groupPresenceOf = new WeakMap<RosterView, ReadonlyMap<string, readonly Int32Array[]>>();

/** People at work per group, day and interval, those elsewhere among them; counted once per view. */
export function groupPresence(view: RosterView, group: string): readonly Int32Array[] {
  let counted = groupPresenceOf.get(view);
  if (counted === undefined) {
    const groups = new Map(
      view.problem.demand.map(({ group, coveredElsewhere }) => [group, rowsWith(view, coveredElsewhere)]),
    );
    for (const { days } of view.agents) {
      for (const [day, shifts] of days.entries()) {
        for (const shift of shifts) addTo(groups.get(shift.group)?.[day], shift, view);
      }
    }
    counted = groups;
    groupPresenceOf.set(view, counted);
  }
  return counted.get(group) ?? [];
}

/** People at work per day and interval, of those who `belong`. */
export function presence(view: RosterView, belongs: (own: AgentView) => boolean): readonly Int32Array[] {
  const rows = emptyRows(view);
  for (const own of view.agents) {
    if (!belongs(own)) continue;
    for (const [day, shifts] of own.days.entries()) {
      for (const shift of shifts) addTo(rows[day], shift, view);
    }
  }
  return rows;
}

function rowsWith(view: RosterView, people: Demand['coveredElsewhere']): Int32Array[] {
  const rows = emptyRows(view);
  for (const [day, row] of rows.entries()) row.set((people?.[day] ?? []).slice(0, row.length));
  return rows;
}

function emptyRows({ problem }: RosterView): Int32Array[] {
  return problem.days.map(() => new Int32Array((24 * 60) / problem.intervalMinutes));
}

function addTo(row: Int32Array | undefined, shift: RosterShift, { problem }: RosterView): void {
  if (row === undefined) return;
  for (const interval of workedIntervals(shift, problem.intervalMinutes))
    row[interval] = (row[interval] ?? 0) + 1;
}
