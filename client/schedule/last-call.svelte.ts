import * as v from 'valibot';
import {
  CORRECTABLE_MINUTES,
  lastCallSchema,
  type ClosingCode,
  type LastCall,
} from '../../server/contract/schedule.ts';
import { nothing } from '../session/api.ts';
import type { Session } from '../session/session.svelte.ts';

const LOOK_EVERY_MILLISECONDS = 2_000;
/** How long a saved code can be taken back. */
const UNDO_SECONDS = CORRECTABLE_MINUTES * 60;

export interface Saved {
  readonly call: string;
  readonly source: string;
  readonly code: ClosingCode;
  readonly solvedAtFirstContact: boolean | null;
  /** The page's clock. */
  readonly at: number;
}

/** The agent's last call and what they said about it: chosen, saved at once, and taken back within seconds. */
export class LastCallDesk {
  readonly #session: Session;
  #last = $state.raw<LastCall | null>(null);
  #heardAt = 0;
  #now = $state(Date.now());
  #code = $state<ClosingCode | null>(null);
  #saved = $state.raw<Saved | null>(null);
  #outcome = $state<'none' | 'failed' | 'undone'>('none');
  #answered = $state<'asking' | 'known' | 'unknown'>('asking');
  readonly #onSignedOut: () => void;
  readonly #timers: readonly ReturnType<typeof setInterval>[];

  /** @param onSignedOut the session has ended: nothing more can be asked before the agent signs in again */
  constructor(session: Session, onSignedOut: () => void) {
    this.#session = session;
    this.#onSignedOut = onSignedOut;
    this.#timers = [
      setInterval(() => (this.#now = Date.now()), 250),
      setInterval(() => void this.look(), LOOK_EVERY_MILLISECONDS),
    ];
    void this.look();
  }

  /** The call that waits for its closing code; `null` when there is none or it has one. */
  get call(): LastCall['call'] {
    const call = this.#last?.call ?? null;
    return call === null || call.call === this.#saved?.call ? null : call;
  }

  /** Whether the server has reported the last call: without its word, no call is known, which is not the same as none. */
  get answered(): 'asking' | 'known' | 'unknown' {
    return this.#answered;
  }

  get sinceMilliseconds(): number {
    const { call } = this;
    return call === null || this.#last === null
      ? 0
      : Math.max(0, this.#last.asOf + (this.#now - this.#heardAt) - call.since);
  }

  get code(): ClosingCode | null {
    return this.#code;
  }

  get outcome(): 'none' | 'failed' | 'undone' {
    return this.#outcome;
  }

  get saved(): Saved | null {
    return this.#saved;
  }

  /** Its topic and whether it was solved are known at its end, not while the caller speaks. */
  get mayClose(): boolean {
    return this.call !== null && this.call.state !== 'talking';
  }

  /** 0 when it is too late. */
  get undoSeconds(): number {
    if (this.#saved === null) return 0;
    return Math.max(0, Math.ceil(UNDO_SECONDS - (this.#now - this.#saved.at) / 1_000));
  }

  async look(): Promise<void> {
    const before = this.call?.call;
    const answer = await this.#session.api.get('/api/v1/my/last-call', (body) =>
      v.parse(lastCallSchema, body),
    );
    this.#answered = answer.ok ? 'known' : 'unknown';
    if (!answer.ok) {
      if (answer.status === 401) this.#onSignedOut();
      return;
    }
    this.#last = answer.value;
    this.#heardAt = Date.now();
    this.#now = this.#heardAt;
    if (this.call !== null && this.call.call !== before) {
      this.#code = null;
      if (before !== undefined) this.#outcome = 'none';
    }
  }

  /** A wrong number asks nothing further. */
  async choose(code: ClosingCode): Promise<void> {
    if (!this.mayClose) return;
    this.#outcome = 'none';
    if (code === 'wrong-number') await this.#save(code, null);
    else this.#code = code;
  }

  async solve(solvedAtFirstContact: boolean): Promise<void> {
    if (this.#code !== null && this.mayClose) await this.#save(this.#code, solvedAtFirstContact);
  }

  async undo(): Promise<void> {
    const saved = this.#saved;
    if (saved === null) return;
    const answer = await this.#session.api.send(
      'DELETE',
      '/api/v1/my/last-call/classification',
      { call: saved.call, source: saved.source, tap: tapId() },
      nothing,
    );
    this.#outcome = answer.ok ? 'undone' : 'failed';
    if (!answer.ok) return;
    this.#saved = null;
    await this.look();
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #save(code: ClosingCode, solvedAtFirstContact: boolean | null): Promise<void> {
    const { call } = this;
    if (call === null) return;
    const answer = await this.#session.api.send(
      'POST',
      '/api/v1/my/last-call/classification',
      { call: call.call, source: call.source, closingCode: code, solvedAtFirstContact, tap: tapId() },
      nothing,
    );
    this.#outcome = answer.ok ? 'none' : 'failed';
    if (!answer.ok) return;
    this.#saved = { call: call.call, source: call.source, code, solvedAtFirstContact, at: Date.now() };
    this.#now = Date.now();
    this.#code = null;
  }
}

/** `crypto.randomUUID` needs HTTPS; a closed network may have none. */
function tapId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
