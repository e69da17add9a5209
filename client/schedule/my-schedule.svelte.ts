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

/** The person's schedule: fresh from the server, or as it was last known. */
export class MySchedule {
  readonly #session: Session;
  #schedule = $state.raw<ScheduleAnswer | null>(lastKnown());
  #isFresh = $state(false);
  #problem = $state('');
  /** The page's clock when the schedule came, so that its age needs no right clock. */
  #heardAt = 0;
  #now = $state(Date.now());
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(session: Session) {
    this.#session = session;
    this.#timer = setInterval(() => (this.#now = Date.now()), 10_000);
  }

  get schedule(): ScheduleAnswer | null {
    return this.#schedule;
  }

  /** `false`: shown from memory, the server was not reached. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** A code of `errors`; empty when all is well. */
  get problem(): string {
    return this.#problem;
  }

  /** The server's clock as far as the page can know it. */
  get now(): number {
    if (this.#schedule === null) return this.#now;
    return this.#isFresh ? this.#schedule.asOf + (this.#now - this.#heardAt) : this.#now;
  }

  get ageMinutes(): number {
    return this.#schedule === null ? 0 : Math.max(0, Math.floor((this.now - this.#schedule.asOf) / 60_000));
  }

  async load(): Promise<void> {
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

  async reasons(day: string): Promise<readonly Reason[]> {
    const answer = await this.#session.api.get(
      `/api/v1/my/reasons/${day}`,
      (body) => v.parse(reasonsAnswerSchema, body).reasons,
    );
    return answer.ok ? answer.value : [];
  }

  close(): void {
    clearInterval(this.#timer);
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
