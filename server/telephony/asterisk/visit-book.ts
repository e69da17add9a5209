import type { Instant } from '../../../forecasting/time/instant.ts';
import type { AgentName, CallId, QueueName } from '../call-event.ts';
import type { VisitName } from './event-keys.ts';

/**
 * Where a visit stands, in the order in which Asterisk tells it.
 * `leftUntold`: left the queue, the outcome follows (answered, or gone by key).
 * `abandonTold`: hung up or timed out; which of the two shows after.
 */
export type VisitStage = 'waiting' | 'leftUntold' | 'abandonTold' | 'talking';

export interface Visit extends VisitName {
  readonly enteredAt: Instant;
  readonly linkedId: string;
  stage: VisitStage;
  /** When the present stage began, by the PBX's clock. */
  since: Instant;
  /** When we heard of it: in a surge messages come late, and patience is counted from here. */
  heardAt: Instant;
  /** Wait as told with the outcome, seconds. */
  waitSeconds: number | null;
  agent: AgentName | null;
  /** The agent's interface: completions without channels name nothing else. */
  memberInterface: string;
  /** Unique id of the agent's leg; `''` while nobody talks. */
  agentChannel: string;
  held: boolean;
}

/**
 * The visits that are open at one telephone system, found by caller, by agent's leg and by agent's interface.
 * A caller may be in two visits for a moment: a blind transfer enters the next queue before the first talk is told over.
 */
export class VisitBook {
  readonly #open = new Map<CallId, Visit[]>();
  /** How often each caller entered each queue, kept while the caller is up. */
  readonly #entries = new Map<CallId, Map<QueueName, number>>();
  /** Callers who hung up while a visit was still open: their entries go with it. */
  readonly #hungUp = new Set<CallId>();
  /** Visits whose outcome is awaited: few, and looked through often. */
  readonly #unsettled = new Set<Visit>();

  get unsettled(): ReadonlySet<Visit> {
    return this.#unsettled;
  }

  get hasUnsettled(): boolean {
    return this.#unsettled.size > 0;
  }

  enter(call: CallId, queue: QueueName, enteredAt: Instant, linkedId: string): Visit {
    const entries = this.#entries.get(call) ?? new Map<QueueName, number>();
    const visit = entries.get(queue) ?? 0;
    entries.set(queue, visit + 1);
    this.#entries.set(call, entries);
    return this.#add(call, queue, visit, enteredAt, linkedId);
  }

  /** A visit whose entering we missed, or took as over too soon: the latest known one, else the first. */
  recover(call: CallId, queue: QueueName, enteredAt: Instant, linkedId: string): Visit {
    const entered = this.#entries.get(call)?.get(queue) ?? 0;
    if (entered === 0) return this.enter(call, queue, enteredAt, linkedId);
    return this.#add(call, queue, entered - 1, enteredAt, linkedId);
  }

  #add(call: CallId, queue: QueueName, visit: number, enteredAt: Instant, linkedId: string): Visit {
    const entered: Visit = {
      call,
      queue,
      visit,
      enteredAt,
      linkedId,
      stage: 'waiting',
      since: enteredAt,
      heardAt: enteredAt,
      waitSeconds: null,
      agent: null,
      memberInterface: '',
      agentChannel: '',
      held: false,
    };
    const open = this.#open.get(call);
    if (open === undefined) this.#open.set(call, [entered]);
    else open.push(entered);
    return entered;
  }

  moveTo(visit: Visit, stage: VisitStage, at: Instant, heardAt: Instant): void {
    visit.stage = stage;
    visit.since = at;
    visit.heardAt = heardAt;
    if (stage === 'leftUntold' || stage === 'abandonTold') this.#unsettled.add(visit);
    else this.#unsettled.delete(visit);
  }

  close(visit: Visit): void {
    this.#unsettled.delete(visit);
    const open = this.#open.get(visit.call)?.filter((other) => other !== visit) ?? [];
    if (open.length > 0) this.#open.set(visit.call, open);
    else {
      this.#open.delete(visit.call);
      if (this.#hungUp.delete(visit.call)) this.#entries.delete(visit.call);
    }
  }

  /** Another telling knows of this visit: the next one of this caller to this queue is numbered behind it. */
  learn(call: CallId, queue: QueueName, visit: number): void {
    const entries = this.#entries.get(call) ?? new Map<QueueName, number>();
    entries.set(queue, Math.max(entries.get(queue) ?? 0, visit + 1));
    this.#entries.set(call, entries);
  }

  /** Whether this caller was seen entering this queue since it called. */
  knows(call: CallId, queue: QueueName): boolean {
    return (this.#entries.get(call)?.get(queue) ?? 0) > 0;
  }

  openOf(call: CallId): readonly Visit[] {
    return this.#open.get(call) ?? [];
  }

  /** The caller's visit to this queue that has not been answered yet. */
  unanswered(call: CallId, queue: QueueName): Visit | undefined {
    return this.#open.get(call)?.findLast((visit) => visit.queue === queue && visit.stage !== 'talking');
  }

  talking(call: CallId, queue: QueueName): Visit | undefined {
    return this.#open.get(call)?.find((visit) => visit.queue === queue && visit.stage === 'talking');
  }

  *all(): IterableIterator<Visit> {
    for (const visits of this.#open.values()) yield* visits;
  }

  *talks(): IterableIterator<Visit> {
    for (const visit of this.all()) if (visit.stage === 'talking') yield visit;
  }

  /** The caller hung up for good: its unique id never comes back. */
  hungUp(call: CallId): void {
    if (this.#open.has(call)) this.#hungUp.add(call);
    else this.#entries.delete(call);
  }

  /** The agent was in no talk of this queue at `freeAt`: talks that began before are over, though nobody told their end. */
  endTalks(queue: QueueName, agent: AgentName, freeAt: Instant): void {
    for (const talk of [...this.talks()])
      if (talk.queue === queue && talk.agent === agent && talk.since < freeAt) this.close(talk);
  }

  /** Forgets every caller who has no open visit that began at `at` or later. */
  dropBefore(at: Instant): void {
    for (const [call, visits] of this.#open) {
      const later = visits.filter((visit) => visit.enteredAt >= at);
      for (const visit of visits) if (visit.enteredAt < at) this.#unsettled.delete(visit);
      if (later.length > 0) this.#open.set(call, later);
      else this.#open.delete(call);
    }
    for (const call of this.#entries.keys()) if (!this.#open.has(call)) this.#entries.delete(call);
    for (const call of this.#hungUp) if (!this.#open.has(call)) this.#hungUp.delete(call);
  }
}
