import * as v from 'valibot';
import { daySpan, instant, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { centreBefore } from '../log/centre-history.ts';
import type { Store } from '../../platform/store/database.ts';
import { readErasure } from '../log/erasure-store.ts';
import { readSums, sumsPosition, type StoredSums } from '../log/interval-sums-store.ts';
import { EventLog, type LoggedEvent } from '../log/event-log.ts';
import { daysToRecount } from '../log/recount-store.ts';
import { firstRecountableDay } from '../centre/recountable.ts';
import { readStanding, type AgentsStanding } from '../centre/agents-standing.ts';
import { countPlainly, type PlainFacts } from './plain-count.ts';
import { clockOfLog, eventsAbout, MARGIN_MS, wrapUpsToldBefore } from '../centre/recount-days.ts';

/** One figure of one interval that the store and a recount disagree about. */
export interface Difference {
  readonly subject: string;
  readonly startsAt: number;
  readonly figure: string;
  readonly stored: number;
  readonly recounted: number;
}

export interface SelfCheck {
  readonly kind: 'recounted';
  readonly differences: readonly Difference[];
  /** Figures compared: every sum of every interval and subject. */
  readonly figures: number;
  /** Events that the recount read, those of the hours before and after the day included. */
  readonly events: number;
  /** Events in the log that are newer than the stored sums, as a running server has for up to a minute. */
  readonly newerEvents: number;
  /** Something was received late about the day: the server is still to count its sums anew. */
  readonly awaitsRecount: boolean;
}

/** The raw events of the day, or of the hours before it, were deleted after their time: its sums stand as they are. */
export interface DeletedDay {
  readonly kind: 'deleted';
  /** The first day that can be counted anew. */
  readonly firstDay: PlainDate;
}

/**
 * Counts a day from the event log by brute force (`plain-count.ts`), which is not how the sums came about, and holds the stored sums against it: those of calls and the time of agents.
 *
 * @returns `null` where no centre was ever configured in this store
 */
export async function selfCheck(store: Store, date: PlainDate): Promise<SelfCheck | DeletedDay | null> {
  const newest = await centreBefore(store, Number.MAX_SAFE_INTEGER);
  if (newest === null) return null;
  const day = daySpan(date, newest.zone);
  const firstDay = await firstRecountableDay(store, newest.zone);
  if (firstDay !== null && date < firstDay) return { kind: 'deleted', firstDay };
  const centre = (await centreBefore(store, day.end)) ?? newest;
  const position = await sumsPosition(store);
  const stored = figuresOf(await readSums(store, day.start, day.end));
  const count = await countDay(store, centre, day, position);
  const recounted = figuresOf(count.rows);
  const names = [...new Set([...stored.keys(), ...recounted.keys()])].sort();
  const differences = names
    .map((name) => difference(name, stored.get(name) ?? 0, recounted.get(name) ?? 0))
    .filter((found) => found !== null);
  return {
    kind: 'recounted',
    differences,
    figures: names.length,
    events: count.events,
    awaitsRecount: (await daysToRecount(store)).some((waiting) => waiting.day === date),
    newerEvents: (await new EventLog(store).lastSequence()) - position,
  };
}

/** The independent count of one day, and how many events of the log it rests on. */
async function countDay(
  store: Store,
  centre: Centre,
  day: { readonly start: number; readonly end: number },
  position: number,
) {
  const entries: LoggedEvent[] = [];
  for await (const page of eventsAbout(store, day, position)) entries.push(...page);
  const { standing } = (await readErasure(store, 'callEvents')) ?? { standing: null };
  const facts: PlainFacts = {
    centre,
    entries,
    clock: await clockOfLog(store, position),
    standing: readStanding(standing),
    wrapUpsToldFrom: toldFrom(readStanding(standing), await wrapUpsToldBefore(store, day.start - MARGIN_MS)),
  };
  const from = instant(day.start - MARGIN_MS);
  return {
    rows: countPlainly(facts, day.start, day.end),
    events: entries.filter(({ event }) => event.at >= from).length,
  };
}

/** Sources whose older events were deleted are known to have reported ends, though not since when. */
function toldFrom(standing: AgentsStanding, told: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const always = standing.filter(({ tellsWrapUp }) => tellsWrapUp).map(({ source }) => source);
  return new Map([...told, ...always.map((source) => [source, Number.NEGATIVE_INFINITY] as const)]);
}

const sumsSchema = v.record(v.string(), v.union([v.number(), v.array(v.number())]));

/** Every single number under a name of its own. */
function figuresOf(rows: readonly StoredSums[]): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  for (const { subject, startsAt, sums } of rows) {
    for (const [figure, value] of Object.entries(v.parse(sumsSchema, JSON.parse(sums)))) {
      if (typeof value === 'number') figures.set(`${subject}\t${startsAt}\t${figure}`, value);
      else
        value.forEach((calls, place) => figures.set(`${subject}\t${startsAt}\t${figure}[${place}]`, calls));
    }
  }
  return figures;
}

function difference(name: string, stored: number, recounted: number): Difference | null {
  if (stored === recounted) return null;
  const [subject = '', startsAt = '', figure = ''] = name.split('\t');
  return { subject, startsAt: Number(startsAt), figure, stored, recounted };
}
