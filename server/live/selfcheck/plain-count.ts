import { countingRules, isOpenAt, type CityRules, type CountingRules } from '../state/counting-rules.ts';
import { TOTAL_NAMES, WAIT_EDGES_SECONDS } from '../state/interval-totals.ts';
import type { Centre } from '../../contract/centre.ts';
import type { LoggedEvent } from '../log/event-log.ts';
import { subjects, type StoredSums } from '../log/interval-sums-store.ts';
import type { CallEvent, FlowOutReason } from '../events/call-event.ts';
import { queueName, sourceId } from '../events/call-id.ts';
import { plainAgentTime } from './plain-agent-time.ts';
import {
  entryOf,
  tellPlainly,
  wholeMs,
  type Happened,
  type PlainCall,
  type PlainVisit,
} from './plain-calls.ts';
import { wrapUpPlainly, type PlainLeg } from './plain-wrap-ups.ts';
import type { AgentsStanding } from '../centre/agents-standing.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** No call lasts longer; looked at once a quarter of an hour. */
const LOST_AFTER_MS = 13 * 3_600_000;

/** One visit with all that counts. */
interface CountedVisit extends PlainLeg {
  readonly visit: PlainVisit;
  readonly city: CityRules | null;
  readonly entered: number;
  end: 'answered' | 'abandoned' | 'flowedOut' | 'lost' | 'waiting';
  reason: FlowOutReason;
  waitMs: number;
  talk: 'none' | 'talking' | 'completed' | 'lost';
  talkMs: number;
  holdMs: number;
  wrapUpMs: number;
}

interface CountedCall {
  readonly call: PlainCall;
  readonly visits: readonly CountedVisit[];
  readonly callers: readonly string[];
}

export interface PlainFacts {
  readonly centre: Centre;
  readonly entries: readonly LoggedEvent[];
  /** The newest instant in the log. */
  readonly clock: number;
  /** Where agents stood before the first event, where older ones were deleted. */
  readonly standing: AgentsStanding;
  /** Sources that reported ends of wrap-ups before the first event, and since when. */
  readonly wrapUpsToldFrom: ReadonlyMap<string, number>;
}

/**
 * Counts interval sums by brute force straight from the definitions of the figures: every event is looked at as often as it
 * takes, nothing is kept from one to the next, and nothing is shared with the reducer that the wall counts by, but the
 * configuration. It is slow and simple, so that it can be read and believed.
 */
export function countPlainly(facts: PlainFacts, from: number, to: number): readonly StoredSums[] {
  const rules = countingRules(facts.centre);
  const story = tellPlainly(facts.entries);
  const calls = story.calls
    .map((call) => countCall(call, story.breaks.get(call.source) ?? [], rules, facts.clock))
    .filter(({ visits }) => visits.length > 0);
  const legs = calls.flatMap(({ visits }) => visits).filter(({ talk }) => talk !== 'none');
  const wrapUps = wrapUpPlainly(legs, story, facts, rules);
  for (const leg of legs) leg.wrapUpMs = wrapUps.get(leg) ?? 0;
  const sums = new Sums(from, to);
  const byCaller = new Map<string, CountedCall[]>();
  for (const call of calls)
    for (const caller of call.callers) byCaller.set(caller, [...(byCaller.get(caller) ?? []), call]);
  for (const call of calls)
    addCall(
      sums,
      call,
      call.callers.flatMap((caller) => byCaller.get(caller) ?? []),
    );
  for (const event of story.events) if (event.kind === 'CallRefused') addRefused(sums, event, rules);
  return [...sums.rows(), ...plainAgentTime(legs, story, facts, rules, from, to)];
}

function countCall(
  call: PlainCall,
  events: readonly Happened[],
  rules: CountingRules,
  clock: number,
): CountedCall {
  const visits = [...call.visits.values()]
    .filter((visit) => Number.isFinite(entryOf(visit)))
    .map((visit): CountedVisit => {
      const city = rules.cityOf(sourceId(call.source), queueName(visit.queue));
      const none = { end: 'waiting', reason: 'unknown', waitMs: 0, talk: 'none' } as const;
      const spans = { talkMs: 0, holdMs: 0, wrapUpMs: 0, answeredAt: 0, overAt: 0, held: [] };
      return { visit, call, city, entered: entryOf(visit), agent: null, completion: null, ...none, ...spans };
    })
    .sort((a, b) => a.entered - b.entered || endedAt(a) - endedAt(b) || a.visit.number - b.visit.number);
  for (const [place, visit] of visits.entries())
    settle(visit, visits[place + 1]?.entered ?? Number.POSITIVE_INFINITY, events, clock);
  const entries =
    call.about.length === 0 && visits.length === 0 ? [] : visits.flatMap(({ visit }) => visit.told);
  const told = entries.filter((event) => event.kind === 'CallEntered');
  const [first] = [
    ...told
      .filter(({ caller }) => caller !== null)
      .map(({ ms, caller, callerBefore }) => ({ at: ms, caller, callerBefore })),
    ...call.listedCallers.map(({ at, caller }) => ({ at, caller, callerBefore: undefined })),
  ].sort((a, b) => a.at - b.at || ((a.caller ?? '') < (b.caller ?? '') ? -1 : 1));
  const callers = [first?.caller, first?.callerBefore].filter((hash) => typeof hash === 'string');
  return { call, visits, callers };
}

