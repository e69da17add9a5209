import { SECOND_MS, instant, type Instant } from '../../../forecasting/time/instant.ts';
import type { AgentName, CallEnd, CallEvent, FlowOutReason } from '../call-event.ts';
import { agentName, callId, queueName } from '../call-id.ts';
import type { TranslatorOptions } from './translator-options.ts';
import { agentKey, restartKey, visitKey, type VisitStep } from './event-keys.ts';
import type { QueueLogLine } from './queue-log-line.ts';

export interface QueueLogOptions extends TranslatorOptions {
  /**
   * Verbs about membership name the interface where the PBX keeps `log_membername_as_agent=no` (its default), all
   * others the member's name: the name of an interface, as AMI told it.
   */
  readonly agentOfInterface: (memberInterface: string) => string;
}

/**
 * Turns lines of a `queue_log` into call events with the same keys as AMI's tellings. Times are whole seconds; waits
 * and talks are told. Ringing and telephones are not in this log.
 */
export class QueueLogTranslator {
  readonly #options: QueueLogOptions;
  /** How often each caller entered each queue. Calls end within a day, so the table is cut down by age. */
  readonly #entries = new Map<string, { count: number; epochSeconds: number }>();

  constructor(options: QueueLogOptions) {
    this.#options = options;
  }

  /** @returns what the line tells; nothing where it tells nothing that we keep */
  translate(line: QueueLogLine): readonly CallEvent[] {
    const event = this.#eventOf(line);
    if (event === undefined) return [];
    // Dynamic members that come back after a restart keep their pause: `ADDMEMBER|PAUSED`.
    if (event.kind !== 'AgentSignedIn' || line.parameters[0] !== 'PAUSED') return [event];
    return [event, { kind: 'AgentPaused', ...this.#member(line, 'paused', event.at), reason: null }];
  }

  #eventOf(line: QueueLogLine): CallEvent | undefined {
    const { verb, parameters } = line;
    const at = instant(line.epochSeconds * SECOND_MS);
    switch (verb) {
      case 'QUEUESTART':
        return this.#restarted(at);
      case 'ENTERQUEUE':
        return this.#entered(line, at);
      case 'CONNECT': {
        const told = this.#told(line, 'answered', at);
        const agent = agentName(line.agent);
        return { kind: 'CallAnswered', ...told, agent, waitSeconds: numberIn(parameters[0]) };
      }
      case 'ABANDON': {
        const waitSeconds = numberIn(parameters[2]);
        return { kind: 'CallAbandoned', ...this.#told(line, 'left', at), waitSeconds };
      }
      case 'EXITWITHTIMEOUT':
        return this.#flowedOut(line, at, 'timeout', parameters[2]);
      case 'EXITEMPTY':
        return this.#flowedOut(line, at, 'noAgents', parameters[2]);
      case 'EXITWITHKEY':
        return this.#flowedOut(line, at, 'key', parameters[3]);
      case 'WITHDRAW':
        return this.#flowedOut(line, at, 'unknown', parameters[2]);
      case 'COMPLETEAGENT':
        return this.#completed(line, at, 'agent', parameters[1]);
      case 'COMPLETECALLER':
        return this.#completed(line, at, 'caller', parameters[1]);
      case 'BLINDTRANSFER':
      case 'ATTENDEDTRANSFER':
      case 'TRANSFER':
        // However the transfer was made, the line ends in hold|talk|original position.
        return this.#completed(line, at, 'transfer', parameters.at(-2));
      case 'PAUSE': {
        const reason = parameters[0] === undefined || parameters[0] === '' ? null : parameters[0];
        return { kind: 'AgentPaused', reason, ...this.#member(line, 'paused', at) };
      }
      case 'UNPAUSE':
        return { kind: 'AgentResumed', ...this.#member(line, 'resumed', at) };
      case 'ADDMEMBER':
        return { kind: 'AgentSignedIn', ...this.#member(line, 'signedIn', at) };
      case 'REMOVEMEMBER':
        return { kind: 'AgentSignedOut', ...this.#member(line, 'signedOut', at) };
      default:
        return undefined;
    }
  }

  #restarted(at: Instant): CallEvent {
    this.#entries.clear();
    // Callers who enter within the second of the start belong to the new life.
    const before = instant(at - 1);
    const { source } = this.#options;
    return { kind: 'SourceRestarted', source, key: restartKey(at), at: before, queue: null };
  }

  #entered(line: QueueLogLine, at: Instant): CallEvent {
    const key = `${line.uniqueId}|${line.queue}`;
    const count = (this.#entries.get(key)?.count ?? 0) + 1;
    this.#entries.set(key, { count, epochSeconds: line.epochSeconds });
    if (this.#entries.size > MOST_ENTRIES) this.#forgetOld(line.epochSeconds);
    const pseudonym = this.#options.hashCaller(line.parameters[1], at) ?? { caller: null };
    return { kind: 'CallEntered', ...this.#told(line, 'entered', at), ...pseudonym };
  }

  #forgetOld(now: number): void {
    for (const [key, { epochSeconds }] of this.#entries)
      if (now - epochSeconds > LONGEST_CALL_SECONDS) this.#entries.delete(key);
  }

  #flowedOut(line: QueueLogLine, at: Instant, reason: FlowOutReason, wait: string | undefined): CallEvent {
    const told = this.#told(line, 'left', at);
    return { kind: 'CallFlowedOut', reason, waitSeconds: numberIn(wait), ...told };
  }

  #completed(line: QueueLogLine, at: Instant, endedBy: CallEnd, talk: string | undefined): CallEvent {
    return {
      kind: 'CallCompleted',
      agent: agentName(line.agent),
      endedBy,
      talkSeconds: numberIn(talk),
      holdSeconds: null,
      wrapUpSeconds: this.#options.wrapUpSeconds,
      ...this.#told(line, 'completed', at),
    };
  }

  #told(line: QueueLogLine, step: VisitStep, at: Instant) {
    const call = callId(line.uniqueId);
    const queue = queueName(line.queue);
    const count = this.#entries.get(`${line.uniqueId}|${line.queue}`)?.count ?? 1;
    const visit = count - 1;
    const key = visitKey({ call, queue, visit }, step);
    return { source: this.#options.source, key, at, call, queue, visit };
  }

  #member(line: QueueLogLine, step: string, at: Instant) {
    const queue = queueName(line.queue);
    const agent: AgentName = agentName(this.#options.agentOfInterface(line.agent));
    return { source: this.#options.source, key: agentKey(step, queue, agent, at), at, agent, queue };
  }
}

const MOST_ENTRIES = 100_000;
const LONGEST_CALL_SECONDS = 12 * 3_600;

function numberIn(text: string | undefined): number | null {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return value >= 0 ? value : null;
}
