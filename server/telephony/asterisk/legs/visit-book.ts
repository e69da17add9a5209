import { HOUR_MS, type Instant, MINUTE_MS } from '../../../../forecasting/time/index.ts';
import type { AgentName, CallId, QueueName } from '../../../live/events/call-event.ts';
import type { VisitName } from './event-keys.ts';
import { apart, nearest } from './told-second.ts';
import { isWaiting, newVisit, type Visit, type VisitStage } from './visit.ts';

/** Ends may be reported after the hang-up; after this long nothing more is said about a caller. */
const AFTER_HANGUP_MS = MINUTE_MS;
/** Who was heard of longer ago and waits or talks no more does not come back under the same unique id. */
const LONG_CALL_MS = 2 * HOUR_MS;
const SWEEP_EVERY = 1_000;

/** A visit and the channel in its place. */
export type TakenPlace = VisitName & Pick<Visit, 'holder'>;

/**
 * The visits at one telephone system: the one place that names them.
 *
 * A visit is named by its caller, its queue and how many visits of this caller to this queue were known before. Whoever
 * reports about it later finds it here by where it stands (an end ends what it can end) and, where that leaves a choice, by
 * its instants; only what nobody reported before gets a new name.
 */
export class VisitBook {
  /** Visits by their caller, in the order in which they were named; kept while the caller is up. */
  readonly #named = new Map<CallId, Visit[]>();
  /** Visits by the channel in their place, where that is another than their caller. */
  readonly #taken = new Map<CallId, Visit[]>();
  readonly #hungUp = new Map<CallId, Instant>();
  /** Visits whose outcome is awaited: few, and looked through often. */
  readonly #unsettled = new Set<Visit>();
  readonly #open = new Set<Visit>();
  #connection = 1;
  #places = 0;
  #untilSweep = SWEEP_EVERY;

  get unsettled(): ReadonlySet<Visit> {
    return this.#unsettled;
  }

  get hasUnsettled(): boolean {
    return this.#unsettled.size > 0;
  }

  /** What was heard before is no sequence with what is heard from now on. */
  reconnected(): void {
    this.#connection += 1;
  }

  /** This connection reports about the visit: its end will be heard too. */
  confirm(visit: Visit): void {
    visit.heardOn = this.#connection;
  }

  heardOnThisConnection({ heardOn }: Visit): boolean {
    return heardOn === this.#connection;
  }

  /** The visit that begins here: one that another reporter knows already, else a new one. */
  enter(call: CallId, queue: QueueName, at: Instant, linkedId: string): { visit: Visit; isNew: boolean } {
    const echoes = this.#enteredBy(call, queue).filter(({ echo }) => echo.entry);
    const near = nearest(echoes, at, ({ enteredAt }) => enteredAt);
    // Clocks may differ by more. But nobody waits twice: who waits by the log and enters now is reported twice.
    const known = near ?? echoes.findLast(({ stage }) => stage === 'waiting');
    const visit = known ?? this.add(call, queue, at, linkedId);
    this.confirm(visit);
    visit.echo.entry = false;
    if (visit.linkedId === '') visit.linkedId = linkedId;
    return { visit, isNew: known === undefined };
  }

  /** Names a visit that nobody reported about before. */
  add(call: CallId, queue: QueueName, enteredAt: Instant, linkedId: string): Visit {
    const numbers = this.#enteredBy(call, queue).map(({ visit }) => visit);
    return this.#note(newVisit({ call, queue, visit: Math.max(-1, ...numbers) + 1 }, enteredAt, linkedId));
  }

  /** The visit of this name, as another reporter has it; noted where it is new. */
  named({ call, queue, visit: number }: VisitName, enteredAt: Instant): { visit: Visit; isNew: boolean } {
    const known = this.#named.get(call)?.find((visit) => visit.queue === queue && visit.visit === number);
    const visit = known ?? this.#note(newVisit({ call, queue, visit: number }, enteredAt, ''));
    return { visit, isNew: known === undefined };
  }

  /** Visits of this caller to this queue, whoever is in their places now. */
  #enteredBy(call: CallId, queue: QueueName): readonly Visit[] {
    return (this.#named.get(call) ?? []).filter((visit) => visit.queue === queue);
  }

