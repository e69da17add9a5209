import type { Instant } from '../../../../forecasting/time/index.ts';
import type {
  AgentName,
  CallEvent,
  MemberNow,
  QueueName,
  SourceId,
} from '../../../live/events/call-event.ts';
import { agentName, queueName } from '../../../live/events/call-id.ts';
import type { AmiMessage } from './ami-message.ts';
import { agentKey, deviceKey } from '../legs/event-keys.ts';
import { TelephoneNames } from './telephone-names.ts';

/** Device states in which a telephone cannot be rung: 4 invalid, 5 unavailable. No state is proof of a call. */
const UNREACHABLE_STATES: ReadonlySet<string> = new Set(['4', '5']);

/** A line of a list: a telephone in a queue. Who sits at it is known once all lines are there. */
export interface ListedTelephone {
  readonly telephone: string;
  readonly paused: boolean;
  readonly pauseReason: string | null;
  readonly reachable: boolean;
}

/**
 * Agents as the queues' members: signing in and out, pauses per queue, and whether the telephone can be rung.
 * Says only what changed, because one change of an agent with several skills is reported once per queue.
 *
 * What a telephone does is kept by telephone. Several telephones under one name are one person: signed out when the last
 * one leaves a queue, on break when all of them in the queue are paused, within reach while one of them is.
 */
export class MemberWatch {
  readonly #source: SourceId;
  readonly #names = new TelephoneNames();
  readonly #telephonesOf = new Map<AgentName, Set<string>>();
  /** Pause reason by queue and telephone; an entry means paused. */
  readonly #pauses = new Map<string, string | null>();
  /** What was reported about agents, by queue and agent; an entry means on break. */
  readonly #breaks = new Map<string, string | null>();
  readonly #reachable = new Map<string, boolean>();
  /** What was reported about agents. */
  readonly #inReach = new Map<AgentName, boolean>();
  /** Wrap-up of members that differs from their queue's, seconds. */
  readonly #wrapUpSeconds = new Map<string, number>();

  constructor(source: SourceId) {
    this.#source = source;
  }

  /** Wrap-up set for this member alone, `null` where the queue's own applies (which AMI does not report). */
  wrapUpSecondsOf(queue: QueueName, agent: AgentName): number | null {
    return this.#wrapUpSeconds.get(key(queue, agent)) ?? null;
  }

  /** Who has this interface or is also known by this name, as AMI reported it; the text itself where nobody is. */
  agentOfInterface(memberInterface: string): string {
    return this.#names.meant(memberInterface);
  }

