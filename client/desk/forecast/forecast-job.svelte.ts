import * as v from 'valibot';
import { nothing, type Api } from '../../session/api.ts';

const LOOK_EVERY_MILLISECONDS = 500;

const idSchema = v.object({ id: v.string() });
const runSchema = v.object({
  progress: v.nullable(v.object({ fraction: v.number() })),
  outcome: v.nullable(v.string()),
});

/** A forecast run on the server, followed until it ends. */
export class ForecastJob {
  readonly #api: Api;
  readonly #onDone: () => void;
  #id = $state<string | null>(null);
  #fraction = $state<number | null>(null);
  #outcome = $state<string | null>(null);
  #failure = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, onDone: () => void) {
    this.#api = api;
    this.#onDone = onDone;
  }

  get isRunning(): boolean {
    return this.#id !== null && this.#outcome === null && this.#failure === '';
  }

  /** Share done, 0–1; `null` while it waits for its turn. */
  get fraction(): number | null {
    return this.#fraction;
  }

  /** How it ended; `null` while it runs or before the first. */
  get outcome(): string | null {
    return this.#outcome;
  }

  get failure(): string {
    return this.#failure;
  }

  async start(from: string, until: string): Promise<void> {
    this.#fraction = null;
    this.#outcome = null;
    const answer = await this.#api.send('POST', '/api/v1/forecast-runs', { from, until }, (body) =>
      v.parse(idSchema, body),
    );
    this.#failure = answer.ok ? '' : answer.code;
    if (!answer.ok) return;
    this.#id = answer.value.id;
    this.#later();
  }

  async cancel(): Promise<void> {
    if (this.#id === null) return;
    await this.#api.send('POST', `/api/v1/forecast-runs/${this.#id}/cancel`, undefined, nothing);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MILLISECONDS);
  }

  async #look(): Promise<void> {
    const answer = await this.#api.get(`/api/v1/forecast-runs/${this.#id ?? ''}`, (body) =>
      v.parse(runSchema, body),
    );
    this.#failure = answer.ok ? '' : answer.code;
    if (!answer.ok) return;
    this.#fraction = answer.value.progress?.fraction ?? null;
    this.#outcome = answer.value.outcome;
    if (this.#outcome === null) this.#later();
    else this.#onDone();
  }
}
