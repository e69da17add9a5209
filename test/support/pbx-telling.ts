import { amiText, scriptTime } from './ami-script.ts';

/** What a PBX says at one moment: over AMI, or as a line of its log. */
export interface Said {
  readonly at: number;
  readonly ami: string | null;
  readonly log: string | null;
}

export interface ToldTalk {
  readonly call: string;
  readonly queue: string;
  readonly agent: string;
  /** The agent's channel. */
  readonly leg: string;
  readonly hold: number;
  readonly from: number;
}

export interface ToldEnding {
  readonly reason: 'caller' | 'agent' | 'transfer';
  /** The caller's channel as the end names it, `null`: it names none. */
  readonly channel: string | null;
  readonly namesLeg: boolean;
  /** It is said this long after it happened, and so behind what followed it. */
  readonly delay: number;
}

type Fields = Readonly<Record<string, string | number>>;

/** Tells what happens at a PBX twice, over AMI and in its log, with the order, the gaps and the whole seconds of Asterisk. */
export class PbxTelling {
  readonly said: Said[] = [];
  /** Nothing is told of what happens later. */
  #end = Number.POSITIVE_INFINITY;

  endsAt(end: number): void {
    this.#end = end;
  }

  entered(at: number, call: string, queue: string, number: string): void {
    this.#say(at, 0, 'QueueCallerJoin', call, { Queue: queue, CallerIDNum: number });
    this.#log(at, 0, call, queue, 'NONE', `ENTERQUEUE||${number}|1`);
  }

  rang(at: number, seconds: number, { call, queue, agent, leg }: Omit<ToldTalk, 'hold' | 'from'>): void {
    const told = { Queue: queue, ...memberOf(agent), DestUniqueid: leg };
    this.#say(at, 0, 'AgentCalled', call, told);
    this.#say(at + seconds, 0, 'AgentRingNoAnswer', call, told);
    this.#log(at + seconds, 0, call, queue, agent, `RINGNOANSWER|${Math.round(seconds * 1_000)}`);
  }

  answered({ call, queue, agent, leg, hold, from }: ToldTalk): void {
    const told = { Queue: queue, ...memberOf(agent), DestUniqueid: leg, HoldTime: hold };
    this.#say(from, 0, 'QueueCallerLeave', call, { Queue: queue });
    this.#say(from, 0.001, 'AgentConnect', call, told);
    this.#log(from, 0, call, queue, agent, `CONNECT|${hold}|${leg}|1`);
  }

  abandoned(at: number, call: string, queue: string, hold: number): void {
    this.#gone(at, call, queue, hold);
    this.#log(at, 0, call, queue, 'NONE', `ABANDON|1|1|${hold}`);
    this.#say(at, 0.002, 'Hangup', call, {});
  }

  timedOut(at: number, call: string, queue: string, hold: number): void {
    this.#gone(at, call, queue, hold);
    this.#log(at, 0, call, queue, 'NONE', `EXITWITHTIMEOUT|1|1|${hold}`);
    this.#say(at, 0.002, 'VarSet', call, { Variable: 'QUEUESTATUS', Value: 'TIMEOUT' });
  }

  leftByKey(at: number, call: string, queue: string, hold: number): void {
    this.#say(at, 0, 'QueueCallerLeave', call, { Queue: queue });
    this.#log(at, 0, call, queue, 'NONE', `EXITWITHKEY|1|1|1|${hold}`);
    this.#say(at, 0.001, 'Newexten', call, { Application: 'Wait' });
  }

  #gone(at: number, call: string, queue: string, hold: number): void {
    this.#say(at, 0, 'QueueCallerAbandon', call, { Queue: queue, HoldTime: hold });
    this.#say(at, 0.001, 'QueueCallerLeave', call, { Queue: queue });
  }

  hungUp(at: number, delay: number, call: string): void {
    this.#say(at, delay, 'Hangup', call, {});
  }

  /** @param log verb and parameters before hold and talk, and the channel that the log names */
  completed(talk: ToldTalk, at: number, ending: ToldEnding, log: { verb: string; call: string }): void {
    const { queue, agent, leg, hold, from } = talk;
    const seconds = whole(at) - whole(from);
    const fields = {
      ...(ending.channel === null ? {} : { Uniqueid: ending.channel }),
      ...(ending.namesLeg ? { DestUniqueid: leg } : {}),
      ...{ Queue: queue, ...memberOf(agent), HoldTime: hold, TalkTime: seconds, Reason: ending.reason },
    };
    this.#tell(at, ending.delay, amiText('AgentComplete', fields), null);
    const delay = log.verb.startsWith('ATTENDED') ? 0 : ending.delay;
    this.#log(at, delay, log.call, queue, agent, `${log.verb}|${hold}|${seconds}|1`);
  }

  /** The caller is in the place of the channel with which the agent asked; what is left of that channel ends. */
  putInPlace(at: number, delay: number, call: string, asking: string): void {
    const legs = { SecondTransfererUniqueid: asking, TransfereeUniqueid: call };
    const fields = { DestType: 'App', DestApp: 'Queue', ...legs };
    this.#tell(at, delay, amiText('AttendedTransfer', fields), null);
    this.#say(at, 0.005, 'Hangup', asking, { Channel: 'Local/asking<ZOMBIE>' });
  }

  /** Caller and asked agent talk with each other now, outside any queue. */
  joined(at: number, call: string, asking: string): void {
    const legs = { SecondTransfererUniqueid: asking, TransfereeUniqueid: call };
    this.#tell(at, 0, amiText('AttendedTransfer', { DestType: 'Bridge', ...legs }), null);
  }

  started(at: number): void {
    this.#log(at, 0, 'NONE', 'NONE', 'NONE', 'QUEUESTART|');
  }

  /** Members are cleared of their calls, and whoever listens asks for the list again. */
  reloaded(at: number, list: readonly string[]): void {
    this.#tell(at, 0, amiText('Reload', { Module: 'app_queue' }), null);
    for (const line of list) this.#tell(at, 0, line, null);
  }

  #say(at: number, delay: number, event: string, call: string, fields: Fields): void {
    this.#tell(at, delay, amiText(event, { Uniqueid: call, Linkedid: `${call}-linked`, ...fields }), null);
  }

  #log(at: number, delay: number, call: string, queue: string, agent: string, rest: string): void {
    this.#tell(at, delay, null, `${whole(at)}|${call}|${queue}|${agent}|${rest}`);
  }

  #tell(at: number, delay: number, ami: string | null, log: string | null): void {
    if (at <= this.#end) this.said.push({ at: at + delay, ami, log });
  }
}

function memberOf(agent: string): Fields {
  return { Interface: interfaceOf(agent), MemberName: agent };
}

export function interfaceOf(agent: string): string {
  return `Local/${agent}@agents`;
}

export function whole(at: number): number {
  return Math.floor(scriptTime(at) / 1_000);
}
