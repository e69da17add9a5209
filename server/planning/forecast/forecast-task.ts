import { createHash } from 'node:crypto';
import {
  automaticModel,
  businessWeekOf,
  forecastQueue,
  type QueueForecast,
} from '../../../forecasting/forecast/index.ts';
import type { DayDecision, IntervalRecord } from '../../../forecasting/history/index.ts';
import { plainDate, type PlainDate, type SpecialDay, ZoneClock } from '../../../forecasting/time/index.ts';
import { forecastCalendar, nrwCalendarData, type NamedEvent } from '../calendar/forecast-calendar.ts';

/** Everything a forecast run depends on: the same task gives the same forecast. Survives the structured clone. */
export interface ForecastTask {
  readonly zone: string;
  readonly from: PlainDate;
  /** Last day, included. */
  readonly until: PlainDate;
  readonly queues: readonly QueueTask[];
}

export interface QueueTask {
  readonly queue: string;
  readonly records: readonly IntervalRecord[];
  readonly decisions: readonly (readonly [PlainDate, DayDecision])[];
  readonly events: readonly NamedEvent[];
  /** Days on which the city's own hours keep it closed. */
  readonly closedDays: readonly PlainDate[];
  /** Days that the city's own hours name; they win over the state's names. */
  readonly namedDays: readonly SpecialDay[];
}

/** A forecast with the digest of all it was made from, the other queues included: equal digests, equal forecasts. */
export interface TracedForecast extends QueueForecast {
  readonly inputsHash: string;
}

/** Forecasts one queue after the other. @param onQueue called after each with the share done */
export function runForecastTask(
  task: ForecastTask,
  onQueue: (share: number) => void,
): readonly TracedForecast[] {
  const clock = new ZoneClock(task.zone);
  const digests = task.queues.map(digest);
  return task.queues.map((own, index) => {
    const { queue, records, decisions, events, closedDays, namedDays } = own;
    const dates = new Set(
      records.filter(({ offered }) => offered > 0).map(({ start }) => clock.wallClockAt(start).date),
    );
    const first = [...dates].reduce((least, date) => (date < least ? date : least), task.from);
    const years = [Number(plainDate(first).slice(0, 4)), Number(task.until.slice(0, 4)) + 1] as const;
    const state = nrwCalendarData(years[0], years[1], businessWeekOf(records, clock), events);
    const calendar = forecastCalendar(
      {
        ...state,
        closedDays,
        specialDays: [...state.specialDays, ...namedDays],
      },
      dates,
    );
    const forecast = forecastQueue({
      queue,
      records,
      related: task.queues.flatMap((other) => (other === own ? [] : other.records)),
      from: task.from,
      until: task.until,
      calendar,
      decisions: new Map(decisions),
      clock,
      model: automaticModel(),
    });
    onQueue((index + 1) / task.queues.length);
    return { ...forecast, inputsHash: digest([task.zone, task.from, task.until, queue, digests]) };
  });
}

function digest(inputs: unknown): string {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}

export function isForecastTask(value: unknown): value is ForecastTask {
  return (
    typeof value === 'object' && value !== null && 'queues' in value && 'from' in value && 'until' in value
  );
}
