import { seededRandom } from '../../forecasting/random/seeded.ts';
import { amiText, scriptTime } from './ami-script.ts';

/** What a PBX says at one moment: over AMI, or as a line of its log. */
export interface Said {
  readonly at: number;
  readonly ami: string | null;
  readonly log: string | null;
}

export interface StoryTruth {
  offered: number;
  answered: number;
  abandoned: number;
  timedOut: number;
  leftByKey: number;
  waitingAtEnd: number;
  talkingAtEnd: number;
}

const QUEUES = ['koeln', 'bonn', 'leverkusen'] as const;
type Queue = (typeof QUEUES)[number];
const AGENTS = ['Anna', 'Ben', 'Chloë', 'Dilek'] as const;

interface Span {
  readonly queue: Queue;
  readonly who: string;
  readonly since: number;
  readonly from: number;
  readonly until: number;
}

/**
 * A PBX whose callers come back into the same queue, are transferred blindly and after asking, time out, hang up and press
 * keys. It knows the truth itself; AMI and log are two tellings of it, with the disorder that Asterisk has: the log's whole
 * seconds, ends that stand behind the next entering, completions without channels or with those of the asking call.
 */
export class PbxStory {
  readonly said: Said[] = [];
  readonly seconds: number;
  readonly truth: Readonly<Record<Queue, StoryTruth>>;
  readonly #random: () => number;
  /** Agents ask in another queue and then put their caller in the place there. */
  readonly #asks: boolean;
  readonly #waits: Span[] = [];
  readonly #talks: Span[] = [];
  #channels = 0;

