import {
  addDays,
  daySpan,
  type IntervalRecord,
  type PlainDate,
  type TimeZone,
} from '../../forecasting/index.ts';
import type { Centre, OpeningHours } from '../contract/centre.ts';
import { readHistory } from '../history/history-store.ts';
import type { Store } from '../store/database.ts';
import type { MakeForecasts } from './plan-forecasts.ts';
import { askForecastWorker } from './worker-forecasts.ts';

/** Two years tell the seasons twice; what is older says little about tomorrow. */
const DAYS_LEARNT_FROM = 731;

export interface StoredForecastTask {
  readonly today: PlainDate;
  readonly dates: readonly PlainDate[];
  readonly zone: TimeZone;
  readonly cities: readonly {
    readonly id: string;
    readonly hours: OpeningHours;
    readonly records: readonly IntervalRecord[];
  }[];
}

/** Forecasts from the history in the store; a city without history has none, and the wall says so. */
export function storedForecasts({ db }: Store, centre: () => Centre): MakeForecasts {
  return async (today, dates) => {
    const { zone, cities } = centre();
    const from = daySpan(addDays(today, -DAYS_LEARNT_FROM), zone).start;
    const task: StoredForecastTask = { today, dates, zone, cities: [] };
    const told: StoredForecastTask['cities'][number][] = [];
    for (const { id, hours } of cities) {
      const records = (await readHistory(db, id)).filter(({ start }) => start >= from);
      if (records.length > 0) told.push({ id, hours, records });
    }
    return told.length === 0 ? [] : askForecastWorker('stored-forecast', { ...task, cities: told });
  };
}

export function isStoredForecastTask(value: unknown): value is StoredForecastTask {
  return (
    typeof value === 'object' && value !== null && 'today' in value && 'dates' in value && 'cities' in value
  );
}
