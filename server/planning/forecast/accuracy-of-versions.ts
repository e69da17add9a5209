import { versionAccuracy } from '../../../forecasting/forecast/index.ts';
import {
  commonLength,
  type DayHistory,
  type IntervalRecord,
  queueHistory,
  type SlotGrid,
  toLength,
} from '../../../forecasting/history/index.ts';
import {
  addDays,
  dateAt,
  instant,
  plainDate,
  type PlainDate,
  type ZoneClock,
} from '../../../forecasting/time/index.ts';
import type { AccuracyAnswer, ForecastReasonsAnswer } from '../../contract/forecast.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import { daysLeftOut, lookAtPast } from '../history/look-at-past.ts';
import type { Store } from '../../platform/store/database.ts';
import { findForecast, listForecasts, type ForecastVersion } from './forecast-store.ts';

export interface AccuracyOptions {
  readonly clock: ZoneClock;
  readonly now: number;
  /** Opening hours of a city, for its own closures. */
  readonly hoursOf: (city: string) => OpeningHours | undefined;
}

type Head = Omit<ForecastVersion, 'forecast' | 'inputs'>;
type VersionReport = AccuracyAnswer['versions'][number];

/** Versions of one report; a version a day, that is two months. */
const REPORTED_VERSIONS = 60;
/**
 * The naive rule needs the same weekday of an earlier week, also where that one was a holiday; whether a day is whole is judged
 * by the eight weeks before it, and of each of those by eight more.
 */
const DAYS_BEFORE = 112;

/**
 * How a city's versions did against what came, beside the naive rule as known then; newest first. Days whose calls are
 * not all that came are left out, by the list that History shows.
 *
 * @param version only this one; absent: the newest ones
 */
export async function versionsAccuracy(
  store: Store,
  city: string,
  options: AccuracyOptions,
  version?: string,
): Promise<AccuracyAnswer> {
  const heads = (await listForecasts(store.db, city))
    .filter(({ id }) => version === undefined || id === version)
    .slice(0, REPORTED_VERSIONS);
  return { versions: await reportsOf(store, city, heads, options) };
}

/** Where a city's newest version comes from, and the report of the newest one of which days have come. */
export async function forecastReasons(
  store: Store,
  city: string,
  options: AccuracyOptions,
): Promise<ForecastReasonsAnswer> {
  const heads = (await listForecasts(store.db, city)).slice(0, REPORTED_VERSIONS);
  const [newest] = heads;
  const found = newest === undefined ? undefined : await findForecast(store.db, newest.id);
  if (found === undefined) return { forecast: null, accuracy: null };
  const { learntFrom, learntUntil, reasons, held } = found.forecast;
  return {
    forecast: {
      ...(learntFrom === undefined ? {} : { learntFrom }),
      ...(learntUntil === undefined ? {} : { learntUntil }),
      ...(reasons === undefined ? {} : { reasons }),
      ...(held === undefined ? {} : { held }),
    },
    accuracy: await newestReport(store, city, heads, options),
  };
}

/** Reads version by version, as two months of them would be long to read for the one that is shown. */
async function newestReport(
  store: Store,
  city: string,
  heads: readonly Head[],
  options: AccuracyOptions,
): Promise<VersionReport | null> {
  const today = dateAt(instant(options.now), options.clock.zone);
  for (const head of heads) {
    if (head.from >= today) continue;
    const [report] = await reportsOf(store, city, [head], options);
    if (report !== undefined && report.days > 0) return report;
  }
  return null;
}

async function reportsOf(
  store: Store,
  city: string,
  heads: readonly Head[],
  options: AccuracyOptions,
): Promise<VersionReport[]> {
  const { clock } = options;
  const [first] = heads.map(({ from }) => from).toSorted();
  if (first === undefined) return [];
  const from = addDays(plainDate(first), -DAYS_BEFORE);
  const until = dateAt(instant(options.now), clock.zone);
  const judged = await lookAtPast(store, city, { from, until: until < from ? from : until }, options);
  const leftOut = daysLeftOut(judged);
  const histories = new Map<string, DayHistory>();
  const reports: VersionReport[] = [];
  for (const { id } of heads) {
    const found = await findForecast(store.db, id);
    if (found === undefined) continue;
    const key = JSON.stringify(found.forecast.grid);
    const history =
      histories.get(key) ?? cameOnGrid(judged.past.records, city, found.forecast.grid, clock, leftOut);
    histories.set(key, history);
    reports.push(reportOf(found, history));
  }
  return reports;
}

function cameOnGrid(
  records: readonly IntervalRecord[],
  city: string,
  grid: SlotGrid,
  clock: ZoneClock,
  leftOut: ReadonlySet<PlainDate>,
): DayHistory {
  const length = commonLength(records, clock);
  const own = toLength(records, length <= grid.slotMinutes ? length : lengthOf(grid));
  const history = queueHistory(own, city, grid, [1, 2, 3, 4, 5, 6, 7], clock);
  const days = history.days.map((day) => (leftOut.has(day.date) ? { ...day, offered: undefined } : day));
  return { ...history, days };
}

function lengthOf({ slotMinutes }: SlotGrid): IntervalRecord['minutes'] {
  return ([5, 15, 30, 60] as const).find((minutes) => minutes === slotMinutes) ?? 60;
}

function reportOf(version: ForecastVersion, history: DayHistory): VersionReport {
  const { forecast } = version;
  const days = forecast.days.map((day) => ({ ...day, date: plainDate(day.date) }));
  const accuracy = versionAccuracy(days, history, plainDate(version.from));
  return {
    version: version.id,
    run: version.run,
    createdAt: version.createdAt,
    from: version.from,
    until: version.until,
    model: forecast.reasons?.chosen ?? null,
    days: accuracy.days,
    offered: accuracy.offered,
    wape: accuracy.wape ?? null,
    bias: accuracy.bias ?? null,
    naiveWape: accuracy.naiveWape ?? null,
    insideBand: accuracy.insideBand ?? null,
  };
}
