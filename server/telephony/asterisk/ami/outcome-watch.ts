import { type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type {
  AgentName,
  CallEvent,
  CallId,
  FlowOutReason,
  QueueName,
  SourceId,
} from '../../../live/events/call-event.ts';
import { visitKey, type VisitStep } from '../legs/event-keys.ts';
import type { Visit } from '../legs/visit.ts';
import type { VisitBook } from '../legs/visit-book.ts';

/** The deciding message follows within milliseconds; after this it will not come. */
const OVERDUE_MS = 5 * SECOND_MS;

/** Ways out of a queue by its own doing, as `QUEUESTATUS` names them. */
const flowOuts: Readonly<Record<string, FlowOutReason>> = {
  TIMEOUT: 'timeout',
  LEAVEEMPTY: 'noAgents',
  LEAVEUNAVAIL: 'noAgents',
  WITHDRAW: 'unknown',
};

/**
 * Decides how a wait ended where Asterisk reports it in two parts. "Abandon" is said of callers who hung up and of those
 * whom the queue sent on; "leave" is said of those who are answered next and of those who pressed a key. What the
 * caller's channel does next decides.
 */
export class OutcomeWatch {
  readonly #source: SourceId;
  readonly #book: VisitBook;
  readonly #wrapUpSecondsOf: (queue: QueueName, agent: AgentName) => number | null;
  /** Ends that were taken as an abandon because the deciding word stayed away; it may be on its way all the same. */
  readonly #assumed = new Map<CallId, Visit>();
  /** Whether this account hears variables (`VarSet`: class `dialplan`, no filter) and hang-ups (class `call`) at all. */
  #hearsResults = false;
  #hearsHangups = false;

  constructor(
    source: SourceId,
    book: VisitBook,
    wrapUpSecondsOf: (queue: QueueName, agent: AgentName) => number | null,
  ) {
    this.#source = source;
    this.#book = book;
    this.#wrapUpSecondsOf = wrapUpSecondsOf;
  }

  get hearsHangups(): boolean {
    return this.#hearsHangups;
  }

  /** A step of the dialplan proves nothing: a filter may keep the variables back alone, as they are the most. */
  resultsHeard(): void {
    this.#hearsResults = true;
  }

  /** `QUEUESTATUS` was set. @returns whether it ended a visit */
  resultTold(call: CallId, result: string, at: Instant, out: CallEvent[]): boolean {
    const reason = flowOuts[result];
    const visit = this.#unsettledOf(call);
    if (visit === undefined) return reason !== undefined && this.#correct(call, reason, out);
    if (reason !== undefined) this.#flowedOut(visit, reason, out);
    else if (visit.stage === 'abandonTold') this.#abandoned(visit, out);
    else this.#flowedOut(visit, 'unknown', out);
    return true;
  }

  /** The caller's dialplan goes on: after a leave without an answer, a key was pressed. */
  wentOn(call: CallId, at: Instant, out: CallEvent[]): void {
    const visit = this.#unsettledOf(call);
    if (visit?.stage === 'leftUntold') this.#flowedOut(visit, 'key', out);
  }

  /**
   * The caller enters a queue, so it has not hung up: what looked like an abandon was a time-out. It talks with nobody
   * any more either.
   */
  movedOn(entered: Visit, at: Instant, heardAt: Instant, out: CallEvent[]): void {
    for (const visit of this.#book.visitsOf(entered.holder)) {
      // Another reporter may know the caller's later visits already.
      if (visit === entered || visit.order > entered.order) continue;
      if (visit.stage === 'abandonTold') this.#flowedOut(visit, 'timeout', out);
      else if (visit.stage === 'leftUntold') this.#flowedOut(visit, 'key', out);
      else if (visit.stage === 'waiting') {
        visit.since = at;
        this.#flowedOut(visit, 'unknown', out);
      } else if (visit.stage === 'talking') this.#book.gone(visit, at, heardAt);
    }
  }

  /**
   * A channel ended, and what hangs on it: a wait of which nobody reported the end, and a talk, once its own end has had the
   * time to come.
   */
  hungUp(call: CallId, at: Instant, heardAt: Instant, out: CallEvent[]): void {
    this.#hearsHangups = true;
    this.#assumed.delete(call);
    for (const visit of this.#book.visitsOf(call)) {
      if (visit.stage === 'abandonTold') this.#abandoned(visit, out);
      else if (visit.stage === 'leftUntold') this.#flowedOut(visit, 'key', out);
      else if (visit.stage === 'talking') this.#book.gone(visit, at, heardAt);
      else if (visit.stage === 'waiting') {
        visit.since = at;
        visit.goneAt = at;
        this.#abandoned(visit, out, 'leftAssumed');
      }
    }
  }

  /** Another channel was put in the place of this one: the wait goes on. */
  replaced(call: CallId, at: Instant): void {
    this.#hearsHangups = true;
    for (const visit of this.#book.visitsOf(call)) if (visit.stage !== 'over') visit.goneAt = at;
  }

  /** Decides what has waited too long, by what this account can hear. */
  settleOverdue(now: Instant, out: CallEvent[]): void {
    for (const visit of this.#book.unsettled) {
      if (now - visit.heardAt < OVERDUE_MS) continue;
      if (visit.stage === 'talking') this.#ended(visit, out);
      else if (visit.stage === 'leftUntold') this.#flowedOut(visit, 'key', out, 'leftAssumed');
      else if (this.#hearsHangups && !this.#hearsResults)
        this.#flowedOut(visit, 'timeout', out, 'leftAssumed');
      else {
        // Remembered until the hang-up, where hang-ups are reported at all.
        if (this.#hearsHangups) this.#assumed.set(visit.call, visit);
        this.#abandoned(visit, out, 'leftAssumed');
      }
    }
  }

  /** The telephone system was slow to say that the queue sent the caller on: reported now, it outranks what was assumed. */
  #correct(call: CallId, reason: FlowOutReason, out: CallEvent[]): boolean {
    const visit = this.#assumed.get(call);
    if (visit === undefined) return false;
    this.#assumed.delete(call);
    this.#flowedOut(visit, reason, out);
    return true;
  }

  /** Another life of the telephone system: no word about a call of the one before will come. */
  forget(): void {
    this.#assumed.clear();
  }

  /** The connection is gone: an abandon stands as reported, though it may have been a time-out; a mere leave stays open. */
  settleHalfTold(out: CallEvent[]): void {
    this.#settleAbandons(out, 'leftAssumed');
  }

  /** The PBX goes down in order: whoever was reported to abandon did. */
  settleAtShutdown(out: CallEvent[]): void {
    this.#settleAbandons(out, 'left');
  }

  /** Nothing more will ever be heard: talks of callers who hung up are over. */
  settleGone(out: CallEvent[]): void {
    for (const visit of this.#book.unsettled) if (visit.stage === 'talking') this.#ended(visit, out);
  }

  #settleAbandons(out: CallEvent[], step: VisitStep): void {
    for (const visit of this.#book.unsettled)
      if (visit.stage === 'abandonTold') this.#abandoned(visit, out, step);
  }

  #unsettledOf(call: CallId): Visit | undefined {
    if (!this.#book.hasUnsettled) return undefined;
    return this.#book
      .visitsOf(call)
      .findLast((visit) => visit.stage === 'abandonTold' || visit.stage === 'leftUntold');
  }

  #abandoned(visit: Visit, out: CallEvent[], step: VisitStep = 'left'): void {
    out.push({ kind: 'CallAbandoned', ...this.#told(visit, step), waitSeconds: visit.waitSeconds });
    this.#close(visit, step);
  }

  #flowedOut(visit: Visit, reason: FlowOutReason, out: CallEvent[], step: VisitStep = 'left'): void {
    out.push({ kind: 'CallFlowedOut', ...this.#told(visit, step), reason, waitSeconds: visit.waitSeconds });
    this.#close(visit, step);
  }

  /** A talk whose caller is gone and whose end nobody reported. */
  #ended(visit: Visit, out: CallEvent[]): void {
    const { agent, goneAt, queue, since } = visit;
    if (agent === null || goneAt === null) return;
    const talkSeconds = Math.max(0, Math.round((goneAt - since) / SECOND_MS));
    out.push({
      kind: 'CallCompleted',
      agent,
      endedBy: 'unknown',
      talkSeconds,
      holdSeconds: null,
      wrapUpSeconds: this.#wrapUpSecondsOf(queue, agent),
      ...this.#told(visit, 'completedAssumed'),
      at: goneAt,
    });
    this.#book.close(visit, null);
  }

  /** What was only assumed may still be reported. */
  #close(visit: Visit, step: VisitStep): void {
    this.#book.close(visit, step === 'leftAssumed' ? null : visit.since);
  }

  /** The outcome happened when it was first reported, not when it was understood. */
  #told(visit: Visit, step: VisitStep) {
    const { call, queue, visit: number, since: at } = visit;
    return { source: this.#source, key: visitKey(visit, step), at, call, queue, visit: number };
  }
}
