import { applyEvent } from '../../queue/apply-event.ts';
import { rulesOfRecording } from '../../queue/counting-rules.ts';
import { newQueueState, type QueueState } from '../../queue/queue-state.ts';
import type { CallEvent } from '../call-event.ts';
import type { EventOutcome, WayIn } from '../way-in.ts';

/** A way in for one run: knows each key once, like the log, and keeps only the state. */
export class MemoryStore implements WayIn {
  readonly #keys = new Set<string>();
  #state = newQueueState(rulesOfRecording());

  get state(): QueueState {
    return this.#state;
  }

  get stored(): number {
    return this.#keys.size;
  }

  accept(events: readonly CallEvent[]): Promise<readonly EventOutcome[]> {
    return Promise.resolve(events.map((event) => this.#take(event)));
  }

  heard(): void {
    // A recording is not watched for silence.
  }

  #take(event: CallEvent): EventOutcome {
    const key = `${event.source}|${event.key}`;
    if (this.#keys.has(key)) return 'duplicate';
    this.#keys.add(key);
    this.#state = applyEvent(this.#state, event);
    return 'stored';
  }
}
