import { addDays, plainDate, type PlainDate, weekdayOf } from '../../../forecasting/time/index.ts';
import type { HistoryDaysAnswer } from '../../../server/contract/history.ts';

export type HistoryDay = HistoryDaysAnswer['days'][number];

/** A day in the calendar: its place, and what is known of it. */
export interface HeatCell {
  readonly date: PlainDate;
  /** Row: Monday 0 … Sunday 6. Column: weeks from the first one. */
  readonly weekday: number;
  readonly week: number;
  /** `undefined`: outside of the history. */
  readonly day: HistoryDay | undefined;
  /** Shade from 1 (few) to `SHADES` (many); 0 where nothing came or is known. */
  readonly shade: number;
}

export interface HeatMap {
  /** One row per weekday that is ever open, in their order; every row has one cell per week. */
  readonly rows: readonly (readonly HeatCell[])[];
  /** Week in which each month begins, and the first day's month, for the labels above. */
  readonly months: readonly { readonly week: number; readonly date: PlainDate }[];
  readonly weeks: number;
  /** Least calls of each shade above the first: what the legend says. */
  readonly steps: readonly number[];
}

export const SHADES = 5;

/** Lays days out as a calendar of weeks, from the Monday before the first to the Sunday after the last. */
export function heatMap(days: readonly HistoryDay[]): HeatMap {
  const first = days[0]?.date;
  const last = days.at(-1)?.date;
  if (first === undefined || last === undefined) return { rows: [], months: [], weeks: 0, steps: [] };
  const known = new Map(days.map((day) => [day.date, day]));
  const steps = shadeSteps(days);
  const start = mondayBefore(plainDate(first));
  const cells: HeatCell[] = [];
  for (let date = start, at = 0; date <= last; date = addDays(date, 1), at += 1) {
    const day = known.get(date);
    cells.push({ date, weekday: at % 7, week: Math.floor(at / 7), day, shade: shadeOf(day?.offered, steps) });
  }
  const weeks = (cells.at(-1)?.week ?? 0) + 1;
  const open = [0, 1, 2, 3, 4, 5, 6].filter((weekday) =>
    cells.some((cell) => cell.weekday === weekday && cell.day !== undefined),
  );
  return {
    rows: open.map((weekday) => cells.filter((cell) => cell.weekday === weekday)),
    months: monthLabels(plainDate(first), cells),
    weeks,
    steps,
  };
}

/** Room that the name of a month takes, in weeks. */
const WEEKS_OF_A_LABEL = 4;

/** Where each month begins; the month of the first day, too, where its name does not run into the next. */
function monthLabels(first: PlainDate, cells: readonly HeatCell[]): HeatMap['months'] {
  const begun = cells
    .filter(({ date }) => date >= first && date.endsWith('-01'))
    .map(({ date, week }) => ({ date, week }));
  const next = begun[0]?.week ?? WEEKS_OF_A_LABEL;
  return next < WEEKS_OF_A_LABEL ? begun : [{ date: first, week: 0 }, ...begun];
}

/** Amounts that part the open days into equal fifths, so that every shade is seen. */
function shadeSteps(days: readonly HistoryDay[]): readonly number[] {
  const amounts = days
    .flatMap(({ offered }) => (offered === null || offered <= 0 ? [] : [offered]))
    .toSorted((one, other) => one - other);
  return Array.from(
    { length: SHADES - 1 },
    (_, step) => amounts[Math.floor(((step + 1) / SHADES) * amounts.length)] ?? 0,
  );
}

function shadeOf(offered: number | null | undefined, steps: readonly number[]): number {
  if (offered === null || offered === undefined || offered <= 0) return 0;
  return 1 + steps.filter((step) => offered >= step).length;
}

function mondayBefore(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** Where the arrows lead in the calendar; `undefined` for other keys and beyond the history. */
export function stepInCalendar(days: readonly HistoryDay[], from: string, key: string): string | undefined {
  const known = days.map(({ date }) => date);
  const at = known.indexOf(from);
  switch (key) {
    case 'ArrowUp':
      return known[at - 1];
    case 'ArrowDown':
      return known[at + 1];
    case 'ArrowLeft':
      return nearest(known, addDays(plainDate(from), -7), -1);
    case 'ArrowRight':
      return nearest(known, addDays(plainDate(from), 7), 1);
    case 'PageUp':
      return nearest(known, addDays(plainDate(from), -28), -1);
    case 'PageDown':
      return nearest(known, addDays(plainDate(from), 28), 1);
    case 'Home':
      return known[0];
    case 'End':
      return known.at(-1);
    default:
      return undefined;
  }
}

/** The day itself, or the next one in the direction that history knows. */
function nearest(known: readonly string[], wanted: string, direction: 1 | -1): string | undefined {
  return direction === 1 ? known.find((date) => date >= wanted) : known.findLast((date) => date <= wanted);
}
