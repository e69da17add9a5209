import {
  addDays,
  automaticModel,
  dayBand,
  knownBefore,
  nextBusinessDays,
  MINUTE_MS,
  queueHistory,
  ZoneClock,
  type DayForecast,
  type Instant,
  type IntervalRecord,
  type PlainDate,
  type TimeZone,
} from '../../forecasting/index.ts';
import type { OpeningHours } from '../contract/centre.ts';
import { openSpansOn } from '../queue/counting-rules.ts';
import { forecastCalendar, weekGrid } from './opening-grid.ts';

/** Expected calls of one quarter hour, with the band that walls draw. */
export interface ForecastSlot {
  readonly startsAt: Instant;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What one city's history says about one day. Survives the structured clone. */
export interface CityForecast {
  readonly city: string;
  readonly date: PlainDate;
  /** Quarter hours from opening to closing. */
  readonly slots: readonly ForecastSlot[];
  /** The same as a forecast, slot by slot, to be corrected during the day. */
  readonly forecast: DayForecast;
  readonly averageHandleTimeSeconds: number;
  /** The model that was chosen, by its name. */
  readonly model: string;
}

export interface CityForecastRequest {
  readonly city: string;
  readonly zone: TimeZone;
  readonly hours: OpeningHours;
  readonly date: PlainDate;
}

/** Handle times of so many days count; they change slowly, and each day has hundreds of calls. */
const HANDLE_TIME_DAYS = 28;
const USUAL_HANDLE_SECONDS = 210;
/** Business days that a fit looks ahead at most. */
const MOST_DAYS_AHEAD = 60;

/**
 * Forecast of one city's day from its past.
 *
 * @param records of this city alone, any order; what lies on or after the day is not looked at
 * @returns `undefined` when the city is closed all day or its past says nothing
 */
export function cityForecast(
  records: readonly IntervalRecord[],
  request: CityForecastRequest,
): CityForecast | undefined {
  return cityForecasts(records, { ...request, today: request.date, dates: [request.date] })[0];
}

/** The same for several days seen from one: the model is chosen and fitted once. */
export function cityForecasts(
  records: readonly IntervalRecord[],
  request: Omit<CityForecastRequest, 'date'> & {
    /** What lies on or after this day is not looked at. */
    readonly today: PlainDate;
    readonly dates: readonly PlainDate[];
  },
): readonly CityForecast[] {
  const { city, zone, hours, today, dates } = request;
  const grid = weekGrid(hours);
  const queue = records[0]?.queue;
  const latest = dates.toSorted().at(-1);
  if (grid === undefined || queue === undefined || latest === undefined) return [];
  const clock = new ZoneClock(zone);
  const calendar = forecastCalendar(hours);
  const history = knownBefore(queueHistory(records, queue, grid, calendar.businessWeek, clock), today);
  const last = history.days.at(-1)?.date;
  if (last === undefined) return [];
  const model = automaticModel();
  const ahead = nextBusinessDays(last, MOST_DAYS_AHEAD, history.businessWeek).filter((day) => day <= latest);
  const forecasts = model.fit(history, calendar).forecast(ahead);
  const averageHandleTimeSeconds = handleTime(records, clock, today);
  return ahead.flatMap((date, index) => {
    const forecast = forecasts[index];
    if (forecast === undefined || !dates.includes(date) || calendar.isClosed(date)) return [];
    const band = dayBand(forecast);
    const open = openSpansOn(hours, date, zone);
    const startOf = (slot: number): Instant =>
      clock.instantAt(date, grid.openMinute + slot * grid.slotMinutes);
    const shown = [...forecast.mean.keys()].filter((slot) =>
      open.some(({ from, to }) => startOf(slot) < to && startOf(slot) + grid.slotMinutes * MINUTE_MS > from),
    );
    if (shown.length === 0) return [];
    const pick = (values: Float64Array): Float64Array =>
      Float64Array.from(shown, (slot) => values[slot] ?? 0);
    return [
      {
        city,
        date,
        slots: shown.map((slot) => ({
          startsAt: startOf(slot),
          mean: forecast.mean[slot] ?? 0,
          low: band.low[slot] ?? 0,
          high: band.high[slot] ?? 0,
        })),
        forecast: { ...forecast, mean: pick(forecast.mean), spread: spreadOf(forecast, pick) },
        averageHandleTimeSeconds,
        model: model.name,
      },
    ];
  });
}

function spreadOf(
  { spread }: DayForecast,
  pick: (values: Float64Array) => Float64Array,
): DayForecast['spread'] {
  return spread.kind === 'student' ? { ...spread, scale: pick(spread.scale) } : spread;
}

function handleTime(records: readonly IntervalRecord[], clock: ZoneClock, date: PlainDate): number {
  const from = clock.instantAt(addDays(date, -HANDLE_TIME_DAYS), 0);
  const to = clock.instantAt(date, 0);
  let seconds = 0;
  let answered = 0;
  for (const record of records) {
    if (record.start < from || record.start >= to || record.handleSeconds === undefined) continue;
    seconds += record.handleSeconds;
    answered += record.answered ?? 0;
  }
  return answered === 0 ? USUAL_HANDLE_SECONDS : seconds / answered;
}
