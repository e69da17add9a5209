import { seededRandom } from '../../forecasting/maths/seeded.ts';
import type { AmiRecording, RecordedChunk } from '../../server/telephony/recording/recording.ts';
import { amiText, scriptTime } from './ami-script.ts';

/** How a life of the PBX ends. `open`: the recording ends while it lives. */
type LifeEnd = 'orderly' | 'kill' | 'open';

export interface SimulatedLife {
  readonly seconds: number;
  readonly callsPerSecond: number;
  readonly end: LifeEnd;
}

export interface SimulatedHabits {
  /** `timestampevents=yes`: the PBX writes its own time into every event. */
  readonly timestamps?: boolean;
  /** `systemname`: stands before every unique id. */
  readonly systemName?: string;
}

export interface SimulatedRecording {
  readonly ami: AmiRecording;
  readonly queueLog: readonly string[];
  readonly messages: number;
}

const QUEUES = ['koeln', 'bonn', 'leverkusen'] as const;
const AGENTS = Array.from({ length: 12 }, (_, index) => `Agent ${String(index + 1).padStart(2, '0')}`);
/** Is paused in every life but the last; being in the configuration file, no life knows of the pause before. */
const STATIC_PAUSER = 'Agent 03';
/** Added by a command, so that the pause survives; only the list and the log tell of it. */
const DYNAMIC_PAUSER = 'Agent 12';
/** A PBX is up some seconds before the recorder is in again, and calls come only after that. */
const BOOT_SECONDS = 3;

/**
 * A PBX whose calls, restarts and kills come from a seed: what it says over AMI and writes into its log are two tellings
 * of one invented history, written down independently of any code that reads them.
 */
export function simulatedPbx(
  seed: number,
  lives: readonly SimulatedLife[],
  habits: SimulatedHabits = {},
): SimulatedRecording {
  const random = seededRandom(seed);
  const chunks: RecordedChunk[] = [];
  const queueLog: string[] = [];
  let bornAt = 0;
  for (const [index, life] of lives.entries()) {
    const pbx = new Life(random, index + 1, bornAt, life, habits);
    for (const chunk of pbx.chunks) chunks.push(chunk);
    for (const line of pbx.log) queueLog.push(line);
    bornAt += life.seconds + 2;
  }
  const ami: AmiRecording = { kind: 'ami', timed: true, chunks: () => chunks };
  return { ami, queueLog, messages: chunks.length };
}

interface Said {
  readonly at: number;
  readonly ami: string | null;
  readonly log: string | null;
}

class Life {
  readonly chunks: readonly RecordedChunk[];
  readonly log: readonly string[];
  readonly #random: () => number;
  readonly #said: Said[] = [];
  readonly #endsAt: number;
  readonly #end: LifeEnd;
  readonly #habits: SimulatedHabits;
  /** When each agent is free again. */
  readonly #freeAt = new Map<string, number>();
  /** Callers who still wait when the recording ends. */
  readonly #waiting = new Map<string, { readonly queue: string; readonly since: number }>();
  #pausedFrom = Number.POSITIVE_INFINITY;
  #channels = 0;

