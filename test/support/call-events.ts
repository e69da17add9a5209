import { instant } from '../../forecasting/time/instant.ts';
import type {
  AgentName,
  CallerHash,
  CallEvent,
  CallId,
  EventKey,
  QueueName,
  SourceId,
} from '../../server/live/events/call-event.ts';

/** Events written by hand for tests: readable lines, with the brands put on in one place. */
const is = {
  source: (text: string): text is SourceId => text !== '',
  key: (text: string): text is EventKey => text !== '',
  queue: (text: string): text is QueueName => text !== '',
  call: (text: string): text is CallId => text !== '',
  agent: (text: string): text is AgentName => text !== '',
  caller: (text: string): text is CallerHash => text !== '',
};

function branded<T extends string>(text: string, accepts: (text: string) => text is T): T {
  if (accepts(text)) return text;
  throw new RangeError('a name is not empty');
}

export const sourceId = (text: string) => branded(text, is.source);
const eventKey = (text: string) => branded(text, is.key);
const queueName = (text: string) => branded(text, is.queue);
const callId = (text: string) => branded(text, is.call);
const agentName = (text: string) => branded(text, is.agent);
export const callerHash = (text: string) => branded(text, is.caller);

let keys = 0;

/** Common fields of any event; each gets a key of its own. */
function told(at: number, source = 'pbx') {
  keys += 1;
  return { source: sourceId(source), key: eventKey(`k${keys}`), at: instant(at) };
}

/** Writes the events of one visit, one method each. Instants in milliseconds. */
export function visitOf(call: string, queue = 'koeln', visit = 0, source = 'pbx') {
  const of = (at: number) => ({
    ...told(at, source),
    call: callId(call),
    queue: queueName(queue),
    visit,
  });
  return {
    entered: (at: number, caller: string | null = null): CallEvent => ({
      ...of(at),
      kind: 'CallEntered',
      caller: caller === null ? null : callerHash(caller),
    }),
    answered: (at: number, agent = 'Agent 01', waitSeconds: number | null = null): CallEvent => ({
      ...of(at),
      kind: 'CallAnswered',
      agent: agentName(agent),
      waitSeconds,
    }),
    abandoned: (at: number, waitSeconds: number | null = null): CallEvent => ({
      ...of(at),
      kind: 'CallAbandoned',
      waitSeconds,
    }),
    flowedOut: (
      at: number,
      reason: 'timeout' | 'key' | 'overflow' = 'timeout',
      waitSeconds: number | null = null,
    ): CallEvent => ({ ...of(at), kind: 'CallFlowedOut', reason, waitSeconds }),
    lost: (at: number): CallEvent => ({ ...of(at), kind: 'CallLost' }),
    rung: (at: number, agent = 'Agent 01'): CallEvent => ({
      ...of(at),
      kind: 'AgentRung',
      agent: agentName(agent),
    }),
    held: (at: number): CallEvent => ({ ...of(at), kind: 'CallHeld' }),
    resumed: (at: number): CallEvent => ({ ...of(at), kind: 'CallResumed' }),
    completed: (
      at: number,
      options: {
        readonly agent?: string;
        readonly talkSeconds?: number;
        readonly holdSeconds?: number;
        readonly wrapUpSeconds?: number;
        readonly endedBy?: 'caller' | 'agent' | 'transfer' | 'unknown';
      } = {},
    ): CallEvent => ({
      ...of(at),
      kind: 'CallCompleted',
      agent: agentName(options.agent ?? 'Agent 01'),
      endedBy: options.endedBy ?? 'caller',
      talkSeconds: options.talkSeconds ?? null,
      holdSeconds: options.holdSeconds ?? null,
      wrapUpSeconds: options.wrapUpSeconds ?? null,
    }),
    classified: (at: number, solvedAtFirstContact: boolean | null, wrongNumber = false): CallEvent => ({
      ...told(at, source),
      kind: 'CallClassified',
      call: callId(call),
      closingCode: 'code',
      solvedAtFirstContact,
      wrongNumber,
    }),
    asked: (at: number): CallEvent => ({
      ...told(at, source),
      kind: 'SatisfactionAsked',
      call: callId(call),
    }),
    marked: (at: number, mark: 1 | 2 | 3 | 4 | 5 | 6): CallEvent => ({
      ...told(at, source),
      kind: 'SatisfactionGiven',
      call: callId(call),
      mark,
    }),
  };
}

/** Writes the events of one agent. */
export function agentOf(agent: string, source = 'pbx') {
  const of = (at: number) => ({ ...told(at, source), agent: agentName(agent) });
  const inQueue = (at: number, queue: string | null) => ({
    ...of(at),
    queue: queue === null ? null : queueName(queue),
  });
  return {
    signedIn: (at: number, queue: string | null = null): CallEvent => ({
      ...inQueue(at, queue),
      kind: 'AgentSignedIn',
    }),
    signedOut: (at: number, queue: string | null = null): CallEvent => ({
      ...inQueue(at, queue),
      kind: 'AgentSignedOut',
    }),
    paused: (at: number, queue: string | null = null): CallEvent => ({
      ...inQueue(at, queue),
      kind: 'AgentPaused',
      reason: null,
    }),
    resumed: (at: number, queue: string | null = null): CallEvent => ({
      ...inQueue(at, queue),
      kind: 'AgentResumed',
    }),
    device: (at: number, reachable: boolean): CallEvent => ({
      ...of(at),
      kind: 'AgentDeviceChanged',
      reachable,
    }),
    wrapUpEnded: (at: number): CallEvent => ({ ...of(at), kind: 'WrapUpEnded' }),
  };
}

/** The source's whole truth of one queue. */
export function queueListed(
  at: number,
  queue: string,
  members: readonly {
    readonly agent: string;
    readonly paused?: boolean;
    readonly reachable?: boolean;
    readonly freeAt?: number | undefined;
  }[],
  waiting: readonly { readonly call: string; readonly enteredAt: number }[] = [],
  source = 'pbx',
): CallEvent {
  return {
    ...told(at, source),
    kind: 'QueueListed',
    queue: queueName(queue),
    members: members.map(({ agent, paused = false, reachable = true, freeAt }) => ({
      agent: agentName(agent),
      paused,
      pauseReason: null,
      reachable,
      ...(freeAt === undefined ? {} : { freeAt: instant(freeAt) }),
    })),
    waiting: waiting.map(({ call, enteredAt }) => ({
      call: callId(call),
      caller: null,
      enteredAt: instant(enteredAt),
    })),
  };
}

export function sourceRestarted(at: number, source = 'pbx'): CallEvent {
  return { ...told(at, source), kind: 'SourceRestarted', queue: null };
}
