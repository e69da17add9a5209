import type { Instant } from '../../../forecasting/time/instant.ts';
import type { CallEvent } from '../call-event.ts';
import { EventFeed } from '../event-feed.ts';
import type { WayIn } from '../way-in.ts';
import { AmiConnection, type ConnectionEnd } from './ami-connection.ts';
import type { AmiMessage } from './ami-message.ts';
import { AmiTranslator, isUnderstood } from './ami-translator.ts';
import type { QueueLogFiles } from './queue-log-files.ts';
import type { TranslatorOptions } from './translator-options.ts';

/** What happens to the connection, for the log and the administrator. */
export type AmiReport =
  | { readonly kind: 'connecting' | 'loggedIn' | 'listening' }
  | { readonly kind: 'ended'; readonly end: ConnectionEnd; readonly retryInMs: number }
  | { readonly kind: 'storeBehind'; readonly events: number }
  | { readonly kind: 'storeCaughtUp' }
  | { readonly kind: 'storeRefused'; readonly error: unknown }
  | { readonly kind: 'caughtUp'; readonly events: number; readonly from: Instant | null }
  | { readonly kind: 'queueLogFiles'; readonly files: QueueLogFiles }
  | { readonly kind: 'catchUpFailed'; readonly error: unknown };

/** Tells what was missed since `from` (`null`: ever), from a source beside AMI. @returns the number of events told */
export type CatchUp = (
  from: Instant | null,
  agentOfInterface: (memberInterface: string) => string,
  tell: (events: readonly CallEvent[]) => Promise<void>,
) => Promise<number>;

export interface AmiTimings {
  readonly pingEveryMs: number;
  readonly silentAfterMs: number;
  readonly tickEveryMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** A list not complete by then will not come: go on without it. */
  readonly listWithinMs: number;
}

const ORDINARY_TIMINGS: AmiTimings = {
  pingEveryMs: 2_000,
  silentAfterMs: 6_000,
  tickEveryMs: 1_000,
  firstRetryMs: 250,
  longestRetryMs: 10_000,
  listWithinMs: 5_000,
};

/** About a minute of a surge: more than any hiccup of the store, far less than the memory. */
const HIGH_WATER_EVENTS = 50_000;

export interface AmiClientOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  readonly wayIn: WayIn;
  readonly translator: TranslatorOptions;
  readonly clock: () => Instant;
  readonly report: (report: AmiReport) => void;
  /** `null`: there is nothing but AMI. */
  readonly catchUp: CatchUp | null;
  /** Up to here the log knows this source; `null`: it has never heard of it. */
  readonly knownUntil: Instant | null;
  /** What the log has of calls that may still be up, in its order: their visits go on under the names they have. */
  readonly toldBefore?: readonly CallEvent[];
  readonly timings?: Partial<AmiTimings>;
  readonly highWater?: number;
}

/**
 * Listens to one Asterisk for ever: connects, logs in, asks for the state of all queues, translates what it hears and
 * hands it to the way in; connects again whenever the connection ends.
 *
 * After a silence of ours (start, lost connection) messages are held back until the queues are listed and the missed part
 * is told from the PBX's own log, so that the past comes before the present, and the present is understood by it.
 */
export class AmiClient {
  readonly #options: AmiClientOptions;
  readonly #timings: AmiTimings;
  readonly #translator: AmiTranslator;
  readonly #feed: EventFeed;
  #connection: AmiConnection | null = null;
  #held: { readonly message: AmiMessage; readonly at: Instant }[] | null = null;
  /** The log could be read last time: what it holds need not be taken from messages that were cut off. */
  #logIsReadable = true;
  #heardUntil: Instant | null;
  #listId = '';
  #listAgain = false;
  #listTimer: NodeJS.Timeout | undefined;
  #tick: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs: number;
  #connections = 0;
  #catchingUp = false;
  #announced = false;
  #stopped = false;

  constructor(options: AmiClientOptions) {
    this.#options = options;
    this.#timings = { ...ORDINARY_TIMINGS, ...options.timings };
    this.#retryMs = this.#timings.firstRetryMs;
    this.#heardUntil = options.knownUntil;
    this.#translator = new AmiTranslator(options.translator);
    this.#translator.restore(options.toldBefore ?? []);
    this.#feed = new EventFeed({
      wayIn: options.wayIn,
      highWater: options.highWater ?? HIGH_WATER_EVENTS,
      onFull: () => {
        options.report({ kind: 'storeBehind', events: this.#feed.depth });
        this.#connection?.pause();
      },
      onRelief: () => {
        options.report({ kind: 'storeCaughtUp' });
        this.#connection?.resume();
      },
      onRefused: (error) => options.report({ kind: 'storeRefused', error }),
    });
  }

  /** What had to be pieced together from the stream, by kind. */
  get repairs(): ReadonlyMap<string, number> {
    return this.#translator.repairs;
  }

