import type { Instant } from '../../../../forecasting/time/index.ts';
import type { CallEvent } from '../../../live/events/call-event.ts';
import { EventFeed } from '../../../live/log/event-feed.ts';
import type { FeedReason } from '../../../contract/wall.ts';
import type { WayIn } from '../../../live/log/way-in.ts';
import { AmiConnection, type ConnectionEnd } from './ami-connection.ts';
import type { AmiMessage } from './ami-message.ts';
import { AmiTranslator } from './ami-translator.ts';
import { HearingCheck } from './hearing-check.ts';
import { ListNews } from './list-news.ts';
import { Listening } from './listening.ts';
import type { TakenPlace } from '../legs/visit-book.ts';
import type { QueueLogFiles } from '../queue-log/queue-log-files.ts';
import type { TranslatorOptions } from '../legs/translator-options.ts';

/** What happens to the connection, for the log and the administrator. */
export type AmiReport =
  | { readonly kind: 'connecting' | 'loggedIn' | 'listening' }
  | { readonly kind: 'listRefused'; readonly message: string }
  | { readonly kind: 'eventsMissing'; readonly events: readonly string[] }
  | { readonly kind: 'latin1'; readonly event: string }
  | { readonly kind: 'ended'; readonly end: ConnectionEnd; readonly retryInMs: number }
  | { readonly kind: 'storeBehind'; readonly events: number }
  | { readonly kind: 'storeCaughtUp' }
  | { readonly kind: 'storeRefused'; readonly error: unknown }
  | { readonly kind: 'caughtUp'; readonly events: number; readonly from: Instant | null }
  | { readonly kind: 'queueLogFiles'; readonly files: QueueLogFiles }
  | { readonly kind: 'catchUpFailed'; readonly error: unknown };

/** Reports what was missed since `from` (`null`: ever), from a source beside AMI. @returns the number of events reported */
export type CatchUp = (
  from: Instant | null,
  agentOfInterface: (memberInterface: string) => string,
  tell: (events: readonly CallEvent[], taken: Iterable<TakenPlace>) => Promise<void>,
) => Promise<number>;

export interface AmiTimings {
  readonly pingEveryMs: number;
  readonly silentAfterMs: number;
  readonly tickEveryMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** A list not complete by then will not come: go on without it. */
  readonly listWithinMs: number;
  /** Lists show what no event reports, and count what should have been reported. */
  readonly listEveryMs: number;
  /** As long as no event of a connection has shown that its account may hear them. */
  readonly listUnprovenEveryMs: number;
}

