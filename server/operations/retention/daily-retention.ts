import { dateAt, HOUR_MS, instant, type Instant } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { ERASED_CLASSES, readErasure } from '../../live/log/erasure-store.ts';
import { witnessClock, type DoubtfulClock } from './clock-witness.ts';
import { runRetention, type RetentionReport, type RetentionRun } from './run-retention.ts';

export interface DailyRetentionOptions extends Pick<RetentionRun, 'retention' | 'zone'> {
  readonly store: Store;
  readonly clock: () => Instant;
  readonly onDone: (report: RetentionReport) => void;
  /** Called when nothing is deleted today because the clock is not sure. */
  readonly onDoubt: (clock: DoubtfulClock) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Runs the retention once on every local day on which the server is up: at its start, or soon after midnight. What is deleted
 * stays deleted, so one reading of the clock is not enough: the day before has to agree (`clock-witness.ts`).
 */
export class DailyRetention {
  readonly #options: DailyRetentionOptions;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #hasJumped = false;

  constructor(options: DailyRetentionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), HOUR_MS);
    void this.look();
  }

  /** Runs if today has had no run; one look after another. */
  look(): Promise<void> {
    this.#running = this.#running.then(() => this.#runIfDue());
    return this.#running;
  }

  /** For readiness: nothing is deleted while the clock is in doubt, which somebody has to look at. */
  warnings(): readonly string[] {
    return this.#hasJumped ? ['clock-jumped'] : [];
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped.abort();
    await this.#running;
  }

  async #runIfDue(): Promise<void> {
    const { store, retention, zone, clock, onDone, onDoubt, onFailure } = this.#options;
    if (this.#stopped.signal.aborted) return;
    try {
      const now = clock();
      // The class that is deleted last: a run that was cut off is done again.
      const last = await readErasure(store, ERASED_CLASSES[ERASED_CLASSES.length - 1] ?? 'audit');
      if (last !== null && dateAt(instant(last.ranAt), zone) === dateAt(now, zone)) return;
      const witnessed = await witnessClock(store, now, zone);
      this.#hasJumped = witnessed.kind === 'jumped';
      if (witnessed.kind !== 'agrees') {
        onDoubt(witnessed);
        return;
      }
      onDone(
        await runRetention({ store, retention, zone, now, dryRun: false, cancelled: this.#stopped.signal }),
      );
    } catch (error) {
      onFailure(error);
    }
  }
}
