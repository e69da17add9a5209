import type { PlanRouteOptions } from '../requirement/planning-tools.ts';
import type { AuditActor } from '../../platform/store/audit.ts';
import { Router, type Request } from 'express';
import { problemIssues, type RosterProblem } from '../../../forecasting/roster/index.ts';
import {
  createDraftSchema,
  saveDraftSchema,
  type DraftAnswer,
  type SavedDraft,
} from '../../contract/plan.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import { sightOf, type Sight } from '../../organisation/people/sight.ts';
import { refuseWrongDays } from './draft-days.ts';
import { draftProblem } from './draft-problem.ts';
import { withoutAbsences } from './people-of-draft.ts';
import { createDraft, findDraft, listDrafts, saveDraft } from './draft-store.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { originOfProposal } from '../optimise/optimise-job.ts';
import { draftFor, draftSummaryFor, staleFor } from './draft-for-reader.ts';
import { findRequirement } from '../requirement/requirement-store.ts';

/** From a requirement to a draft under a planner's hands. */
export function draftRoutes({
  db,
  now,
  jobs,
}: Omit<PlanRouteOptions, 'tools'> & { readonly jobs: Pick<Jobs, 'resultOf'> }): Router {
  const router = Router();

  router.get('/api/v1/drafts', async (request, response) => {
    const sight = await sightOf(request, db);
    response.json({ drafts: (await listDrafts(db)).map((draft) => draftSummaryFor(sight, draft)) });
  });

  router.post('/api/v1/drafts', async (request, response) => {
    requireAllCities(request);
    const wanted = readBody(createDraftSchema, request);
    const requirement = await findRequirement(db, wanted.requirementId);
    if (requirement === undefined) throw new HttpError(404, 'requirement-unknown');
    const stored = await readCentre(db);
    if (stored === undefined) throw new HttpError(409, 'centre-not-described');
    refuseWrongDays(wanted, requirement.days, stored.centre);
    const problem = await draftProblem(db, {
      title: wanted.title,
      from: wanted.from,
      until: wanted.until,
      centre: stored.centre,
      requirement: requirement.days,
      pooled: requirement.inputs.pooled,
      shrinkage: requirement.inputs.shrinkage,
    });
    if (problem.agents.length === 0) throw new HttpError(409, 'no-people');
    const issues = problemIssues(problem);
    if (issues.length > 0) throw new HttpError(409, 'plan-impossible', { issues });
    const id = await createDraft(
      db,
      {
        title: wanted.title,
        requirementId: requirement.id,
        problem: withoutAbsences(problem),
        roster: { shifts: [] },
      },
      actorOf(request),
    );
    response.status(201).json({ id });
  });

  router.get('/api/v1/drafts/:draft', async (request, response) => {
    const draft = await findDraft(db, request.params.draft);
    if (draft === undefined) throw new HttpError(404, 'draft-unknown');
    response.json(draftFor(await sightOf(request, db), draft) satisfies DraftAnswer);
  });

  router.put('/api/v1/drafts/:draft', async (request, response) => {
    const { takenFrom, ...save } = readInput(saveDraftSchema, request.body);
    const draft = await findDraft(db, request.params.draft);
    if (draft === undefined) throw new HttpError(404, 'draft-unknown');
    const sight = await sightOf(request, db);
    refuseStrangers(draft.problem, [...save.set, ...save.cleared], sight);
    const taken =
      takenFrom === undefined ? {} : { origin: await originOfProposal(jobs, takenFrom, draft.id) };
    const outcome = await saveDraft(db, draft.id, { ...save, ...taken }, actorOf(request));
    if (outcome.ok) response.json(outcome.saved satisfies SavedDraft);
    else if (outcome.code === 'unknown') throw new HttpError(404, 'draft-unknown');
    else throw new HttpError(409, 'stale', { stale: staleFor(sight, outcome.stale) });
  });

  function actorOf(request: Request): AuditActor {
    return { accountId: signedInPerson(request).accountId, now: now() };
  }

  return router;
}

/**
 * A cell belongs to a person and a day of the draft, and the person to a city that the planner plans. Whoever plans for some
 * cities hears the same of another city's people and of people who are not there.
 */
function refuseStrangers(
  problem: Pick<RosterProblem, 'agents' | 'days'>,
  cells: readonly { readonly agent: string; readonly date: string }[],
  { reader, ofPerson }: Sight,
): void {
  const agents = new Set(problem.agents.map(({ id }) => id));
  const days = new Set<string>(problem.days.map(({ date }) => date));
  if (
    reader.plans !== 'all' &&
    cells.some(({ agent }) => !agents.has(agent) || ofPerson(agent) !== 'planning')
  )
    throw new HttpError(403, 'not-your-city');
  const stranger = cells.find(({ agent, date }) => !agents.has(agent) || !days.has(date));
  if (stranger !== undefined)
    throw new HttpError(422, 'input-wrong', {
      issues: [{ field: 'cell', message: `${stranger.agent} ${stranger.date}` }],
    });
}