const ORDINARY_TIMINGS: AmiTimings = {
  pingEveryMs: 2_000,
  silentAfterMs: 6_000,
  tickEveryMs: 1_000,
  firstRetryMs: 250,
  longestRetryMs: 10_000,
  listWithinMs: 5_000,
  listEveryMs: 60_000,
  listUnprovenEveryMs: 5_000,
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
 * is reported from the PBX's own log, so that the past comes before the present, and the present is understood by it. Live is
 * what it says of itself only then, and only while the PBX's own counters say that nothing was kept from us (decision 0231).
 */
export class AmiClient {
  readonly #options: AmiClientOptions;
  readonly #timings: AmiTimings;
  readonly #translator: AmiTranslator;
  readonly #listening: Listening;
  readonly #feed: EventFeed;
  readonly #hearing = new HearingCheck();
  #news = new ListNews();
  #connection: AmiConnection | null = null;
  /** Up to here the PBX's counters agree with what was heard. */
  #verifiedUntil: Instant | null;
  /** A list has come on this connection. */
  #isListed = false;
  #isLatin1Told = false;
  /** The PBX counted events that never came, and has not sent one of them since. */
  #isMissing = false;
  #listId = '';
  #listAgain = false;
  #listTimer: NodeJS.Timeout | undefined;
  #nextList: NodeJS.Timeout | undefined;
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
    this.#verifiedUntil = options.knownUntil;
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
    this.#listening = new Listening({
      translator: this.#translator,
      knownUntil: options.knownUntil,
      hasLog: options.catchUp !== null,
      tell: (events) => this.#feed.tell(this.#news.sift(events)),
    });
  }

  /** What had to be pieced together from the stream, by kind. */
  get repairs(): ReadonlyMap<string, number> {
    return this.#translator.repairs;
  }

  start(): void {
    this.#tick = setInterval(() => this.#advance(this.#options.clock()), this.#timings.tickEveryMs);
    this.#trouble('connecting');
    this.#connect();
  }

  /** Hands over what was heard, then ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#tick);
    clearTimeout(this.#retry);
    clearTimeout(this.#listTimer);
    clearTimeout(this.#nextList);
    this.#connection?.close();
    this.#listening.ended();
    await this.#feed.stop();
  }

  #connect(): void {
    const { host, port, user, secret, clock, wayIn, translator, report } = this.#options;
    report({ kind: 'connecting' });
    this.#connections += 1;
    this.#listening.connecting();
    this.#announced = false;
    this.#isListed = false;
    // The first list of a connection is always news: what was reported before it may have gone on unheard.
    this.#news = new ListNews();
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
    const now = this.#options.clock();
    this.#hearing.loggedIn(now);
    if (this.#hearing.missing.length === 0) this.#verifiedUntil = now;
    this.#trouble(this.#hearing.missing.length === 0 ? 'catchingUp' : 'eventsMissing');
    this.#list();
  }

  #advance(now: Instant): void {
    this.#listening.advance(now);
    if (!this.#hearing.advance(now)) return;
    const { missing } = this.#hearing;
    if (missing.length === 0) this.#verifiedUntil = now;
    else if (!this.#isMissing) this.#missed(missing);
  }

  /** The PBX counted what it did not report: sign in anew, with the rights of now, and read what was missed from its log. */
  #missed(events: readonly string[]): void {
    this.#isMissing = true;
    this.#listening.doubt(this.#verifiedUntil);
    this.#trouble('eventsMissing');
    this.#options.report({ kind: 'eventsMissing', events });
    this.#connection?.leave({ reason: 'eventsMissing' });
  }

  /** Members change silently on a reload and may have on any restart: only a list reports. */
  #list(): void {
    if (this.#listId !== '') {
      this.#listAgain = true;
      return;
    }
    this.#listId = this.#connection?.ask('QueueStatus') ?? '';
    clearTimeout(this.#listTimer);
    this.#listTimer = setTimeout(() => this.#listEnded(), this.#timings.listWithinMs);
  }

  /** A minute later, or sooner while nothing proves that what happens reaches us. */
  #listLater(): void {
    clearTimeout(this.#nextList);
    const { listEveryMs, listUnprovenEveryMs } = this.#timings;
    const isCertain = this.#isListed && (this.#hearing.isProven || this.#isMissing);
    this.#nextList = setTimeout(
      () => {
        if (this.#isMissing && this.#isListed) this.#connection?.leave({ reason: 'eventsMissing' });
        else this.#list();
      },
      isCertain ? listEveryMs : listUnprovenEveryMs,
    );
  }

  #listEnded(): void {
    clearTimeout(this.#listTimer);
    this.#listId = '';
    if (this.#listAgain) {
      this.#listAgain = false;
      this.#list();
    } else this.#listLater();
    void this.#goOn(this.#connections);
  }

  #receive(message: AmiMessage): void {
    const now = this.#options.clock();
    this.#hear(message, now);
    this.#listening.receive(message, now);
    if (message.name === 'Reload') this.#list();
    else if (message.name === 'FullyBooted' && this.#listId === '') this.#list();
    else if (this.#listId === '' || message.field('ActionID') !== this.#listId) return;
    else if (message.name === 'QueueStatusComplete') {
      this.#isListed = true;
      this.#hearing.listed(this.#listId, now);
      this.#listEnded();
    } else if (message.name === 'Response' && message.field('Response') === 'Error') {
      this.#options.report({ kind: 'listRefused', message: message.field('Message') ?? 'no reason given' });
      this.#listEnded();
    }
  }

  #hear(message: AmiMessage, now: Instant): void {
    this.#hearing.hear(message, now);
    if (this.#isMissing && this.#hearing.missing.length === 0) {
      this.#isMissing = false;
      this.#listening.believe();
      if (this.#announced) this.#vouch();
    }
    if (this.#isLatin1Told || !/^(?:Queue|Agent)/.test(message.name) || !message.isLatin1) return;
    this.#isLatin1Told = true;
    this.#options.report({ kind: 'latin1', event: message.name });
  }

  /** The first list of a connection is there: report the past from the log, then what was held back. */
  async #goOn(connection: number): Promise<void> {
    const { catchUp } = this.#options;
    if (catchUp === null || !this.#listening.isHolding) this.#announce();
    if (catchUp === null || !this.#listening.isHolding || this.#catchingUp) return;
    this.#catchingUp = true;
    const isCaughtUp = await this.#catchUp(catchUp);
    this.#catchingUp = false;
    // Another connection has begun meanwhile: it holds back what it hears and catches up itself.
    if (connection !== this.#connections) {
      void this.#goOn(this.#connections);
      return;
    }
    if (isCaughtUp) this.#listening.caughtUp();
    else this.#listening.notCaughtUp();
    this.#announce();
  }

  async #catchUp(catchUp: CatchUp): Promise<boolean> {
    const { report } = this.#options;
    const from = this.#listening.heardUntil;
    const agentOfInterface = (name: string) => this.#translator.agentOfInterface(name);
    try {
      const events = await catchUp(from, agentOfInterface, async (missed, taken) => {
        this.#listening.learn(missed, taken);
        await this.#feed.drained();
      });
      report({ kind: 'caughtUp', events, from });
      return true;
    } catch (error) {
      report({ kind: 'catchUpFailed', error });
      return false;
    }
  }

  /** The past is reported and the present listed. Without a list nobody knows who waits and who is there. */
  #announce(): void {
    if (this.#announced || !this.#isListed) return;
    this.#announced = true;
    this.#options.report({ kind: 'listening' });
    if (!this.#isMissing) this.#vouch();
  }

  /** What is reported from now on may be shown as live, once what was reported before is stored. */
  #vouch(): void {
    const connection = this.#connections;
    void this.#feed.drained().then(() => {
      if (connection !== this.#connections || !this.#announced || this.#isMissing || this.#stopped) return;
      this.#options.wayIn.troubled(this.#options.translator.source, null, this.#options.clock());
    });
  }

  #trouble(reason: FeedReason): void {
    const trouble = { reason, missing: this.#hearing.missing };
    this.#options.wayIn.troubled(this.#options.translator.source, trouble, this.#options.clock());
  }

  #ended(end: ConnectionEnd): void {
    this.#connection = null;
    this.#listId = '';
    this.#listAgain = false;
    clearTimeout(this.#listTimer);
    clearTimeout(this.#nextList);
    this.#announced = false;
    this.#listening.ended();
    if (this.#stopped) return;
    this.#trouble(reasonOf(end));
    const retryInMs = this.#retryMs;
    this.#retryMs = Math.min(this.#retryMs * 2, this.#timings.longestRetryMs);
    this.#options.report({ kind: 'ended', end, retryInMs });
    this.#retry = setTimeout(() => this.#connect(), retryInMs);
  }
}

function reasonOf(end: ConnectionEnd): FeedReason {
  return end.reason === 'refused' || end.reason === 'eventsMissing' ? end.reason : 'unreachable';
}
