import { Router } from 'express';
import { publishSchema, type PublicationReport } from '../contract/plan.ts';
import { HttpError } from '../http/http-error.ts';
import { readBody } from '../http/read-body.ts';
import { requireAllCities, signedInPerson } from '../http/signed-in.ts';
import { readCentre } from '../people/centre-store.ts';
import { findDraft } from './draft-store.ts';
import type { PlanRouteOptions } from './draft-routes.ts';
import { judgePublication } from './judge-publication.ts';
import { findRequirement } from './requirement-store.ts';
import { findPublication, listPublications, publishRoster } from './publication-store.ts';

const USUAL_PATIENCE_SECONDS = 120;

export interface PublishRouteOptions extends PlanRouteOptions {
  /** Called after the duties have changed: the live board reads its plan anew. */
  readonly onPublished: () => void | Promise<void>;
}

/** Rule report, publication, versions and the way back. */
export function publishRoutes({ db, now, tools, onPublished }: PublishRouteOptions): Router {
  const router = Router();

  router.get('/api/v1/drafts/:draft/report', async (request, response) => {
    response.json(await reportOf(request.params.draft));
  });

  router.post('/api/v1/drafts/:draft/publish', async (request, response) => {
    requireAllCities(request);
    const { basedOn, overrides } = readBody(publishSchema, request);
    const { accountId } = signedInPerson(request);
    const draft = await findDraft(db, request.params.draft);
    if (draft === undefined) throw new HttpError(404, 'draft-unknown');
    if (draft.revision !== basedOn)
      throw new HttpError(409, 'stale', { stale: { revision: draft.revision, changes: [] } });
    const report = await reportOf(draft.id);
    const judgement = judgePublication(report.check, overrides);
    if (judgement.kind === 'blocked') throw new HttpError(409, 'rules-broken', { open: judgement.open });
    const number = await publishRoster(db, {
      draftId: draft.id,
      problem: draft.problem,
      roster: draft.roster,
      report: { ...report, overrides: overrides.map((override) => ({ ...override, by: accountId })) },
      rollsBackTo: null,
      accountId,
      now: now(),
    });
    await onPublished();
    response.status(201).json({ number });
  });

  router.get('/api/v1/publications', async (_request, response) => {
    response.json({ publications: await listPublications(db) });
  });

  router.get('/api/v1/publications/:number', async (request, response) => {
    response.json(await publication(request.params.number));
  });

  router.post('/api/v1/publications/:number/roll-back', async (request, response) => {
    requireAllCities(request);
    const earlier = await publication(request.params.number);
    const number = await publishRoster(db, {
      draftId: earlier.draftId,
      problem: earlier.problem,
      roster: earlier.roster,
      report: earlier.report,
      rollsBackTo: earlier.number,
      accountId: signedInPerson(request).accountId,
      now: now(),
    });
    await onPublished();
    response.status(201).json({ number });
  });

  async function publication(number: string) {
    const found = /^\d{1,9}$/.test(number) ? await findPublication(db, Number(number)) : undefined;
    if (found === undefined) throw new HttpError(404, 'publication-unknown');
    return found;
  }

  async function reportOf(draftId: string): Promise<PublicationReport> {
    const draft = await findDraft(db, draftId);
    const stored = await readCentre(db);
    if (draft === undefined || stored === undefined) throw new HttpError(404, 'draft-unknown');
    const { problem, roster } = draft;
    const { lawful, hardViolations, objective, costs } = tools.checkRoster(problem, roster);
    const requirement =
      draft.requirementId === null ? undefined : await findRequirement(db, draft.requirementId);
    const inputs = requirement?.inputs;
    const forecast = await tools.forecastDays(draft.from, draft.until);
    const simulated = await tools.simulate({
      centre: stored.centre,
      problem,
      roster,
      forecast,
      shrinkage: inputs?.shrinkage ?? 0,
      patienceSeconds: inputs?.patienceSeconds ?? USUAL_PATIENCE_SECONDS,
      seed: 1,
    });
    return { check: { lawful, hardViolations, objective, costs }, overrides: [], simulated };
  }

  return router;
}
