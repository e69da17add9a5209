import { HOUR_MS, SECOND_MS, instant, type Instant } from '../../../forecasting/time/instant.ts';
import type { AgentName, CallEvent, CallerHash } from '../call-event.ts';
import { callId } from '../call-id.ts';
import type { CallerPseudonym } from '../caller-hash.ts';
import { callEnd, earlier, memberOf, placeOf, seconds, type Place } from './ami-fields.ts';
import type { AmiMessage } from './ami-message.ts';
import { BootWatch } from './boot-watch.ts';
import { DoorWatch } from './door-watch.ts';
import { holdKey, listKey, restartKey, ringKey, visitKey, type VisitStep } from './event-keys.ts';
import { findHeldTalk, findTalk } from './find-talk.ts';
import { MemberWatch } from './member-watch.ts';
import { PbxClock } from './pbx-clock.ts';
import { QueueListing, type ListedQueue } from './queue-listing.ts';
import { OutcomeWatch } from './outcome-watch.ts';
import type { TranslatorOptions } from './translator-options.ts';
import { VisitBook, type Visit } from './visit-book.ts';

/** Live events and the lines of a list cross on their way: what is this young may be missing in the other. */
const CROSSING_MS = 2 * SECOND_MS;
/** Who called longer ago does not come back under the same unique id. */
const LONG_CALL_MS = 2 * HOUR_MS;

/**
 * Turns AMI messages into call events: a state machine without clock, socket or chance, so that a recording gives the
 * same events as the live connection. The order Asterisk uses and its gaps are described in docs/connect-telephony.md.
 */
export class AmiTranslator {
  readonly #options: TranslatorOptions;
  readonly #clock = new PbxClock();
  readonly #book = new VisitBook();
  readonly #outcomes: OutcomeWatch;
  readonly #door: DoorWatch;
  readonly #members: MemberWatch;
  readonly #listing: QueueListing;
  readonly #repairs = new Map<string, number>();
  readonly #boots = new BootWatch();
  #latestAt: Instant | null = null;
  /** Latest happening told on an earlier connection: a restart came after it. */
  #latestBeforeConnection: Instant | null = null;
  #out: CallEvent[] = [];

  constructor(options: TranslatorOptions) {
    this.#options = options;
    this.#members = new MemberWatch(options.source);
    this.#listing = new QueueListing(this.#members);
    this.#outcomes = new OutcomeWatch(options.source, this.#book);
    this.#door = new DoorWatch(options.source);
  }

  /** What had to be pieced together, by kind, for the administrator. */
  get repairs(): ReadonlyMap<string, number> {
    return this.#repairs;
  }

  /** Who has this interface, for a log that names no member. */
  agentOfInterface(memberInterface: string): string {
    return this.#members.agentOfInterface(memberInterface);
  }

  /** What the PBX's log told of visits we missed, so that those to come are numbered behind them. */
  learn(events: readonly CallEvent[], now: Instant): void {
    for (const event of events)
      if (event.kind === 'CallEntered' && now - event.at < LONG_CALL_MS)
        this.#book.learn(event.call, event.queue, event.visit);
  }

