import type { AuditActor } from '../../platform/store/audit.ts';
import { randomUUID } from 'node:crypto';
import {
  cellKey,
  type Roster,
  type RosterProblem,
  type RosterShift,
} from '../../../forecasting/roster/index.ts';
import type {
  DraftAnswer,
  DraftChange,
  DraftSummary,
  SavedDraft,
  SaveDraft,
  StaleDraft,
} from '../../contract/plan.ts';
import type { OptimiserOrigin, RosterOrigin } from '../../contract/roster-origin.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { withDaysBeside } from './days-beside.ts';
import { withAbsencesOfNow } from './people-of-draft.ts';
import { originOf, readOrigin } from '../published/roster-origin.ts';
import { publishedAs } from '../published/published-as.ts';
import { readProblem, readRoster } from '../published/stored-roster.ts';

export interface NewDraft {
  readonly title: string;
  readonly requirementId: string | null;
  /** Absences that nobody has entered; those of the store are read whenever the draft is looked at. */
  readonly problem: RosterProblem;
  readonly roster: Roster;
  /** The optimiser's run that the roster was taken from; absent: by hand, or not known. */
  readonly origin?: OptimiserOrigin | null;
}

/** A draft as it is stored: everybody's. What of it a reader may have is built in `draft-for-reader.ts`. */
export type StoredDraft = Omit<DraftAnswer, 'reader' | 'others' | 'origin'> & {
  readonly origin: RosterOrigin | null;
};

export async function createDraft(db: Db, draft: NewDraft, actor: AuditActor): Promise<string> {
  const id = randomUUID();
  const { days } = draft.problem;
  await db
    .insertInto('roster_draft')
    .values({
      id,
      title: draft.title,
      from_day: days.at(0)?.date ?? '',
      until_day: days.at(-1)?.date ?? '',
      requirement_id: draft.requirementId,
      revision: 1,
      updated_at: actor.now,
      updated_by: actor.accountId,
      problem: JSON.stringify(draft.problem),
      roster: JSON.stringify(draft.roster),
      origin: originText(draft.origin),
    })
    .execute();
  return id;
}

/** Those that somebody worked on last. */
export async function listDrafts(db: Db): Promise<readonly DraftSummary[]> {
  const rows = await db
    .selectFrom('roster_draft')
    .select(['id', 'title', 'from_day', 'until_day', 'revision', 'updated_at'])
    .orderBy('updated_at', 'desc')
    .limit(MOST_LISTED.drafts)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    from: row.from_day,
    until: row.until_day,
    revision: row.revision,
    updatedAt: row.updated_at,
  }));
}

export async function findDraft(db: Db, id: string): Promise<StoredDraft | undefined> {
  const row = await db.selectFrom('roster_draft').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const roster = readRoster(row.roster);
  const centre = (await readCentre(db))?.centre;
  const span = { id: row.id, from: row.from_day, until: row.until_day, updatedAt: row.updated_at };
  return {
    id: row.id,
    title: row.title,
    requirementId: row.requirement_id,
    from: row.from_day,
    until: row.until_day,
    revision: row.revision,
    updatedAt: row.updated_at,
    problem: await withDaysBeside(db, await withAbsencesOfNow(db, readProblem(row.problem)), centre),
    roster,
    origin: originOf(readOrigin(row.origin), roster),
    publishedAs: await publishedAs(db, span),
  };
}

function originText(origin: OptimiserOrigin | null | undefined): string | null {
  return origin === null || origin === undefined ? null : JSON.stringify(origin);
}

export type SaveOutcome =
  | { readonly ok: true; readonly saved: SavedDraft }
  | { readonly ok: false; readonly code: 'unknown' }
  | { readonly ok: false; readonly code: 'stale'; readonly stale: StaleDraft };

/**
 * Applies a planner's changes to the very revision they were made on. A page that missed a revision writes nothing and
 * learns what it missed.
 *
 * @param origin the optimiser's run whose proposal is among the changes, `null` if it is not known any more; absent: the
 *   changes were made by hand
 */
export async function saveDraft(
  db: Db,
  id: string,
  save: Omit<SaveDraft, 'takenFrom'> & { readonly origin?: OptimiserOrigin | null },
  actor: AuditActor,
): Promise<SaveOutcome> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('roster_draft')
      .select(['revision', 'roster', 'origin'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return { ok: false, code: 'unknown' } as const;
    const stale = async () =>
      ({ ok: false, code: 'stale', stale: await changesSince(tx, id, save.basedOn) }) as const;
    if (row.revision !== save.basedOn) return stale();
    const revision = row.revision + 1;
    const roster = withChanges(readRoster(row.roster), save);
    const origin = save.origin === undefined ? readOrigin(row.origin) : save.origin;
    const written = await tx
      .updateTable('roster_draft')
      .set({
        revision,
        roster: JSON.stringify(roster),
        origin: originText(origin),
        updated_at: actor.now,
        updated_by: actor.accountId,
      })
      .where('id', '=', id)
      .where('revision', '=', save.basedOn)
      .returning('revision')
      .executeTakeFirst();
    if (written === undefined) return stale();
    const cells = [...save.set, ...save.cleared].map(({ agent, date }) => ({ agent, date }));
    await tx
      .insertInto('roster_change')
      .values({
        draft_id: id,
        revision,
        at: actor.now,
        account_id: actor.accountId,
        changes: JSON.stringify(cells),
      })
      .execute();
    return { ok: true, saved: { revision, origin: originOf(origin, roster) } } as const;
  });
}

/** One person holds at most one shift a day, so that a cell is replaced as a whole. */
export function withChanges(roster: Roster, changes: Pick<SaveDraft, 'set' | 'cleared'>): Roster {
  const touched = new Set([...changes.set, ...changes.cleared].map(cellKey));
  const kept = roster.shifts.filter((shift) => !touched.has(cellKey(shift)));
  const set: readonly RosterShift[] = changes.set;
  return { shifts: [...kept, ...set].sort(byDayAndAgent) };
}

function byDayAndAgent(one: RosterShift, other: RosterShift): number {
  if (one.date !== other.date) return one.date < other.date ? -1 : 1;
  return one.agent < other.agent ? -1 : one.agent > other.agent ? 1 : 0;
}

async function changesSince(db: Db, id: string, revision: number): Promise<StaleDraft> {
  const rows = await db
    .selectFrom('roster_change')
    .leftJoin('account', 'account.id', 'roster_change.account_id')
    .select(['roster_change.revision', 'roster_change.at', 'roster_change.changes', 'account.display_name'])
    .where('roster_change.draft_id', '=', id)
    .where('roster_change.revision', '>', revision)
    .orderBy('roster_change.revision')
    .execute();
  const changes: DraftChange[] = rows.map((row) => ({
    revision: row.revision,
    at: row.at,
    by: row.display_name ?? '',
    cells: readCells(row.changes),
  }));
  return { revision: changes.at(-1)?.revision ?? revision, changes };
}

function readCells(json: string): DraftChange['cells'] {
  const cells: unknown = JSON.parse(json);
  if (!Array.isArray(cells)) return [];
  return cells.filter(isCell);
}

function isCell(cell: unknown): cell is { agent: string; date: string } {
  return typeof cell === 'object' && cell !== null && 'agent' in cell && 'date' in cell;
}
