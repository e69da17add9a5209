import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { PlainDate } from '../../forecasting/index.ts';
import type { Centre } from '../contract/centre.ts';
import type { CityForecast } from '../day-plan/city-forecast.ts';
import { askForecastWorker } from '../day-plan/worker-forecasts.ts';
import type { DemoForecastRequest } from './demo-forecast-worker.ts';

/**
 * Forecasts of a day from the generated past, made beside the thread that pushes to walls and kept in `folder`: the
 * automatic choice of a model tries each on the past, which takes seconds.
 */
export async function demoForecasts(
  centre: Centre,
  date: PlainDate,
  folder: string,
): Promise<readonly CityForecast[]> {
  const kept = join(folder, `forecast-${date}.bin`);
  const known = existsSync(kept) ? readKept(kept) : undefined;
  if (known !== undefined) return known;
  const forecasts = await generatedForecasts(centre, date, [date]);
  writeFileSync(kept, serialize(forecasts));
  return forecasts;
}

/** Forecasts from the generated past. */
export function generatedForecasts(
  centre: Centre,
  today: PlainDate,
  dates: readonly PlainDate[],
): Promise<readonly CityForecast[]> {
  const request: DemoForecastRequest = {
    today,
    dates: [...dates],
    zone: centre.zone,
    cities: centre.cities.map(({ id, hours }) => ({ id, hours })),
  };
  return askForecastWorker('demo-forecast', request);
}

/** @returns `undefined` where the file was cut short or is of another kind: then it is made again */
function readKept(file: string): readonly CityForecast[] | undefined {
  try {
    const value: unknown = deserialize(readFileSync(file));
    return isForecasts(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isForecasts(value: unknown): value is readonly CityForecast[] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry: unknown) =>
        typeof entry === 'object' &&
        entry !== null &&
        'slots' in entry &&
        'forecast' in entry &&
        'averageHandleTimeSeconds' in entry,
    )
  );
}
