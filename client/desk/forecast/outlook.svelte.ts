import * as v from 'valibot';
import { addDays, isPlainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import {
  actualDaysAnswerSchema,
  adjustmentsAnswerSchema,
  forecastDaysAnswerSchema,
  forecastReasonsAnswerSchema,
  forecastVersionsAnswerSchema,
  type ActualDaysAnswer,
  type AdjustBody,
  type AdjustmentAnswer,
  type ForecastReasonsAnswer,
  type ForecastVersionsAnswer,
} from '../../../server/contract/forecast.ts';
import { nothing, type Api } from '../../session/api.ts';
import type { ForecastDay } from './forecast-days.ts';
import { horizons, type Horizon } from './forecast-view.ts';

export type RunOfVersions = ForecastVersionsAnswer['runs'][number];

/** How well one city is forecast, and why by this model. */
export interface CityReasons extends ForecastReasonsAnswer {
  readonly city: string;
}

const BACK_WEEKS = 8;

/** The forecast as the page shows it: days of a horizon, what came before, adjustments, versions and reasons. */
export class ForecastOutlook {
  readonly #api: Api;
  #from = $state('');
  #horizon = $state<Horizon>('week');
  #run = $state<string | null>(null);
  #days = $state.raw<readonly ForecastDay[] | null>(null);
  #actual = $state.raw<ActualDaysAnswer['days']>([]);
  #adjustments = $state.raw<readonly AdjustmentAnswer[]>([]);
  #runs = $state.raw<readonly RunOfVersions[]>([]);
  #reasons = $state.raw<readonly CityReasons[]>([]);
  #failure = $state('');

  constructor(api: Api) {
    this.#api = api;
  }

  get from(): string {
    return this.#from;
  }

  get horizon(): Horizon {
    return this.#horizon;
  }

  /** The run whose versions are shown; `null`: whatever is planned from. */
  get run(): string | null {
    return this.#run;
  }

  /** `null` until they were read; empty where nothing is forecast. */
  get days(): readonly ForecastDay[] | null {
    return this.#days;
  }

  get actual(): ActualDaysAnswer['days'] {
    return this.#actual;
  }

  get adjustments(): readonly AdjustmentAnswer[] {
    return this.#adjustments;
  }

  get runs(): readonly RunOfVersions[] {
    return this.#runs;
  }

  get reasons(): readonly CityReasons[] {
    return this.#reasons;
  }

  get failure(): string {
    return this.#failure;
  }

  /** Begins tomorrow: first the figures, then why they are so. @param today the centre's day by the server's clock */
  async open(cities: readonly string[], today: PlainDate): Promise<void> {
    this.#from = addDays(today, 1);
    await Promise.all([this.load(), this.loadRuns()]);
    await this.loadReasons(cities);
  }

  async show(from: string, horizon: Horizon, run: string | null = this.#run): Promise<void> {
    this.#from = from;
    this.#horizon = horizon;
    this.#run = run;
    await this.load();
  }

  async load(): Promise<void> {
    const { from, horizon, run } = this;
    if (!isPlainDate(from)) return;
    const until = addDays(from, horizons[horizon] - 1);
    const [days, actual, adjustments] = await Promise.all([
      this.#api.get(
        `/api/v1/forecast-days?from=${from}&until=${until}${run === null ? '' : `&run=${run}`}`,
        (body) => v.parse(forecastDaysAnswerSchema, body),
      ),
      this.#api.get(
        `/api/v1/actual-days?from=${addDays(from, -7 * BACK_WEEKS)}&until=${addDays(until, -7)}`,
        (body) => v.parse(actualDaysAnswerSchema, body),
      ),
      this.#api.get(`/api/v1/forecast-adjustments?from=${from}&until=${until}`, (body) =>
        v.parse(adjustmentsAnswerSchema, body),
      ),
    ]);
    if (from !== this.#from || horizon !== this.#horizon || run !== this.#run) return;
    this.#failure = !days.ok ? days.code : !actual.ok ? actual.code : !adjustments.ok ? adjustments.code : '';
    if (days.ok) this.#days = days.value.days;
    if (actual.ok) this.#actual = actual.value.days;
    if (adjustments.ok) this.#adjustments = adjustments.value.adjustments;
  }

  async loadRuns(): Promise<void> {
    const answer = await this.#api.get('/api/v1/forecast-runs', (body) =>
      v.parse(forecastVersionsAnswerSchema, body),
    );
    if (answer.ok) this.#runs = answer.value.runs;
  }

  async loadReasons(cities: readonly string[]): Promise<void> {
    this.#reasons = await Promise.all(
      cities.map(async (city) => {
        const answer = await this.#api.get(`/api/v1/cities/${city}/forecast-reasons`, (body) =>
          v.parse(forecastReasonsAnswerSchema, body),
        );
        return answer.ok ? { city, ...answer.value } : { city, forecast: null, accuracy: null };
      }),
    );
  }

  async adjust(body: AdjustBody): Promise<boolean> {
    const answer = await this.#api.send('POST', '/api/v1/forecast-adjustments', body, nothing);
    this.#failure = answer.ok ? '' : answer.code;
    await this.load();
    return answer.ok;
  }

  async withdraw(adjustment: string): Promise<void> {
    const answer = await this.#api.send(
      'DELETE',
      `/api/v1/forecast-adjustments/${adjustment}`,
      undefined,
      nothing,
    );
    await this.load();
    this.#failure = answer.ok ? '' : answer.code;
  }
}