function endedAt({ visit }: CountedVisit): number {
  const ends = visit.told.filter(({ kind }) =>
    ['CallAnswered', 'CallAbandoned', 'CallFlowedOut', 'CallLost', 'CallCompleted'].includes(kind),
  );
  return Math.min(Number.MAX_SAFE_INTEGER, ...ends.map(({ ms }) => ms));
}

function first<K extends CallEvent['kind']>(told: readonly Happened[], kind: K) {
  const isKind = (event: Happened): event is Happened<Extract<CallEvent, { readonly kind: K }>> =>
    event.kind === kind;
  return told.find(isKind);
}

/** An end of which it is not known who ended the talk counts only where no better is reported. */
function toldCompletion(told: readonly Happened[]) {
  const better = told.filter((event) => event.kind !== 'CallCompleted' || event.endedBy !== 'unknown');
  return first(better, 'CallCompleted') ?? first(told, 'CallCompleted');
}

/** The heaviest reported end counts; without any, what happened first of all that ends a stay. */
function settle(counted: CountedVisit, nextEntry: number, events: readonly Happened[], clock: number): void {
  const { told } = counted.visit;
  const answered = first(told, 'CallAnswered');
  const completed = toldCompletion(told);
  const flowedOut = first(told, 'CallFlowedOut');
  const abandoned = first(told, 'CallAbandoned');
  const lost = first(told, 'CallLost');
  const wait = (end: number, toldSeconds: number | null) =>
    toldSeconds === null ? Math.max(0, end - counted.entered) : wholeMs(toldSeconds);
  if (answered !== undefined || completed !== undefined) {
    counted.end = 'answered';
    counted.answeredAt = answered?.ms ?? (completed?.ms ?? 0) - wholeMs(completed?.talkSeconds ?? 0);
    counted.waitMs = wait(counted.answeredAt, answered?.waitSeconds ?? null);
    settleTalk(counted, answered?.agent ?? completed?.agent ?? null, completed, lost?.ms, events, clock);
  } else if (flowedOut !== undefined) {
    counted.end = 'flowedOut';
    counted.reason = flowedOut.reason;
    counted.waitMs = wait(flowedOut.ms, flowedOut.waitSeconds);
  } else if (abandoned !== undefined) {
    counted.end = 'abandoned';
    counted.waitMs = wait(abandoned.ms, abandoned.waitSeconds);
  } else {
    const gone = lost?.ms ?? untoldLoss(counted, events, clock);
    if (lost === undefined && nextEntry <= gone && nextEntry < Number.POSITIVE_INFINITY) {
      counted.end = 'flowedOut';
      counted.waitMs = wait(nextEntry, null);
    } else if (gone < Number.POSITIVE_INFINITY) {
      counted.end = 'lost';
      counted.waitMs = wait(gone, null);
    }
  }
}

function untoldLoss(
  { entered, call, visit }: CountedVisit,
  events: readonly Happened[],
  clock: number,
): number {
  const causes = events
    .filter(
      (event) =>
        (event.kind === 'SourceRestarted' && event.ms > entered) ||
        (event.kind === 'QueueListed' &&
          event.ms >= entered &&
          event.queue === visit.queue &&
          !event.waiting.some((waiting) => waiting.call === call.id)),
    )
    .map(({ ms }) => ms);
  return Math.min(overdueAt(entered, clock), ...causes);
}

function overdueAt(entered: number, clock: number): number {
  const at = (Math.floor((entered + LOST_AFTER_MS) / QUARTER_MS) + 1) * QUARTER_MS;
  return Math.floor(clock / QUARTER_MS) * QUARTER_MS >= at ? at : Number.POSITIVE_INFINITY;
}

