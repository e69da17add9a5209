import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import {
  queueForecastSchema,
  type ForecastVersionsAnswer,
  type StoredForecast,
} from '../../contract/forecast.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import type { Db } from '../../platform/store/schema.ts';

/** A forecast as it was made, never changed afterwards. */
export interface ForecastVersion {
  readonly id: string;
  readonly queue: string;
  readonly createdAt: number;
  readonly from: string;
  readonly until: string;
  /** The run that made it, with those of the other cities. */
  readonly run: string;
  readonly author: string | null;
  /** Model, data span, calendar and seed it was made from. */
  readonly inputs: unknown;
  readonly forecast: StoredForecast;
}

/** Where a version comes from, and which days it is for. */
export interface VersionProvenance {
  readonly from: string;
  readonly until: string;
  readonly run: string;
  readonly author: string | null;
  readonly now: number;
}

/** Keeps one city's forecast as a new version. @returns its id */
export async function saveForecast(
  db: Db,
  forecast: StoredForecast,
  inputs: unknown,
  provenance: VersionProvenance,
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('forecast_version')
    .values({
      id,
      queue: forecast.queue,
      created_at: provenance.now,
      from_day: provenance.from,
      until_day: provenance.until,
      inputs: JSON.stringify(inputs),
      result: JSON.stringify(forecast, shortNumber),
      run_id: provenance.run,
      author: provenance.author,
    })
    .execute();
  return id;
}

/** Six digits are far more than any forecast knows, and keep a version at a third of its size. */
function shortNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

/** Versions of a city's forecasts without their figures, newest first. */
export async function listForecasts(
  db: Db,
  queue: string,
): Promise<readonly Omit<ForecastVersion, 'forecast' | 'inputs'>[]> {
  const rows = await db
    .selectFrom('forecast_version')
    .select(['id', 'queue', 'created_at', 'from_day', 'until_day', 'run_id', 'author'])
    .where('queue', '=', queue)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(MOST_LISTED.forecastRuns)
    .execute();
  return rows.map(headOf);
}

/** Runs with their versions, newest first. */
export async function listRuns(db: Db, mayShow: (city: string) => boolean): Promise<ForecastVersionsAnswer> {
  const rows = await db
    .selectFrom('forecast_version')
    .select(['id', 'queue', 'created_at', 'from_day', 'until_day', 'run_id', 'author'])
    .orderBy('created_at', 'desc')
    .orderBy('queue')
    .limit(2_000)
    .execute();
  const runs = new Map<string, ForecastVersionsAnswer['runs'][number]>();
  for (const { id, queue, run, createdAt, author, from, until } of rows.map(headOf)) {
    if (!mayShow(queue)) continue;
    const known = runs.get(run) ?? { run, createdAt, author, from, until, cities: [] };
    runs.set(run, { ...known, cities: [...known.cities, { city: queue, version: id }] });
  }
  return { runs: [...runs.values()].slice(0, MOST_LISTED.forecastRuns) };
}

function headOf(row: {
  readonly id: string;
  readonly queue: string;
  readonly created_at: number;
  readonly from_day: string;
  readonly until_day: string;
  readonly run_id: string | null;
  readonly author: string | null;
}) {
  return {
    id: row.id,
    queue: row.queue,
    createdAt: row.created_at,
    from: row.from_day,
    until: row.until_day,
    run: row.run_id ?? row.id,
    author: row.author,
  };
}

export async function findForecast(db: Db, id: string): Promise<ForecastVersion | undefined> {
  const row = await db.selectFrom('forecast_version').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    ...headOf(row),
    inputs: JSON.parse(row.inputs),
    forecast: v.parse(queueForecastSchema, JSON.parse(row.result)),
  };
}

/** Heads of the versions of a city that hold days of the span [from, until], newest first. */
export async function versionsWithin(
  db: Db,
  queue: string,
  span: { readonly from: string; readonly until: string },
): Promise<readonly Omit<ForecastVersion, 'forecast' | 'inputs'>[]> {
  const rows = await db
    .selectFrom('forecast_version')
    .select(['id', 'queue', 'created_at', 'from_day', 'until_day', 'run_id', 'author'])
    .where('queue', '=', queue)
    .where('from_day', '<=', span.until)
    .where('until_day', '>=', span.from)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(headOf);
}
