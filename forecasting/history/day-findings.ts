import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { MEDIAN_ABSOLUTE_NORMAL } from '../maths/normal.ts';
import { addDays, weekdayOf, type PlainDate, type Weekday } from '../time/plain-date.ts';
import { DAY_MS } from '../time/instant.ts';
import type { ForecastCalendar } from '../time/special-days.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import { meanCurve, total, type DayHistory, type HistoryDay } from './day-history.ts';
import { silenceOf } from './silence.ts';

/** Something about a day of history that a planner should know. */
export interface DayFinding {
  readonly date: PlainDate;
  readonly kind: DayFindingKind;
  /** Calls that came. */
  readonly offered: number | undefined;
  /** Calls that the same weekdays before it lead to expect; `undefined` at the beginning of a history. */
  readonly expected: number | undefined;
  /** True where its calls cannot be all that came and nobody has decided about the day: forecasts learn nothing from it. */
  readonly isHeld: boolean;
}

/**
 * `closed`: nothing came and the calendar knows why. `missing`: no rows and nobody knows why. `gap`: slots without calls
 * in the morning or in mid-day where there always are some. `unfinished`: no calls any more from some slot on.
 * `zeros`: rows without any call on a day that is open. `outlier`: far from its weekday. `special`: named in the
 * calendar. `clockChange`: a day of 23 or 25 hours.
 */
type DayFindingKind =
  'closed' | 'missing' | 'gap' | 'unfinished' | 'zeros' | 'outlier' | 'special' | 'clockChange';

/** Findings that say that calls came which nobody counted: such a day is held back until somebody decides. */
const HELD_KINDS: readonly DayFindingKind[] = ['gap', 'unfinished', 'zeros'];

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

/**
 * Lists days that are unlike what the days before them lead to expect. Only the past of each day is looked at, so a
 * finding never changes when later days come in; days that are held back are no measure for later ones.
 */
export function findDays(
  history: DayHistory,
  calendar: ForecastCalendar,
  clock: ZoneClock,
  decisions: ReadonlyMap<PlainDate, DayDecision> = new Map(),
): readonly DayFinding[] {
  const weekdays = history.days.map(({ date }) => weekdayOf(date));
  const held = new Set<PlainDate>();
  return history.days.flatMap((day, index) => {
    const { date } = day;
    const compared = { weekdays, index, calendar };
    const before = sameWeekdaysBefore(history.days, compared, held);
    const quiet = sameWeekdaysBefore(history.days, compared);
    const kinds = kindsOf(day, { before, quiet }, calendar, clock);
    const isHeld = kinds.some((kind) => HELD_KINDS.includes(kind)) && !decisions.has(date);
    if (isHeld) held.add(date);
    const expected = before.length >= LEAST_WEEKS ? total(meanCurve(before, history.slotsPerDay)) : undefined;
    const offered = day.offered === undefined ? undefined : total(day.offered);
    return kinds.map((kind) => ({
      date,
      kind,
      offered,
      expected,
      isHeld: isHeld && HELD_KINDS.includes(kind),
    }));
  });
}

interface Compared {
  /** Of the days, in their order. */
  readonly weekdays: readonly Weekday[];
  readonly index: number;
  readonly calendar: ForecastCalendar;
}

/** Ordinary days of the last weeks, the oldest first. @param without days that are no measure */
function sameWeekdaysBefore(
  days: readonly HistoryDay[],
  { weekdays, index, calendar }: Compared,
  without: ReadonlySet<PlainDate> = new Set(),
): readonly Float64Array[] {
  const date = days[index]?.date;
  if (date === undefined) return [];
  const oldest = addDays(date, -7 * WEEKS_COMPARED);
  const before: Float64Array[] = [];
  for (let at = index - 1; at >= 0; at -= 1) {
    const day = days[at];
    if (day === undefined || day.date < oldest) break;
    if (weekdays[at] !== weekdays[index] || day.offered === undefined || without.has(day.date)) continue;
    if (calendar.specialDay(day.date) === undefined && !calendar.isClosed(day.date)) before.push(day.offered);
  }
  return before.reverse();
}

function kindsOf(
  { date, offered }: HistoryDay,
  { before, quiet }: { readonly before: readonly Float64Array[]; readonly quiet: readonly Float64Array[] },
  calendar: ForecastCalendar,
  clock: ZoneClock,
): readonly DayFindingKind[] {
  if (offered === undefined) return [calendar.isClosed(date) ? 'closed' : 'missing'];
  if (isClosedDay({ date, offered }, calendar)) return ['closed'];
  const kinds: DayFindingKind[] = [];
  const { start, end } = clock.spanOf(date);
  if (end - start !== DAY_MS) kinds.push('clockChange');
  const isSpecial = calendar.specialDay(date) !== undefined;
  if (isSpecial) kinds.push('special');
  // a named day may well be short or silent: its name is learnt from what came
  const silence = isSpecial ? undefined : silenceOf(offered, before, quiet);
  if (silence !== undefined) kinds.push(silence);
  else if (before.length >= LEAST_WEEKS && isOutlier(total(offered), before.map(total)))
    kinds.push('outlier');
  return kinds;
}

/** Zeros of a day on which the lines were closed are no calls to learn from. */
function isClosedDay({ date, offered }: HistoryDay, calendar: ForecastCalendar): boolean {
  return offered !== undefined && calendar.isClosed(date) && total(offered) === 0;
}

/** Compares logs, as calls vary by shares: median and median absolute deviation are not moved by other outliers. */
function isOutlier(calls: number, before: readonly number[]): boolean {
  const logs = before.map((value) => Math.log(Math.max(1, value)));
  const middle = median(logs);
  const deviation = Math.max(LEAST_DEVIATION, medianAbsoluteDeviation(logs) / MEDIAN_ABSOLUTE_NORMAL);
  return Math.abs(Math.log(Math.max(1, calls)) - middle) > OUTLIER_DEVIATIONS * deviation;
}

/**
 * The history that models learn from: without the days that are held back, and after a planner's decisions. What stands
 * in for a day comes from days before it alone: nothing of the future leaks into the past.
 *
 * @param findings of the same history
 */
export function learntHistory(
  history: DayHistory,
  findings: readonly DayFinding[],
  decisions: ReadonlyMap<PlainDate, DayDecision>,
  calendar: ForecastCalendar,
): DayHistory {
  const weekdays = history.days.map(({ date }) => weekdayOf(date));
  const held = new Set(findings.filter(({ isHeld }) => isHeld).map(({ date }) => date));
  const days = history.days.map((day, index): HistoryDay => {
    const decision = decisions.get(day.date);
    switch (decision?.kind) {
      case 'exclude':
        return { date: day.date, offered: undefined };
      case 'likeNormal': {
        const before = sameWeekdaysBefore(history.days, { weekdays, index, calendar }, held).slice(
          -LEAST_WEEKS,
        );
        return {
          date: day.date,
          offered: before.length > 0 ? meanCurve(before, history.slotsPerDay) : undefined,
        };
      }
      case 'special':
      case 'keep':
        return day;
      case undefined:
        return held.has(day.date) || isClosedDay(day, calendar)
          ? { date: day.date, offered: undefined }
          : day;
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
