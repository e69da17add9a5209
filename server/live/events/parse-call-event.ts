import * as v from 'valibot';
import { instant, type Instant, MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { CallEvent, MemberNow, SourceId } from './call-event.ts';
import { agentName, callId, callerHash, eventKey, queueName } from './call-id.ts';
import type { CallerPseudonym } from './caller-hash.ts';
import { toldEventSchema, type ToldEvent } from './event-schema.ts';

/** What is wrong with one field of an event. Never carries a caller's number. */
export interface EventIssue {
  /** Path of the field, such as `waiting.0.enteredAt`; `` for the event as a whole. */
  readonly field: string;
  /** What is allowed, and what was got. */
  readonly problem: string;
}

export type ParsedEvent =
  | { readonly ok: true; readonly event: CallEvent }
  | { readonly ok: false; readonly issues: readonly EventIssue[] };

export interface ParseOptions {
  readonly source: SourceId;
  /** Where a number in clear ends: hashed here, kept nowhere. */
  readonly hashCaller: (number: string, at: Instant) => CallerPseudonym | null;
  /** Events later than this are refused: a wrong clock would show calls that have not happened yet. `null`: any. */
  readonly latest: Instant | null;
}

/** Fields whose values are not repeated in an issue, because they may hold a number in clear. */
const SECRET_FIELDS = /^(?:waiting\.\d+\.)?caller(?:Number|Before)?$/;
/** How far clocks may be apart before an event counts as one from the future. */
const CLOCK_TOLERANCE_MS = MINUTE_MS;

/** The one way from unknown JSON to a call event. */
export function parseCallEvent(input: unknown, options: ParseOptions): ParsedEvent {
  const parsed = v.safeParse(toldEventSchema, input, { abortPipeEarly: true });
  if (!parsed.success) return { ok: false, issues: parsed.issues.slice(0, 10).map(issueOf) };
  const at = instantOf(parsed.output.at);
  if (at === null) return refused('at', 'must be a time that exists');
  if (options.latest !== null && at > options.latest + CLOCK_TOLERANCE_MS) {
    const ahead = Math.round((at - options.latest) / 1_000);
    return refused('at', `lies ${ahead} s in the future; is the clock of the source right?`);
  }
  return toEvent(parsed.output, at, options);
}

function toEvent(told: ToldEvent, at: Instant, options: ParseOptions): ParsedEvent {
  const base = { source: options.source, key: eventKey(told.key), at };
  if ('visit' in told) return { ok: true, event: { ...base, ...ofVisit(told, at, options) } };
  if (told.kind === 'QueueListed') {
    const waiting = [];
    for (const [index, entry] of told.waiting.entries()) {
      const enteredAt = instantOf(entry.enteredAt);
      if (enteredAt === null) return refused(`waiting.${index}.enteredAt`, 'must be a time that exists');
      const caller = entry.caller === null ? null : callerHash(entry.caller);
      waiting.push({ call: callId(entry.call), caller, enteredAt });
    }
    const members: MemberNow[] = [];
    for (const [index, { agent, paused, pauseReason, reachable, freeAt }] of told.members.entries()) {
      const member = { agent: agentName(agent), paused, pauseReason, reachable };
      const free = freeAt === undefined ? undefined : instantOf(freeAt);
      if (free === null) return refused(`members.${index}.freeAt`, 'must be a time that exists');
      members.push(free === undefined ? member : { ...member, freeAt: free });
    }
    return { ok: true, event: { ...base, kind: told.kind, queue: queueName(told.queue), members, waiting } };
  }
  return { ok: true, event: { ...base, ...ofOther(told) } };
}

type ToldOfVisit = Extract<ToldEvent, { readonly visit: number }>;
type ToldOther = Exclude<ToldEvent, ToldOfVisit | { readonly kind: 'QueueListed' }>;
/** What an event says beside source, key and instant. */
type Said<E extends CallEvent> = E extends CallEvent ? Omit<E, 'source' | 'key' | 'at'> : never;

/** The visit is spread behind the other fields: before them it gives every event a hidden class of its own, which is slow. */
function ofVisit(told: ToldOfVisit, at: Instant, { hashCaller }: ParseOptions): Said<CallEvent> {
  const visit = { call: callId(told.call), queue: queueName(told.queue), visit: told.visit };
  switch (told.kind) {
    case 'CallEntered': {
      const { kind, caller, callerBefore, callerNumber } = told;
      if (callerNumber !== null)
        return { kind, ...visit, ...(hashCaller(callerNumber, at) ?? { caller: null }) };
      const before = callerBefore === undefined ? {} : { callerBefore: callerHash(callerBefore) };
      return { kind, ...visit, caller: caller === null ? null : callerHash(caller), ...before };
    }
    case 'CallLost':
    case 'CallHeld':
    case 'CallResumed':
      return { kind: told.kind, ...visit };
    case 'AgentRung':
    case 'AgentRingEnded':
      return { kind: told.kind, agent: agentName(told.agent), ...visit };
    case 'CallAnswered':
      return { kind: told.kind, agent: agentName(told.agent), waitSeconds: told.waitSeconds, ...visit };
    case 'CallAbandoned':
      return { kind: told.kind, waitSeconds: told.waitSeconds, ...visit };
    case 'CallFlowedOut':
      return { kind: told.kind, reason: told.reason, waitSeconds: told.waitSeconds, ...visit };
    case 'CallCompleted': {
      const { kind, agent, endedBy, talkSeconds, holdSeconds, wrapUpSeconds } = told;
      return { kind, agent: agentName(agent), endedBy, talkSeconds, holdSeconds, wrapUpSeconds, ...visit };
    }
    default:
      throw new RangeError(`there is no such event: ${JSON.stringify(told satisfies never)}`);
  }
}

function ofOther(told: ToldOther): Said<CallEvent> {
  switch (told.kind) {
    case 'CallRefused': {
      const queue = told.queue === null ? null : queueName(told.queue);
      return { kind: told.kind, call: callId(told.call), queue, reason: told.reason };
    }
    case 'WrapUpEnded':
      return { kind: told.kind, agent: agentName(told.agent) };
    case 'CallClassified': {
      const { kind, closingCode, solvedAtFirstContact, wrongNumber } = told;
      return { kind, call: callId(told.call), closingCode, solvedAtFirstContact, wrongNumber };
    }
    case 'SatisfactionAsked':
      return { kind: told.kind, call: callId(told.call) };
    case 'SatisfactionGiven':
      return { kind: told.kind, call: callId(told.call), mark: told.mark };
    case 'AgentSignedIn':
    case 'AgentSignedOut':
    case 'AgentResumed':
      return { kind: told.kind, agent: agentName(told.agent), queue: queueOrAll(told.queue) };
    case 'AgentPaused':
      return {
        kind: told.kind,
        agent: agentName(told.agent),
        queue: queueOrAll(told.queue),
        reason: told.reason,
      };
    case 'AgentDeviceChanged':
      return { kind: told.kind, agent: agentName(told.agent), reachable: told.reachable };
    case 'SourceRestarted':
      return { kind: told.kind, queue: null };
    default:
      throw new RangeError(`there is no such event: ${JSON.stringify(told satisfies never)}`);
  }
}

function queueOrAll(queue: string | null) {
  return queue === null ? null : queueName(queue);
}

/** @returns `null` for a text like February 30th, which the pattern cannot refuse */
function instantOf(told: string | number): Instant | null {
  const milliseconds = typeof told === 'number' ? told : Date.parse(told);
  return Number.isNaN(milliseconds) || Math.abs(milliseconds) > 8.64e15 ? null : instant(milliseconds);
}

function refused(field: string, problem: string): ParsedEvent {
  return { ok: false, issues: [{ field, problem }] };
}

function issueOf(issue: v.BaseIssue<unknown>): EventIssue {
  const field = v.getDotPath(issue) ?? '';
  const expected = issue.expected === null ? issue.message : `must be ${issue.expected}`;
  if (SECRET_FIELDS.test(field)) return { field, problem: `${expected}; the value is not repeated here` };
  const got = issue.received.length > 80 ? `${issue.received.slice(0, 80)}…` : issue.received;
  return { field, problem: `${expected}, got ${got}` };
}
