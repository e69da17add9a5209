import { Router } from 'express';
import { optimiseSchema } from '../../contract/optimiser.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { requireAllCities } from '../../platform/http/signed-in.ts';
import type { Db } from '../../platform/store/schema.ts';
import { findDraft } from './draft-store.ts';
import type { OptimiseRuns } from '../optimise/optimise-runs.ts';

/** Optimiser runs beside a draft: the draft stays as it is until a planner takes the proposal. */
export function optimiseRoutes({ db, runs }: { readonly db: Db; readonly runs: OptimiseRuns }): Router {
  const router = Router();

  router.post('/api/v1/drafts/:draft/optimise', async (request, response) => {
    requireAllCities(request);
    const { seconds, seed, changesCost, keep } = readBody(optimiseSchema, request);
    const draft = await findDraft(db, request.params.draft);
    if (draft === undefined) throw new HttpError(404, 'draft-unknown');
    const id = runs.start({
      draftId: draft.id,
      revision: draft.revision,
      problem: draft.problem,
      present: draft.roster,
      changesCost,
      keep,
      seconds,
      seed,
    });
    response.status(202).json({ id });
  });

  // a run is about everybody, and is looked at by those who may start one
  router.get('/api/v1/optimise-runs/:run', (request, response) => {
    requireAllCities(request);
    const run = runs.look(request.params.run);
    if (run === undefined) throw new HttpError(404, 'job-unknown');
    response.json(run);
  });

  router.get('/api/v1/optimise-runs/:run/proposal', (request, response) => {
    requireAllCities(request);
    const proposal = runs.proposal(request.params.run);
    if (proposal === undefined) throw new HttpError(404, 'nothing-proposed');
    response.json(proposal);
  });

  router.post('/api/v1/optimise-runs/:run/cancel', (request, response) => {
    requireAllCities(request);
    if (!runs.cancel(request.params.run)) throw new HttpError(404, 'job-unknown');
    response.status(204).end();
  });

  return router;
}
