import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type Instant } from '../../../forecasting/time/index.ts';
import { applyEvent } from '../../live/state/apply-event.ts';
import { rulesOfRecording } from '../../live/state/counting-rules.ts';
import { newQueueState, type QueueState } from '../../live/state/queue-state.ts';
import { openStore, type Store } from '../../platform/store/database.ts';
import { EventLog } from '../../live/log/event-log.ts';
import type { CallEvent } from '../../live/events/call-event.ts';
import type { EventOutcome, WayIn } from '../../live/log/way-in.ts';

/**
 * A way in for one run: a real event log in a folder of its own, gone when it is closed, and the state that follows
 * from what the log took.
 */
export class ThrowAwayStore implements WayIn {
  readonly #folder: string;
  readonly #store: Store;
  readonly #log: EventLog;
  #state = newQueueState(rulesOfRecording());
  #heardAt: Instant = instant(0);

  private constructor(folder: string, store: Store) {
    this.#folder = folder;
    this.#store = store;
    this.#log = new EventLog(store);
  }

  static async open(): Promise<ThrowAwayStore> {
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-replay-'));
    return new ThrowAwayStore(folder, await openStore({ engine: 'sqlite', folder }));
  }

  get state(): QueueState {
    return this.#state;
  }

  async accept(events: readonly CallEvent[]): Promise<readonly EventOutcome[]> {
    const stored = await this.#log.append(events, this.#heardAt);
    return stored.map((logged) => {
      if (logged === null) return 'duplicate';
      this.#state = applyEvent(this.#state, logged.event);
      return 'stored';
    });
  }

  heard(_source: unknown, at: Instant): void {
    this.#heardAt = at;
  }

  /** A recording is believed as it is. */
  troubled(): void {}

  async close(): Promise<void> {
    await this.#store.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
