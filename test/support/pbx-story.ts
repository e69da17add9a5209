import { seededRandom } from '../../forecasting/maths/seeded.ts';
import { amiText } from './ami-script.ts';
import { interfaceOf, PbxTelling, whole, type Said, type ToldEnding, type ToldTalk } from './pbx-telling.ts';

export interface StoryTruth {
  offered: number;
  answered: number;
  abandoned: number;
  timedOut: number;
  leftByKey: number;
  lost: number;
  lostTalking: number;
  waitingAtEnd: number;
  talkingAtEnd: number;
}

export interface StoryKind {
  /** Agents ask in another queue, and may put their caller in the place there or join them with who answers. */
  readonly asks: boolean;
  /** Telephones ring for a second caller while their agent talks. */
  readonly ringInUse: boolean;
  readonly shortestWait: number;
  /** When the PBX is killed. */
  readonly kills: readonly number[];
}

const QUEUES = ['koeln', 'bonn', 'leverkusen'] as const;
type Queue = (typeof QUEUES)[number];
const AGENTS = ['Anna', 'Ben', 'Chloë', 'Dilek'] as const;
type Agent = (typeof AGENTS)[number];

interface Wait {
  readonly queue: Queue;
  readonly who: string;
  readonly since: number;
  readonly from: number;
  readonly until: number;
}

interface Talk extends ToldTalk {
  readonly queue: Queue;
  readonly agent: Agent;
  readonly until: number;
}

/**
 * A PBX whose callers come back into the same queue, are transferred blindly and after asking, time out, hang up and press
 * keys; that is reloaded and killed. It knows the truth itself; AMI and log are two tellings of it, with the disorder that
 * Asterisk has: ends that stand behind the next entering, completions without channels or with those of the asking call.
 */
