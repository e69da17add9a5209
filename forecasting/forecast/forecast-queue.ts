import { slotsPerDay, type SlotGrid } from '../history/day-curves.ts';
import {
  findDays,
  learntHistory,
  withDecisions,
  type DayDecision,
  type DayFinding,
} from '../history/day-findings.ts';
import { knownBefore, nextBusinessDays } from '../history/day-history.ts';
import type { IntervalRecord } from '../history/interval-record.ts';
import { commonLength, toLength } from '../history/one-length.ts';
import { jointCurves, queueHistory } from '../history/queue-history.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { weekdayOf } from '../time/plain-date.ts';
import type { ForecastCalendar } from '../time/special-days.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import { dayBand } from './forecast-day.ts';
import { forecastHandleTime } from './handle-time.ts';
import type { ChoiceReasons, CountSpread, ForecastModel, Spread } from './models/model.ts';

/** Forecast of one queue over a span of days, ready to be planned from. */
export interface QueueForecast {
  readonly queue: string;
  readonly grid: SlotGrid;
  /** First and last day of the history it was made from. */
  readonly learntFrom: PlainDate | undefined;
  readonly learntUntil: PlainDate | undefined;
  readonly days: readonly QueueForecastDay[];
  readonly reasons: ChoiceReasons | undefined;
  /** Days of the history that were held back: their calls cannot be all that came. */
  readonly held: readonly DayFinding[];
}

/** One open day; arrays hold one value per slot of the grid. */
interface QueueForecastDay {
  readonly date: PlainDate;
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly averageHandleTimeSeconds: readonly number[];
  readonly day: { readonly mean: number; readonly low: number; readonly high: number };
  /** How the day may differ from its mean, for bands of any sum; absent where the model does not say. */
  readonly spread: KeptSpread | undefined;
  /** Name of a special day. */
  readonly special: string | undefined;
}

/** A count spread as plain data. */
interface KeptSpread extends Omit<CountSpread, 'slotCv'> {
  readonly slotCv?: readonly number[];
}

export interface QueueForecastRequest {
  readonly queue: string;
  readonly records: readonly IntervalRecord[];
  /** Records of related queues: a small queue borrows the shape of the day from them as far as it is like them. */
  readonly related?: readonly IntervalRecord[];
  readonly from: PlainDate;
  /** Last day, included. */
  readonly until: PlainDate;
  readonly calendar: ForecastCalendar;
  readonly decisions: ReadonlyMap<PlainDate, DayDecision>;
  readonly clock: ZoneClock;
  readonly model: ForecastModel;
}

const MOST_DAYS = 400;

/** Calls, bands and handle times for the open days of a span, from everything that is known before its first day. */
export function forecastQueue(request: QueueForecastRequest): QueueForecast {
  const { queue, records, from, until, clock, decisions } = request;
  const stated = records.filter((record) => record.queue === queue);
  const own = toLength(stated, commonLength(stated, clock)).filter(({ minutes }) => minutes < 1440);
  const grid = gridOf(own, clock);
  const calendar = withDecisions(request.calendar, decisions);
  const measured = queueHistory(own, queue, grid, calendar.businessWeek, clock);
  const findings = findDays(measured, calendar, clock, decisions).filter(({ date }) => date < from);
  const alone = knownBefore(learntHistory(measured, findings, decisions, calendar), from);
  const related = jointCurves(request.related ?? [], grid, calendar.businessWeek, clock);
  const known = related.size === 0 ? alone : { ...alone, related };
  const learntUntil = known.days.at(-1)?.date;
  const held = findings.filter(({ isHeld }) => isHeld);
  const empty = {
    queue,
    grid,
    learntFrom: known.days[0]?.date,
    learntUntil,
    days: [],
    reasons: undefined,
    held,
  };
  if (learntUntil === undefined) return empty;
  const dates = nextBusinessDays(learntUntil, MOST_DAYS, calendar.businessWeek).filter(
    (date) => date > learntUntil && date <= until,
  );
  const fitted = request.model.fit(known, calendar);
  const forecasts = fitted.forecast(dates).filter(({ date }) => date >= from && !calendar.isClosed(date));
  const means = new Map(forecasts.map(({ date, mean }) => [date, mean]));
  const handleTimes = forecastHandleTime(own, [...means.keys()], grid, clock, (date) => means.get(date));
  const days = forecasts.map((forecast, index): QueueForecastDay => {
    const { low, high, day } = dayBand(forecast);
    return {
      date: forecast.date,
      mean: [...forecast.mean],
      low: [...low],
      high: [...high],
      averageHandleTimeSeconds: [...(handleTimes[index]?.averageHandleTimeSeconds ?? [])],
      day,
      spread: keptSpread(forecast.spread),
      special: calendar.specialDay(forecast.date),
    };
  });
  return { ...empty, days, reasons: fitted.reasons };
}

function keptSpread(spread: Spread): KeptSpread | undefined {
  if (spread.kind !== 'count') return undefined;
  const { slotCv, ...rest } = spread;
  return slotCv === undefined ? rest : { ...rest, slotCv: [...slotCv] };
}

/** The finest slots and widest hours that the records show. */
export function gridOf(records: readonly IntervalRecord[], clock: ZoneClock): SlotGrid {
  let slotMinutes = 60;
  let openMinute = 1440;
  let closeMinute = 0;
  for (const { start, minutes, offered } of records) {
    slotMinutes = Math.min(slotMinutes, minutes);
    if (offered === 0) continue;
    const { minute } = clock.wallClockAt(start);
    openMinute = Math.min(openMinute, minute);
    closeMinute = Math.max(closeMinute, minute + minutes);
  }
  if (openMinute >= closeMinute) return { slotMinutes, openMinute: 0, closeMinute: 1440 };
  const grid = {
    slotMinutes,
    openMinute: Math.floor(openMinute / 60) * 60,
    closeMinute: Math.min(1440, Math.ceil(closeMinute / 60) * 60),
  };
  return slotsPerDay(grid) > 0 ? grid : { slotMinutes, openMinute: 0, closeMinute: 1440 };
}

/** Weekdays on which calls came. */
export function businessWeekOf(records: readonly IntervalRecord[], clock: ZoneClock) {
  const dates = new Set(
    records.filter(({ offered }) => offered > 0).map(({ start }) => clock.wallClockAt(start).date),
  );
  const weekdays = new Set([...dates].map(weekdayOf));
  return ([1, 2, 3, 4, 5, 6, 7] as const).filter((weekday) => weekdays.has(weekday));
}
