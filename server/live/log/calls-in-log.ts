import { sql } from 'kysely';
import { callInPayload } from '../../platform/store/call-in-payload.ts';
import { instant, type Instant } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { parseLogged, type LoggedEvent } from './event-log.ts';

/** A call by its source. */
export interface CallName {
  readonly source: string;
  readonly call: string;
}

/** Calls of one statement, within the parameters that both engines take. */
const CALLS_PER_STATEMENT = 100;

/** When each of some calls entered, as the log has it: every reported entry. */
export async function entriesOf(store: Store, calls: readonly CallName[]): Promise<readonly LoggedEntry[]> {
  const found: LoggedEntry[] = [];
  for (let from = 0; from < calls.length; from += CALLS_PER_STATEMENT) {
    const wanted = calls
      .slice(from, from + CALLS_PER_STATEMENT)
      .map(({ source, call }) => sql`(cast(${source} as text), cast(${spelled(store, call)} as text))`);
    // A join is looked up call by call; a list of alternatives would be looked for in the whole log.
    const query = sql<{ readonly source: string; readonly at: number; readonly payload: string }>`
      with wanted (source, call) as (values ${sql.join(wanted)})
      select entry.source, entry.at, entry.payload
      from wanted
      join event_log as entry
        on entry.source = wanted.source and ${callInPayload(store.engine, 'entry.')} = wanted.call
      where entry.kind = 'CallEntered'`;
    for (const { source, at, payload } of await store.scan(query.compile(store.db))) {
      const event = parseLogged(payload);
      if (event.kind === 'CallEntered') found.push({ source, call: event.call, at });
    }
  }
  return found;
}

export interface LoggedEntry extends CallName {
  readonly at: number;
}

/**
 * Events outside [from, to) of calls that were reported about within [start, end): closing codes of days later, ends that came
 * after long, and entries long before.
 */
export async function eventsElsewhere(
  store: Store,
  span: {
    readonly start: Instant;
    readonly end: Instant;
    readonly from: Instant;
    readonly to: Instant;
    readonly upToSequence: number;
  },
): Promise<readonly LoggedEvent[]> {
  const { start, end, from, to, upToSequence } = span;
  const call = callInPayload(store.engine);
  const query = sql<{ readonly sequence: number; readonly received_at: number; readonly payload: string }>`
    select other.sequence, other.received_at, other.payload
    from (
      select distinct source, ${call} as call from event_log where at >= ${start} and at < ${end}
    ) as known
    join event_log as other
      on other.source = known.source and ${callInPayload(store.engine, 'other.')} = known.call
    where (other.at < ${from} or other.at >= ${to}) and other.sequence <= ${upToSequence}
    order by other.sequence`;
  const rows = await store.scan(query.compile(store.db));
  return rows.map(({ sequence, received_at, payload }) => ({
    sequence,
    receivedAt: instant(received_at),
    event: parseLogged(payload),
  }));
}

/** A call id as the engine's expression gives it: PostgreSQL keeps JSON's escapes. */
function spelled({ engine }: Store, call: string): string {
  return engine === 'sqlite' ? call : JSON.stringify(call).slice(1, -1);
}
