import { type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { AmiMessage } from './ami-message.ts';
import { ListCounters, type QueueCounters } from './list-counters.ts';

/** Live events and the lines of a list cross on their way: what a list counts is heard by then. */
export const CROSSING_MS = 3 * SECOND_MS;
/** One caller's identity may change within a queue (attended transfer); so many do not. */
const FEW = 2;

/** An event of class `agent`, by whatever name: the account may not read the class at all. */
export const CLASS_AGENT = 'class agent';

interface HeardOfQueue {
  abandons: number;
  connects: number;
  completes: number;
}

/**
 * Holds what was heard on a connection against what the PBX counts by itself, so that "nothing happens" is distinguished from "nothing
 * reaches us".
 *
 * A list (`QueueStatus`) is written to the connection directly: no right and no event filter touches it. Its counters and
 * callers therefore prove which events must have been sent: calls completed and abandoned, callers who entered since. What
 * they prove and what was not heard by three seconds later was kept from us, by a missing right of the manager account or
 * an event filter. Only a shortfall counts; a PBX may report more than it counts (a member removed during a call).
 */
export class HearingCheck {
  readonly #lists = new ListCounters();
  readonly #missing = new Map<string, number>();
  #connection = 0;
  #since: Instant | null = null;
  #first: ReadonlyMap<string, QueueCounters> | null = null;
  #due: { readonly list: ReadonlyMap<string, QueueCounters>; readonly at: Instant } | null = null;
  #heard = new Map<string, HeardOfQueue>();
  #base = new Map<string, QueueCounters>();
  #joins = 0;
  #connects = 0;
  #hangups = 0;
  #variables = 0;
  #abandonsInAll = 0;
  /** Ends of waits and talks that began on this connection, whose beginning has to have been reported. */
  #entriesBehind = new Set<string>();
  #talksBehind = 0;
  #isClassHeard = false;

  /** A connection is logged in: what was heard on the one before proves nothing of this account's rights now. */
  loggedIn(at: Instant): void {
    this.#connection += 1;
    this.#since = at;
    this.#first = null;
    this.#due = null;
    this.#heard = new Map();
    this.#base = new Map();
    this.#entriesBehind = new Set();
    this.#joins = this.#connects = this.#hangups = this.#variables = 0;
    this.#abandonsInAll = this.#talksBehind = 0;
    this.#isClassHeard = false;
    this.#lists.clear();
  }

  /** Whether an event of class `agent` arrived on this connection: the class may be read. */
  get isProven(): boolean {
    return this.#isClassHeard;
  }

  /** Names of events that must have been sent and never came, since they were last heard. */
  get missing(): readonly string[] {
    return [...this.#missing.keys()].sort();
  }

  /** Whether anything happened between the first list and the last one that the PBX must have reported. */
  get hasHappened(): boolean {
    return this.#first !== null && this.#due !== null && hasChanged(this.#first, this.#due.list);
  }

  hear(message: AmiMessage, at: Instant): void {
    if (this.#lists.hear(message)) return;
    switch (message.name) {
      case 'VarSet':
        this.#variables += 1;
        return;
      case 'Hangup':
        this.#hangups += 1;
        return;
      case 'QueueCallerJoin':
        this.#joins += 1;
        break;
      case 'QueueCallerAbandon':
        this.#abandonsInAll += 1;
        this.#of(message).abandons += 1;
        this.#beganBehind(message, at);
        break;
      case 'AgentConnect':
        this.#connects += 1;
        this.#of(message).connects += 1;
        this.#beganBehind(message, at);
        break;
      case 'AgentComplete':
        this.#of(message).completes += 1;
        if (this.#isSinceLogin(at, message.field('TalkTime'))) this.#talksBehind += 1;
        break;
      default:
        break;
    }
    if (!this.#isClassHeard && isOfClassAgent(message)) {
      this.#isClassHeard = true;
      this.#found(CLASS_AGENT);
    }
    this.#found(message.name);
  }

  /** Our list is complete. */
  listed(id: string, at: Instant): void {
    const list = this.#lists.take(id);
    this.#first ??= list;
    for (const [queue, counters] of list) {
      const base = this.#base.get(queue);
      const isReset =
        base !== undefined && (counters.completed < base.completed || counters.abandoned < base.abandoned);
      if (base !== undefined && !isReset) continue;
      this.#base.set(queue, counters);
      this.#heard.set(queue, { abandons: 0, connects: 0, completes: 0 });
    }
    this.#due = { list, at };
  }

  /** Time passes. @returns whether a list was judged just now */
  advance(now: Instant): boolean {
    if (this.#due === null || now - this.#due.at < CROSSING_MS) return false;
    const { list, at } = this.#due;
    this.#due = null;
    const isEntryUntold = this.#entriesBehind.size >= FEW || this.#hasUntoldCaller(list, at);
    if (!this.#isClassHeard) {
      const isChanged = this.#first !== null && hasChanged(this.#first, list);
      if (isChanged || isEntryUntold) this.#miss(CLASS_AGENT);
      return true;
    }
    for (const [queue, counters] of list) this.#judge(queue, counters);
    if (this.#joins === 0 && isEntryUntold) this.#miss('QueueCallerJoin');
    if (this.#connects === 0 && this.#talksBehind >= FEW) this.#miss('AgentConnect');
    // Without either a time-out cannot be distinguished from an abandon.
    if (this.#hangups === 0 && this.#variables === 0 && this.#abandonsInAll > FEW) {
      this.#miss('Hangup');
      this.#miss('VarSet');
    }
    return true;
  }

  #judge(queue: string, counters: QueueCounters): void {
    const base = this.#base.get(queue);
    const heard = this.#heard.get(queue);
    if (base === undefined || heard === undefined) return;
    if (counters.abandoned - base.abandoned > heard.abandons) this.#miss('QueueCallerAbandon');
    // A forwarded call is booked as completed while its talk goes on; its agent then looks free.
    const open = Math.max(0, heard.connects - heard.completes);
    const maybeForwarded = Math.min(open, counters.membersNotInCall);
    if (counters.completed - base.completed > heard.completes + maybeForwarded) this.#miss('AgentComplete');
  }

  /** A caller waits who entered after we logged in. */
  #hasUntoldCaller(list: ReadonlyMap<string, QueueCounters>, at: Instant): boolean {
    return [...list.values()].some(({ waitSeconds }) =>
      waitSeconds.some((wait) => this.#isSinceLogin(at, String(wait))),
    );
  }

  #beganBehind(message: AmiMessage, at: Instant): void {
    if (this.#joins === 0 && this.#isSinceLogin(at, message.field('HoldTime')))
      this.#entriesBehind.add(`${message.field('Uniqueid') ?? ''}|${message.field('Queue') ?? ''}`);
  }

  /** Whether what lasted so many seconds until `at` began on this connection. */
  #isSinceLogin(at: Instant, duration: string | undefined): boolean {
    const seconds = duration === undefined || duration === '' ? Number.NaN : Number(duration);
    return this.#since !== null && at - (seconds + 1) * SECOND_MS - CROSSING_MS > this.#since;
  }

  #of(message: AmiMessage): HeardOfQueue {
    const queue = message.field('Queue') ?? '';
    const heard = this.#heard.get(queue) ?? { abandons: 0, connects: 0, completes: 0 };
    this.#heard.set(queue, heard);
    return heard;
  }

  #miss(event: string): void {
    if (!this.#missing.has(event)) this.#missing.set(event, this.#connection);
  }

  /** Heard again, on a connection made since: the right is back, the filter gone. */
  #found(event: string): void {
    const missedOn = this.#missing.get(event);
    if (missedOn !== undefined && missedOn < this.#connection) this.#missing.delete(event);
  }
}

/** Answers to an action carry its id, and come whatever the account may read. */
function isOfClassAgent(message: AmiMessage): boolean {
  if (message.field('ActionID') !== undefined) return false;
  if (/^(?:QueueCaller|QueueMember|Agent)/.test(message.name)) return true;
  return message.name !== '' && (message.field('Privilege') ?? '').split(',').includes('agent');
}

/** Whether something happened between two lists that no PBX keeps from who may read the class `agent`. */
function hasChanged(
  first: ReadonlyMap<string, QueueCounters>,
  list: ReadonlyMap<string, QueueCounters>,
): boolean {
  for (const [queue, now] of list) {
    const before = first.get(queue);
    if (before === undefined) continue;
    if (now.completed > before.completed || now.abandoned > before.abandoned) return true;
    if (now.calls !== before.calls || now.membersInCall !== before.membersInCall) return true;
  }
  return false;
}
