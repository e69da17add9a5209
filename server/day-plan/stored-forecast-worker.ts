import { parentPort, workerData } from 'node:worker_threads';
import { cityForecasts } from './city-forecast.ts';
import { isStoredForecastTask } from './stored-forecasts.ts';

const task: unknown = workerData;
if (!isStoredForecastTask(task)) throw new RangeError('this is no task for forecasts from stored history');
parentPort?.postMessage(
  task.cities.flatMap(({ id, hours, records }) =>
    cityForecasts(records, { city: id, zone: task.zone, hours, today: task.today, dates: task.dates }),
  ),
);
