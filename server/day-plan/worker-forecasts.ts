import type { ServerEntry } from '../entries.ts';
import { spawnWorker } from '../jobs/spawn-worker.ts';
import type { CityForecast } from './city-forecast.ts';

/** Asks a forecast worker, so that the thread that pushes to walls never waits for a model. */
export function askForecastWorker(entry: ServerEntry, task: unknown): Promise<readonly CityForecast[]> {
  const worker = spawnWorker(entry, { workerData: task });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', (forecasts: readonly CityForecast[]) => resolve(forecasts));
    worker.once('error', reject);
    worker.once('exit', (status) => reject(new Error(`the forecast ended with status ${status}`)));
  });
}
