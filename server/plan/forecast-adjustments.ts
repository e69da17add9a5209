import { randomUUID } from 'node:crypto';
import type { Db } from '../store/schema.ts';
import type { Deed } from './draft-store.ts';
import type { ForecastCurve, ForecastDay } from './planning-tools.ts';

export interface ForecastAdjustment {
  /** `null`: all cities. */
  readonly city: string | null;
  readonly date: string;
  readonly factor: number;
  readonly reason: string;
}

export async function addAdjustment(db: Db, adjustment: ForecastAdjustment, deed: Deed): Promise<void> {
  await db
    .insertInto('day_adjustment')
    .values({
      id: randomUUID(),
      city: adjustment.city,
      day: adjustment.date,
      factor: adjustment.factor,
      reason: adjustment.reason,
      at: deed.now,
      account_id: deed.accountId,
    })
    .execute();
}

/** The model's days with the planners' word on top: of several about one city and day the newest holds. */
export async function adjustedForecast(
  db: Db,
  days: readonly ForecastDay[],
): Promise<readonly ForecastDay[]> {
  const rows = await db.selectFrom('day_adjustment').selectAll().orderBy('at').execute();
  return days.map((day) => {
    const own = rows.filter((row) => row.day === day.date);
    if (own.length === 0) return day;
    const factorOf = (city: string): number =>
      own.filter((row) => row.city === null || row.city === city).at(-1)?.factor ?? 1;
    const cities: Record<string, ForecastCurve> = {};
    for (const [city, curve] of Object.entries(day.cities)) {
      const times = (values: readonly number[]): number[] => values.map((value) => value * factorOf(city));
      cities[city] = {
        ...curve,
        calls: times(curve.calls),
        low: times(curve.low),
        high: times(curve.high),
      };
    }
    return { ...day, cities };
  });
}
