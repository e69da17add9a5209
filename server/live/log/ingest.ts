import type { Instant } from '../../../forecasting/time/index.ts';
import type { CallEvent, SourceId } from '../events/call-event.ts';
import type { CallerPseudonym } from '../events/caller-hash.ts';
import { parseCallEvent, type EventIssue } from '../events/parse-call-event.ts';
import type { EventOutcome, WayIn } from './way-in.ts';

/** More in one request would hold up everybody else's events. */
export const MOST_EVENTS_PER_REQUEST = 5_000;

/** What became of one event of a request, by its place in it. */
type EventAnswer =
  | { readonly index: number; readonly outcome: EventOutcome }
  | { readonly index: number; readonly outcome: 'refused'; readonly issues: readonly EventIssue[] };

export type IngestAnswer =
  | {
      readonly ok: true;
      readonly answers: readonly EventAnswer[];
      readonly stored: number;
      readonly duplicates: number;
      readonly refused: number;
    }
  /** The body as a whole is none we can read. */
  | { readonly ok: false; readonly issues: readonly EventIssue[] };

export interface IngestOptions {
  /** By the bearer token: a body cannot speak for another source. */
  readonly source: SourceId;
  readonly wayIn: WayIn;
  readonly hashCaller: (number: string, at: Instant) => CallerPseudonym | null;
  readonly now: Instant;
}

/**
 * Takes one event, a list of events or `{ "events": [...] }`. A wrong event is answered by its index and field and does
 * not stop the others; `stored` and `duplicate` mean durable on disk.
 *
 * @throws whatever the way in rejects with: then nothing of the body is acknowledged and all of it may be sent again
 */
export async function ingestBatch(body: unknown, options: IngestOptions): Promise<IngestAnswer> {
  const { source, wayIn, hashCaller, now } = options;
  wayIn.heard(source, now);
  const told = eventsIn(body);
  if (told === undefined)
    return refusedBody('must be an event, a list of events or an object with a list "events"');
  if (told.length > MOST_EVENTS_PER_REQUEST)
    return refusedBody(`must hold at most ${MOST_EVENTS_PER_REQUEST} events, got ${told.length}`);
  const answers: EventAnswer[] = [];
  const events: CallEvent[] = [];
  const places: number[] = [];
  for (const [index, input] of told.entries()) {
    const parsed = parseCallEvent(input, { source, hashCaller, latest: now });
    if (parsed.ok) {
      events.push(parsed.event);
      places.push(index);
    } else answers.push({ index, outcome: 'refused', issues: parsed.issues });
  }
  const refused = answers.length;
  const outcomes = events.length === 0 ? [] : await wayIn.accept(events);
  let stored = 0;
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome === 'stored') stored += 1;
    answers.push({ index: places[i] ?? i, outcome });
  }
  answers.sort((a, b) => a.index - b.index);
  return { ok: true, answers, stored, duplicates: outcomes.length - stored, refused };
}

function eventsIn(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return listOf(body);
  if (typeof body !== 'object' || body === null) return undefined;
  if (!('events' in body)) return [body];
  return Array.isArray(body.events) ? listOf(body.events) : undefined;
}

function listOf(values: readonly unknown[]): readonly unknown[] {
  return values;
}

function refusedBody(problem: string): IngestAnswer {
  return { ok: false, issues: [{ field: '', problem }] };
}
