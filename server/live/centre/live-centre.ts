import {
  dateAt,
  daySpan,
  instant,
  type Instant,
  MINUTE_MS,
  type PlainDate,
} from '../../../forecasting/time/index.ts';
import { boardAt } from '../board/board-at.ts';
import { newBoardMemory, type BoardMemory } from '../board/board-memory.ts';
import { NO_PLAN, type DayPlan } from '../board/day-plan.ts';
import { feedAt } from '../board/feed.ts';
import type { Centre } from '../../contract/centre.ts';
import type { Board, Feed } from '../../contract/wall.ts';
import { applyLogged } from '../state/apply-logged.ts';
import { countingRules } from '../state/counting-rules.ts';
import { storableFrom, type QueueState } from '../state/queue-state.ts';
import { repairsSoFar } from '../state/state-figures.ts';
import { noteCentre } from '../log/centre-history.ts';
import type { Store } from '../../platform/store/database.ts';
import { probeWrite } from '../../platform/store/probe-write.ts';
import { EventLog, type LoggedEvent } from '../log/event-log.ts';
import type { CallEvent, SourceId } from '../events/call-event.ts';
import type { EventOutcome, FeedTrouble, WayIn } from '../log/way-in.ts';
import { DayRecounter } from './day-recounter.ts';
import { describeState } from './describe-state.ts';
import { IntervalSumsKeeper } from './interval-sums-keeper.ts';
import { rebuildState, writeCheckpoint } from './rebuild-state.ts';
import { restoreState } from './restore-state.ts';

/** A telephone source that the centre listens to. */
export interface LiveSource {
  readonly id: SourceId;
  /** Silence after which its figures are old; `null`: it speaks only when something happens. */
  readonly staleAfterMs: number | null;
  /** What is known of it before it says anything: a figure of before a restart is old until its adapter vouches for it. */
  readonly atStart?: { readonly lastHeardAt: Instant | null; readonly trouble: FeedTrouble };
}

export interface LiveCentreOptions {
  readonly store: Store;
  readonly centre: Centre;
  readonly sources: readonly LiveSource[];
  /** The centre's clock: the real one, or the demo's own. */
  readonly clock: () => Instant;
  readonly clockKind: 'real' | 'simulated';
  /** Called with what an administrator should know; the centre itself goes on. */
  readonly onProblem?: (problem: Error) => void;
}

/** What an administrator should see. */
export interface LiveHealth {
  readonly feed: Feed;
  /** Why the store could not write last time; `null` while it can. */
  readonly storeFailure: string | null;
  readonly repairs: Readonly<Record<string, number>>;
  /** Queues that events speak of and no city knows. */
  readonly unmappedQueues: readonly { readonly source: string; readonly queue: string }[];
  readonly refusedCallers: number;
  readonly events: number;
  readonly sequence: number;
  /** Days whose stored sums do not count everything yet, because it was received late. */
  readonly daysToRecount: number;
}

/** How often sums are stored, and changes that only time brings are looked for. */
const KEEP_EVERY_MS = MINUTE_MS;
const TICK_MS = 1_000;

/** How often a store that cannot write is tried again when nobody else does. */
const PROBE_EVERY_MS = 5_000;

/** A stop lets recounts begin for so long; service managers wait longer, and a kill loses none of them. */
const RECOUNT_AT_CLOSE_MS = 60_000;

/** A checkpoint after so many events keeps a restart short on the busiest day. */
const CHECKPOINT_EVENTS = 200_000;

/**
 * The living centre: log → queue state → board in one process.
 *
 * Everything that telephone systems report comes in through `accept`: it is durable in the log before it changes a figure,
 * and before it is acknowledged. At start the state is rebuilt from the log.
 */
export class LiveCentre implements WayIn {
  readonly #options: LiveCentreOptions;
  readonly #log: EventLog;
  readonly #keeper: IntervalSumsKeeper;
  readonly #recounter: DayRecounter;
  readonly #listeners = new Set<() => void>();
  readonly #heardAt = new Map<SourceId, number>();
  readonly #troubles = new Map<SourceId, FeedTrouble>();
  #centre: Centre;
  #state: QueueState;
  #sequence: number;
  #memory: BoardMemory = newBoardMemory();
  #plan: DayPlan = NO_PLAN;
  #storeFailure: string | null = null;
  #checkpointAt: { sequence: number; date: PlainDate };
  #timers: NodeJS.Timeout[] = [];
  /** Days whose sums are still to be counted anew from the log. */
  #daysToRecount = 0;
  /** While it closes, recounts begin only until then; what is left waits in the store for the next start. */
  #closingUntil: number | null = null;
  #maintenanceFailures = 0;
  #keepsSums = true;
  /** Maintenance runs one step after another, never two at once. */
  #maintenance: Promise<void> = Promise.resolve();

