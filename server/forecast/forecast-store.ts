import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { instant, type Adjustment } from '../../forecasting/index.ts';
import {
  adjustmentSchema,
  queueForecastSchema,
  type AdjustBody,
  type StoredForecast,
} from '../contract/forecast.ts';
import type { Db } from '../store/schema.ts';

/** A forecast as it was made, never changed afterwards. */
export interface ForecastVersion {
  readonly id: string;
  readonly queue: string;
  readonly createdAt: number;
  readonly from: string;
  readonly until: string;
  /** Model, data span, calendar and seed it was made from. */
  readonly inputs: unknown;
  readonly forecast: StoredForecast;
}

/** Keeps one city's forecast as a new version. @returns its id */
export async function saveForecast(
  db: Db,
  forecast: StoredForecast,
  span: { readonly from: string; readonly until: string },
  inputs: unknown,
  now: number,
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('forecast_version')
    .values({
      id,
      queue: forecast.queue,
      created_at: now,
      from_day: span.from,
      until_day: span.until,
      inputs: JSON.stringify(inputs),
      result: JSON.stringify(forecast),
    })
    .execute();
  return id;
}

/** Versions of a city's forecasts, newest first. */
export async function listForecasts(
  db: Db,
  queue: string,
): Promise<readonly Omit<ForecastVersion, 'forecast' | 'inputs'>[]> {
  const rows = await db
    .selectFrom('forecast_version')
    .select(['id', 'queue', 'created_at', 'from_day', 'until_day'])
    .where('queue', '=', queue)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    queue: row.queue,
    createdAt: row.created_at,
    from: row.from_day,
    until: row.until_day,
  }));
}

export async function findForecast(db: Db, id: string): Promise<ForecastVersion | undefined> {
  const row = await db.selectFrom('forecast_version').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    queue: row.queue,
    createdAt: row.created_at,
    from: row.from_day,
    until: row.until_day,
    inputs: JSON.parse(row.inputs),
    forecast: v.parse(queueForecastSchema, JSON.parse(row.result)),
  };
}

/** The newest version of a city that holds the day. */
export async function forecastOn(db: Db, queue: string, day: string): Promise<ForecastVersion | undefined> {
  const row = await db
    .selectFrom('forecast_version')
    .select('id')
    .where('queue', '=', queue)
    .where('from_day', '<=', day)
    .where('until_day', '>=', day)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : findForecast(db, row.id);
}

export async function addAdjustment(
  db: Db,
  city: string,
  body: AdjustBody,
  deed: { readonly author: string; readonly now: number },
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('forecast_adjustment')
    .values({
      id,
      queue: city,
      from_at: body.from,
      until_at: body.until,
      change: JSON.stringify(body.change),
      reason: body.reason,
      author: deed.author,
      created_at: deed.now,
      withdrawn_at: null,
    })
    .execute();
  return id;
}

/** Adjustments of a city that hold, oldest first: a new forecast takes them as the old one did. */
export async function listAdjustments(db: Db, queue: string): Promise<readonly Adjustment[]> {
  const rows = await db
    .selectFrom('forecast_adjustment')
    .selectAll()
    .where('queue', '=', queue)
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    queue: row.queue,
    from: instant(row.from_at),
    until: instant(row.until_at),
    change: v.parse(adjustmentSchema.entries.change, JSON.parse(row.change)),
    reason: row.reason,
    author: row.author,
    createdAt: instant(row.created_at),
  }));
}

/** Takes an adjustment back; it stays for the record. @returns false where there is none */
export async function withdrawAdjustment(db: Db, id: string, queue: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('forecast_adjustment')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('queue', '=', queue)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
