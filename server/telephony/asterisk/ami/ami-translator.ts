import type { Instant } from '../../../../forecasting/time/index.ts';
import type { AgentName, CallEvent, QueueName } from '../../../live/events/call-event.ts';
import { callId, queueName } from '../../../live/events/call-id.ts';
import { callEnd, earlier, placeOf, seconds } from './ami-fields.ts';
import type { AmiMessage } from './ami-message.ts';
import { BootWatch } from './boot-watch.ts';
import { ChannelWatch } from './channel-watch.ts';
import { DoorWatch } from './door-watch.ts';
import { holdKey, restartKey, ringKey, visitKey, type VisitStep } from '../legs/event-keys.ts';
import { findHeldTalk, type ToldTalk } from './find-talk.ts';
import { learnVisits } from './learn-visits.ts';
import { MemberWatch } from './member-watch.ts';
import { PbxClock } from './pbx-clock.ts';
import { QueueListing } from './queue-listing.ts';
import { OutcomeWatch } from './outcome-watch.ts';
import { wrapUpSecondsOf, type TranslatorOptions } from '../legs/translator-options.ts';
import { ListReconciler } from './list-reconciler.ts';
import { isWaiting, type Visit } from '../legs/visit.ts';
import { VisitBook, type TakenPlace } from '../legs/visit-book.ts';
import { VisitFinder } from './visit-finder.ts';

/**
 * Turns AMI messages into call events: a state machine without clock, socket or chance, so that a recording gives the
 * same events as the live connection. The order Asterisk uses and its gaps are described in docs/connect-telephony.md.
 */
export class AmiTranslator {
  readonly #options: TranslatorOptions;
  readonly #clock = new PbxClock();
  readonly #book = new VisitBook();
  readonly #outcomes: OutcomeWatch;
  readonly #finder: VisitFinder;
  readonly #reconciler: ListReconciler;
  readonly #door: DoorWatch;
  readonly #channels: ChannelWatch;
  readonly #members: MemberWatch;
  readonly #listing: QueueListing;
  readonly #repairs = new Map<string, number>();
  readonly #boots = new BootWatch();
  #latestAt: Instant | null = null;
  /** Latest happening reported on an earlier connection: a restart came after it. */
  #latestBeforeConnection: Instant | null = null;
  /** What was missed before this connection is learnt, so that the book holds what is true and the log what ended. */
  #isCaughtUp = false;
  #isSilent = true;
  #out: CallEvent[] = [];