  private constructor(options: LiveCentreOptions, log: EventLog, state: QueueState, sequence: number) {
    this.#options = options;
    this.#log = log;
    this.#centre = options.centre;
    this.#state = state;
    this.#sequence = sequence;
    this.#keeper = new IntervalSumsKeeper(options.store, (date) => this.#report(tooLate(date)));
    this.#recounter = new DayRecounter(options.store);
    for (const { id, atStart } of options.sources) {
      if (atStart === undefined) continue;
      this.#troubles.set(id, atStart.trouble);
      if (atStart.lastHeardAt !== null) this.#heardAt.set(id, atStart.lastHeardAt);
    }
    this.#checkpointAt = { sequence, date: this.#today() };
  }

  /** Rebuilds today's state from the log. Timers run only after `start`. */
  static async open(options: LiveCentreOptions): Promise<LiveCentre> {
    const { store, centre, clock } = options;
    const now = clock();
    await noteCentre(store, centre, now);
    const log = new EventLog(store);
    const today = daySpan(dateAt(now, centre.zone), centre.zone);
    const keeper = new IntervalSumsKeeper(store, (date) => options.onProblem?.(tooLate(date)));
    const { state, sequence } = await rebuildState(store, log, centre, today.start, keeper);
    return new LiveCentre(options, log, state, sequence);
  }

