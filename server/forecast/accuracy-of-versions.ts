import {
  addDays,
  commonLength,
  dayHistory,
  daySpan,
  plainDate,
  queueHistory,
  toLength,
  versionAccuracy,
  ZoneClock,
  type DayHistory,
  type IntervalRecord,
  type SlotGrid,
} from '../../forecasting/index.ts';
import type { AccuracyAnswer } from '../contract/forecast.ts';
import { readPast } from '../history/read-past.ts';
import type { Store } from '../store/database.ts';
import { findForecast, listForecasts, type ForecastVersion } from './forecast-store.ts';

export interface AccuracyOptions {
  readonly zone: string;
  readonly now: number;
  /** Only this version; absent: the newest ones. */
  readonly version?: string;
}

/** Versions of one report; a version a day, that is two months. */
const REPORTED_VERSIONS = 60;
/** The naive rule needs the same weekday of an earlier week, also where that one was a holiday. */
const NAIVE_DAYS = 35;

/** How a city's versions did against what came, beside the naive rule as known then; newest first. */
export async function versionsAccuracy(
  store: Store,
  city: string,
  { zone, now, version }: AccuracyOptions,
): Promise<AccuracyAnswer> {
  const heads = (await listForecasts(store.db, city))
    .filter(({ id }) => version === undefined || id === version)
    .slice(0, REPORTED_VERSIONS);
  const first = heads.reduce((least, { from }) => (from < least ? from : least), heads[0]?.from ?? '');
  if (first === '') return { versions: [] };
  const from = daySpan(addDays(plainDate(first), -NAIVE_DAYS), zone).start;
  const { records } = await readPast(store, city, { zone, now, from });
  const clock = new ZoneClock(zone);
  const histories = new Map<string, DayHistory>();
  const answers: AccuracyAnswer['versions'][number][] = [];
  for (const { id } of heads) {
    const found = await findForecast(store.db, id);
    if (found === undefined) continue;
    const key = JSON.stringify(found.forecast.grid);
    const history = histories.get(key) ?? cameOnGrid(records, city, found.forecast.grid, clock);
    histories.set(key, history);
    answers.push(reportOf(found, history));
  }
  return { versions: answers };
}

function cameOnGrid(
  records: readonly IntervalRecord[],
  city: string,
  grid: SlotGrid,
  clock: ZoneClock,
): DayHistory {
  if (records.length === 0) return dayHistory(new Map(), 1, []);
  const length = commonLength(records, clock);
  const own = toLength(records, length <= grid.slotMinutes ? length : lengthOf(grid));
  return queueHistory(own, city, grid, [1, 2, 3, 4, 5, 6, 7], clock);
}

function lengthOf({ slotMinutes }: SlotGrid): IntervalRecord['minutes'] {
  return ([5, 15, 30, 60] as const).find((minutes) => minutes === slotMinutes) ?? 60;
}

function reportOf(version: ForecastVersion, history: DayHistory): AccuracyAnswer['versions'][number] {
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
