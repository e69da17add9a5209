import { cellKey } from '../../../forecasting/roster/index.ts';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Instant } from '../../../forecasting/time/index.ts';
import { dutyBodySchema, type Duty, type DutyBody } from '../../contract/schedule.ts';
import type { Db } from '../../platform/store/schema.ts';

/** One person's duty on one day, as a publication says it. */
export interface PublishedDuty {
  readonly agentId: string;
  readonly day: string;
  readonly body: DutyBody;
}

export interface DutySpan {
  readonly from: string;
  readonly until: string;
}

/**
 * Makes the duties of a span what a publication says: new ones appear, changed ones rise in sequence and remember what
 * stood there, dropped ones are cancelled and kept, unchanged ones are not touched. Call it in the publication's
 * transaction.
 *
 * @returns how many duties were announced anew, changed or cancelled
 */
export async function replaceDuties(
  tx: Db,
  span: DutySpan,
  duties: readonly PublishedDuty[],
  publication: number,
  now: Instant,
): Promise<number> {
  const present = await dutyRows(tx, span);
  const known = new Map(present.map((row) => [cellKey({ agent: row.agent_id, date: row.day }), row]));
  const wanted = new Map(duties.map((duty) => [cellKey({ agent: duty.agentId, date: duty.day }), duty]));
  let notified = 0;
  for (const [key, duty] of wanted) {
    const row = known.get(key);
    const body = JSON.stringify(duty.body);
    if (row === undefined) {
      await tx
        .insertInto('duty')
        .values({
          agent_id: duty.agentId,
          day: duty.day,
          uid: `${duty.agentId}-${duty.day}@leitstand`,
          sequence: 0,
          status: 'planned',
          body,
          previous: null,
          changed_at: now,
          publication,
        })
        .execute();
      notified += 1;
    } else if (isNews(row, duty)) {
      const previous = row.status === 'planned' ? row.body : null;
      await change(tx, row, { status: 'planned', body, previous, publication }, now);
      notified += 1;
    }
  }
  for (const [key, row] of known) {
    if (wanted.has(key) || row.status === 'cancelled') continue;
    await change(tx, row, { status: 'cancelled', body: row.body, previous: row.body, publication }, now);
    notified += 1;
  }
  return notified;
}

/** Whom a publication would notify of something new: duties added, changed or cancelled. */
export async function peopleTold(
  db: Db,
  span: DutySpan,
  duties: readonly PublishedDuty[],
): Promise<readonly string[]> {
  const present = await dutyRows(db, span);
  const known = new Map(present.map((row) => [cellKey({ agent: row.agent_id, date: row.day }), row]));
  const wanted = new Set(duties.map(({ agentId, day }) => cellKey({ agent: agentId, date: day })));
  const notified = [
    ...duties
      .filter((duty) => {
        const row = known.get(cellKey({ agent: duty.agentId, date: duty.day }));
        return row === undefined || isNews(row, duty);
      })
      .map(({ agentId }) => agentId),
    ...present
      .filter(
        (row) => row.status !== 'cancelled' && !wanted.has(cellKey({ agent: row.agent_id, date: row.day })),
      )
      .map((row) => row.agent_id),
  ];
  return [...new Set(notified)].sort();
}

function isNews(row: { readonly status: string; readonly body: string }, duty: PublishedDuty): boolean {
  return row.status !== 'planned' || !isDeepStrictEqual(JSON.parse(row.body), duty.body);
}

async function change(
  tx: Db,
  row: { readonly agent_id: string; readonly day: string; readonly sequence: number },
  to: { status: string; body: string; previous: string | null; publication: number },
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('duty')
    .set({ ...to, sequence: row.sequence + 1, changed_at: now })
    .where('agent_id', '=', row.agent_id)
    .where('day', '=', row.day)
    .execute();
}

async function dutyRows(db: Db, span: DutySpan, agentId?: string) {
  let query = db
    .selectFrom('duty')
    .selectAll()
    .where('day', '>=', span.from)
    .where('day', '<=', span.until)
    .orderBy('day')
    .orderBy('agent_id');
  if (agentId !== undefined) query = query.where('agent_id', '=', agentId);
  return query.execute();
}

/** One person's duties, cancelled ones included. */
export async function dutiesOf(db: Db, agentId: string, span: DutySpan): Promise<readonly Duty[]> {
  return (await dutyRows(db, span, agentId)).map((row) => ({
    day: row.day,
    uid: row.uid,
    sequence: row.sequence,
    status: row.status === 'cancelled' ? ('cancelled' as const) : ('planned' as const),
    body: readBody(row.body),
    previous: row.previous === null ? null : readBody(row.previous),
    changedAt: row.changed_at,
  }));
}

export interface PlannedDuty extends PublishedDuty {
  /** The version that announced it. */
  readonly publication: number;
}

/** Everybody's planned duties of a span: what the wall counts as planned. */
export async function plannedDuties(db: Db, span: DutySpan): Promise<readonly PlannedDuty[]> {
  return (await dutyRows(db, span))
    .filter((row) => row.status === 'planned')
    .map((row) => ({
      agentId: row.agent_id,
      day: row.day,
      body: readBody(row.body),
      publication: row.publication,
    }));
}

export async function lastPublishedDay(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('publication')
    .select(({ fn }) => fn.max('until_day').as('until'))
    .executeTakeFirst();
  return row?.until ?? null;
}

function readBody(json: string): DutyBody {
  return v.parse(dutyBodySchema, JSON.parse(json));
}
