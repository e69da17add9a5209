import { addDays, dateAt, instant, type PlainDate, type TimeZone } from '../../../forecasting/time/index.ts';
import type { Adapter } from '../../platform/http/server-module.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { KeptForecasts } from './kept-forecasts.ts';

export interface DailyForecastOptions {
  readonly db: Db;
  readonly jobs: Jobs;
  readonly kept: KeptForecasts;
  readonly cities: () => readonly string[];
  readonly now: () => number;
  readonly zone: TimeZone;
  /** Runs before a day's forecast is made, such as bringing history up to date. */
  readonly prepare?: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** How often the day is looked at. */
const LOOK_MILLISECONDS = 20_000;
/** Days that the day's own run looks ahead: six weeks of planning. */
const HORIZON_DAYS = 42;

/** Makes a forecast of all cities once a day, so that nobody at the desk has to think of it and the wall has one. */
export class DailyForecast implements Adapter {
  readonly #options: DailyForecastOptions;
  #date: PlainDate | null = null;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  #running: string | undefined;

  constructor(options: DailyForecastOptions) {
    this.#options = options;
  }

  start(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MILLISECONDS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#running !== undefined) this.#options.jobs.cancel(this.#running);
    await this.#work;
  }

  /** Makes the day's forecast once more: there is more history than this morning. */
  again(): void {
    const { now, zone, onFailure } = this.#options;
    if (this.#timer === undefined) return;
    const today = dateAt(instant(now()), zone);
    this.#work = this.#work.then(() => this.#run(today)).catch(onFailure);
  }

  #look(): void {
    const { now, zone, kept, onFailure } = this.#options;
    const today = dateAt(instant(now()), zone);
    if (today === this.#date) return;
    this.#date = today;
    this.#work = this.#work.then(() => this.#make(today)).catch(onFailure);
    kept.expect(this.#work);
  }

  async #make(today: PlainDate): Promise<void> {
    await this.#options.prepare?.();
    if ((await this.#missing(today)).length > 0) await this.#run(today);
  }

  async #run(today: PlainDate): Promise<void> {
    const until = addDays(today, HORIZON_DAYS - 1);
    const { job, ended } = await this.#options.jobs.start('forecast', { from: today, until }, null);
    this.#running = job.id;
    await ended;
    this.#running = undefined;
  }

  /** Cities for which no run of this day has been kept. */
  async #missing(today: PlainDate): Promise<readonly string[]> {
    const rows = await this.#options.db
      .selectFrom('forecast_version')
      .select('queue')
      .where('from_day', '=', today)
      .where('author', 'is', null)
      .execute();
    const done = new Set(rows.map(({ queue }) => queue));
    return this.#options.cities().filter((city) => !done.has(city));
  }
}