  /** @returns the events this message completes, oldest first; usually none or one */
  translate(message: AmiMessage, receivedAt: Instant): readonly CallEvent[] {
    if (this.#book.hasUnsettled) this.#outcomes.settleOverdue(receivedAt, this.#out);
    this.#receive(message, receivedAt);
    return this.#told();
  }

  /** Time passes without a message: decides what waited for one. */
  advance(now: Instant): readonly CallEvent[] {
    if (this.#book.hasUnsettled) this.#outcomes.settleOverdue(now, this.#out);
    return this.#told();
  }

  /** The connection ended: nothing more will be told about what is half told. */
  disconnected(): readonly CallEvent[] {
    this.#outcomes.settleHalfTold(this.#out);
    this.#listing.clear();
    this.#latestBeforeConnection = this.#latestAt;
    return this.#told();
  }

  #told(): readonly CallEvent[] {
    if (this.#out.length === 0) return NONE;
    const told = this.#out;
    this.#out = [];
    return told;
  }

  #receive(message: AmiMessage, receivedAt: Instant): void {
    switch (message.name) {
      case 'VarSet':
        if (message.field('Variable') === 'QUEUESTATUS') this.#queueStatusSet(message, receivedAt);
        return;
      case 'Newexten':
        this.#dialplanStep(message, receivedAt);
        return;
      case 'Hangup':
        this.#hungUp(message, receivedAt);
        return;
      case 'QueueMemberStatus':
      case 'QueueMemberPause':
      case 'QueueMemberAdded':
      case 'QueueMemberRemoved':
        this.#members.receive(message, this.#time(message, receivedAt), this.#out);
        return;
      case 'QueueCallerJoin':
        this.#joined(message, receivedAt);
        return;
      case 'AgentCalled':
      case 'AgentRingNoAnswer':
        this.#rang(message, receivedAt);
        return;
      case 'QueueCallerLeave':
        this.#left(message, receivedAt);
        return;
      case 'AgentConnect':
        this.#connected(message, receivedAt);
        return;
      case 'QueueCallerAbandon':
        this.#abandonTold(message, receivedAt);
        return;
      case 'AgentComplete':
        this.#completed(message, receivedAt);
        return;
      case 'Hold':
      case 'Unhold':
        this.#held(message, receivedAt);
        return;
      case 'QueueParams':
      case 'QueueMember':
      case 'QueueEntry':
        this.#listing.line(message, receivedAt);
        return;
      case 'QueueStatusComplete':
        for (const listed of this.#listing.complete(message)) this.#listed(listed, receivedAt);
        return;
      case 'Banner':
        this.#out.push(...this.disconnected());
        return;
      case 'FullyBooted':
        this.#booted(message, receivedAt);
        return;
      case 'Shutdown':
        this.#outcomes.settleAtShutdown(this.#out);
        return;
      default:
        return;
    }
  }

  #joined(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    if (place === undefined) return;
    const at = this.#time(message, receivedAt);
    this.#door.letIn(place.call);
    const open = this.#book.unanswered(place.call, place.queue);
    if (open?.stage === 'waiting' && at - open.enteredAt < CROSSING_MS) return;
    this.#outcomes.movedOn(place.call, at, this.#out);
    const visit = this.#book.enter(place.call, place.queue, at, message.field('Linkedid') ?? '');
    this.#entered(visit, this.#options.hashCaller(message.field('CallerIDNum'), at));
  }

  #entered(visit: Visit, pseudonym: CallerPseudonym | null): void {
    const told = this.#toldOf(visit, 'entered', visit.enteredAt);
    this.#out.push({ kind: 'CallEntered', ...told, ...(pseudonym ?? { caller: null }) });
  }