  constructor(seed: number, seconds: number, { asks }: { readonly asks: boolean }) {
    this.#random = seededRandom(seed);
    this.#asks = asks;
    this.seconds = seconds;
    const none = (): StoryTruth => ({
      offered: 0,
      answered: 0,
      abandoned: 0,
      timedOut: 0,
      leftByKey: 0,
      waitingAtEnd: 0,
      talkingAtEnd: 0,
    });
    this.truth = { koeln: none(), bonn: none(), leverkusen: none() };
    for (let at = 1; at < seconds; at += 1 + 8 * this.#random())
      this.#enter(at, this.#channel(at), this.#queue());
    for (const { queue, from, until } of this.#waits)
      if (from <= seconds && until > seconds) this.truth[queue].waitingAtEnd += 1;
    for (const { queue, from, until } of this.#talks)
      if (from <= seconds && until > seconds) this.truth[queue].talkingAtEnd += 1;
    this.said.sort((a, b) => a.at - b.at);
  }

  /** Lines of a `QueueStatus` answer at this moment. */
  list(at: number): string[] {
    const ActionID = `list-${at}`;
    const lines: string[] = [];
    for (const Queue of QUEUES) {
      lines.push(amiText('QueueParams', { Queue, ActionID }));
      for (const Name of AGENTS) {
        const talks = this.#talks.some(({ who, from, until }) => who === Name && from <= at && at < until);
        const fields = { Queue, Name, Location: `Local/${Name}@agents`, Paused: 0, Status: talks ? 2 : 1 };
        lines.push(amiText('QueueMember', { ...fields, InCall: 0, LastCall: 0, ActionID }));
      }
      for (const { queue, who, since, from, until } of this.#waits) {
        if (queue !== Queue || from > at || until <= at) continue;
        const Wait = whole(at) - whole(since);
        lines.push(amiText('QueueEntry', { Queue, Uniqueid: who, CallerIDNum: '1', Wait, ActionID }));
      }
    }
    return [...lines, amiText('QueueStatusComplete', { ActionID })];
  }

  #enter(at: number, call: string, queue: Queue): void {
    this.#count(queue, 'offered', at);
    this.#say(at, 'QueueCallerJoin', call, queue, { CallerIDNum: '1' });
    this.#log(at, call, queue, 'NONE', 'ENTERQUEUE||1|1');
    this.#wait(at, at, call, queue);
  }

  /** @param from since when this channel is in the place that was entered at `since` */
  #wait(since: number, from: number, call: string, queue: Queue): void {
    // Nobody comes back sooner than the log's seconds can tell two visits apart.
    const out = from + 2.5 + 9 * this.#random();
    const hold = whole(out) - whole(since);
    this.#waits.push({ queue, who: call, since, from, until: out });
    const fate = this.#random();
    const agent = AGENTS.find(
      (name) => !this.#talks.some(({ who, until }) => who === name && until > out - 1),
    );
    if (fate < 0.6 && agent !== undefined) {
      this.#talk(out, call, queue, agent, hold);
      return;
    }
    if (fate < 0.7) {
      this.#count(queue, 'leftByKey', out);
      this.#say(out, 'QueueCallerLeave', call, queue);
      this.#log(out, call, queue, 'NONE', `EXITWITHKEY|1|1|1|${hold}`);
      this.#say(out + 0.001, 'Newexten', call, queue, { Application: 'Wait' });
      this.#say(out + 0.5, 'Hangup', call, queue);
      return;
    }
    this.#say(out, 'QueueCallerAbandon', call, queue, { HoldTime: hold });
    this.#say(out + 0.001, 'QueueCallerLeave', call, queue);
    if (fate < 0.8) {
      this.#count(queue, 'abandoned', out);
      this.#log(out, call, queue, 'NONE', `ABANDON|1|1|${hold}`);
      this.#say(out + 0.002, 'Hangup', call, queue);
      return;
    }
    this.#count(queue, 'timedOut', out);
    this.#log(out, call, queue, 'NONE', `EXITWITHTIMEOUT|1|1|${hold}`);
    this.#say(out + 0.002, 'VarSet', call, queue, { Variable: 'QUEUESTATUS', Value: 'TIMEOUT' });
    if (this.#random() < 0.6) this.#enter(out + 0.01, call, this.#random() < 0.5 ? queue : this.#queue());
    else this.#say(out + 0.5, 'Hangup', call, queue);
  }

  #talk(at: number, call: string, queue: Queue, agent: string, hold: number): void {
    const end = at + 4 + 16 * this.#random();
    const leg = this.#channel(at);
    this.#count(queue, 'answered', at);
    this.#talks.push({ queue, who: agent, since: at, from: at, until: end });
    const member = { Interface: `Local/${agent}@agents`, MemberName: agent, HoldTime: hold };
    this.#say(at, 'QueueCallerLeave', call, queue);
    this.#say(at + 0.001, 'AgentConnect', call, queue, { ...member, DestUniqueid: leg });
    this.#log(at, call, queue, agent, `CONNECT|${hold}|${leg}|1`);
    const talk = whole(end) - whole(at);
    const told = { ...member, TalkTime: talk };
    const fate = this.#random();
    // The end of a talk may be told behind what follows it.
    const late = this.#random() < 0.4 ? 0.03 : 0;
    const complete = (channel: string | null, Reason: string) => {
      const legs = channel === null ? {} : { Uniqueid: channel };
      const dest = channel === null && this.#random() < 0.5 ? {} : { DestUniqueid: leg };
      this.#tell(
        end + late,
        amiText('AgentComplete', { Queue: queue, ...legs, ...dest, ...told, Reason }),
        null,
      );
    };
    if (fate < 0.4) {
      complete(this.#random() < 0.3 ? null : call, 'caller');
      this.#log(end + late, call, queue, agent, `COMPLETECALLER|${hold}|${talk}|1`);
      this.#say(end + 0.015, 'Hangup', call, queue);
    } else if (fate < 0.75 || !this.#asks) {
      complete(call, 'transfer');
      this.#log(end + late, call, queue, agent, `BLINDTRANSFER|x|y|${hold}|${talk}|1`);
      this.#enter(end + 0.01, call, this.#random() < 0.6 ? queue : this.#queue());
    } else {
      const asking = this.#channel(end);
      const other = this.#queue();
      const asked = end - 2.5;
      this.#count(other, 'offered', asked);
      this.#say(asked, 'QueueCallerJoin', asking, other, { CallerIDNum: '7' });
      this.#log(asked, asking, other, 'NONE', 'ENTERQUEUE||7|1');
      this.#waits.push({ queue: other, who: asking, since: asked, from: asked, until: end });
      complete(this.#random() < 0.5 ? asking : null, 'transfer');
      this.#log(end, asking, queue, agent, `ATTENDEDTRANSFER|APP|Queue|${hold}|${talk}|1`);
      this.#say(end + 0.005, 'Hangup', asking, other, { Channel: `Local/${agent}<ZOMBIE>` });
      this.#wait(asked, end + 0.006, call, other);
    }
  }

  #count(queue: Queue, figure: keyof StoryTruth, at: number): void {
    if (at <= this.seconds) this.truth[queue][figure] += 1;
  }

  #say(
    at: number,
    event: string,
    call: string,
    queue: string,
    fields: Readonly<Record<string, string | number>> = {},
  ) {
    this.#tell(
      at,
      amiText(event, { Uniqueid: call, Linkedid: `${call}-linked`, Queue: queue, ...fields }),
      null,
    );
  }

  #log(at: number, call: string, queue: string, agent: string, rest: string): void {
    this.#tell(at, null, `${whole(at)}|${call}|${queue}|${agent}|${rest}`);
  }

  #tell(at: number, ami: string | null, log: string | null): void {
    if (at <= this.seconds) this.said.push({ at, ami, log });
  }

  #queue(): Queue {
    return QUEUES[Math.floor(this.#random() * QUEUES.length)] ?? 'koeln';
  }

  #channel(at: number): string {
    this.#channels += 1;
    return `${whole(at)}.${this.#channels}`;
  }
}

function whole(at: number): number {
  return Math.floor(scriptTime(at) / 1_000);
}