  async accept(events: readonly CallEvent[]): Promise<readonly EventOutcome[]> {
    const receivedAt = this.#options.clock();
    const logged = await this.#append(events, receivedAt);
    let isChanged = false;
    for (const entry of logged) {
      if (entry === null) continue;
      applyLogged(this.#state, entry.event, entry.receivedAt);
      this.#sequence = entry.sequence;
      isChanged = true;
    }
    for (const event of events) this.heard(event.source, receivedAt);
    if (isChanged) this.#tell();
    return logged.map((entry) => (entry === null ? 'duplicate' : 'stored'));
  }

  heard(source: SourceId, at: Instant): void {
    if (this.#troubles.has(source)) return;
    const before = this.#heardAt.get(source);
    if (before === undefined || at > before) this.#heardAt.set(source, at);
  }

  troubled(source: SourceId, trouble: FeedTrouble | null, at: Instant): void {
    const before = this.#troubles.get(source);
    if (trouble === null) {
      this.#troubles.delete(source);
      this.heard(source, at);
    } else this.#troubles.set(source, trouble);
    if (before?.reason !== trouble?.reason) this.#tell();
  }

  /** Why sources are not live, for the administrator. */
  get troubles(): ReadonlyMap<SourceId, FeedTrouble> {
    return this.#troubles;
  }

  /**
   * The board of `all` cities or of one, at `now`.
   *
   * @throws RangeError for a scope that is no city
   */
  board(scope: string, now: number): Board {
    const input = {
      centre: this.#centre,
      state: this.#state,
      plan: this.#plan,
      feed: this.feed(now),
      clockKind: this.#options.clockKind,
    };
    return boardAt(input, scope, now, this.#memory);
  }

  feed(now: number): Feed {
    const sources = this.#options.sources.map(({ id, staleAfterMs }) => ({
      id,
      staleAfterMs,
      lastHeardAt: this.#heardAt.get(id) ?? null,
      reason: this.#troubles.get(id)?.reason ?? null,
    }));
    return feedAt(sources, this.#storeFailure !== null, now);
  }

  /** Reports that some board may have changed, by an event or by time. @returns a function that ends the reporting */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get centre(): Centre {
    return this.#centre;
  }

  /** The state for reading between two events; nobody keeps a reference into it. */
  get state(): QueueState {
    return this.#state;
  }

  /**
   * Takes over another configuration while running: a new city, other queues, hours or contracts. Today is counted anew
   * by it; the figures of days before stay.
   */
  async configure(centre: Centre): Promise<void> {
    const now = this.#options.clock();
    await noteCentre(this.#options.store, centre, now);
    const today = daySpan(dateAt(now, centre.zone), centre.zone);
    this.#state = restoreState(describeState(this.#state), countingRules(centre), today.start);
    this.#centre = centre;
    this.#memory = newBoardMemory();
    this.#tell();
  }

  /** What forecast, staffing and roster say about today. */
  get plan(): DayPlan {
    return this.#plan;
  }

  /** Takes over what forecast, staffing and roster say about today. */
  setPlan(plan: DayPlan): void {
    this.#plan = plan;
    this.#tell();
  }

  /** False since sums could not be stored last time: the wall is right, reports and forecasts fall behind. */
  get keepsSums(): boolean {
    return this.#keepsSums;
  }

  health(now: number): LiveHealth {
    return {
      feed: this.feed(now),
      storeFailure: this.#storeFailure,
      repairs: repairsSoFar(this.#state),
      unmappedQueues: [...this.#state.sources.values()].flatMap((source) =>
        [...source.queues.values()]
          .filter(({ city }) => city === null)
          .map(({ name }) => ({ source: source.id, queue: name })),
      ),
      refusedCallers: this.#state.refused,
      events: this.#state.events,
      sequence: this.#sequence,
      daysToRecount: this.#daysToRecount,
    };
  }

  /** Begins to store sums and checkpoints by time, and to report changes that only time brings. */
  start(): void {
    if (this.#timers.length > 0) return;
    this.#timers = [
      setInterval(() => this.#tell(), TICK_MS),
      setInterval(() => void this.maintain(), KEEP_EVERY_MS),
      setInterval(() => void this.#probe(), PROBE_EVERY_MS),
    ];
  }

  /**
   * Stores what changed in the interval sums, and a checkpoint after midnight or many events; then counts the days anew
   * about which something was received late.
   */
  maintain(): Promise<void> {
    this.#maintenance = this.#maintenance.then(async () => {
      const before = this.#maintenanceFailures;
      await this.#maintainOnce();
      this.#keepsSums = this.#maintenanceFailures === before;
    });
    return this.#maintenance;
  }

  /** Stores the rest. What was acknowledged is safe without it: the next start would only take longer. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.#closingUntil = performance.now() + RECOUNT_AT_CLOSE_MS;
    await this.maintain();
    await this.#checkpoint().catch((error: unknown) => this.#report(error));
    this.#listeners.clear();
  }

  async #append(events: readonly CallEvent[], receivedAt: Instant): Promise<readonly (LoggedEvent | null)[]> {
    try {
      const logged = await this.#log.append(events, receivedAt);
      this.#setStoreFailure(null);
      return logged;
    } catch (error) {
      this.#setStoreFailure(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #setStoreFailure(failure: string | null): void {
    if ((failure === null) === (this.#storeFailure === null)) return;
    this.#storeFailure = failure;
    if (failure !== null) this.#report(new Error(failure));
    this.#tell();
  }

  /** Without a new event nobody would notice that there is room again. */
  async #probe(): Promise<void> {
    if (this.#storeFailure === null) return;
    await probeWrite(this.#options.store).then(
      () => this.#setStoreFailure(null),
      () => undefined,
    );
  }

  async #maintainOnce(): Promise<void> {
    try {
      await this.#keeper.askForStrangers(this.#state);
      await this.#keeper.keep(this.#state, this.#sequence, this.#centre);
      const isNewDay = this.#today() !== this.#checkpointAt.date;
      if (isNewDay || this.#sequence - this.#checkpointAt.sequence >= CHECKPOINT_EVENTS)
        await this.#checkpoint();
      this.#daysToRecount = await this.#recounter.recount(
        () => ({
          sequence: this.#sequence,
          storableFrom: storableFrom(this.#state),
          centre: this.#centre,
        }),
        () => performance.now() < (this.#closingUntil ?? Number.POSITIVE_INFINITY),
      );
    } catch (error) {
      this.#maintenanceFailures += 1;
      this.#report(error);
    }
  }

  async #checkpoint(): Promise<void> {
    this.#checkpointAt = { sequence: this.#sequence, date: this.#today() };
    await writeCheckpoint(
      this.#options.store,
      this.#state,
      this.#sequence,
      this.#centre,
      this.#options.clock(),
    );
  }

  #today(): PlainDate {
    return dateAt(instant(this.#options.clock()), this.#centre.zone);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #report(error: unknown): void {
    this.#options.onProblem?.(error instanceof Error ? error : new Error(String(error)));
  }
}

function tooLate(date: PlainDate): Error {
  return new Error(
    `an event about ${date} came after the raw events of that day were deleted: its sums stay as they are, without it`,
  );
}
