import { instant, type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { AgentName, CallEnd, CallEvent, FlowOutReason } from '../../../live/events/call-event.ts';
import { agentName, callId, queueName } from '../../../live/events/call-id.ts';
import { earlier } from '../ami/ami-fields.ts';
import { wrapUpSecondsOf, type TranslatorOptions } from '../legs/translator-options.ts';
import { agentKey, restartKey, visitKey, type VisitStep } from '../legs/event-keys.ts';
import { ownTalk, strayTalk, type ToldTalk } from '../ami/find-talk.ts';
import type { QueueLogLine } from './queue-log-line.ts';
import { isWaiting, type Visit } from '../legs/visit.ts';
import { VisitBook, type TakenPlace } from '../legs/visit-book.ts';

export interface QueueLogOptions extends TranslatorOptions {
  /**
   * Verbs about membership name the interface where the PBX keeps `log_membername_as_agent=no` (its default), all
   * others the member's name: the name of an interface, as AMI reported it.
   */
  readonly agentOfInterface: (memberInterface: string) => string;
}

/**
 * Turns lines of a `queue_log` into call events with the same keys as AMI's tellings. Times are whole seconds; waits
 * and talks are reported. Ringing and telephones are not in this log.
 *
 * The end of a talk may stand behind the entering that followed it, and under the channel with which an agent asked: so an
 * end belongs to the visit that it can end, never just to the latest.
 */
export class QueueLogTranslator {
  readonly #options: QueueLogOptions;
  readonly #book = new VisitBook();

  constructor(options: QueueLogOptions) {
    this.#options = options;
  }

  /** Places that a transfer gave to another channel, as far as this log reports: events do not say so. */
  takenPlaces(): Iterable<TakenPlace> {
    return this.#book.takenPlaces();
  }

  /** @returns what the line reports; nothing where it reports nothing that we keep */
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
      case 'CONNECT':
        return this.#answered(line, at, numberIn(parameters[0]));
      case 'ABANDON': {
        const waitSeconds = numberIn(parameters[2]);
        return { kind: 'CallAbandoned', ...this.#left(line, at, waitSeconds), waitSeconds };
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
        return this.#completed(line, at, 'agent', parameters.slice(0, 2));
      case 'COMPLETECALLER':
        return this.#completed(line, at, 'caller', parameters.slice(0, 2));
      case 'BLINDTRANSFER':
      case 'ATTENDEDTRANSFER':
      case 'TRANSFER':
        // However the transfer was made, the line ends in hold|talk|original position.
        return this.#completed(line, at, 'transfer', parameters.slice(-3, -1));
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
    this.#book.dropBefore(at);
    // Callers who enter within the second of the start belong to the new life.
    const before = instant(at - 1);
    const { source } = this.#options;
    return { kind: 'SourceRestarted', source, key: restartKey(at), at: before, queue: null };
  }

  #entered(line: QueueLogLine, at: Instant): CallEvent {
    const { visit } = this.#book.enter(callId(line.uniqueId), queueName(line.queue), at, '');
    const pseudonym = this.#options.hashCaller(line.parameters[1], at) ?? { caller: null };
    return { kind: 'CallEntered', ...this.#told(visit, 'entered', at), ...pseudonym };
  }

  #answered(line: QueueLogLine, at: Instant, waitSeconds: number | null): CallEvent {
    const visit = this.#waitOf(line, at, waitSeconds);
    const agent = this.#agent(line);
    visit.agent = agent;
    visit.waitSeconds = waitSeconds;
    this.#book.moveTo(visit, 'talking', at, at);
    return { kind: 'CallAnswered', ...this.#told(visit, 'answered', at), agent, waitSeconds };
  }

  #flowedOut(line: QueueLogLine, at: Instant, reason: FlowOutReason, wait: string | undefined): CallEvent {
    const waitSeconds = numberIn(wait);
    return { kind: 'CallFlowedOut', reason, waitSeconds, ...this.#left(line, at, waitSeconds) };
  }

  #left(line: QueueLogLine, at: Instant, waitSeconds: number | null) {
    const visit = this.#waitOf(line, at, waitSeconds);
    this.#book.close(visit, at);
    return this.#told(visit, 'left', at);
  }

  #completed(
    line: QueueLogLine,
    at: Instant,
    endedBy: CallEnd,
    [hold, talk]: readonly (string | undefined)[],
  ): CallEvent {
    const told: ToldTalk = {
      queue: queueName(line.queue),
      agent: this.#agent(line),
      memberInterface: '',
      agentChannel: '',
      at,
      talkSeconds: numberIn(talk),
      waitSeconds: numberIn(hold),
    };
    const visit = this.#talkOf(line, told);
    visit.endedAt = at;
    this.#book.moveTo(visit, 'over', at, at);
    return {
      kind: 'CallCompleted',
      agent: this.#agent(line),
      endedBy,
      talkSeconds: told.talkSeconds,
      holdSeconds: null,
      wrapUpSeconds: wrapUpSecondsOf(this.#options, queueName(line.queue)),
      ...this.#told(visit, 'completed', at),
    };
  }

  #talkOf(line: QueueLogLine, told: ToldTalk): Visit {
    const channel = callId(line.uniqueId);
    const own = ownTalk(this.#book.visitsOf(channel, told.queue), told);
    if (own !== undefined) return own;
    const stray = strayTalk(this.#book, told, true);
    if (stray !== undefined) {
      this.#book.toldOf(channel, stray);
      return stray;
    }
    const answeredAt = earlier(told.at, told.talkSeconds);
    const visit = this.#waitOf(line, answeredAt, told.waitSeconds);
    visit.agent = this.#agent(line);
    visit.leftAt = answeredAt;
    return visit;
  }

  /** The visit whose wait ends with this line: the one that waits, else the one that its wait points to. */
  #waitOf({ uniqueId, queue: name }: QueueLogLine, at: Instant, waitSeconds: number | null): Visit {
    const channel = callId(uniqueId);
    const queue = queueName(name);
    const last = this.#book.waitOf(channel, queue, at);
    if (last !== undefined && isWaiting(last)) return last;
    const enteredAt = earlier(at, waitSeconds);
    const about = this.#book.enteredAbout(channel, queue, enteredAt);
    if (about !== undefined) return about;
    const taken = this.#book.orphan(queue, enteredAt, isWaiting);
    if (taken !== undefined) this.#book.give(taken, channel);
    return taken ?? this.#book.add(channel, queue, enteredAt, '');
  }

  #told({ call, queue, visit }: Visit, step: VisitStep, at: Instant) {
    return {
      source: this.#options.source,
      key: visitKey({ call, queue, visit }, step),
      at,
      call,
      queue,
      visit,
    };
  }

  /** A name, or an interface where the queue knows no name for it. */
  #agent(line: QueueLogLine): AgentName {
    return agentName(this.#options.agentOfInterface(line.agent));
  }

  #member(line: QueueLogLine, step: string, at: Instant) {
    const queue = queueName(line.queue);
    const agent = this.#agent(line);
    return { source: this.#options.source, key: agentKey(step, queue, agent, at), at, agent, queue };
  }
}

function numberIn(text: string | undefined): number | null {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return value >= 0 ? value : null;
}
