import type { Job, JobKind, JobState } from '../../contract/job.ts';
import { jobKindSchema, jobStateSchema } from '../../contract/job.ts';
import * as v from 'valibot';
import type { Db } from '../store/schema.ts';

/** A job with what it was asked, from which it can be run again. */
export interface StoredJob extends Job {
  readonly input: unknown;
  readonly author: string | null;
}

export interface NewJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly input: unknown;
  readonly author: string | null;
  readonly requestedAt: number;
}

const OUTLINE = [
  'id',
  'kind',
  'input',
  'account_id',
  'state',
  'requested_at',
  'started_at',
  'ended_at',
  'progress',
] as const;

export async function addJob(db: Db, { id, kind, input, author, requestedAt }: NewJob): Promise<void> {
  await db
    .insertInto('job')
    .values({
      id,
      kind,
      input: JSON.stringify(input ?? null),
      account_id: author,
      state: 'waiting',
      requested_at: requestedAt,
      started_at: null,
      ended_at: null,
      progress: null,
      result: null,
    })
    .execute();
}

export async function noteJobStarted(db: Db, id: string, startedAt: number): Promise<void> {
  await db.updateTable('job').set({ state: 'running', started_at: startedAt }).where('id', '=', id).execute();
}

export async function noteJobEnded(
  db: Db,
  id: string,
  ended: {
    readonly state: JobState;
    readonly endedAt: number;
    readonly progress: unknown;
    /** `undefined`: it left none. */
    readonly result: unknown;
  },
): Promise<void> {
  await db
    .updateTable('job')
    .set({
      state: ended.state,
      ended_at: ended.endedAt,
      progress: ended.progress === undefined ? null : JSON.stringify(ended.progress),
      result: ended.result === undefined ? null : JSON.stringify(ended.result),
    })
    .where('id', '=', id)
    .execute();
}

/** Jobs of a server that is gone: they neither wait nor run any more. @returns how many there were */
export async function noteInterruptedJobs(db: Db, now: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('job')
    .set({ state: 'interrupted', ended_at: now })
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function findJob(db: Db, id: string): Promise<StoredJob | undefined> {
  const row = await outlines(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : storedJob(row);
}

/** The newest jobs of these kinds. */
export async function listJobs(
  db: Db,
  kinds: readonly JobKind[],
  most: number,
): Promise<readonly StoredJob[]> {
  if (kinds.length === 0) return [];
  const rows = await outlines(db)
    .where('kind', 'in', [...kinds])
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(storedJob);
}

/** @returns `undefined` where the job is unknown or left no result */
export async function findJobResult(db: Db, id: string): Promise<unknown> {
  const row = await db.selectFrom('job').select('result').where('id', '=', id).executeTakeFirst();
  return row === undefined || row.result === null ? undefined : JSON.parse(row.result);
}

function outlines(db: Db) {
  return db
    .selectFrom('job')
    .select([...OUTLINE])
    .select(({ eb }) => eb.case().when('result', 'is', null).then(0).else(1).end().as('has_result'));
}

function storedJob(row: {
  readonly id: string;
  readonly kind: string;
  readonly input: string;
  readonly account_id: string | null;
  readonly state: string;
  readonly requested_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly progress: string | null;
  readonly has_result: number;
}): StoredJob {
  return {
    id: row.id,
    kind: v.parse(jobKindSchema, row.kind),
    state: v.parse(jobStateSchema, row.state),
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    progress: row.progress === null ? null : JSON.parse(row.progress),
    hasResult: row.has_result === 1,
    input: JSON.parse(row.input),
    author: row.account_id,
  };
}
