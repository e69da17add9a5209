import * as v from 'valibot';
import type { Roster, RosterProblem } from '../../../forecasting/roster/index.ts';
import type {
  DraftAnswer,
  DraftSummary,
  PublicationReport,
  PublicationSummary,
  SavedDraft,
  StaleDraft,
} from '../../../server/contract/plan.ts';
import type { PublicationRow } from '../../../server/contract/publication.ts';
import { protectionsSchema } from '../../../server/contract/protection.ts';
import type { RepairAnswer } from '../../../server/contract/repair.ts';

/** A published version with its roster. */
interface StoredVersion extends PublicationSummary {
  readonly problem: RosterProblem;
  readonly roster: Roster;
}

/**
 * Answers of the plan room. They are the same release's own words, large, and read many times: the outline is checked
 * here, the figures where they came from.
 */
function outline<T>(...fields: readonly string[]) {
  return v.custom<T>(
    (input) => typeof input === 'object' && input !== null && fields.every((field) => field in input),
    `an object with ${fields.join(', ')}`,
  );
}

const draftsSchema = v.object({ drafts: v.array(outline<DraftSummary>('id', 'title', 'revision')) });
const publicationsSchema = v.object({
  publications: v.array(outline<PublicationRow>('number', 'move')),
});
const draftSchema = outline<DraftAnswer>('id', 'problem', 'roster', 'revision');
const reportSchema = outline<PublicationReport>('check', 'simulated');
const repairSchema = outline<RepairAnswer>('publication', 'openShifts');
const publicationSchema = outline<StoredVersion>('number', 'problem', 'roster');
const idSchema = v.object({ id: v.string() });
const numberSchema = v.object({ number: v.number() });
const newestSchema = v.object({ number: v.number(), by: v.string() });
const savedSchema = outline<SavedDraft>('revision', 'origin');
const staleSchema = outline<StaleDraft>('revision', 'changes');

export const readDrafts = (body: unknown): readonly DraftSummary[] => v.parse(draftsSchema, body).drafts;
export const readDraft = (body: unknown): DraftAnswer => v.parse(draftSchema, body);
export const readReport = (body: unknown): PublicationReport => v.parse(reportSchema, body);
export const readProtections = (body: unknown) => v.parse(protectionsSchema, body).protections;
export const readRepair = (body: unknown): RepairAnswer => v.parse(repairSchema, body);
export const readVersion = (body: unknown): StoredVersion => v.parse(publicationSchema, body);
export const readId = (body: unknown): string => v.parse(idSchema, body).id;
export const readNumber = (body: unknown): number => v.parse(numberSchema, body).number;
export const readNewest = (body: unknown) => v.parse(newestSchema, body);
export const readSaved = (body: unknown): SavedDraft => v.parse(savedSchema, body);
export const readStale = (body: unknown): StaleDraft => v.parse(staleSchema, body);
export const readPublications = (body: unknown): readonly PublicationRow[] =>
  v.parse(publicationsSchema, body).publications;
