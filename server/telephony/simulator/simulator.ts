import {
  addDays,
  dateAt,
  type Instant,
  type PlainDate,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { CallEvent, SourceId } from '../../live/events/call-event.ts';
import type { WayIn } from '../../live/log/way-in.ts';

/** How often the player looks at its clock; at high speed a look covers much simulated time. */
const LOOK_MILLISECONDS = 100;
/** Small enough that others get their turn between two batches, large enough for one commit to carry a lot. */
const BATCH = 500;
const RETRY_MILLISECONDS = 1_000;

export interface SimulatorOptions {
  readonly source: SourceId;
  readonly wayIn: WayIn;
  /** The clock that the day is played by; may be shifted or run fast. */
  readonly clock: () => Instant;
  readonly zone: TimeZone;
  /** Everything that happens on a day, in order of time; asked once a day, and by `renew`. */
  readonly eventsOf: (date: PlainDate) => readonly CallEvent[];
  /** The store refused a batch; it is reported again until it is taken. */
  readonly onRefused: (error: unknown) => void;
}

/**
 * Plays generated days through the ordinary event sink, as a telephone system would report them. What lies before the
 * present moment is reported at once, so that a start at 9:41 shows the whole morning. After a restart the day is reported
 * again from its beginning: the log knows what it has.
 */
export class SimulatorAdapter {
  readonly #options: SimulatorOptions;
  #date: PlainDate;
  #events: readonly CallEvent[];
  #told = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #telling: Promise<void> = Promise.resolve();

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#date = dateAt(options.clock(), options.zone);
    this.#events = options.eventsOf(this.#date);
  }

  start(): void {
    this.#look(0);
  }

  /**
   * What is still to come of the day is another than it was. Events up to the present moment must be the same as before:
   * they have been reported.
   */
  renew(): void {
    this.#events = this.#options.eventsOf(this.#date);
  }

  /** Ends after the batch that is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#telling;
  }

  #look(milliseconds: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#telling = this.#tellWhatHappened().then(
        () => this.#look(LOOK_MILLISECONDS),
        (error: unknown) => {
          this.#options.onRefused(error);
          this.#look(RETRY_MILLISECONDS);
        },
      );
    }, milliseconds);
  }

  async #tellWhatHappened(): Promise<void> {
    const { source, wayIn, clock } = this.#options;
    const now = clock();
    wayIn.heard(source, now);
    for (let batch = this.#due(now); batch.length > 0 && !this.#stopped; batch = this.#due(now)) {
      await wayIn.accept(batch);
      this.#told += batch.length;
      wayIn.heard(source, clock());
    }
    if (this.#told === this.#events.length && dateAt(now, this.#options.zone) > this.#date)
      this.#turnToNextDay();
  }

  #due(now: Instant): readonly CallEvent[] {
    const batch = this.#events.slice(this.#told, this.#told + BATCH);
    const later = batch.findIndex(({ at }) => at > now);
    return later < 0 ? batch : batch.slice(0, later);
  }

  #turnToNextDay(): void {
    this.#date = addDays(this.#date, 1);
    this.#events = this.#options.eventsOf(this.#date);
    this.#told = 0;
  }
}
