import {
  dateAt,
  daySpan,
  HOUR_MS,
  instant,
  type Instant,
  type PlainDate,
} from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { applyLogged } from '../../live/state/apply-logged.ts';
import { countingRules } from '../../live/state/counting-rules.ts';
import { newQueueState, type QueueState } from '../../live/state/queue-state.ts';
import type { Store } from '../../platform/store/database.ts';
import { EventLog } from '../../live/log/event-log.ts';
import { PresenceSamples } from './presence-samples.ts';

/** Whoever works at midnight signed in before it. */
const MARGIN_MS = 16 * HOUR_MS;

interface ReadSoFar {
  readonly centre: Centre;
  readonly date: PlainDate;
  readonly state: QueueState;
  readonly samples: PresenceSamples;
  sequence: number;
}

/**
 * Presence of today, read from the event log as it grows: a restart forgets nothing, and what is received late about the
 * morning stands in the morning. It has a state of its own, so that the living one is left in peace.
 */
export class PresenceSoFar {
  readonly #store: Store;
  readonly #log: EventLog;
  #read: ReadSoFar | undefined;
  #work: Promise<unknown> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
    this.#log = new EventLog(store);
  }

  /**
   * Reads on.
   *
   * @param heardUpTo moment up to which the telephone system is known to have reported everything
   */
  async upTo(centre: Centre, now: Instant, heardUpTo: Instant): Promise<PresenceSamples> {
    const reading = this.#work.then(() => this.#readOn(centre, now, heardUpTo));
    this.#work = reading.catch(() => undefined);
    return reading;
  }

  async #readOn(centre: Centre, now: Instant, heardUpTo: Instant): Promise<PresenceSamples> {
    const date = dateAt(now, centre.zone);
    if (this.#read?.centre !== centre || this.#read.date !== date)
      this.#read = await this.#begin(centre, date);
    const { state, samples, sequence } = this.#read;
    const { start } = daySpan(date, centre.zone);
    for await (const page of this.#log.read({ afterSequence: sequence, from: instant(start - MARGIN_MS) }))
      for (const logged of page) {
        if (logged.event.at >= start) samples.lookUpTo(state, instant(logged.event.at - 1));
        applyLogged(state, logged.event, logged.receivedAt);
        this.#read.sequence = logged.sequence;
      }
    samples.lookUpTo(state, instant(Math.min(now, heardUpTo)));
    return samples;
  }

  async #begin(centre: Centre, date: PlainDate): Promise<ReadSoFar> {
    const { start } = daySpan(date, centre.zone);
    const samples = new PresenceSamples();
    samples.startAt(instant(start - 1));
    const before = await this.#store.db
      .selectFrom('event_log')
      .select(({ fn }) => fn.min('sequence').as('first'))
      .where('at', '>=', instant(start - MARGIN_MS))
      .executeTakeFirst();
    const sequence = before?.first === undefined || before.first === null ? 0 : before.first - 1;
    return { centre, date, state: newQueueState(countingRules(centre)), samples, sequence };
  }
}