  start(): void {
    this.#tick = setInterval(() => {
      if (this.#held === null) this.#feed.tell(this.#translator.advance(this.#options.clock()));
    }, this.#timings.tickEveryMs);
    this.#connect();
  }

  /** Hands over what was heard, then ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#tick);
    clearTimeout(this.#retry);
    clearTimeout(this.#listTimer);
    this.#connection?.close();
    this.#giveUpHeld();
    await this.#feed.stop();
  }

  #connect(): void {
    const { host, port, user, secret, clock, wayIn, translator, report } = this.#options;
    report({ kind: 'connecting' });
    this.#connections += 1;
    this.#held = this.#options.catchUp === null ? null : (this.#held ?? []);
    this.#announced = false;
    this.#connection = new AmiConnection({
      host,
      port,
      user,
      secret,
      pingEveryMs: this.#timings.pingEveryMs,
      silentAfterMs: this.#timings.silentAfterMs,
      onHeard: () => wayIn.heard(translator.source, clock()),
      onMessage: (message) => this.#receive(message),
      onLoggedIn: () => this.#loggedIn(),
      onEnd: (end) => this.#ended(end),
    });
    if (this.#feed.isFull) this.#connection.pause();
  }

  #loggedIn(): void {
    this.#options.report({ kind: 'loggedIn' });
    this.#retryMs = this.#timings.firstRetryMs;
    this.#list();
  }

  /** Members change silently on a reload and may have on any restart: only a list tells. */
  #list(): void {
    if (this.#listId !== '') {
      this.#listAgain = true;
      return;
    }
    this.#listId = this.#connection?.ask('QueueStatus') ?? '';
    clearTimeout(this.#listTimer);
    this.#listTimer = setTimeout(() => this.#listEnded(), this.#timings.listWithinMs);
  }

  #listEnded(): void {
    clearTimeout(this.#listTimer);
    this.#listId = '';
    if (this.#listAgain) {
      this.#listAgain = false;
      this.#list();
    }
    void this.#goOn(this.#connections);
  }

  #receive(message: AmiMessage): void {
    const now = this.#options.clock();
    if (this.#held === null) {
      this.#heardUntil = now;
      this.#feed.tell(this.#translator.translate(message, now));
    } else if (isUnderstood(message)) {
      this.#translator.note(message);
      this.#held.push({ message, at: now });
    }
    if (message.name === 'Reload') this.#list();
    else if (message.name === 'FullyBooted' && this.#listId === '') this.#list();
    else if (message.name === 'QueueStatusComplete' && message.field('ActionID') === this.#listId)
      this.#listEnded();
  }

  /** The first list of a connection is there: tell the past from the log, then what was held back. */
  async #goOn(connection: number): Promise<void> {
    const { catchUp, report } = this.#options;
    if (catchUp === null || this.#held === null) this.#announce();
    if (catchUp === null || this.#held === null || this.#catchingUp) return;
    this.#catchingUp = true;
    const from = this.#heardUntil;
    try {
      const events = await catchUp(
        from,
        (memberInterface) => this.#translator.agentOfInterface(memberInterface),
        async (missed) => {
          this.#translator.learn(missed);
          this.#feed.tell(missed);
          await this.#feed.drained();
        },
      );
      report({ kind: 'caughtUp', events, from });
      this.#logIsReadable = true;
    } catch (error) {
      report({ kind: 'catchUpFailed', error });
      this.#logIsReadable = false;
    }
    this.#catchingUp = false;
    // Another connection has begun meanwhile: it holds back its own events and catches up itself.
    if (connection !== this.#connections) {
      void this.#goOn(this.#connections);
      return;
    }
    if (this.#logIsReadable && this.#connection !== null) this.#translator.caughtUp();
    this.#release();
    this.#announce();
  }

  #announce(): void {
    if (!this.#announced) this.#options.report({ kind: 'listening' });
    this.#announced = true;
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const { message, at } of held) {
      this.#heardUntil = at;
      this.#feed.tell(this.#translator.translate(message, at));
    }
  }

  /**
   * The connection ended before its past was told. The next catch-up begins where this one did, and so tells what was held
   * back too; but nothing waits for a log that may never be read.
   */
  #giveUpHeld(): void {
    if (this.#held === null) return;
    if (this.#logIsReadable) this.#held = [];
    else this.#release();
  }

  #ended(end: ConnectionEnd): void {
    this.#connection = null;
    this.#listId = '';
    this.#listAgain = false;
    clearTimeout(this.#listTimer);
    this.#giveUpHeld();
    this.#feed.tell(this.#translator.disconnected());
    if (this.#stopped) return;
    const retryInMs = this.#retryMs;
    this.#retryMs = Math.min(this.#retryMs * 2, this.#timings.longestRetryMs);
    this.#options.report({ kind: 'ended', end, retryInMs });
    this.#retry = setTimeout(() => this.#connect(), retryInMs);
  }
}
