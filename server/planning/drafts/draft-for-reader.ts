import type { DraftAnswer, DraftChange, DraftSummary, StaleDraft } from '../../contract/plan.ts';
import type { PublicationAnswer } from '../../contract/publication.ts';
import type { Sight } from '../../organisation/people/sight.ts';
import type { StoredDraft } from './draft-store.ts';
import type { StoredPublication } from '../published/publication-store.ts';
import { originFor, summaryFor } from '../published/report-for-reader.ts';
import { rosterFor } from '../published/roster-for-reader.ts';

/** A draft as one reader may have it. */
export function draftFor(sight: Sight, draft: StoredDraft): DraftAnswer {
  const { id, title, from, until, revision, updatedAt, requirementId, origin, publishedAs } = draft;
  return {
    id,
    title: sight.words(title),
    from,
    until,
    revision,
    updatedAt,
    requirementId,
    origin: originFor(sight, origin),
    publishedAs,
    reader: sight.reader,
    ...rosterFor(sight, draft.problem, draft.roster),
  };
}

export function draftSummaryFor({ words }: Sight, draft: DraftSummary): DraftSummary {
  const { id, title, from, until, revision, updatedAt } = draft;
  return { id, title: words(title), from, until, revision, updatedAt };
}

export function publicationFor(sight: Sight, publication: StoredPublication): PublicationAnswer {
  return {
    ...summaryFor(sight, publication),
    requirementId: publication.requirementId,
    reader: sight.reader,
    ...rosterFor(sight, publication.problem, publication.roster),
  };
}

/** What somebody missed: that others saved, and where in the rows that they see. */
export function staleFor({ ofPerson }: Sight, { revision, changes }: StaleDraft): StaleDraft {
  return {
    revision,
    changes: changes.map(({ revision: of, at, by, cells }): DraftChange => {
      return { revision: of, at, by, cells: cells.filter(({ agent }) => ofPerson(agent) !== 'nothing') };
    }),
  };
}