function settleTalk(
  counted: CountedVisit,
  agent: string | null,
  completed: Happened<Extract<CallEvent, { readonly kind: 'CallCompleted' }>> | undefined,
  lostAt: number | undefined,
  events: readonly Happened[],
  clock: number,
): void {
  const { answeredAt, visit } = counted;
  counted.agent = agent;
  counted.completion = completed ?? null;
  const causes = events.flatMap((event) => {
    if (event.kind === 'SourceRestarted') return event.ms > answeredAt ? [event.ms] : [];
    if (event.kind !== 'QueueListed' || event.queue !== visit.queue) return [];
    return event.members
      .filter((member) => member.agent === agent && (member.freeAt ?? 0) > answeredAt + 2_000)
      .map(({ freeAt }) => freeAt ?? 0);
  });
  if (lostAt !== undefined && lostAt >= answeredAt) causes.push(lostAt);
  const overdue = overdueAt(counted.entered, clock);
  counted.overAt = completed?.ms ?? Math.min(Math.max(overdue, answeredAt), ...causes);
  counted.talk =
    completed !== undefined ? 'completed' : counted.overAt < Number.POSITIVE_INFINITY ? 'lost' : 'talking';
  counted.held = heldWithin(visit, answeredAt, counted.overAt);
  if (completed === undefined) return;
  const whole =
    completed.talkSeconds === null ? Math.max(0, completed.ms - answeredAt) : wholeMs(completed.talkSeconds);
  const held = counted.held.reduce((sum, [from, to]) => sum + to - from, 0);
  counted.holdMs = completed.holdSeconds === null ? Math.min(held, whole) : wholeMs(completed.holdSeconds);
  const isApart = completed.holdSeconds !== null && completed.talkSeconds !== null;
  counted.talkMs = isApart ? whole : Math.max(0, whole - counted.holdMs);
}

/** Each hold lasts until the next resume, else until the talk is over; what overlaps is one. */
function heldWithin({ told }: PlainVisit, from: number, to: number): [number, number][] {
  const resumed = told.filter(({ kind }) => kind === 'CallResumed').map(({ ms }) => ms);
  const spans: [number, number][] = [];
  let free = from;
  for (const { ms } of told.filter(({ kind }) => kind === 'CallHeld')) {
    const end = Math.min(to, ...resumed.filter((at) => at >= ms));
    const start = Math.max(ms, free);
    if (start >= end) continue;
    spans.push([start, end]);
    free = end;
  }
  return spans;
}

/** Sums by subject and quarter hour of one span of time. */
class Sums {
  readonly #from: number;
  readonly #to: number;
  readonly #sums = new Map<string, { readonly named: Map<string, number>; readonly byWait: number[] }>();

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  at(subject: string, ms: number) {
    const startsAt = Math.floor(ms / QUARTER_MS) * QUARTER_MS;
    const key = `${subject}\n${startsAt}`;
    const known = this.#sums.get(key);
    const sums = known ?? {
      named: new Map<string, number>(),
      byWait: WAIT_EDGES_SECONDS.map(() => 0).concat(0),
    };
    if (startsAt >= this.#from && startsAt < this.#to) this.#sums.set(key, sums);
    return sums;
  }

  add(subject: string, ms: number, name: (typeof TOTAL_NAMES)[number], amount = 1): void {
    const { named } = this.at(subject, ms);
    named.set(name, (named.get(name) ?? 0) + amount);
  }

  rows(): readonly StoredSums[] {
    return [...this.#sums].map(([key, { named, byWait }]) => {
      const [subject = '', startsAt = ''] = key.split('\n');
      const all = Object.fromEntries(TOTAL_NAMES.map((name) => [name, named.get(name) ?? 0]));
      return {
        subject,
        startsAt: Number(startsAt),
        sums: JSON.stringify({ ...all, answeredByWait: byWait }),
      };
    });
  }
}

const REASONS = {
  timeout: 'timedOut',
  key: 'leftByKey',
  overflow: 'overflowed',
  noAgents: 'noAgents',
  queueClosed: 'queueClosed',
  callback: 'calledBack',
  unknown: 'leftForUnknownReason',
} as const;

function addCall(sums: Sums, counted: CountedCall, sameCaller: readonly CountedCall[]): void {
  for (const visit of counted.visits) {
    const subject = subjects.queue(visit.call.source, visit.visit.queue);
    addOutcome(sums, subject, visit, visit, visit.waitMs);
    addLeg(sums, subject, visit);
    if (visit.city !== null) addLeg(sums, subjects.city(visit.city.id), visit);
  }
  const [entry] = counted.visits;
  const last = counted.visits.at(-1);
  if (entry === undefined || last === undefined || entry.city === null) return;
  const waitMs = counted.visits.reduce((sum, visit) => sum + visit.waitMs, 0);
  addOutcome(sums, subjects.city(entry.city.id), entry, last, waitMs);
  addQuality(sums, subjects.city(entry.city.id), entry, last, counted, sameCaller);
}