export class PbxStory {
  readonly seconds: number;
  readonly truth: Readonly<Record<Queue, StoryTruth>>;
  /** While the PBX was down. */
  readonly outages: { readonly from: number; readonly until: number }[] = [];
  readonly #kind: StoryKind;
  readonly #random: () => number;
  readonly #telling = new PbxTelling();
  readonly #starts: number[] = [];
  #waits: Wait[] = [];
  #talks: Talk[] = [];
  #past: readonly {
    readonly waits: readonly Wait[];
    readonly talks: readonly Talk[];
    readonly end: number;
  }[] = [];
  #end = 0;
  #channels = 0;

  constructor(seed: number, seconds: number, kind: StoryKind) {
    this.#random = seededRandom(seed);
    this.#kind = kind;
    this.seconds = seconds;
    this.truth = { koeln: nothing(), bonn: nothing(), leverkusen: nothing() };
    let start = 0;
    for (const end of [...kind.kills, seconds]) {
      this.#live(start, end, end < seconds);
      start = end + 4 + 6 * this.#random();
      if (end < seconds) this.outages.push({ from: end + 0.1, until: start + 0.5 });
    }
  }

  /** What is said, in its order. */
  get said(): readonly Said[] {
    return this.#telling.said.toSorted((a, b) => a.at - b.at);
  }

  /** Who talks at the end, as often as they do. */
  get talkingAtEnd(): readonly string[] {
    return this.#talksAt(this.seconds)
      .map(({ agent }) => agent)
      .toSorted();
  }

  /** Since when the PBX is up. */
  startedBefore(at: number): number {
    return this.#starts.findLast((start) => start <= at) ?? 0;
  }

  /** Lines of a `QueueStatus` answer at this moment. A reload and the end of another talk clear `InCall`. */
  list(at: number): string[] {
    const ActionID = `list-${at}`;
    const lines: string[] = [];
    for (const Queue of QUEUES) {
      lines.push(amiText('QueueParams', { Queue, ActionID }));
      for (const Name of AGENTS) lines.push(this.#memberLine(Queue, Name, at, ActionID));
      for (const { queue, who, since } of this.#waitsAt(at)) {
        if (queue !== Queue) continue;
        const Wait = whole(at) - whole(since);
        lines.push(amiText('QueueEntry', { Queue, Uniqueid: who, CallerIDNum: '1', Wait, ActionID }));
      }
    }
    return [...lines, amiText('QueueStatusComplete', { ActionID })];
  }

  #memberLine(Queue: Queue, Name: Agent, at: number, ActionID: string): string {
    const life = this.#lifeAt(at).talks.filter(({ agent, from }) => agent === Name && from <= at);
    const own = life.filter(({ queue }) => queue === Queue);
    const LastCall = Math.max(0, ...own.filter(({ until }) => until <= at).map(({ until }) => whole(until)));
    const Status = life.some(({ until }) => until > at) ? 2 : 1;
    const state = { Location: interfaceOf(Name), Paused: 0, Status, InCall: 0, LastCall };
    return amiText('QueueMember', { Queue, Name, ...state, ActionID });
  }

  #lifeAt(at: number) {
    return this.#past.find(({ end }) => at <= end) ?? { waits: [], talks: [], end: at };
  }

  #waitsAt(at: number): readonly Wait[] {
    return this.#lifeAt(at).waits.filter(({ from, until }) => from <= at && at < until);
  }

  #talksAt(at: number): readonly Talk[] {
    return this.#lifeAt(at).talks.filter(({ from, until }) => from <= at && at < until);
  }

  /** One life of the PBX, from its start until its death or the end of the story. */
  #live(start: number, end: number, isKilled: boolean): void {
    this.#end = end;
    this.#telling.endsAt(end);
    this.#starts.push(start);
    this.#waits = [];
    this.#talks = [];
    this.#telling.started(start);
    for (let at = start + 3; at < end; at += 1 + 8 * this.#random())
      this.#enter(at, this.#channel(at), this.#queue(), '1');
    this.#past = [...this.#past, { waits: this.#waits, talks: this.#talks, end }];
    const [wait, talk] = isKilled
      ? (['lost', 'lostTalking'] as const)
      : (['waitingAtEnd', 'talkingAtEnd'] as const);
    for (const { queue } of this.#waitsAt(end)) this.#count(queue, wait, end);
    for (const { queue } of this.#talksAt(end)) this.#count(queue, talk, end);
    for (let at = start + 20 + 60 * this.#random(); at < end; at += 20 + 60 * this.#random())
      this.#telling.reloaded(at, this.list(at));
  }

  #enter(at: number, call: string, queue: Queue, number: string): void {
    this.#count(queue, 'offered', at);
    this.#telling.entered(at, call, queue, number);
    this.#wait(at, at, call, queue);
  }

  /** @param from since when this channel is in the place that was entered at `since` */
  #wait(since: number, from: number, call: string, queue: Queue): void {
    const out = from + this.#kind.shortestWait + 9 * this.#random();
    const hold = whole(out) - whole(since);
    this.#waits.push({ queue, who: call, since, from, until: out });
    if (this.#random() < 0.3 && out - from > 2) {
      const agent = this.#agent(() => true) ?? 'Anna';
      this.#telling.rang(from + 0.3, 1, { call, queue, agent, leg: this.#channel(from) });
    }
    const fate = this.#random();
    const agent = this.#agentFrom(out);
    if (fate < 0.6 && agent !== undefined) {
      this.#talk(out, call, queue, agent, hold);
    } else if (fate < 0.7) {
      this.#count(queue, 'leftByKey', out);
      this.#telling.leftByKey(out, call, queue, hold);
      this.#telling.hungUp(out, 0.5, call);
    } else if (fate < 0.8) {
      this.#count(queue, 'abandoned', out);
      this.#telling.abandoned(out, call, queue, hold);
    } else {
      this.#count(queue, 'timedOut', out);
      this.#telling.timedOut(out, call, queue, hold);
      const next = this.#random() < 0.5 ? queue : this.#queue();
      if (this.#random() < 0.6) this.#enter(out + 0.01, call, next, '1');
      else this.#telling.hungUp(out, 0.5, call);
    }
  }

  #talk(from: number, call: string, queue: Queue, agent: Agent, hold: number): void {
    const until = from + 4 + 16 * this.#random();
    const talk = { call, queue, agent, leg: this.#channel(from), hold, from, until };
    this.#count(queue, 'answered', from);
    this.#talks.push(talk);
    this.#telling.answered(talk);
    const fate = this.#random();
    if (this.#kind.asks && fate < 0.4) {
      this.#ask(talk);
      return;
    }
    if (fate < 0.7) {
      this.#telling.completed(talk, until, this.#ending('caller', [call, call, null]), {
        verb: 'COMPLETECALLER',
        call,
      });
      this.#telling.hungUp(until, 0.015, call);
      return;
    }
    const ending = this.#ending('transfer', [call]);
    this.#telling.completed(talk, until, ending, { verb: 'BLINDTRANSFER|x|y', call });
    this.#enter(until + 0.01, call, this.#random() < 0.6 ? queue : this.#queue(), '1');
  }

  /** The agent asks in a queue while the caller is on hold. */
  #ask(talk: Talk): void {
    const { call, until } = talk;
    const asked = until - 3;
    const asking = this.#channel(asked);
    const other = this.#queue();
    const fate = this.#random();
    this.#count(other, 'offered', asked);
    this.#telling.entered(asked, asking, other, '7');
    const helper = fate < 0.4 ? this.#agentFrom(asked + 1) : undefined;
    const left = fate < 0.4 ? asked + 1 : until;
    this.#waits.push({ queue: other, who: asking, since: asked, from: asked, until: left });
    const hold = whole(left) - whole(asked);
    if (helper !== undefined) {
      const leg = this.#channel(left);
      const help = { call: asking, queue: other, agent: helper, leg, hold, from: left, until };
      this.#count(other, 'answered', left);
      this.#talks.push(help);
      this.#telling.answered(help);
      this.#telling.joined(until, call, asking);
      const verb = 'ATTENDEDTRANSFER|BRIDGE|x';
      this.#telling.completed(talk, until, this.#ending('transfer', [call, null]), { verb, call });
      const helped = this.#ending('transfer', [asking, null]);
      this.#telling.completed(help, until, helped, { verb, call: asking });
      this.#telling.hungUp(until, 0.04, asking);
      this.#telling.hungUp(until, 5, call);
    } else if (fate < 0.4) {
      this.#count(other, 'abandoned', left);
      this.#telling.abandoned(left, asking, other, hold);
      const ending = this.#ending('agent', [call, null]);
      this.#telling.completed(talk, until, ending, { verb: 'COMPLETEAGENT', call });
      this.#telling.hungUp(until, 0.015, call);
    } else {
      const ending = { ...this.#ending('transfer', [asking, null]), delay: 0 };
      this.#telling.completed(talk, until, ending, { verb: 'ATTENDEDTRANSFER|APP|Queue', call: asking });
      this.#telling.putInPlace(until, 0.02 * this.#random(), call, asking);
      this.#wait(asked, until + 0.006, call, other);
    }
  }

  /** How the end of a talk is told, and by which of these channels. */
  #ending(reason: ToldEnding['reason'], channels: readonly (string | null)[]): ToldEnding {
    const channel = channels[Math.floor(this.#random() * channels.length)] ?? null;
    const namesLeg = channel !== null || this.#random() < 0.5;
    return { reason, channel, namesLeg, delay: this.#random() < 0.4 ? 0.03 : 0 };
  }

  /** Somebody who answers at this moment. */
  #agentFrom(at: number): Agent | undefined {
    const rings = this.#kind.ringInUse && this.#random() < 0.2;
    return this.#agent(
      (name) => rings || !this.#talks.some(({ agent, until }) => agent === name && until > at - 1),
    );
  }

  #agent(isRight: (name: Agent) => boolean): Agent | undefined {
    const right = AGENTS.filter(isRight);
    return right[Math.floor(this.#random() * right.length)];
  }

  #count(queue: Queue, figure: keyof StoryTruth, at: number): void {
    if (at <= this.#end) this.truth[queue][figure] += 1;
  }

  #queue(): Queue {
    return QUEUES[Math.floor(this.#random() * QUEUES.length)] ?? 'koeln';
  }

  #channel(at: number): string {
    this.#channels += 1;
    return `${whole(at)}.${this.#channels}`;
  }
}

function nothing(): StoryTruth {
  const untouched = { offered: 0, answered: 0, abandoned: 0, timedOut: 0, leftByKey: 0 };
  return { ...untouched, lost: 0, lostTalking: 0, waitingAtEnd: 0, talkingAtEnd: 0 };
}
