import { Router } from 'express';
import * as v from 'valibot';
import { HttpError } from '../../platform/http/http-error.ts';
import { readInput } from '../../platform/http/read-body.ts';
import type { Db } from '../../platform/store/schema.ts';
import { sightOf } from '../../organisation/people/sight.ts';
import { findDraft } from '../drafts/draft-store.ts';
import { draftFor } from '../drafts/draft-for-reader.ts';
import { requirementTable, rosterTable } from './export-tables.ts';
import { tableAsCsv, tableAsXlsx } from './write-table.ts';

export const exportSchema = v.object({
  what: v.picklist(['roster', 'requirement']),
  as: v.picklist(['csv', 'xlsx']),
  /** Anonymised: the staff council may get the roster without names. */
  names: v.optional(v.picklist(['named', 'anonymised']), 'named'),
});

/** Roster and requirement of a draft as a file. */
export function exportRoutes({ db }: { readonly db: Db }): Router {
  const router = Router();

  router.get('/api/v1/drafts/:draft/export', async (request, response) => {
    const { what, as, names } = readInput(exportSchema, request.query);
    const stored = await findDraft(db, request.params.draft);
    if (stored === undefined) throw new HttpError(404, 'draft-unknown');
    const draft = draftFor(await sightOf(request, db), stored);
    const table =
      what === 'roster'
        ? rosterTable(draft.problem, draft.roster, names)
        : requirementTable(draft.problem, draft.others);
    response.attachment(`${what}-${draft.from}-${draft.until}.${as}`);
    if (as === 'csv') response.type('text/csv; charset=utf-8').send(tableAsCsv(table));
    else
      response
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(await tableAsXlsx(table));
  });

  return router;
}
