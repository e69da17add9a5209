import * as v from 'valibot';
import { daySpan, type PlainDate } from '../../forecasting/time/plain-date.ts';
import { centreBefore } from '../store/centre-history.ts';
import type { Store } from '../store/database.ts';
import { readSums, sumsPosition, type StoredSums } from '../store/interval-sums-store.ts';
import { EventLog } from '../store/event-log.ts';
import { firstRecountableDay } from './recountable.ts';
import { recountDays } from './recount-days.ts';

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
}

/** The raw events of the day, or of the hours before it, were deleted after their time: its sums stand as they are. */
export interface DeletedDay {
  readonly kind: 'deleted';
  /** The first day that can be counted anew. */
  readonly firstDay: PlainDate;
}

/**
 * Counts a day anew from the event log and holds the stored sums against it: those of calls and the time of agents.
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
  const recounted = figuresOf(await recountDays(store, centre, { first: date, last: date }, position));
  const names = [...new Set([...stored.keys(), ...recounted.keys()])].sort();
  const differences = names
    .map((name) => difference(name, stored.get(name) ?? 0, recounted.get(name) ?? 0))
    .filter((found) => found !== null);
  return {
    kind: 'recounted',
    differences,
    figures: names.length,
    events: 0,
    newerEvents: (await new EventLog(store).lastSequence()) - position,
  };
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
