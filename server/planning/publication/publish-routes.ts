import { Router, type Request, type Response } from 'express';
import { problemIssues } from '../../../forecasting/roster/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { publishSchema, rollBackSchema, type Override, type PublicationReport } from '../../contract/plan.ts';
import type { PublicationAnswer, PublicationRow } from '../../contract/publication.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { readsEverything } from '../../platform/http/reader.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import { sightOf } from '../../organisation/people/sight.ts';
import type { PlanRouteOptions } from '../requirement/planning-tools.ts';
import { findDraft, type StoredDraft } from '../drafts/draft-store.ts';
import { publicationFor } from '../drafts/draft-for-reader.ts';
import { reportFor, rowFor } from '../published/report-for-reader.ts';
import { judgePublication } from './judge-publication.ts';
import { withPeopleOfToday } from './people-of-today.ts';
import { publicationReport } from './publication-report.ts';
import {
  findPublication,
  listPublications,
  publishRoster,
  type PublishOutcome,
} from '../published/publication-store.ts';

export interface PublishRouteOptions extends PlanRouteOptions {
  /** Called after the duties have changed: the live board reads its plan anew. */
  readonly onPublished: () => void | Promise<void>;
}

/** Rule report, publication, versions and the way back. */
export function publishRoutes({ db, now, tools, onPublished }: PublishRouteOptions): Router {
  const router = Router();

  router.get('/api/v1/drafts/:draft/report', async (request, response) => {
    const report = await reportOf(await draftOf(request.params.draft));
    response.json(reportFor(await sightOf(request, db), report) satisfies PublicationReport);
  });

  router.post('/api/v1/drafts/:draft/publish', async (request, response) => {
    requireAllCities(request);
    const { basedOn, overrides, known } = readBody(publishSchema, request);
    const { accountId } = signedInPerson(request);
    const draft = await draftOf(request.params.draft);
    if (draft.revision !== basedOn)
      throw new HttpError(409, 'stale', { stale: { revision: draft.revision, changes: [] } });
    const report = await reportOf(draft);
    refuseBroken(report, overrides);
    const outcome = await publishRoster(db, {
      draftId: draft.id,
      problem: draft.problem,
      roster: draft.roster,
      report: withOverrides(report, overrides, accountId),
      rollsBackTo: null,
      origin: draft.origin,
      ...(known === undefined ? {} : { known }),
      accountId,
      now: now(),
    });
    await answer(response, outcome);
  });

  router.get('/api/v1/publications', async (request, response) => {
    const sight = await sightOf(request, db);
    const publications: readonly PublicationRow[] = (await listPublications(db)).map((one) =>
      rowFor(sight, one),
    );
    response.json({ publications });
  });

  router.get('/api/v1/publications/:number', async (request, response) => {
    const found = await publication(request.params.number);
    response.json(publicationFor(await sightOf(request, db), found) satisfies PublicationAnswer);
  });

  router.get('/api/v1/publications/:number/roll-back-report', async (request, response) => {
    const { report } = await versionToday(request, request.params.number);
    response.json(reportFor(await sightOf(request, db), report) satisfies PublicationReport);
  });

  router.post('/api/v1/publications/:number/roll-back', async (request, response) => {
    requireAllCities(request);
    const { overrides, known } = readBody(rollBackSchema, request);
    const { accountId } = signedInPerson(request);
    const { version, problem, report } = await versionToday(request, request.params.number);
    refuseBroken(report, overrides);
    const outcome = await publishRoster(db, {
      draftId: version.draftId,
      problem,
      roster: version.roster,
      report: withOverrides(report, overrides, accountId),
      rollsBackTo: version.number,
      known,
      origin: version.origin,
      accountId,
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

  async function draftOf(id: string): Promise<StoredDraft> {
    const draft = await findDraft(db, id);
    if (draft === undefined) throw new HttpError(404, 'draft-unknown');
    return draft;
  }

  async function publication(number: string) {
    const found = /^\d{1,9}$/.test(number) ? await findPublication(db, Number(number)) : undefined;
    if (found === undefined) throw new HttpError(404, 'publication-unknown');
    return found;
  }

  async function reportOf(draft: StoredDraft): Promise<PublicationReport> {
    return publicationReport({ db, now, tools }, { ...draft, centre: await centreNow() });
  }

  /** The version with today's people and what they break in it. */
  async function versionToday(request: Request | Request<{ number: string }>, number: string) {
    const version = await publication(number);
    const centre = await centreNow();
    const problem = await withPeopleOfToday(db, version.problem, centre);
    const issues = problemIssues(problem);
    // they name people and what is known of them: of use to those alone who may mend it
    if (issues.length > 0)
      throw new HttpError(409, 'plan-impossible', {
        issues: readsEverything(accessOf(request).reader) ? issues : [],
      });
    const { roster, requirementId } = version;
    const report = await publicationReport({ db, now, tools }, { centre, problem, roster, requirementId });
    return { version, problem, report };
  }

  async function centreNow(): Promise<Centre> {
    const stored = await readCentre(db);
    if (stored === undefined) throw new HttpError(409, 'centre-not-described');
    return stored.centre;
  }

  return router;
}

function refuseBroken(report: PublicationReport, overrides: readonly Override[]): void {
  const judgement = judgePublication(report.check, overrides);
  if (judgement.kind === 'blocked') throw new HttpError(409, 'rules-broken', { open: judgement.open });
}

function withOverrides(
  report: PublicationReport,
  overrides: readonly Override[],
  by: string,
): PublicationReport {
  return { ...report, overrides: overrides.map((override) => ({ ...override, by })) };
}