function addOutcome(
  sums: Sums,
  subject: string,
  entry: CountedVisit,
  last: CountedVisit,
  waitMs: number,
): void {
  const day = entry.city?.dayAt(entry.entered) ?? null;
  const add = (name: (typeof TOTAL_NAMES)[number], amount = 1) =>
    sums.add(subject, entry.entered, name, amount);
  if (day !== null && !isOpenAt(day, entry.entered)) return add('outsideHours');
  const [thresholdMs, shortMs] = [day?.thresholdMs ?? 20_000, day?.shortMs ?? 5_000];
  add('offered');
  add(last.end);
  const { named, byWait } = sums.at(subject, entry.entered);
  named.set(
    'longestWaitMs',
    Math.max(named.get('longestWaitMs') ?? 0, last.end === 'waiting' && entry === last ? 0 : waitMs),
  );
  if (last.end === 'answered') {
    add('answeredWaitMs', waitMs);
    if (waitMs <= thresholdMs) add('answeredWithinThreshold');
    const place = WAIT_EDGES_SECONDS.findIndex((edge) => waitMs <= edge * 1_000);
    byWait[place < 0 ? WAIT_EDGES_SECONDS.length : place] =
      (byWait[place < 0 ? WAIT_EDGES_SECONDS.length : place] ?? 0) + 1;
  }
  if (last.end === 'abandoned') {
    add('abandonedWaitMs', waitMs);
    if (waitMs < shortMs) add('shortAbandoned');
    if (waitMs <= thresholdMs) add('abandonedWithinThreshold');
  }
  if (last.end === 'flowedOut') add(REASONS[last.reason]);
}

function addLeg(sums: Sums, subject: string, leg: CountedVisit): void {
  const add = (name: (typeof TOTAL_NAMES)[number], amount = 1) =>
    sums.add(subject, leg.entered, name, amount);
  // A conversation makes its interval exist in the city of its queue, and so does any visit.
  sums.at(subject, leg.entered);
  if (leg.talk === 'talking') add('talking');
  if (leg.talk === 'lost') add('lostTalking');
  if (leg.talk !== 'completed') return;
  add('handled');
  add('talkMs', leg.talkMs);
  add('holdMs', leg.holdMs);
  add('wrapUpMs', leg.wrapUpMs);
}

function addQuality(
  sums: Sums,
  subject: string,
  entry: CountedVisit,
  last: CountedVisit,
  { call, visits, callers }: CountedCall,
  sameCaller: readonly CountedCall[],
): void {
  const add = (name: (typeof TOTAL_NAMES)[number], amount = 1) =>
    sums.add(subject, entry.entered, name, amount);
  const code = call.about.filter((event) => event.kind === 'CallClassified').at(-1);
  const mark = call.about.filter((event) => event.kind === 'SatisfactionGiven').at(-1);
  if (call.about.some(({ kind }) => kind === 'SatisfactionAsked')) add('askedForMark');
  if (mark !== undefined) {
    add('marks');
    add('markSum', mark.mark);
    if (mark.mark <= 2) add('goodMarks');
  }
  if (code?.wrongNumber === true) return;
  if (code !== undefined && code.solvedAtFirstContact !== null) {
    add('classified');
    if (code.solvedAtFirstContact) add('solvedAtFirstContact');
  }
  if (last.end === 'answered' && callers.length > 0) {
    add('traceable');
    const again = sameCaller.some(
      (other) =>
        other.visits[0]?.city?.id === entry.city?.id &&
        (other.visits[0]?.entered ?? 0) > entry.entered &&
        (other.visits[0]?.entered ?? 0) - entry.entered <= DAY_MS,
    );
    if (again) add('repeated');
  }
  if (last.talk !== 'completed') return;
  add('finished');
  if (visits.some(({ talk, completion }) => talk === 'completed' && completion?.endedBy === 'transfer'))
    add('transferred');
}

function addRefused(
  sums: Sums,
  { source, queue, ms }: Happened<Extract<CallEvent, { readonly kind: 'CallRefused' }>>,
  rules: CountingRules,
): void {
  if (queue === null) return;
  sums.add(subjects.queue(source, queue), ms, 'refused');
  const city = rules.cityOf(source, queue);
  if (city !== null) sums.add(subjects.city(city.id), ms, 'refused');
}