  constructor(options: TranslatorOptions) {
    this.#options = options;
    this.#members = new MemberWatch(options.source);
    this.#listing = new QueueListing(this.#members, options.knownQueues ?? []);
    this.#outcomes = new OutcomeWatch(options.source, this.#book, (queue, agent) =>
      this.#wrapUpSecondsOf(queue, agent),
    );
    const repaired = (kind: string) => this.#repaired(kind);
    this.#finder = new VisitFinder(options, this.#book, this.#outcomes, repaired);
    this.#reconciler = new ListReconciler(options, this.#book, this.#finder, repaired);
    this.#door = new DoorWatch(options.source);
    this.#channels = new ChannelWatch(this.#book, this.#outcomes, this.#door);
  }

  /** What had to be pieced together, by kind, for the administrator. */
  get repairs(): ReadonlyMap<string, number> {
    return this.#repairs;
  }

  /** Who has this interface, for a log that names no member. */
  agentOfInterface(memberInterface: string): string {
    return this.#members.agentOfInterface(memberInterface);
  }

  /** What was reported about this source before we started: visits go on under the names that they have. */
  restore(events: readonly CallEvent[]): void {
    learnVisits(this.#book, events, false);
    for (const { at } of events) if (this.#latestAt === null || at > this.#latestAt) this.#latestAt = at;
    this.#latestBeforeConnection = this.#latestAt;
  }

  /** What the PBX's log reported about visits, up to a moment of this connection: messages heard on it follow. */
  learn(events: readonly CallEvent[], taken: Iterable<TakenPlace>): void {
    learnVisits(this.#book, events, true);
    for (const place of taken) this.#book.learnHolder(place);
  }

  /** All that the log had was learnt: ends that nobody reported are none. */
  caughtUp(): void {
    this.#isCaughtUp = true;
    this.#listing.caughtUp();
  }

  /** A message that is translated later: the log needs the names that it reports. */
  note(message: AmiMessage): void {
    this.#members.noteName(message);
  }

  /** @returns the events this message completes, oldest first; usually none or one */
  translate(message: AmiMessage, receivedAt: Instant): readonly CallEvent[] {
    if (this.#book.hasUnsettled) this.#outcomes.settleOverdue(receivedAt, this.#out);
    if (message.name !== 'Banner') this.#isSilent = false;
    this.#receive(message, receivedAt);
    return this.#told();
  }

  /** Time passes without a message: decides what waited for one. */
  advance(now: Instant): readonly CallEvent[] {
    if (this.#book.hasUnsettled) this.#outcomes.settleOverdue(now, this.#out);
    return this.#told();
  }

  /** The connection ended: nothing more will be reported about what is half reported. */
  disconnected(): readonly CallEvent[] {
    if (this.#isSilent) return NONE;
    this.#isSilent = true;
    this.#outcomes.settleHalfTold(this.#out);
    this.#listing.clear();
    this.#book.reconnected();
    this.#isCaughtUp = false;
    this.#latestBeforeConnection = this.#latestAt;
    return this.#told();
  }

  /** Nothing more will ever be reported: the end of a recording. */
  finished(): readonly CallEvent[] {
    this.#outcomes.settleGone(this.#out);
    return [...this.#told(), ...this.disconnected()];
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
        this.#outcomes.resultsHeard();
        if (message.field('Variable') === 'QUEUESTATUS') this.#queueStatusSet(message, receivedAt);
        return;
      case 'Newexten':
        this.#dialplanStep(message, receivedAt);
        return;
      case 'Hangup':
      case 'AttendedTransfer':
      case 'LocalOptimizationBegin':
        this.#channels.receive(message, this.#time(message, receivedAt), receivedAt, this.#out);
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
        this.#listed(message, receivedAt);
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
    const { visit, isNew } = this.#book.enter(place.call, place.queue, at, message.field('Linkedid') ?? '');
    this.#outcomes.movedOn(visit, at, receivedAt, this.#out);
    if (isNew) {
      const pseudonym = this.#options.hashCaller(message.field('CallerIDNum'), at);
      this.#finder.entered(visit, pseudonym, this.#out);
    }
  }

  #rang(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    const agent = this.#members.agentIn(message);
    if (place === undefined || agent === undefined) return;
    const at = this.#time(message, receivedAt);
    const visit = this.#book.waitOf(place.call, place.queue, at);
    if (visit === undefined || !isWaiting(visit)) return;
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
    const at = this.#time(message, receivedAt);
    const visit = this.#finder.leaving(place, at);
    if (visit?.stage !== 'waiting') return;
    this.#book.moveTo(visit, 'leftUntold', at, receivedAt);
  }

  #abandonTold(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    if (place === undefined) return;
    const at = this.#time(message, receivedAt);
    const waitSeconds = seconds(message.field('HoldTime'));
    const visit =
      this.#finder.leaving(place, at) ??
      this.#finder.missed(message, place, earlier(at, waitSeconds), this.#out);
    if (visit.leftAt !== null) return;
    visit.waitSeconds = waitSeconds;
    this.#book.moveTo(visit, 'abandonTold', at, receivedAt);
  }

  #connected(message: AmiMessage, receivedAt: Instant): void {
    const place = placeOf(message);
    const agent = this.#members.agentIn(message);
    if (place === undefined || agent === undefined) return;
    const at = this.#time(message, receivedAt);
    const waitSeconds = seconds(message.field('HoldTime'));
    const visit = this.#finder.answerable(message, place, { agent, at, waitSeconds }, this.#out);
    if (visit.agent !== agent || visit.leftAt === null)
      this.#answered(visit, agent, message, at, waitSeconds);
    else this.#noteLegs(visit, message);
  }

  #noteLegs(visit: Visit, message: AmiMessage): void {
    visit.memberInterface = message.field('Interface') ?? '';
    visit.agentChannel = message.field('DestUniqueid') ?? '';
    if (visit.linkedId === '') visit.linkedId = message.field('Linkedid') ?? '';
  }

  #answered(visit: Visit, agent: AgentName, message: AmiMessage, at: Instant, wait: number | null): void {
    visit.agent = agent;
    visit.waitSeconds = wait;
    this.#noteLegs(visit, message);
    this.#book.moveTo(visit, 'talking', at, at);
    const told = this.#toldOf(visit, 'answered', at);
    this.#out.push({ kind: 'CallAnswered', agent, waitSeconds: wait, ...told });
  }

  #completed(message: AmiMessage, receivedAt: Instant): void {
    const at = this.#time(message, receivedAt);
    const queue = message.field('Queue');
    if (queue === undefined || queue === '') return;
    const told: ToldTalk = {
      queue: queueName(queue),
      agent: this.#members.agentIn(message),
      memberInterface: message.field('Interface') ?? '',
      agentChannel: message.field('DestUniqueid') ?? '',
      at,
      talkSeconds: seconds(message.field('TalkTime')),
      waitSeconds: seconds(message.field('HoldTime')),
    };
    const visit = this.#finder.talk(message, told) ?? this.#missedTalk(message, told);
    const agent = visit?.agent ?? told.agent;
    if (visit === undefined || agent === undefined) {
      this.#repaired('completionWithoutCall');
      return;
    }
    visit.echo.end = false;
    if (visit.endedAt !== null) return;
    this.#out.push({
      kind: 'CallCompleted',
      agent,
      endedBy: callEnd(message.field('Reason')),
      talkSeconds: told.talkSeconds,
      holdSeconds: null,
      wrapUpSeconds: this.#wrapUpSecondsOf(visit.queue, agent),
      ...this.#toldOf(visit, 'completed', at),
    });
    visit.endedAt = at;
    this.#book.moveTo(visit, 'over', at, receivedAt);
  }

  #wrapUpSecondsOf(queue: QueueName, agent: AgentName): number | null {
    return this.#members.wrapUpSecondsOf(queue, agent) ?? wrapUpSecondsOf(this.#options, queue);
  }

  /** The end of a talk whose beginning we did not hear. */
  #missedTalk(message: AmiMessage, told: ToldTalk): Visit | undefined {
    const place = placeOf(message);
    const { agent, at, talkSeconds, waitSeconds } = told;
    if (place === undefined || agent === undefined) return undefined;
    this.#repaired('completionWithoutAnswer');
    const visit = this.#finder.missedTalk(message, place, told, this.#out);
    if (visit.agent === null) this.#answered(visit, agent, message, earlier(at, talkSeconds), waitSeconds);
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
    this.#door.dialplanStep(message);
    if (!this.#book.hasUnsettled) return;
    const unique = message.field('Uniqueid');
    if (unique === undefined || unique === '') return;
    this.#outcomes.wentOn(callId(unique), this.#time(message, receivedAt), this.#out);
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

  #listed(message: AmiMessage, receivedAt: Instant): void {
    const silence = { heardUntil: this.#latestBeforeConnection, isCaughtUp: this.#isCaughtUp };
    for (const listed of this.#listing.complete(message, receivedAt))
      this.#reconciler.reconcile(listed, receivedAt, silence, this.#out);
  }

  /** Sent at every login; its up-time reports whether the PBX is still the one we knew. */
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

/** Whether a message can report anything here: most of what a PBX says is of variables. */
export function isUnderstood(message: AmiMessage): boolean {
  return message.name !== 'VarSet' || message.field('Variable') === 'QUEUESTATUS';
}

const NONE: readonly CallEvent[] = [];
