import type { Roster, RosterProblem } from '../../../forecasting/roster/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import { writeAudit } from '../../platform/store/audit.ts';
import type { PublicationReport, PublicationSummary } from '../../contract/plan.ts';
import type { OptimiserOrigin, RosterOrigin } from '../../contract/roster-origin.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import type { Db } from '../../platform/store/schema.ts';
import { originOf, readOrigin } from './roster-origin.ts';
import { replaceDuties, type PublishedDuty } from './duty-store.ts';
import { readProblem, readRoster } from './stored-roster.ts';

export interface NewPublication {
  readonly draftId: string;
  readonly problem: RosterProblem;
  readonly roster: Roster;
  readonly report: PublicationReport;
  readonly rollsBackTo: number | null;
  /** The newest version of these days that the person knew, `null` for none; absent: publish whatever happened. */
  readonly known?: number | null;
  /** The optimiser's run that the roster was taken from; absent: by hand, or not known. */
  readonly origin?: OptimiserOrigin | null;
  readonly accountId: string | null;
  readonly now: Instant;
}

export type PublishOutcome =
  | { readonly ok: true; readonly number: number }
  /** Somebody published the same days since this person last looked; nothing was written. */
  | { readonly ok: false; readonly code: 'published-meanwhile'; readonly newest: PublicationRecord };

/** Two publications at one moment ask for one number: the later one tries again and sees the earlier one. */
const MOST_ATTEMPTS = 5;

/**
 * Publishes in one transaction: the version, what every person is shown, and who did it stand together or not at all.
 * Versions are counted from 1. Where the person said which version they knew, nothing newer of the same days is
 * written over.
 */
export async function publishRoster(db: Db, publication: NewPublication): Promise<PublishOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute((tx) => publishOnce(tx, publication));
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isKeyTaken(error)) throw error;
    }
  }
}

async function publishOnce(tx: Db, publication: NewPublication): Promise<PublishOutcome> {
  const { problem, roster, now, accountId } = publication;
  const from = problem.days.at(0)?.date ?? '';
  const until = problem.days.at(-1)?.date ?? '';
  const last = await tx
    .selectFrom('publication')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  if (publication.known !== undefined) {
    const newest = await newestPublication(tx, { from, until });
    if (newest !== undefined && newest.number > (publication.known ?? 0))
      return { ok: false, code: 'published-meanwhile', newest };
  }
  const number = (last?.number ?? 0) + 1;
  const origin = originOf(publication.origin, roster);
  await tx
    .insertInto('publication')
    .values({
      number,
      draft_id: publication.draftId,
      from_day: from,
      until_day: until,
      at: now,
      account_id: accountId,
      problem: JSON.stringify(problem),
      roster: JSON.stringify(roster),
      report: JSON.stringify(publication.report),
      rolls_back_to: publication.rollsBackTo,
      origin: origin === null ? null : JSON.stringify(origin),
    })
    .execute();
  const notified = await replaceDuties(tx, { from, until }, dutiesFrom(problem, roster), number, now);
  await writeAudit(tx, {
    at: now,
    accountId,
    action: publication.rollsBackTo === null ? 'plan:published' : 'plan:rolledBack',
    subject: String(number),
    detail: { from, until, notified, overrides: publication.report.overrides },
  });
  return { ok: true, number };
}

/** PostgreSQL's code, and how SQLite says the same: another transaction has taken this key. */
function isKeyTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    code === '23505' || (code.startsWith('SQLITE_CONSTRAINT') && /publication\.number/.test(error.message))
  );
}