  #rang(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    const agent = memberOf(message);
    if (place === undefined || agent === undefined) return;
    const visit = this.#book.unanswered(place.call, place.queue);
    if (visit === undefined) return;
    const at = this.#time(message, receivedAt);
    const step = message.name === 'AgentCalled' ? 'rung' : 'ended';
    const key = ringKey(visit, agent, message.field('DestUniqueid') ?? String(at), step);
    const { source } = this.#options;
    const { call, queue, visit: number } = visit;
    const kind = step === 'rung' ? 'AgentRung' : 'AgentRingEnded';
    this.#out.push({ kind, source, key, at, call, queue, visit: number, agent });
  }

  /** A leave alone is no outcome: answered, abandoned and gone by key all send it. */
  #left(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    if (place === undefined) return;
    const visit = this.#book.unanswered(place.call, place.queue);
    if (visit?.stage !== 'waiting') return;
    this.#book.moveTo(visit, 'leftUntold', this.#time(message, receivedAt), receivedAt);
  }

  #abandonTold(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    if (place === undefined) return;
    const at = this.#time(message, receivedAt);
    const waitSeconds = seconds(message.field('HoldTime'));
    const visit =
      this.#book.unanswered(place.call, place.queue) ?? this.#recover(message, place, at, waitSeconds);
    visit.waitSeconds = waitSeconds;
    this.#book.moveTo(visit, 'abandonTold', at, receivedAt);
  }

  #connected(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    const agent = memberOf(message);
    if (place === undefined || agent === undefined) return;
    const at = this.#time(message, receivedAt);
    const waitSeconds = seconds(message.field('HoldTime'));
    const visit =
      this.#book.unanswered(place.call, place.queue) ?? this.#recover(message, place, at, waitSeconds);
    this.#answered(visit, agent, message, at, waitSeconds);
  }

  #answered(visit: Visit, agent: AgentName, message: AmiMessage, at: Instant, wait: number | null): void {
    visit.agent = agent;
    visit.waitSeconds = wait;
    visit.memberInterface = message.field('Interface') ?? '';
    visit.agentChannel = message.field('DestUniqueid') ?? '';
    this.#book.moveTo(visit, 'talking', at, at);
    const told = this.#toldOf(visit, 'answered', at);
    this.#out.push({ kind: 'CallAnswered', agent, waitSeconds: wait, ...told });
  }

  #completed(message: AmiMessage, receivedAt: Instant): void {
    const at = this.#time(message, receivedAt);
    const talkSeconds = seconds(message.field('TalkTime'));
    const visit = this.#talkOf(message, at, talkSeconds) ?? this.#missedTalk(message, at, talkSeconds);
    const agent = visit?.agent ?? memberOf(message);
    if (visit === undefined || agent === undefined) {
      this.#repaired('completionWithoutCall');
      return;
    }
    const told = this.#toldOf(visit, 'completed', at);
    const endedBy = callEnd(message.field('Reason'));
    const wrapUpSeconds = this.#members.wrapUpSecondsOf(visit.queue, agent) ?? this.#options.wrapUpSeconds;
    this.#out.push({
      kind: 'CallCompleted',
      agent,
      endedBy,
      talkSeconds,
      holdSeconds: null,
      wrapUpSeconds,
      ...told,
    });
    this.#book.close(visit);
  }

  #talkOf(message: AmiMessage, at: Instant, talkSeconds: number | null): Visit | undefined {
    const place = placeOf(message);
    if (place !== undefined) return this.#book.talking(place.call, place.queue);
    this.#repaired('completionWithoutChannel');
    return findTalk(this.#book.talks(), message, at, talkSeconds);
  }

  /** The end of a talk whose beginning we did not hear. */
  #missedTalk(message: AmiMessage, at: Instant, talkSeconds: number | null): Visit | undefined {
    const place = placeOf(message);
    const agent = memberOf(message);
    if (place === undefined || agent === undefined) return undefined;
    this.#repaired('completionWithoutAnswer');
    const answeredAt = earlier(at, talkSeconds);
    const wait = seconds(message.field('HoldTime'));
    const visit =
      this.#book.unanswered(place.call, place.queue) ?? this.#recover(message, place, answeredAt, wait);
    this.#answered(visit, agent, message, answeredAt, wait);
    return visit;
  }

  #recover(message: AmiMessage, place: Place, at: Instant, waitSeconds: number | null): Visit {
    this.#repaired('entryNotHeard');
    const enteredAt = earlier(at, waitSeconds);
    const linkedId = message.field('Linkedid') ?? '';
    const visit = this.#book.recover(place.call, place.queue, enteredAt, linkedId);
    this.#entered(visit, this.#options.hashCaller(message.field('CallerIDNum'), enteredAt));
    return visit;
  }

  #queueStatusSet(message: AmiMessage, receivedAt: Instant): void {
    const unique = message.field('Uniqueid');
    const value = message.field('Value');
    if (unique === undefined || unique === '' || value === undefined) return;
    const at = this.#time(message, receivedAt);
    const call = callId(unique);
    if (this.#outcomes.resultTold(call, value, at, this.#out)) return;
    this.#door.resultTold(call, value, at, this.#out);
  }

  #dialplanStep(message: AmiMessage, receivedAt: Instant): void {
    this.#outcomes.dialplanHeard();
    this.#door.dialplanStep(message);
    if (!this.#book.hasUnsettled) return;
    const unique = message.field('Uniqueid');
    if (unique === undefined || unique === '') return;
    this.#outcomes.wentOn(callId(unique), this.#time(message, receivedAt), this.#out);
  }

  #hungUp(message: AmiMessage, receivedAt: Instant): void {
    const unique = message.field('Uniqueid');
    if (unique === undefined || unique === '') return;
    const call = callId(unique);
    this.#outcomes.hungUp(call, this.#time(message, receivedAt), this.#out);
    this.#book.hungUp(call);
    this.#door.hungUp(call);
  }

  /** An unhold also comes before a transfer, without a hold. */
  #held(message: AmiMessage, receivedAt: Instant): void {
    const visit = findHeldTalk(this.#book.talks(), message);
    const held = message.name === 'Hold';
    if (visit === undefined || visit.held === held) return;
    visit.held = held;
    const at = this.#time(message, receivedAt);
    const { call, queue, visit: number } = visit;
    const key = holdKey(visit, held ? 'held' : 'resumed', at);
    const kind = held ? 'CallHeld' : 'CallResumed';
    this.#out.push({ kind, source: this.#options.source, key, at, call, queue, visit: number });
  }

  #listed(listed: ListedQueue, at: Instant): void {
    const { source } = this.#options;
    const { queue, members } = listed;
    for (const entry of listed.entries) {
      if (this.#book.openOf(entry.call).some((visit) => visit.queue === queue)) continue;
      // One we know and hold for over has left since; unless it came back while we were deaf.
      if (this.#book.knows(entry.call, queue) && !this.#isNew(entry.enteredAt)) continue;
      this.#repaired('entryNotHeard');
      const visit = this.#book.enter(entry.call, queue, entry.enteredAt, '');
      this.#entered(visit, this.#options.hashCaller(entry.number, entry.enteredAt));
    }
    const stillListed = new Set(listed.entries.map((entry) => entry.call));
    const waiting: { call: Visit['call']; caller: CallerHash | null; enteredAt: Instant }[] = [];
    for (const visit of this.#book.all()) {
      if (visit.queue !== queue || visit.stage === 'talking') continue;
      const crossing = visit.stage !== 'waiting' || visit.enteredAt > listed.since - CROSSING_MS;
      if (stillListed.has(visit.call) || crossing || !this.#wasDeaf(visit))
        waiting.push({ call: visit.call, caller: null, enteredAt: visit.enteredAt });
      else {
        this.#repaired('goneUnheard');
        this.#book.close(visit);
      }
    }
    for (const { agent, freeAt } of members)
      if (freeAt !== undefined) this.#book.endTalks(queue, agent, instant(freeAt - CROSSING_MS));
    this.#out.push({ kind: 'QueueListed', source, key: listKey(queue, at), at, queue, members, waiting });
  }

  /** Began on an earlier connection: its end may have been told to nobody. */
  #wasDeaf(visit: Visit): boolean {
    return this.#latestBeforeConnection !== null && visit.enteredAt <= this.#latestBeforeConnection;
  }

  /** Began after all we heard on earlier connections. */
  #isNew(enteredAt: Instant): boolean {
    return this.#latestBeforeConnection !== null && enteredAt > this.#latestBeforeConnection;
  }

  /** Sent at every login; its up-time tells whether the PBX is still the one we knew. */
  #booted(message: AmiMessage, receivedAt: Instant): void {
    const at = this.#boots.newBoot(message, receivedAt, this.#latestBeforeConnection);
    if (at === null) return;
    this.#outcomes.settleHalfTold(this.#out);
    this.#outcomes.forget();
    // Who logs in early is greeted only after the first callers of the new life.
    this.#book.dropBefore(at);
    this.#members.clear();
    this.#door.clear();
    const { source } = this.#options;
    this.#out.push({ kind: 'SourceRestarted', source, key: restartKey(at), at, queue: null });
  }

  /** Spread behind an event's other fields: before them it gives every event a hidden class of its own, 30 times slower. */
  #toldOf(visit: Visit, step: VisitStep, at: Instant) {
    const { call, queue, visit: number } = visit;
    return { source: this.#options.source, key: visitKey(visit, step), at, call, queue, visit: number };
  }

  #time(message: AmiMessage, receivedAt: Instant): Instant {
    const at = this.#clock.timeOf(message.field('Timestamp'), receivedAt);
    if (this.#latestAt === null || at > this.#latestAt) this.#latestAt = at;
    return at;
  }

  #repaired(kind: string): void {
    this.#repairs.set(kind, (this.#repairs.get(kind) ?? 0) + 1);
  }
}

const NONE: readonly CallEvent[] = [];
