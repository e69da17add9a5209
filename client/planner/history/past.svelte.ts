import * as v from 'valibot';
import {
  historyDayAnswerSchema,
  historyDaysAnswerSchema,
  type DayFindingAnswer,
  type HistoryDayAnswer,
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
    if (city !== this.#city) this.#days = null;
    this.#city = city;
    await this.#load();
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
    const answer = await this.#api.get(`/api/v1/cities/${city}/history/days`, (body) =>
      v.parse(historyDaysAnswerSchema, body),
    );
    if (city !== this.#city) return;
    this.#failure = answer.ok ? '' : answer.code;
    if (!answer.ok) return;
    this.#days = answer.value.days;
    this.#findings = answer.value.findings;
  }
}
