import { instant, type Instant } from '../../forecasting/time/instant.ts';
import { AmiParser } from '../../server/telephony/asterisk/ami/ami-parser.ts';
import { AmiTranslator } from '../../server/telephony/asterisk/ami/ami-translator.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { callerHash, sourceId } from '../../server/live/events/call-id.ts';

/** 2026-11-23T10:00:00Z, a Monday in opening hours: scripts tell times as seconds after it. */
const SCRIPT_START = 1_795_428_000_000;

export function scriptTime(seconds: number): Instant {
  return instant(SCRIPT_START + Math.round(seconds * 1000));
}

/** A `QueueMember` line; `lastCall`: when the last call ended, seconds after the start of the script. */
export interface ListedMember {
  readonly agent: string;
  readonly paused?: boolean;
  readonly status?: number;
  readonly inCall?: boolean;
  readonly lastCall?: number;
}

type Fields = Readonly<Record<string, string | number>>;

/** Bytes of one AMI message as a PBX sends it. */
export function amiText(event: string, fields: Fields = {}): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [`Event: ${event}`, 'Privilege: agent,all', ...lines, '', ''].join('\r\n');
}

/**
 * A PBX that says what a test tells it to, through the real parser and translator, and keeps the events that came out.
 */
export class AmiScript {
  readonly events: CallEvent[] = [];
  readonly translator: AmiTranslator;
  #parser = new AmiParser();
  #now = scriptTime(0);

  constructor(
    wrapUpSeconds: number | null = null,
    wrapUpSecondsByQueue: Readonly<Record<string, number>> = {},
  ) {
    this.translator = new AmiTranslator({
      source: sourceId('pbx1'),
      hashCaller: (number) =>
        number === undefined || number === '' ? null : { caller: callerHash(`hash-${number}`) },
      wrapUpSeconds,
      wrapUpSecondsByQueue,
    });
  }

  /** Says a message `seconds` after the start of the script. */
  say(seconds: number, event: string, fields: Fields = {}): this {
    return this.bytes(seconds, amiText(event, fields));
  }

  bytes(seconds: number, text: string | Buffer): this {
    this.#now = scriptTime(seconds);
    this.#parser.push(Buffer.from(text), (message) =>
      this.events.push(...this.translator.translate(message, this.#now)),
    );
    return this;
  }

  wait(seconds: number): this {
    this.#now = scriptTime(seconds);
    this.events.push(...this.translator.advance(this.#now));
    return this;
  }

  /** The socket closes and opens again; the PBX greets and tells how long it has been up. */
  reconnect(seconds: number, upTimeSeconds: number): this {
    this.#parser.end();
    this.#parser = new AmiParser();
    this.events.push(...this.translator.disconnected());
    this.bytes(seconds, 'Asterisk Call Manager/9.0.0\r\n');
    return this.say(seconds, 'FullyBooted', { Uptime: upTimeSeconds, Status: 'Fully Booted' });
  }

  join(seconds: number, call: string, queue: string, number = '0221555'): this {
    return this.say(seconds, 'QueueCallerJoin', {
      CallerIDNum: number,
      Uniqueid: call,
      Linkedid: `${call}-linked`,
      Queue: queue,
      Position: 1,
      Count: 1,
    });
  }

  leave(seconds: number, call: string, queue: string): this {
    return this.say(seconds, 'QueueCallerLeave', { Uniqueid: call, Queue: queue, Position: 1, Count: 0 });
  }

  abandon(seconds: number, call: string, queue: string, holdSeconds: number): this {
    return this.say(seconds, 'QueueCallerAbandon', { Uniqueid: call, Queue: queue, HoldTime: holdSeconds });
  }

  connect(seconds: number, call: string, queue: string, agent: string, holdSeconds: number): this {
    return this.say(seconds, 'AgentConnect', {
      CallerIDNum: '0221555',
      Uniqueid: call,
      Linkedid: `${call}-linked`,
      DestUniqueid: `${call}-agent`,
      Queue: queue,
      ...member(agent),
      HoldTime: holdSeconds,
      RingTime: 1,
    });
  }

  complete(
    seconds: number,
    call: string,
    queue: string,
    agent: string,
    talk: number,
    reason = 'caller',
  ): this {
    return this.say(seconds, 'AgentComplete', {
      Uniqueid: call,
      DestUniqueid: `${call}-agent`,
      Queue: queue,
      ...member(agent),
      HoldTime: 2,
      TalkTime: talk,
      Reason: reason,
    });
  }

  hangup(seconds: number, call: string): this {
    return this.say(seconds, 'Hangup', { Uniqueid: call, Cause: 16 });
  }

  /** A whole answer to `QueueStatus` for one queue. */
  list(
    seconds: number,
    queue: string,
    members: readonly ListedMember[],
    waiting: readonly { readonly call: string; readonly wait: number }[] = [],
  ): this {
    const ActionID = `list-${seconds}`;
    this.say(seconds, 'QueueParams', { Queue: queue, Completed: 0, Abandoned: 0, ActionID });
    for (const { agent, paused = false, status = 1, inCall, lastCall } of members)
      this.say(seconds, 'QueueMember', {
        Queue: queue,
        Name: agent,
        Location: `Local/${agent}@agents`,
        Status: status,
        Paused: paused ? 1 : 0,
        PausedReason: paused ? 'Pause' : '',
        ...(inCall === undefined ? {} : { InCall: inCall ? 1 : 0 }),
        ...(lastCall === undefined ? {} : { LastCall: Math.floor(scriptTime(lastCall) / 1_000) }),
        ActionID,
      });
    for (const { call, wait } of waiting)
      this.say(seconds, 'QueueEntry', {
        Queue: queue,
        Uniqueid: call,
        CallerIDNum: '1',
        Wait: wait,
        ActionID,
      });
    return this.say(seconds, 'QueueStatusComplete', { EventList: 'Complete', ActionID });
  }

  /** Events of these kinds, in the order told. */
  ofKind<K extends CallEvent['kind']>(...kinds: readonly K[]): Extract<CallEvent, { readonly kind: K }>[] {
    const wanted: ReadonlySet<string> = new Set(kinds);
    return this.events.filter((event): event is Extract<CallEvent, { readonly kind: K }> =>
      wanted.has(event.kind),
    );
  }

  /** Kinds of all events but lists and restarts, as a short story. */
  get story(): string[] {
    return this.events
      .filter(({ kind }) => kind !== 'QueueListed' && kind !== 'SourceRestarted')
      .map((event) => (event.kind === 'CallFlowedOut' ? `${event.kind} ${event.reason}` : event.kind));
  }
}

function member(agent: string) {
  return { Interface: `Local/${agent}@agents`, MemberName: agent };
}
