import { Router, type Response } from 'express';
import type { RuleName } from '../../../forecasting/roster/rules.ts';
import { dateAt } from '../../../forecasting/time/plain-date.ts';
import { publishSchema, type PublicationReport } from '../../contract/plan.ts';
import { HttpError } from '../../http/http-error.ts';
import { readBody } from '../../http/read-body.ts';
import { requireAllCities, signedInPerson } from '../../http/signed-in.ts';
import { readCentre } from '../../people/centre-store.ts';
import { findDraft } from '../drafts/draft-store.ts';
import type { PlanRouteOptions } from '../drafts/draft-routes.ts';
import { judgePublication } from './judge-publication.ts';
import { findRequirement } from '../requirement/requirement-store.ts';
import {
  findPublication,
  listPublications,
  newestPublication,
  publishRoster,
  type PublishOutcome,
} from './publication-store.ts';

const USUAL_PATIENCE_SECONDS = 120;
/** How long before its first day a roster has to be known (works agreement). */
const NOTICE_DAYS = 14;
/** Soft rules that a planner is warned of by name at publication; the others are summed up as a price. */
const warned: ReadonlySet<string> = new Set<RuleName>([
  'notice',
  'yearEndDays',
  'plannedActivities',
  'dayOffRequest',
]);

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
    const { basedOn, overrides, known } = readBody(publishSchema, request);
    const { accountId } = signedInPerson(request);
    const draft = await findDraft(db, request.params.draft);
    if (draft === undefined) throw new HttpError(404, 'draft-unknown');
    if (draft.revision !== basedOn)
      throw new HttpError(409, 'stale', { stale: { revision: draft.revision, changes: [] } });
    const report = await reportOf(draft.id);
    const judgement = judgePublication(report.check, overrides);
    if (judgement.kind === 'blocked') throw new HttpError(409, 'rules-broken', { open: judgement.open });
    const outcome = await publishRoster(db, {
      draftId: draft.id,
      problem: draft.problem,
      roster: draft.roster,
      report: { ...report, overrides: overrides.map((override) => ({ ...override, by: accountId })) },
      rollsBackTo: null,
      ...(known === undefined ? {} : { known }),
      accountId,
      now: now(),
    });
    await answer(response, outcome);
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
    const outcome = await publishRoster(db, {
      draftId: earlier.draftId,
      problem: earlier.problem,
      roster: earlier.roster,
      report: earlier.report,
      rollsBackTo: earlier.number,
      accountId: signedInPerson(request).accountId,
      now: now(),
    });
    await answer(response, outcome);
  });

  async function answer(response: Response, outcome: PublishOutcome): Promise<void> {
    if (!outcome.ok) {
      const { number, by, at } = outcome.newest;
      throw new HttpError(409, outcome.code, { newest: { number, by, at } });
    }
    await onPublished();
    response.status(201).json({ number: outcome.number });
  }

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
    const publishedOn = dateAt(now(), problem.zone);
    const { lawful, hardViolations, softViolations, objective, costs } = tools.checkRoster(
      { ...problem, notice: { publishedOn, days: NOTICE_DAYS } },
      roster,
    );
    const newest = await newestPublication(db, draft);
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
    const warnings = softViolations.filter(({ rule }) => warned.has(rule));
    return {
      check: { lawful, hardViolations, objective, costs },
      warnings,
      known: newest?.number ?? null,
      overrides: [],
      simulated,
    };
  }

  return router;
}
