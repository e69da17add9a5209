import type { CompiledQuery } from 'kysely';
import { instant, type Instant } from '../../../forecasting/time/index.ts';
import { instantOf } from '../state/apply-logged.ts';
import type { CallEvent } from '../events/call-event.ts';
import type { Store } from '../../platform/store/database.ts';
import { StoreError } from '../../platform/store/store-error.ts';

/** An event as it stands in the log. */
export interface LoggedEvent {
  /** Place in the log: the order in which every recount applies events. */
  readonly sequence: number;
  readonly receivedAt: Instant;
  readonly event: CallEvent;
}

/** Rows of one statement, largest first; each size is compiled once. */
const CHUNK_SIZES = [1_024, 256, 64, 16, 4, 1] as const;

/** Events of one transaction; more callers wait for the next one. */
const GROUP_LIMIT = 8_192;

const PAGE_ROWS = 4_096;

interface Waiting {
  readonly events: readonly CallEvent[];
  readonly receivedAt: Instant;
  readonly resolve: (stored: readonly (LoggedEvent | null)[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The append-only event log.
 *
 * Group commit: whoever asks while a transaction is under way shares the next one, so the cost of reaching the disk is
 * borne once for all of them. What was acknowledged is on disk.
 */
export class EventLog {
  readonly #store: Store;
  readonly #inserts = new Map<number, CompiledQuery<{ sequence: number; source: string; key: string }>>();
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Writes events in their order. Resolves when they are durable, with the stored event for each, or `null` where the
   * log had its source and key already.
   *
   * @throws StoreError `unwritable`; then none of `events` is in the log
   */
  append(events: readonly CallEvent[], receivedAt: Instant): Promise<readonly (LoggedEvent | null)[]> {
    if (events.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, receivedAt, resolve, reject });
      if (!this.#writing) void this.#writeAll();
    });
  }

  /**
   * Events in log order, page by page.
   *
   * @param span `from`, `to`: only events that happened within [from, to), and of the kinds `alsoBefore` those before;
   *   `kinds`: only these;
   *   `afterSequence`, `upToSequence`: only what stands behind the one and not behind the other
   */
  async *read(
    span: {
      readonly from?: Instant;
      readonly to?: Instant;
      readonly kinds?: readonly CallEvent['kind'][];
      readonly alsoBefore?: readonly CallEvent['kind'][];
      readonly afterSequence?: number;
      readonly upToSequence?: number;
    } = {},
  ): AsyncGenerator<readonly LoggedEvent[]> {
    let after = span.afterSequence ?? 0;
    for (;;) {
      let query = this.#store.db
        .selectFrom('event_log')
        .select(['sequence', 'received_at', 'payload'])
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(PAGE_ROWS);
      const { from, alsoBefore = [] } = span;
      if (from !== undefined && alsoBefore.length === 0) query = query.where('at', '>=', from);
      else if (from !== undefined)
        query = query.where((of) => of.or([of('at', '>=', from), of('kind', 'in', alsoBefore)]));
      if (span.kinds !== undefined) query = query.where('kind', 'in', span.kinds);
      if (span.to !== undefined) query = query.where('at', '<', span.to);
      if (span.upToSequence !== undefined) query = query.where('sequence', '<=', span.upToSequence);
      // A span is looked for in the whole log.
      const rows =
        from === undefined && span.to === undefined
          ? await query.execute()
          : await this.#store.scan(query.compile());
      if (rows.length > 0)
        yield rows.map(({ sequence, received_at, payload }) => ({
          sequence,
          receivedAt: instant(received_at),
          event: parseLogged(payload),
        }));
      if (rows.length < PAGE_ROWS) return;
      after = rows.at(-1)?.sequence ?? after;
    }
  }

  /** Place of the newest event; 0 where there is none. */
  async lastSequence(): Promise<number> {
    const { last } = await this.#store.db
      .selectFrom('event_log')
      .select((of) => of.fn.max('sequence').as('last'))
      .executeTakeFirstOrThrow();
    return Number(last ?? 0);
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    // Everybody who asks within this turn of the loop shares the first transaction.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      if (await this.#writeTogether(group)) continue;
      // One caller's events may be what the engine refuses: the others must not suffer for it.
      for (const waiting of group) await this.#writeAlone(waiting);
    }
    this.#writing = false;
  }

  #takeGroup(): readonly Waiting[] {
    let events = 0;
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || events < GROUP_LIMIT)) {
      events += this.#waiting[count]?.events.length ?? 0;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #writeTogether(group: readonly Waiting[]): Promise<boolean> {
    if (group.length === 1) return false;
    try {
      const stored = await this.#insert(group);
      let from = 0;
      for (const { events, resolve } of group) {
        resolve(stored.slice(from, from + events.length));
        from += events.length;
      }
      return true;
    } catch {
      return false;
    }
  }

  async #writeAlone(waiting: Waiting): Promise<void> {
    try {
      waiting.resolve(await this.#insert([waiting]));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      waiting.reject(new StoreError('unwritable', `the event log cannot be written: ${reason}`, { cause }));
    }
  }

  async #insert(group: readonly Waiting[]): Promise<readonly (LoggedEvent | null)[]> {
    const rows = group.flatMap(({ events, receivedAt }) => events.map((event) => rowOf(event, receivedAt)));
    const sequences = await this.#store.db.transaction().execute(async (transaction) => {
      const given = new Map<string, number>();
      let from = 0;
      for (const size of CHUNK_SIZES)
        for (; rows.length - from >= size; from += size) {
          const query = this.#compiled(rows.slice(from, from + size));
          const { rows: inserted } = await transaction.executeQuery(query);
          for (const { source, key, sequence } of inserted) given.set(nameOf(source, key), sequence);
        }
      return given;
    });
    return group.flatMap(({ events, receivedAt }) =>
      events.map((event) => {
        const name = nameOf(event.source, event.key);
        const sequence = sequences.get(name);
        sequences.delete(name);
        return sequence === undefined ? null : { sequence, receivedAt, event };
      }),
    );
  }

  /** The same statement for every chunk of one size; only its parameters differ. */
  #compiled(rows: readonly Row[]) {
    const known = this.#inserts.get(rows.length);
    if (known !== undefined)
      return { ...known, parameters: rows.flatMap((row) => COLUMNS.map((column) => row[column])) };
    const fresh = this.#store.db
      .insertInto('event_log')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['source', 'key']).doNothing())
      .returning(['sequence', 'source', 'key'])
      .compile();
    this.#inserts.set(rows.length, fresh);
    return fresh;
  }
}

/** Parameters follow the order of the first compilation, which is the order of the fields in `rowOf`. */
const COLUMNS = ['source', 'key', 'at', 'received_at', 'kind', 'payload'] as const;

type Row = ReturnType<typeof rowOf>;

function rowOf(event: CallEvent, receivedAt: Instant) {
  return {
    source: event.source,
    key: event.key,
    at: instantOf(event, receivedAt),
    received_at: receivedAt,
    kind: event.kind,
    payload: JSON.stringify(event),
  };
}

function nameOf(source: string, key: string): string {
  return `${source}\n${key}`;
}

/** An event from its stored payload. */
export function parseLogged(payload: string): CallEvent {
  const value: unknown = JSON.parse(payload);
  if (isLogged(value)) return value;
  throw new Error(`the event log holds something that is no event: ${payload.slice(0, 80)}`);
}

/** Only events that passed the way in are in the log, so a look at the outline is enough. */
function isLogged(value: unknown): value is CallEvent {
  return typeof value === 'object' && value !== null && 'kind' in value && 'at' in value && 'key' in value;
}