  /** The agent that an event about a call names: no proof of membership, as a talk may outlast it. */
  agentIn(message: AmiMessage): AgentName | undefined {
    const telephone = textOrNull(message.field('Interface'));
    const known = telephone === null ? undefined : this.#names.agentAt(telephone);
    const name = textOrNull(message.field('MemberName')) ?? telephone;
    return known ?? (name === null ? undefined : agentName(this.#names.meant(name)));
  }

  /** `QueueMemberStatus`, `…Pause`, `…Added` or `…Removed`. */
  receive(message: AmiMessage, at: Instant, out: CallEvent[]): void {
    const member = this.#member(message);
    if (member === undefined) return;
    if (message.name === 'QueueMemberStatus') this.#status(message, member, at, out);
    else if (message.name === 'QueueMemberPause') this.#paused(message, member, at, out);
    else if (message.name === 'QueueMemberAdded') this.#added(message, member, at, out);
    else this.#removed(member, at, out);
  }

  #added(message: AmiMessage, member: Member, at: Instant, out: CallEvent[]): void {
    const { queue, agent, telephone } = member;
    out.push({ kind: 'AgentSignedIn', agent, queue, ...this.#told('signedIn', member, at) });
    this.#pauses.delete(key(queue, telephone));
    this.#breaks.delete(key(queue, agent));
    this.#paused(message, member, at, out);
    this.#status(message, member, at, out);
  }

  #removed(member: Member, at: Instant, out: CallEvent[]): void {
    const { queue, agent, telephone } = member;
    this.#pauses.delete(key(queue, telephone));
    this.#names.left(telephone, queue);
    if (this.#telephonesIn(queue, agent).length > 0) {
      this.#tellBreak(member, at, out);
      return;
    }
    this.#breaks.delete(key(queue, agent));
    out.push({ kind: 'AgentSignedOut', agent, queue, ...this.#told('signedOut', member, at) });
  }

  /** An unpause may still carry the reason of the pause before: `Paused` alone decides. */
  #paused(message: AmiMessage, member: Member, at: Instant, out: CallEvent[]): void {
    const { queue, agent, telephone } = member;
    const isPaused = message.field('Paused') === '1';
    if (isPaused) this.#pauses.set(key(queue, telephone), textOrNull(message.field('PausedReason')));
    else this.#pauses.delete(key(queue, telephone));
    const isBreakKnown = this.#breaks.has(key(queue, agent));
    this.#tellBreak(member, at, out);
    // Reported again by some clients: whoever is not on break for us may be for what was stored before our start.
    if (!isPaused && !isBreakKnown && message.name === 'QueueMemberPause')
      out.push({ kind: 'AgentResumed', agent, queue, ...this.#told('resumed', member, at) });
  }

  #tellBreak(member: Member, at: Instant, out: CallEvent[]): void {
    const { queue, agent } = member;
    const before = this.#breaks.get(key(queue, agent));
    const reason = this.#breakOf(queue, agent);
    if (reason === before) return;
    if (reason === undefined) {
      this.#breaks.delete(key(queue, agent));
      out.push({ kind: 'AgentResumed', agent, queue, ...this.#told('resumed', member, at) });
    } else {
      this.#breaks.set(key(queue, agent), reason);
      out.push({ kind: 'AgentPaused', agent, queue, reason, ...this.#told('paused', member, at) });
    }
  }

  /** Why all telephones of the agent in this queue are paused; `undefined` while one is not. */
  #breakOf(queue: QueueName, agent: AgentName): string | null | undefined {
    const reasons = this.#telephonesIn(queue, agent).map((telephone) =>
      this.#pauses.get(key(queue, telephone)),
    );
    return reasons.includes(undefined) ? undefined : reasons.at(-1);
  }

  #status(message: AmiMessage, member: Member, at: Instant, out: CallEvent[]): void {
    const status = message.field('Status');
    if (status === undefined) return;
    const { agent, telephone } = member;
    this.#noteWrapUp(message, member);
    this.#reachable.set(telephone, !UNREACHABLE_STATES.has(status));
    const reachable = this.#isInReach(agent);
    if ((this.#inReach.get(agent) ?? true) === reachable) return;
    this.#inReach.set(agent, reachable);
    const event = { source: this.#source, key: deviceKey(agent, reachable, at), at, agent, reachable };
    out.push({ kind: 'AgentDeviceChanged', ...event });
  }

  #isInReach(agent: AgentName): boolean {
    for (const telephone of this.#telephonesOf.get(agent) ?? [])
      if (this.#reachable.get(telephone) ?? true) return true;
    return false;
  }

  /** One line of a `QueueStatus` list, where name and interface have other field names than in events. */
  listed(message: AmiMessage): ListedTelephone | undefined {
    const member = this.#memberOf(message, 'Name', 'Location');
    if (member === undefined) return undefined;
    const { queue, telephone } = member;
    this.#noteWrapUp(message, member);
    const paused = message.field('Paused') === '1';
    const pauseReason = paused ? textOrNull(message.field('PausedReason')) : null;
    const reachable = !UNREACHABLE_STATES.has(message.field('Status') ?? '');
    if (paused) this.#pauses.set(key(queue, telephone), pauseReason);
    else this.#pauses.delete(key(queue, telephone));
    this.#reachable.set(telephone, reachable);
    return { telephone, paused, pauseReason, reachable };
  }

  /** The list is complete: its telephones as people, and what the queue does not list has left it. */
  peopleAt(
    queue: QueueName,
    listed: readonly (ListedTelephone & { readonly freeAt?: Instant })[],
  ): MemberNow[] {
    const present = new Set(listed.map(({ telephone }) => telephone));
    for (const telephone of this.#names.telephonesIn(queue))
      if (!present.has(telephone)) {
        this.#names.left(telephone, queue);
        this.#pauses.delete(key(queue, telephone));
      }
    const people = new Map<AgentName, (ListedTelephone & { readonly freeAt?: Instant })[]>();
    for (const line of listed) {
      const agent = this.#names.agentAt(line.telephone);
      if (agent !== undefined) people.set(agent, [...(people.get(agent) ?? []), line]);
    }
    return [...people].map(([agent, telephones]) => this.#person(queue, agent, telephones));
  }

  #person(
    queue: QueueName,
    agent: AgentName,
    telephones: readonly (ListedTelephone & { readonly freeAt?: Instant })[],
  ): MemberNow {
    const paused = telephones.every((line) => line.paused);
    const pauseReason = paused ? (telephones.at(-1)?.pauseReason ?? null) : null;
    const reachable = this.#isInReach(agent);
    if (paused) this.#breaks.set(key(queue, agent), pauseReason);
    else this.#breaks.delete(key(queue, agent));
    this.#inReach.set(agent, reachable);
    // Free at an instant is who was free on each of their telephones by then.
    const freeAt = telephones.map((line) => line.freeAt).filter((at) => at !== undefined);
    const earliest = freeAt.length === telephones.length ? freeAt.sort((a, b) => a - b)[0] : undefined;
    const member = { agent, paused, pauseReason, reachable };
    return earliest === undefined ? member : { ...member, freeAt: earliest };
  }

  /** Keeps the name that a message about members gives a telephone, whatever else it reports. */
  noteName(message: AmiMessage): void {
    if (message.name === 'QueueMember') this.#memberOf(message, 'Name', 'Location');
    else if (message.name.startsWith('QueueMember')) this.#member(message);
  }

  clear(): void {
    this.#pauses.clear();
    this.#breaks.clear();
    this.#reachable.clear();
    this.#inReach.clear();
    this.#wrapUpSeconds.clear();
  }

  #noteWrapUp(message: AmiMessage, { queue, agent }: Member): void {
    const seconds = Number(message.field('Wrapuptime') ?? 0);
    if (seconds > 0) this.#wrapUpSeconds.set(key(queue, agent), seconds);
    else this.#wrapUpSeconds.delete(key(queue, agent));
  }

  #member(message: AmiMessage): Member | undefined {
    return this.#memberOf(message, 'MemberName', 'Interface');
  }

  #memberOf(message: AmiMessage, nameField: string, telephoneField: string): Member | undefined {
    const queue = message.field('Queue');
    const given = textOrNull(message.field(telephoneField));
    const name = textOrNull(message.field(nameField)) ?? given;
    if (queue === undefined || queue === '' || name === null) return undefined;
    const telephone = given ?? name;
    const agent = this.#names.named(telephone, queue, name);
    const telephones = this.#telephonesOf.get(agent) ?? new Set();
    this.#telephonesOf.set(agent, telephones.add(telephone));
    return { queue: queueName(queue), agent, telephone };
  }

  #telephonesIn(queue: QueueName, agent: AgentName): readonly string[] {
    return [...(this.#telephonesOf.get(agent) ?? [])].filter(
      (telephone) => this.#names.isIn(telephone, queue) && this.#names.agentAt(telephone) === agent,
    );
  }

  #told(step: string, { queue, agent }: Member, at: Instant) {
    return { source: this.#source, key: agentKey(step, queue, agent, at), at };
  }
}

interface Member {
  readonly queue: QueueName;
  readonly agent: AgentName;
  readonly telephone: string;
}

/** Of a queue and a telephone or an agent. */
function key(queue: QueueName, of: string): string {
  return `${queue}|${of}`;
}

/** `<unknown>` is how Asterisk writes an empty or withheld field. */
function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '<unknown>' ? null : text;
}