  #nextOrder(): number {
    this.#places += 1;
    return this.#places;
  }

  #note(visit: Visit): Visit {
    visit.order = this.#nextOrder();
    const visits = this.#named.get(visit.call);
    if (visits === undefined) this.#named.set(visit.call, [visit]);
    else visits.push(visit);
    this.#open.add(visit);
    this.#untilSweep -= 1;
    if (this.#untilSweep === 0) this.#sweep(visit.enteredAt);
    return visit;
  }

  moveTo(visit: Visit, stage: VisitStage, at: Instant, heardAt: Instant): void {
    visit.stage = stage;
    visit.since = at;
    visit.heardAt = heardAt;
    if (stage === 'talking') visit.leftAt = at;
    if (stage === 'leftUntold' || stage === 'abandonTold') this.#unsettled.add(visit);
    else this.#unsettled.delete(visit);
    if (stage === 'over') this.#open.delete(visit);
    else this.#open.add(visit);
  }

  /** @param told when its wait or talk ended; `null`: nobody reported, so that an end may still be */
  close(visit: Visit, told: Instant | null): void {
    if (visit.stage === 'talking') visit.endedAt = told;
    else visit.leftAt = told;
    this.moveTo(visit, 'over', told ?? visit.since, visit.heardAt);
  }

  /** The channel in this place is gone: what this visit was is reported within moments, or never. */
  gone(visit: Visit, at: Instant, heardAt: Instant): void {
    visit.goneAt ??= at;
    visit.heardAt = heardAt;
    this.#unsettled.add(visit);
  }

  /** Visits of whose place this channel is, to all queues or one. */
  visitsOf(channel: CallId, queue?: QueueName): readonly Visit[] {
    const own = (this.#named.get(channel) ?? []).filter(({ holder }) => holder === channel);
    const taken = this.#taken.get(channel);
    const all = taken === undefined ? own : [...own, ...taken].sort((a, b) => a.order - b.order);
    return queue === undefined ? all : all.filter((visit) => visit.queue === queue);
  }

  /** The visit whose wait a message of this channel is about: the last that was heard to begin, else the open one. */
  waitOf(channel: CallId, queue: QueueName, at: Instant): Visit | undefined {
    const visits = this.visitsOf(channel, queue);
    const untold = visits.filter(({ echo }) => echo.leave);
    return (
      visits.findLast((visit) => this.heardOnThisConnection(visit)) ??
      // Of several in one second the first: what is heard goes on in its order.
      nearest(untold.toReversed(), at, ({ leftAt }) => leftAt) ??
      visits.findLast(isWaiting) ??
      untold.at(-1) ??
      visits.findLast(({ stage, leftAt }) => stage === 'over' && leftAt === null)
    );
  }

  /** A visit that this channel's own message with this entry can only mean: its latest of about that instant. */
  enteredAbout(channel: CallId, queue: QueueName, enteredAt: Instant): Visit | undefined {
    return nearest(this.visitsOf(channel, queue), enteredAt, (visit) => visit.enteredAt);
  }

  /** A visit that this channel began about then and another is in now: what is older than the transfer may still name it. */
  passedOn(channel: CallId, queue: QueueName, enteredAt: Instant): Visit | undefined {
    const passed = this.#enteredBy(channel, queue).filter(({ holder }) => holder !== channel);
    return nearest(passed, enteredAt, (visit) => visit.enteredAt);
  }

  /** Whether what was reported about its entry, in whole seconds, can mean no other visit of this channel. */
  isAlone(visit: Visit): boolean {
    const others = this.visitsOf(visit.holder, visit.queue).filter((other) => other !== visit);
    return others.every(({ enteredAt }) => apart(enteredAt, visit.enteredAt) > 0);
  }

  /**
   * A place in this queue that another channel took and left unsaid: an attended transfer puts the caller in the place
   * of the call in which the agent asked.
   *
   * @param isFree whether the channel in it may have given it up
   */
  orphan(queue: QueueName, enteredAt: Instant, isFree: (visit: Visit) => boolean): Visit | undefined {
    return nearest(this.placesIn(queue).filter(isFree), enteredAt, (visit) => visit.enteredAt);
  }

  /** Places of a queue that nobody answered. */
  placesIn(queue: QueueName): readonly Visit[] {
    return [...this.#named.values()].flatMap((visits) =>
      visits.filter((visit) => visit.queue === queue && visit.agent === null),
    );
  }

  /**
   * The end of a talk was reported about another channel than the one in its place. One that only ever waited is that with which
   * the agent asked, and the caller is in its place now; one that was answered before is the caller, put there unheard.
   */
  toldOf(channel: CallId, talk: Visit): void {
    if (this.visitsOf(channel).every(isWaiting)) this.takeOver(channel, talk.holder);
    else this.give(talk, channel);
  }

  /** Visits in whose place another channel than their caller's is, or was last. */
  *takenPlaces(): IterableIterator<TakenPlace> {
    for (const visits of this.#taken.values()) yield* visits;
  }

  /** Another reporter knows who is in a place. */
  learnHolder({ call, queue, visit: number, holder }: TakenPlace): void {
    const visit = this.#named.get(call)?.find((known) => known.queue === queue && known.visit === number);
    if (visit === undefined || visit.holder === holder) return;
    const { order } = visit;
    this.give(visit, holder);
    // A place that was left since is not the one that its channel is in.
    if (visit.stage === 'over') visit.order = order;
  }

  /** Another channel is in the places that this one had. */
  takeOver(channel: CallId, by: CallId): void {
    if (channel === by) return;
    for (const visit of this.visitsOf(channel)) if (isWaiting(visit)) this.give(visit, by);
  }

  give(visit: Visit, holder: CallId): void {
    this.#takeBack(visit);
    visit.holder = holder;
    visit.order = this.#nextOrder();
    visit.goneAt = null;
    if (holder !== visit.call) this.#taken.set(holder, [...(this.#taken.get(holder) ?? []), visit]);
  }

  #takeBack(visit: Visit): void {
    const rest = this.#taken.get(visit.holder)?.filter((other) => other !== visit) ?? [];
    if (rest.length > 0) this.#taken.set(visit.holder, rest);
    else this.#taken.delete(visit.holder);
  }

  /** Visits that wait or talk. */
  open(): Iterable<Visit> {
    return this.#open;
  }

  *talks(): IterableIterator<Visit> {
    for (const visit of this.#open) if (visit.stage === 'talking') yield visit;
  }

  /** Answered visits of a queue whose end this reporter has not reported, whatever others reported. */
  *endable(queue: QueueName): IterableIterator<Visit> {
    for (const visits of this.#named.values())
      for (const visit of visits) if (visit.queue === queue && isEndable(visit)) yield visit;
  }

  /** The caller hung up for good: its unique id never comes back. */
  hungUp(call: CallId, at: Instant): void {
    if (this.#named.has(call)) this.#hungUp.set(call, at);
    for (const [other, since] of this.#hungUp) {
      if (at - since < AFTER_HANGUP_MS) break;
      this.#hungUp.delete(other);
      this.#forget(other);
    }
  }

  /** The agent was in no talk of this queue at `freeAt`: talks that began before are over, though nobody reported their end. */
  endTalks(queue: QueueName, agent: AgentName, freeAt: Instant): void {
    for (const talk of [...this.talks()])
      if (talk.queue === queue && talk.agent === agent && talk.since < freeAt) this.close(talk, null);
  }

  /** Forgets visits that began before `at`: another life of the telephone system has no word of them. */
  dropBefore(at: Instant): void {
    for (const [call, visits] of this.#named) {
      for (const visit of visits) if (visit.enteredAt < at) this.#drop(visit);
      const later = visits.filter((visit) => visit.enteredAt >= at);
      if (later.length > 0) this.#named.set(call, later);
      else this.#named.delete(call);
    }
  }

  #sweep(now: Instant): void {
    this.#untilSweep = SWEEP_EVERY;
    for (const [call, visits] of this.#named)
      if (visits.every((visit) => visit.stage === 'over' && now - visit.since > LONG_CALL_MS))
        this.#forget(call);
  }

  /** Forgets a caller but for what is still open. */
  #forget(call: CallId): void {
    const visits = this.#named.get(call) ?? [];
    if (visits.some(({ stage }) => stage !== 'over')) return;
    for (const visit of visits) this.#drop(visit);
    this.#named.delete(call);
  }

  #drop(visit: Visit): void {
    this.#open.delete(visit);
    this.#unsettled.delete(visit);
    this.#takeBack(visit);
  }
}

export function isEndable(visit: Visit): boolean {
  if (visit.stage === 'talking') return true;
  return visit.stage === 'over' && visit.agent !== null && (visit.endedAt === null || visit.echo.end);
}