  constructor(
    random: () => number,
    connection: number,
    bornAt: number,
    life: SimulatedLife,
    habits: SimulatedHabits,
  ) {
    this.#habits = habits;
    this.#random = random;
    this.#endsAt = bornAt + life.seconds;
    this.#end = life.end;
    this.#say(bornAt, null, ['NONE', 'NONE', 'NONE', 'QUEUESTART', '']);
    const heardFrom = bornAt + BOOT_SECONDS;
    this.#say(bornAt, null, ['MANAGER', 'bonn', `Local/${DYNAMIC_PAUSER}@agents`, 'ADDMEMBER', 'PAUSED']);
    this.#greet(heardFrom);
    this.#list(heardFrom, `start-${connection}`);
    if (life.end !== 'open') this.#pause(heardFrom + 2);
    let at = heardFrom + 0.1;
    for (;;) {
      at += -Math.log(1 - random()) / life.callsPerSecond;
      if (at >= this.#endsAt) break;
      this.#call(at, this.#pick(QUEUES), this.#newChannel(at));
    }
    if (life.end === 'open') this.#list(this.#endsAt, 'end');
    if (life.end === 'orderly')
      this.#say(this.#endsAt + 0.01, amiText('Shutdown', { Shutdown: 'Cleanly', Restart: 'True' }), null);
    const inOrder = this.#said.toSorted((a, b) => a.at - b.at);
    this.chunks = inOrder.flatMap(({ at: saidAt, ami }) =>
      ami === null
        ? []
        : [{ at: scriptTime(saidAt), connection, bytes: Buffer.from(this.#stamped(ami, saidAt)) }],
    );
    this.log = inOrder.flatMap(({ log: line }) => line ?? []);
  }

  /** One visit to a queue, from joining to its end or that of the PBX. */
  #call(at: number, queue: string, call: string): void {
    const wait = this.#random() * 9;
    const out = at + wait;
    const fate = this.#random();
    this.#say(at, event('QueueCallerJoin', call, queue, { CallerIDNum: '0221555' }), [
      call,
      queue,
      'NONE',
      'ENTERQUEUE',
      '|0221555|1',
    ]);
    this.#chatter(at, call);
    const hold = Math.floor(out) - Math.floor(at);
    if (out >= this.#endsAt) {
      this.#waiting.set(call, { queue, since: at });
      if (this.#end === 'orderly')
        this.#abandon(this.#endsAt, call, queue, Math.floor(this.#endsAt) - Math.floor(at));
      return;
    }
    const agent = this.#freeAgent(out);
    if (fate < 0.65 && agent !== undefined) this.#answer(out, call, queue, agent, hold);
    else if (fate < 0.8) {
      this.#abandon(out, call, queue, hold);
      this.#say(out + 0.002, amiText('Hangup', { Uniqueid: call }), null);
    } else if (fate < 0.9) {
      this.#leave(out, call, queue);
      this.#say(out + 0.002, amiText('Newexten', { Uniqueid: call, Application: 'Wait' }), null);
      this.#say(out, null, [call, queue, 'NONE', 'EXITWITHKEY', `1|1|1|${hold}`]);
    } else this.#timeOut(out, call, queue, hold);
  }

  #answer(at: number, call: string, queue: string, agent: string, hold: number): void {
    const talk = 0.2 + this.#random() * 8;
    const end = at + talk;
    const member = { Interface: `Local/${agent}@agents`, MemberName: agent };
    this.#freeAt.set(agent, end + 0.01);
    this.#leave(at, call, queue);
    this.#say(at + 0.001, event('AgentConnect', call, queue, { ...member, HoldTime: hold }), [
      call,
      queue,
      agent,
      'CONNECT',
      `${hold}|x|1`,
    ]);
    if (end >= this.#endsAt && this.#end !== 'orderly') return;
    const ended = Math.min(end, this.#endsAt);
    const seconds = Math.floor(ended) - Math.floor(at);
    const fields = { Queue: queue, ...member, HoldTime: hold, TalkTime: seconds, Reason: 'caller' };
    // Some completions come after both legs are gone and name no channel.
    const channels = this.#random() < 0.05 ? {} : { Uniqueid: call, DestUniqueid: `${call}-agent` };
    this.#say(ended, amiText('AgentComplete', { ...channels, ...fields }), [
      call,
      queue,
      agent,
      'COMPLETECALLER',
      `${hold}|${seconds}|1`,
    ]);
    this.#say(ended + 0.001, amiText('Hangup', { Uniqueid: call }), null);
  }

  #abandon(at: number, call: string, queue: string, hold: number): void {
    this.#say(at, event('QueueCallerAbandon', call, queue, { HoldTime: hold }), [
      call,
      queue,
      'NONE',
      'ABANDON',
      `1|1|${hold}`,
    ]);
    this.#leave(at, call, queue);
  }

  #timeOut(at: number, call: string, queue: string, hold: number): void {
    this.#say(at, event('QueueCallerAbandon', call, queue, { HoldTime: hold }), [
      call,
      queue,
      'NONE',
      'EXITWITHTIMEOUT',
      `1|1|${hold}`,
    ]);
    this.#leave(at, call, queue);
    const status = { Uniqueid: call, Variable: 'QUEUESTATUS', Value: 'TIMEOUT' };
    this.#say(at + 0.002, amiText('VarSet', status), null);
    const others = QUEUES.filter((other) => other !== queue);
    if (at + 0.01 < this.#endsAt && this.#random() < 0.5) this.#call(at + 0.01, this.#pick(others), call);
  }

  #leave(at: number, call: string, queue: string): void {
    this.#say(at + 0.0005, event('QueueCallerLeave', call, queue, { Count: 0 }), null);
  }

  #stamped(ami: string, at: number): string {
    if (this.#habits.timestamps !== true || !ami.startsWith('Event: ')) return ami;
    return ami.replace('\r\n', `\r\nTimestamp: ${(scriptTime(at) / 1_000).toFixed(6)}\r\n`);
  }

  #greet(at: number): void {
    const now = new Date(scriptTime(at)).toISOString().replace('Z', '+0000');
    this.#say(at, 'Asterisk Call Manager/9.0.0\r\n', null);
    this.#say(at, 'Response: Success\r\nActionID: in\r\nMessage: Authentication accepted\r\n\r\n', null);
    this.#say(at, amiText('FullyBooted', { Uptime: BOOT_SECONDS, Status: 'Fully Booted' }), null);
    this.#say(at, amiText('SuccessfulAuth', { EventTV: now, Service: 'AMI' }), null);
  }

  /** An answer to `QueueStatus`. */
  #list(at: number, ActionID: string): void {
    for (const Queue of QUEUES) {
      this.#say(at, amiText('QueueParams', { Queue, ActionID }), null);
      for (const Name of AGENTS) {
        const paused = Name === DYNAMIC_PAUSER ? Queue === 'bonn' : this.#isPaused(Name, Queue, at);
        const fields = { Queue, Name, Location: `Local/${Name}@agents`, Status: 1, Paused: paused ? 1 : 0 };
        this.#say(at, amiText('QueueMember', { ...fields, PausedReason: '', ActionID }), null);
      }
      for (const [call, { queue, since }] of this.#waiting) {
        if (queue !== Queue) continue;
        const Wait = Math.floor(at) - Math.floor(since);
        this.#say(at, amiText('QueueEntry', { Queue, Uniqueid: call, Wait, ActionID }), null);
      }
    }
    this.#say(at, amiText('QueueStatusComplete', { ActionID }), null);
  }

  #pause(at: number): void {
    this.#pausedFrom = at;
    const member = { Queue: 'koeln', MemberName: STATIC_PAUSER, Interface: `Local/${STATIC_PAUSER}@agents` };
    this.#say(at, amiText('QueueMemberPause', { ...member, Paused: 1, PausedReason: 'Schulung' }), [
      'NONE',
      'koeln',
      STATIC_PAUSER,
      'PAUSE',
      'Schulung',
    ]);
  }

  #isPaused(agent: string, queue: string, at: number): boolean {
    return agent === STATIC_PAUSER && queue === 'koeln' && at >= this.#pausedFrom;
  }

  /** Most of what a PBX says is not about queues. */
  #chatter(at: number, call: string): void {
    for (let i = 0; i < 20; i += 1)
      this.#say(at + i * 0.001, amiText('VarSet', { Uniqueid: call, Variable: `V${i}`, Value: i }), null);
  }

  #say(at: number, ami: string | null, log: readonly string[] | null): void {
    const isHeard = at <= this.#endsAt + 0.05 && (this.#end !== 'kill' || at < this.#endsAt);
    if (!isHeard) return;
    const second = Math.floor(scriptTime(at) / 1000);
    this.#said.push({ at, ami, log: log === null ? null : `${second}|${log.join('|')}` });
  }

  #freeAgent(at: number): string | undefined {
    return AGENTS.find((agent) => (this.#freeAt.get(agent) ?? 0) <= at);
  }

  #newChannel(at: number): string {
    this.#channels += 1;
    const name = this.#habits.systemName;
    return `${name === undefined ? '' : `${name}-`}${Math.floor(scriptTime(at) / 1000)}.${this.#channels}`;
  }

  #pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.#random() * from.length)];
    if (one === undefined) throw new RangeError('there is nothing to pick from');
    return one;
  }
}

function event(
  name: string,
  call: string,
  queue: string,
  fields: Readonly<Record<string, string | number>>,
): string {
  return amiText(name, { Uniqueid: call, Linkedid: `${call}-linked`, Queue: queue, ...fields });
}
