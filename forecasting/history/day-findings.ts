import { addDays, weekdayOf, type PlainDate, type Weekday } from '../time/plain-date.ts';
import { HOUR_MS } from '../time/instant.ts';
import type { ForecastCalendar } from '../time/special-days.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import { meanCurve, total, type DayHistory, type HistoryDay } from './day-history.ts';

/** Something about a day of history that a planner should know. */
export interface DayFinding {
  readonly date: PlainDate;
  readonly kind: DayFindingKind;
  /** Calls that came. */
  readonly offered: number | undefined;
  /** Calls that the same weekdays before it lead to expect; `undefined` at the beginning of a history. */
  readonly expected: number | undefined;
}

/**
 * `closed`: no rows and the calendar knows why. `missing`: no rows and nobody knows why. `gap`: slots without calls in
 * mid-day where there always are some. `outlier`: far from its weekday. `special`: named in the calendar.
 * `clockChange`: a day of 23 or 25 hours.
 */
export type DayFindingKind = 'closed' | 'missing' | 'gap' | 'outlier' | 'special' | 'clockChange';

/** What a planner decides about a day, with everything else left as measured. */
export type DayDecision =
  /** Learn nothing from it. */
  | { readonly kind: 'exclude' }
  /** Take it for an ordinary day of its weekday. */
  | { readonly kind: 'likeNormal' }
  /** It is a day of this name: learn the name's effect from it. */
  | { readonly kind: 'special'; readonly name: string }
  /** It is right as it is: never list it again. */
  | { readonly kind: 'keep' };

const WEEKS_COMPARED = 8;
const LEAST_WEEKS = 4;
/** Robust deviations from which a day is no chance any more. */
const OUTLIER_DEVIATIONS = 4;
/** Day totals scatter by at least this much, so that a very regular queue does not cry wolf. */
const LEAST_DEVIATION = 0.07;
const GAP_SLOTS = 2;
/** Calls a slot must usually have for its silence to mean something: chance alone is then below 1 in 3,000. */
const GAP_LEAST_CALLS = 8;

/**
 * Lists days that are unlike what the days before them lead to expect. Only the past of each day is looked at, so a
 * finding never changes when later days come in.
 */
export function findDays(
  history: DayHistory,
  calendar: ForecastCalendar,
  clock: ZoneClock,
): readonly DayFinding[] {
  const weekdays = history.days.map(({ date }) => weekdayOf(date));
  return history.days.flatMap((day, index) => {
    const before = sameWeekdaysBefore(history.days, weekdays, index, calendar);
    const expected = before.length >= LEAST_WEEKS ? total(meanCurve(before, history.slotsPerDay)) : undefined;
    const offered = day.offered === undefined ? undefined : total(day.offered);
    return kindsOf(day, before, calendar, clock).map((kind) => ({ date: day.date, kind, offered, expected }));
  });
}

/** Ordinary days of the last weeks, the oldest first. @param weekdays of the days, in their order */
function sameWeekdaysBefore(
  days: readonly HistoryDay[],
  weekdays: readonly Weekday[],
  index: number,
  calendar: ForecastCalendar,
): readonly Float64Array[] {
  const date = days[index]?.date;
  if (date === undefined) return [];
  const oldest = addDays(date, -7 * WEEKS_COMPARED);
  const before: Float64Array[] = [];
  for (let at = index - 1; at >= 0; at -= 1) {
    const day = days[at];
    if (day === undefined || day.date < oldest) break;
    if (weekdays[at] !== weekdays[index] || day.offered === undefined) continue;
    if (calendar.specialDay(day.date) === undefined) before.push(day.offered);
  }
  return before.reverse();
}

function kindsOf(
  { date, offered }: HistoryDay,
  before: readonly Float64Array[],
  calendar: ForecastCalendar,
  clock: ZoneClock,
): readonly DayFindingKind[] {
  if (offered === undefined) return [calendar.isClosed(date) ? 'closed' : 'missing'];
  const kinds: DayFindingKind[] = [];
  const { start, end } = clock.spanOf(date);
  if (end - start !== 24 * HOUR_MS) kinds.push('clockChange');
  if (calendar.specialDay(date) !== undefined) kinds.push('special');
  if (before.length < LEAST_WEEKS) return kinds;
  if (hasGap(offered, before)) kinds.push('gap');
  else if (isOutlier(total(offered), before.map(total))) kinds.push('outlier');
  return kinds;
}

/** Two slots in a row without a call where there usually are many, with calls before and after. */
function hasGap(offered: Float64Array, before: readonly Float64Array[]): boolean {
  const usual = meanCurve(before, offered.length);
  const first = offered.findIndex((calls) => calls > 0);
  const last = offered.findLastIndex((calls) => calls > 0);
  let silent = 0;
  for (let slot = first; slot <= last; slot++) {
    const isSilent = offered[slot] === 0 && (usual[slot] ?? 0) >= GAP_LEAST_CALLS;
    silent = isSilent ? silent + 1 : 0;
    if (silent >= GAP_SLOTS) return true;
  }
  return false;
}

/** Compares logs, as calls vary by shares: median and median absolute deviation are not moved by other outliers. */
function isOutlier(calls: number, before: readonly number[]): boolean {
  const logs = before.map((value) => Math.log(Math.max(1, value)));
  const middle = median(logs);
  const deviation = Math.max(LEAST_DEVIATION, median(logs.map((value) => Math.abs(value - middle))) / 0.6745);
  return Math.abs(Math.log(Math.max(1, calls)) - middle) > OUTLIER_DEVIATIONS * deviation;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[sorted.length / 2 - 1] ?? 0)) / 2;
}

/**
 * The history that models learn from, after a planner's decisions. What stands in for a day comes from days before it
 * alone: nothing of the future leaks into the past.
 */
export function applyDecisions(
  history: DayHistory,
  decisions: ReadonlyMap<PlainDate, DayDecision>,
  calendar: ForecastCalendar,
): DayHistory {
  const weekdays = history.days.map(({ date }) => weekdayOf(date));
  const days = history.days.map((day, index): HistoryDay => {
    const decision = decisions.get(day.date);
    switch (decision?.kind) {
      case 'exclude':
        return { date: day.date, offered: undefined };
      case 'likeNormal': {
        const before = sameWeekdaysBefore(history.days, weekdays, index, calendar).slice(-LEAST_WEEKS);
        return {
          date: day.date,
          offered: before.length > 0 ? meanCurve(before, history.slotsPerDay) : undefined,
        };
      }
      case 'special':
      case 'keep':
      case undefined:
        return day;
      default:
        return decision satisfies never;
    }
  });
  return { ...history, days };
}

/** The calendar with the days that planners named. */
export function withDecisions(
  calendar: ForecastCalendar,
  decisions: ReadonlyMap<PlainDate, DayDecision>,
): ForecastCalendar {
  return {
    ...calendar,
    specialDay: (date) => {
      const decision = decisions.get(date);
      if (decision?.kind === 'special') return decision.name;
      return decision?.kind === 'likeNormal' || decision?.kind === 'keep'
        ? undefined
        : calendar.specialDay(date);
    },
  };
}
