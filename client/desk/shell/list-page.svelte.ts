import type { Answer, Api } from '../../session/api.ts';

/** So long somebody who types is waited for, before the list is asked. */
const TYPING_MILLISECONDS = 200;

/** A long list that the server searches: the page that was asked for last, however late other answers come. */
export class ListPage<
  T extends { readonly found: number; readonly pageSize: number },
  Wanted extends Readonly<Record<string, string>>,
> {
  readonly #api: Api;
  readonly #path: string;
  readonly #read: (body: unknown) => T;
  #wanted: Wanted;
  #page = $state(0);
  #answer = $state.raw<T | null>(null);
  #failure = $state.raw<Extract<Answer<T>, { ok: false }> | null>(null);
  #asked = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, path: string, wanted: Wanted, read: (body: unknown) => T) {
    this.#api = api;
    this.#path = path;
    this.#wanted = wanted;
    this.#read = read;
  }

  /** `null` until the first answer. */
  get answer(): T | null {
    return this.#answer;
  }

  get failure(): Extract<Answer<T>, { ok: false }> | null {
    return this.#failure;
  }

  /** From 0. */
  get page(): number {
    return this.#page;
  }

  async load(): Promise<void> {
    clearTimeout(this.#typing);
    this.#asked += 1;
    const asked = this.#asked;
    const query = Object.entries({ ...this.#wanted, page: String(this.#page) })
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');
    const answer = await this.#api.get(`${this.#path}?${query}`, this.#read);
    if (asked !== this.#asked) return;
    this.#failure = answer.ok ? null : answer;
    if (!answer.ok) return;
    const { found, pageSize } = answer.value;
    if (this.#page > 0 && found <= this.#page * pageSize) {
      // the last of its page is gone
      await this.turnTo(Math.max(0, Math.ceil(found / pageSize) - 1));
      return;
    }
    this.#answer = answer.value;
  }

  /** Other words or filters begin at the first page. */
  search(wanted: Wanted): void {
    this.#wanted = wanted;
    this.#page = 0;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.load(), TYPING_MILLISECONDS);
  }

  async turnTo(page: number): Promise<void> {
    this.#page = page;
    await this.load();
  }

  close(): void {
    clearTimeout(this.#typing);
  }
}
