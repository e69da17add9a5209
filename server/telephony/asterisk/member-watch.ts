import type { Instant } from '../../../forecasting/time/instant.ts';
import type { AgentName, CallEvent, MemberNow, QueueName, SourceId } from '../call-event.ts';
import { agentName, queueName } from '../call-id.ts';
import type { AmiMessage } from './ami-message.ts';
import { agentKey, deviceKey } from './event-keys.ts';

/** Device states in which a telephone cannot be rung: 4 invalid, 5 unavailable. No state is proof of a call. */
const UNREACHABLE_STATES: ReadonlySet<string> = new Set(['4', '5']);

/**
 * Agents as the queues' members: signing in and out, pauses per queue, and whether the telephone can be rung.
 * Says only what changed, because one change of an agent with several skills is told once per queue.
 */
export class MemberWatch {
  readonly #source: SourceId;
  /** Pause reason by agent and queue; an entry means paused. */
  readonly #pauses = new Map<string, string | null>();
  readonly #reachable = new Map<AgentName, boolean>();
  /** Names by interface: the log's verbs about membership name no member. */
  readonly #names = new Map<string, AgentName>();
  /** Wrap-up of members that differs from their queue's, seconds. */
  readonly #wrapUpSeconds = new Map<string, number>();

  constructor(source: SourceId) {
    this.#source = source;
  }

  /** Wrap-up set for this member alone, `null` where the queue's own applies (which AMI does not tell). */
  wrapUpSecondsOf(queue: QueueName, agent: AgentName): number | null {
    return this.#wrapUpSeconds.get(memberKey(queue, agent)) ?? null;
  }

  /** The member who has this interface, as AMI told it; the interface itself where nobody has. */
  agentOfInterface(memberInterface: string): string {
    return this.#names.get(memberInterface) ?? memberInterface;
  }

  /** `QueueMemberStatus`, `…Pause`, `…Added` or `…Removed`. */
  receive(message: AmiMessage, at: Instant, out: CallEvent[]): void {
    if (message.name === 'QueueMemberStatus') this.#status(message, at, out);
    else if (message.name === 'QueueMemberPause') this.#paused(message, at, out);
    else if (message.name === 'QueueMemberAdded') this.#added(message, at, out);
    else this.#removed(message, at, out);
  }

  #added(message: AmiMessage, at: Instant, out: CallEvent[]): void {
    const member = this.#member(message);
    if (member === undefined) return;
    const { queue, agent } = member;
    out.push({ kind: 'AgentSignedIn', agent, queue, ...this.#told('signedIn', member, at) });
    this.#pauses.delete(memberKey(queue, agent));
    this.#paused(message, at, out);
    this.#status(message, at, out);
  }

  #removed(message: AmiMessage, at: Instant, out: CallEvent[]): void {
    const member = this.#member(message);
    if (member === undefined) return;
    const { queue, agent } = member;
    this.#pauses.delete(memberKey(queue, agent));
    out.push({ kind: 'AgentSignedOut', agent, queue, ...this.#told('signedOut', member, at) });
  }

  /** An unpause may still carry the reason of the pause before: `Paused` alone decides. */
  #paused(message: AmiMessage, at: Instant, out: CallEvent[]): void {
    const member = this.#member(message);
    if (member === undefined) return;
    const { queue, agent } = member;
    const key = memberKey(queue, agent);
    const wasPaused = this.#pauses.has(key);
    if (message.field('Paused') !== '1') {
      this.#pauses.delete(key);
      if (wasPaused || message.name === 'QueueMemberPause')
        out.push({ kind: 'AgentResumed', agent, queue, ...this.#told('resumed', member, at) });
      return;
    }
    const reason = textOrNull(message.field('PausedReason'));
    if (wasPaused && this.#pauses.get(key) === reason) return;
    this.#pauses.set(key, reason);
    out.push({ kind: 'AgentPaused', agent, queue, reason, ...this.#told('paused', member, at) });
  }

  #status(message: AmiMessage, at: Instant, out: CallEvent[]): void {
    const member = this.#member(message);
    const status = message.field('Status');
    if (member === undefined || status === undefined) return;
    const { agent } = member;
    this.#noteWrapUp(message, member);
    const reachable = !UNREACHABLE_STATES.has(status);
    if ((this.#reachable.get(agent) ?? true) === reachable) return;
    this.#reachable.set(agent, reachable);
    const key = deviceKey(agent, reachable, at);
    out.push({ kind: 'AgentDeviceChanged', source: this.#source, key, at, agent, reachable });
  }

  /** One line of a `QueueStatus` list, where name and interface have other field names than in events. */
  listed(message: AmiMessage): MemberNow | undefined {
    const queue = message.field('Queue');
    const name = textOrNull(message.field('Name')) ?? textOrNull(message.field('Location'));
    if (queue === undefined || queue === '' || name === null) return undefined;
    const agent = agentName(name);
    this.#noteName(message.field('Location'), agent);
    const member = { queue: queueName(queue), agent };
    this.#noteWrapUp(message, member);
    const paused = message.field('Paused') === '1';
    const pauseReason = paused ? textOrNull(message.field('PausedReason')) : null;
    const reachable = !UNREACHABLE_STATES.has(message.field('Status') ?? '');
    if (paused) this.#pauses.set(memberKey(member.queue, agent), pauseReason);
    else this.#pauses.delete(memberKey(member.queue, agent));
    this.#reachable.set(agent, reachable);
    return { agent, paused, pauseReason, reachable };
  }

  /** Keeps the name of a message's interface, whatever else it tells. */
  noteName(message: AmiMessage): void {
    const name = textOrNull(message.field('MemberName')) ?? textOrNull(message.field('Name'));
    if (name !== null)
      this.#noteName(message.field('Interface') ?? message.field('Location'), agentName(name));
  }

  clear(): void {
    this.#pauses.clear();
    this.#reachable.clear();
    this.#wrapUpSeconds.clear();
  }

  #noteWrapUp(message: AmiMessage, { queue, agent }: Member): void {
    const seconds = Number(message.field('Wrapuptime') ?? 0);
    if (seconds > 0) this.#wrapUpSeconds.set(memberKey(queue, agent), seconds);
    else this.#wrapUpSeconds.delete(memberKey(queue, agent));
  }

  #member(message: AmiMessage): Member | undefined {
    const queue = message.field('Queue');
    const name = textOrNull(message.field('MemberName')) ?? textOrNull(message.field('Interface'));
    if (queue === undefined || queue === '' || name === null) return undefined;
    const agent = agentName(name);
    this.#noteName(message.field('Interface'), agent);
    return { queue: queueName(queue), agent };
  }

  #noteName(memberInterface: string | undefined, agent: AgentName): void {
    if (memberInterface !== undefined && memberInterface !== '') this.#names.set(memberInterface, agent);
  }

  #told(step: string, { queue, agent }: Member, at: Instant) {
    return { source: this.#source, key: agentKey(step, queue, agent, at), at };
  }
}

interface Member {
  readonly queue: QueueName;
  readonly agent: AgentName;
}

function memberKey(queue: QueueName, agent: AgentName): string {
  return `${queue}|${agent}`;
}

/** `<unknown>` is how Asterisk writes an empty or withheld field. */
function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '<unknown>' ? null : text;
}
