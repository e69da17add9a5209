import type { LoggedEvent } from '../log/event-log.ts';
import { instantOf } from '../state/apply-logged.ts';
import type { CallEvent } from '../events/call-event.ts';

/** An event with the instant at which it counts as happening. */
export type Happened<E extends CallEvent = CallEvent> = E & { readonly ms: number };
type Of<K extends CallEvent['kind']> = Happened<Extract<CallEvent, { readonly kind: K }>>;

/** A caller's stay in one queue, with everything reported about it in order of time. */
export interface PlainVisit {
  readonly queue: string;
  readonly number: number;
  readonly told: Happened[];
  /** Entries that lists of the queue reported. */
  readonly listedAt: number[];
}

export interface PlainCall {
  readonly source: string;
  readonly id: string;
  readonly visits: Map<string, PlainVisit>;
  readonly about: Happened[];
  /** Who a list says calls, where no entry reported it. */
  readonly listedCallers: { readonly at: number; readonly caller: string }[];
}

/** What was reported, sorted by what it is about: no figure yet. */
export interface PlainStory {
  readonly calls: readonly PlainCall[];
  /** All events by instant; at one instant in the order of the log. */
  readonly events: readonly Happened[];
  readonly logOrder: readonly Happened[];
  /** Per source: its restarts and lists, which end what nobody ended. */
  readonly breaks: ReadonlyMap<string, readonly Happened[]>;
}

/** Sorts the log's events by call and visit. The order of reporting is no part of it. */
export function tellPlainly(entries: readonly LoggedEvent[]): PlainStory {
  const logOrder = [...entries]
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ event, receivedAt }) => ({ ...event, ms: instantOf(event, receivedAt) }));
  const events = [...logOrder].sort((a, b) => a.ms - b.ms);
  const calls = new Map<string, PlainCall>();
  for (const event of events) {
    if (!('call' in event) || event.kind === 'CallRefused') continue;
    const call = callOf(calls, event.source, event.call);
    if ('queue' in event && event.queue !== null) visitOf(call, event.queue, event.visit).told.push(event);
    else call.about.push(event);
  }
  for (const event of events) if (event.kind === 'QueueListed') noteListed(calls, event);
  const breaks = groupedBy(
    events.filter(({ kind }) => kind === 'SourceRestarted' || kind === 'QueueListed'),
    ({ source }) => String(source),
  );
  return { calls: [...calls.values()], events, logOrder, breaks };
}

export function groupedBy<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group === undefined) groups.set(nameOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function callOf(calls: Map<string, PlainCall>, source: string, id: string): PlainCall {
  const name = `${source}\n${id}`;
  const known = calls.get(name);
  if (known !== undefined) return known;
  const fresh = { source, id, visits: new Map(), about: [], listedCallers: [] };
  calls.set(name, fresh);
  return fresh;
}

function visitOf({ visits }: PlainCall, queue: string, number: number): PlainVisit {
  const name = `${queue}\n${number}`;
  const known = visits.get(name);
  if (known !== undefined) return known;
  const fresh = { queue, number, told: [], listedAt: [] };
  visits.set(name, fresh);
  return fresh;
}

/** A listed caller whom nobody reported to wait there by then had entered while nobody listened. */
function noteListed(calls: Map<string, PlainCall>, { source, queue, waiting, ms }: Of<'QueueListed'>): void {
  for (const { call: id, enteredAt, caller } of waiting) {
    const call = callOf(calls, source, id);
    const visits = [...call.visits.values()];
    const here = visits.filter((visit) => visit.queue === queue && entryOf(visit) <= ms);
    const waits = here.some((visit) => !hasEnded(visit, ms));
    const since = visits.some((visit) => entryOf(visit) >= enteredAt && entryOf(visit) <= ms);
    const over = visits.some((visit) => entryOf(visit) <= ms && endedSince(visit, ms));
    if (waits || since || over) continue;
    visitOf(call, queue, here.length).listedAt.push(enteredAt);
    if (caller !== null) call.listedCallers.push({ at: enteredAt, caller });
  }
}

const ENDS: readonly CallEvent['kind'][] = [
  'CallAnswered',
  'CallAbandoned',
  'CallFlowedOut',
  'CallLost',
  'CallCompleted',
];

function hasEnded({ told }: PlainVisit, by: number): boolean {
  return told.some(({ kind, ms }) => ENDS.includes(kind) && ms <= by);
}

function endedSince({ told }: PlainVisit, since: number): boolean {
  return told.some(({ kind, ms }) => ENDS.includes(kind) && ms >= since);
}

/** Reported seconds as whole milliseconds, so that no sum depends on the order of adding. */
export function wholeMs(seconds: number): number {
  return Math.round(seconds * 1_000);
}

/** When a visit began: as it was reported, else at the latest when the first of the rest began. */
export function entryOf({ told, listedAt }: PlainVisit): number {
  const entries = [...told.filter(({ kind }) => kind === 'CallEntered').map(({ ms }) => ms), ...listedAt];
  if (entries.length > 0) return Math.min(...entries);
  return Math.min(...told.map(beganBy));
}

function beganBy(event: Happened): number {
  switch (event.kind) {
    case 'CallAnswered':
    case 'CallAbandoned':
    case 'CallFlowedOut':
      return event.ms - wholeMs(event.waitSeconds ?? 0);
    case 'CallCompleted':
      return event.ms - wholeMs(event.talkSeconds ?? 0);
    case 'CallLost':
    case 'AgentRung':
      return event.ms;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
