import * as v from 'valibot';
import {
  historyDayAnswerSchema,
  historyDaysAnswerSchema,
  historyMonthsAnswerSchema,
  type DayFindingAnswer,
  type HistoryDayAnswer,
  type HistoryMonthsAnswer,
} from '../../../server/contract/history.ts';
import { nothing, type Api } from '../../session/api.ts';
import type { HistoryDay } from './heat-map.ts';

export type Decision = NonNullable<DayFindingAnswer['decision']>;

/** One city's past as the page shows it: its days, what is odd about them, and the day that is looked at. */
export class Past {
  readonly #api: Api;
  #city = $state('');
  #days = $state.raw<readonly HistoryDay[] | null>(null);
  #findings = $state.raw<readonly DayFindingAnswer[]>([]);
  #months = $state.raw<HistoryMonthsAnswer['months']>([]);
  #year = $state('');
  #chosen = $state('');
  #day = $state.raw<HistoryDayAnswer | null>(null);
  #failure = $state('');

  constructor(api: Api) {
    this.#api = api;
  }

  get city(): string {
    return this.#city;
  }

  /** `null` until they were read; empty without a history. */
  get days(): readonly HistoryDay[] | null {
    return this.#days;
  }

  /** Everything that is known, by month, the oldest first. */
  get months(): HistoryMonthsAnswer['months'] {
    return this.#months;
  }

  /** The year that is shown; empty: the last fourteen months. */
  get year(): string {
    return this.#year;
  }

  get findings(): readonly DayFindingAnswer[] {
    return this.#findings;
  }

  /** The chosen day; empty without a history. */
  get chosen(): string {
    return this.#chosen;
  }

  /** The chosen day's curve; `null` while it is read. */
  get day(): HistoryDayAnswer | null {
    return this.#day;
  }

  /** Code of what went wrong last; empty if nothing did. */
  get failure(): string {
    return this.#failure;
  }

  async show(city: string): Promise<void> {
    if (city !== this.#city) {
      this.#days = null;
      this.#year = '';
    }
    this.#city = city;
    await Promise.all([this.#load(), this.#loadMonths()]);
    await this.#chooseKnown();
  }

  /** @param year empty: the last fourteen months */
  async showYear(year: string): Promise<void> {
    this.#year = year;
    this.#days = null;
    await this.#load();
    await this.#chooseKnown();
  }

  async #chooseKnown(): Promise<void> {
    const known = this.#days ?? [];
    const kept = known.find(({ date }) => date === this.#chosen);
    await this.choose((kept ?? known.findLast(({ offered }) => offered !== null))?.date ?? '');
  }

  async choose(date: string): Promise<void> {
    this.#chosen = date;
    this.#day = null;
    if (date === '') return;
    const city = this.#city;
    const answer = await this.#api.get(`/api/v1/cities/${city}/history/days/${date}`, (body) =>
      v.parse(historyDayAnswerSchema, body),
    );
    if (city !== this.#city || date !== this.#chosen) return;
    this.#failure = answer.ok ? '' : answer.code;
    if (answer.ok) this.#day = answer.value;
  }

  /** @param decision `null` takes a decision back */
  async decide(date: string, decision: Decision | null): Promise<boolean> {
    const answer = await this.#api.send(
      'PUT',
      `/api/v1/cities/${this.#city}/history/${date}`,
      { decision },
      nothing,
    );
    this.#failure = answer.ok ? '' : answer.code;
    if (!answer.ok) return false;
    await this.#load();
    return true;
  }

  async #load(): Promise<void> {
    const city = this.#city;
    const year = this.#year;
    const span = year === '' ? '' : `?from=${year}-01-01&until=${year}-12-31`;
    const answer = await this.#api.get(`/api/v1/cities/${city}/history/days${span}`, (body) =>
      v.parse(historyDaysAnswerSchema, body),
    );
    if (city !== this.#city || year !== this.#year) return;
    this.#failure = answer.ok ? '' : answer.code;
    if (!answer.ok) return;
    this.#days = answer.value.days;
    this.#findings = answer.value.findings;
  }

  async #loadMonths(): Promise<void> {
    const city = this.#city;
    const answer = await this.#api.get(`/api/v1/cities/${city}/history/months`, (body) =>
      v.parse(historyMonthsAnswerSchema, body),
    );
    if (city === this.#city && answer.ok) this.#months = answer.value.months;
  }
}