/** A roster's shifts as the people are shown them. */
export function dutiesFrom(problem: RosterProblem, roster: Roster): readonly PublishedDuty[] {
  const skillsOf = new Map(problem.groups.map((group) => [group.id, group.skills]));
  return roster.shifts.map((shift) => ({
    agentId: shift.agent,
    day: shift.date,
    body: {
      startMinute: shift.startMinute,
      endMinute: shift.endMinute,
      breaks: shift.breaks.map(({ startMinute, endMinute }) => ({ startMinute, endMinute })),
      activities: (shift.activities ?? []).map(({ startMinute, endMinute, label }) => ({
        startMinute,
        endMinute,
        label,
      })),
      group: shift.group,
      pattern: shift.pattern,
      cities: [...(skillsOf.get(shift.group) ?? [])],
    },
  }));
}

/** A version as it is stored: everybody's. What of it a reader may have is built in `roster-for-reader.ts`. */
export interface PublicationRecord extends PublicationSummary {
  readonly origin: RosterOrigin | null;
}

export interface StoredPublication extends PublicationRecord {
  /** The requirement that its draft was made from, while both are there. */
  readonly requirementId: string | null;
  readonly problem: RosterProblem;
  readonly roster: Roster;
}

export async function findPublication(db: Db, number: number): Promise<StoredPublication | undefined> {
  const row = await publications(db)
    .select(['publication.problem', 'publication.roster'])
    .where('publication.number', '=', number)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const draft = await db
    .selectFrom('roster_draft')
    .select('requirement_id')
    .where('id', '=', row.draft_id)
    .executeTakeFirst();
  return {
    ...summary(row),
    requirementId: draft?.requirement_id ?? null,
    problem: readProblem(row.problem),
    roster: readRoster(row.roster),
  };
}

/** Share of paid time away from the telephones that a version was planned with; 0 where it does not say. */
export async function shrinkageOf(db: Db, number: number): Promise<number> {
  const row = await db
    .selectFrom('publication')
    .select('problem')
    .where('number', '=', number)
    .executeTakeFirst();
  return row === undefined ? 0 : (readProblem(row.problem).screenBreaks?.shrinkage ?? 0);
}

/** The version that was published last for any of the days. */
export async function newestPublication(
  db: Db,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<PublicationRecord | undefined> {
  const row = await publications(db)
    .where('publication.from_day', '<=', until)
    .where('publication.until_day', '>=', from)
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : summary(row);
}

/** The newest ones. */
export async function listPublications(db: Db): Promise<readonly PublicationRecord[]> {
  return (await publications(db).limit(MOST_LISTED.publications).execute()).map(summary);
}

/** Without what is large. */
function publications(db: Db) {
  return db
    .selectFrom('publication')
    .leftJoin('account', 'account.id', 'publication.account_id')
    .select([
      'publication.number',
      'publication.draft_id',
      'publication.from_day',
      'publication.until_day',
      'publication.at',
      'publication.report',
      'publication.rolls_back_to',
      'publication.origin',
      'account.display_name',
    ])
    .orderBy('publication.number', 'desc');
}

function summary(row: {
  readonly number: number;
  readonly draft_id: string;
  readonly from_day: string;
  readonly until_day: string;
  readonly at: number;
  readonly report: string;
  readonly rolls_back_to: number | null;
  readonly origin: string | null;
  readonly display_name: string | null;
}): PublicationRecord {
  return {
    number: row.number,
    draftId: row.draft_id,
    from: row.from_day,
    until: row.until_day,
    at: row.at,
    by: row.display_name ?? '',
    rollsBackTo: row.rolls_back_to,
    report: readReport(row.report),
    origin: readPublishedOrigin(row.origin),
  };
}

function readPublishedOrigin(json: string | null): RosterOrigin | null {
  const origin = readOrigin(json);
  return origin === null ? null : { ...origin, edited: 'edited' in origin && origin.edited === true };
}

function readReport(json: string): PublicationReport {
  const value: unknown = JSON.parse(json);
  if (isReport(value)) return value;
  throw new TypeError('the stored publication report has lost its outline');
}

function isReport(value: unknown): value is PublicationReport {
  return typeof value === 'object' && value !== null && 'check' in value && 'overrides' in value;
}
