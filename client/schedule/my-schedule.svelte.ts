import { MINUTE_MS } from '../../forecasting/time/index.ts';
import * as v from 'valibot';
import {
  reasonsAnswerSchema,
  scheduleSchema,
  type Reason,
  type ScheduleAnswer,
} from '../../server/contract/schedule.ts';
import { nothing } from '../session/api.ts';
import type { Session } from '../session/session.svelte.ts';

const STORED_AS = 'leitstand.schedule';
const TICK_MILLISECONDS = 5_000;
/** A published change is on the page within two minutes, also when nobody touches it. */
const LOAD_EVERY_MILLISECONDS = 120_000;

/** The person's schedule: fresh from the server, or as it was last known. */
export class MySchedule {
  readonly #session: Session;
  #schedule = $state.raw<ScheduleAnswer | null>(lastKnown());
  #isFresh = $state(false);
  #problem = $state('');
  /** The page's clock when the schedule came, so that its age needs no right clock. */
  #heardAt = 0;
  #now = $state(Date.now());
  readonly #timers: readonly ReturnType<typeof setInterval>[];
  readonly #look = (): void => {
    if (document.visibilityState === 'visible') void this.load();
  };

  constructor(session: Session) {
    this.#session = session;
    this.#timers = [
      setInterval(() => (this.#now = Date.now()), TICK_MILLISECONDS),
      setInterval(this.#look, LOAD_EVERY_MILLISECONDS),
    ];
    addEventListener('online', this.#look);
    document.addEventListener('visibilitychange', this.#look);
  }

  get schedule(): ScheduleAnswer | null {
    return this.#schedule;
  }

  /** `false`: shown from memory, the server was not reached. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** A failure's code; empty when all is well. */
  get problem(): string {
    return this.#problem;
  }

  /** The server's clock as far as the page can know it. */
  get now(): number {
    if (this.#schedule === null) return this.#now;
    return this.#heardAt > 0 ? this.#schedule.asOf + (this.#now - this.#heardAt) : this.#now;
  }

  get ageMinutes(): number {
    return this.#schedule === null
      ? 0
      : Math.max(0, Math.floor((this.now - this.#schedule.asOf) / MINUTE_MS));
  }

  async load(): Promise<void> {
    // who opened the page without a network has no session's token yet
    if (this.#session.state !== 'known') await this.#session.load();
    if (this.#session.state === 'known' && this.#session.me === null) {
      // Nobody is signed in: there is nothing to be asked for, and nothing to be kept.
      this.#isFresh = false;
      this.#problem = 'sign-in-needed';
      this.#forget();
      return;
    }
    const answer = await this.#session.api.get('/api/v1/my/schedule', (body) =>
      v.parse(scheduleSchema, body),
    );
    this.#isFresh = answer.ok;
    this.#problem = answer.ok ? '' : answer.code;
    if (!answer.ok) {
      if (answer.status === 401 || answer.status === 403) this.#forget();
      return;
    }
    this.#schedule = answer.value;
    this.#heardAt = Date.now();
    this.#now = this.#heardAt;
    remember(answer.value);
  }

  async confirmSeen(): Promise<void> {
    const answer = await this.#session.api.send('POST', '/api/v1/my/schedule/seen', undefined, nothing);
    if (answer.ok) await this.load();
    else this.#problem = answer.code;
  }

  /** @returns `null` where the server was not reached */
  async reasons(day: string): Promise<readonly Reason[] | null> {
    const answer = await this.#session.api.get(
      `/api/v1/my/reasons/${day}`,
      (body) => v.parse(reasonsAnswerSchema, body).reasons,
    );
    return answer.ok ? answer.value : null;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    removeEventListener('online', this.#look);
    document.removeEventListener('visibilitychange', this.#look);
  }

  /** Who is signed out must not leave their schedule on a shared telephone. */
  #forget(): void {
    this.#schedule = null;
    try {
      localStorage.removeItem(STORED_AS);
    } catch {
      // nothing was kept where storage is forbidden
    }
  }
}

function lastKnown(): ScheduleAnswer | null {
  try {
    const parsed = v.safeParse(scheduleSchema, JSON.parse(localStorage.getItem(STORED_AS) ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function remember(schedule: ScheduleAnswer): void {
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(schedule));
  } catch {
    // without storage the page works, only not without a network
  }
}
