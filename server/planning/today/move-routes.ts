import { setImmediate } from 'node:timers/promises';
import { Router } from 'express';
import { dateAt, type TimeZone } from '../../../forecasting/time/index.ts';
import { applyMoveSchema, type AppliedMove, type MoveAnswer, type Proposal } from '../../contract/today.ts';
import { applyMove } from '../intraday/apply-move.ts';
import type { DayPlan } from '../../live/board/day-plan.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import { listAbsences } from '../../organisation/people/absence-store.ts';
import { withoutAbsences } from '../drafts/people-of-draft.ts';
import { createDraft } from '../drafts/draft-store.ts';
import { findPublication, newestPublication, publishRoster } from '../published/publication-store.ts';
import type { PublishRouteOptions } from '../publication/publish-routes.ts';

const MOST_TITLE_CHARACTERS = 100;

export interface MoveRouteOptions extends PublishRouteOptions {
  readonly zone: TimeZone;
  readonly dayPlan: () => DayPlan;
}

/**
 * A proposed move becomes a version of today's roster, and the version before it comes back. Narrower than publishing:
 * only what was proposed, lawful and of today, so whoever runs the day may do it for all cities.
 */
export function moveRoutes({ db, now, zone, tools, dayPlan, onPublished }: MoveRouteOptions): Router {
  const router = Router();

  router.post('/api/v1/today/moves', async (request, response) => {
    requireAllCities(request);
    const { move, reason } = readBody(applyMoveSchema, request);
    const { accountId } = signedInPerson(request);
    const isOffered = (dayPlan().steering?.proposals ?? []).some((proposal) => isSame(proposal, move));
    if (!isOffered) throw new HttpError(409, 'move-gone');
    const at = now();
    const before = await publishedToday();
    const { problem, roster } = before;
    const date = dateAt(at, zone);
    const moved = await applyMove({
      roster,
      date,
      move,
      absent: new Set((await listAbsences(db, date, date)).map(({ agentId }) => agentId)),
      check: async (changed) => {
        // one check after the other, and the wall's push between them
        await setImmediate();
        return tools.checkRoster(problem, changed);
      },
    });
    if (moved === null) throw new HttpError(409, 'move-nobody');
    const { lawful, hardViolations, objective, costs } = moved.check;
    const draftId = await createDraft(
      db,
      {
        title: `${date} ${move.fromLocal}–${move.toLocal}: ${reason}`.slice(0, MOST_TITLE_CHARACTERS),
        requirementId: before.requirementId,
        problem: withoutAbsences(problem),
        roster: moved.roster,
        origin: before.origin,
      },
      { accountId, now: at },
    );
    const outcome = await publishRoster(db, {
      draftId,
      problem,
      roster: moved.roster,
      report: {
        check: { lawful, hardViolations, objective, costs },
        overrides: [
          ...before.report.overrides,
          ...moved.overridden.map(({ rule, agent, date: on }) => ({
            rule,
            agent: agent ?? null,
            date: on ?? null,
            reason,
            by: accountId,
          })),
        ],
        simulated: [],
        move: { ...move, reason, before: before.number },
      },
      rollsBackTo: null,
      origin: before.origin,
      known: before.number,
      accountId,
      now: at,
    });
    if (!outcome.ok) throw new HttpError(409, outcome.code);
    await onPublished();
    const names = new Map(problem.agents.map(({ id, name }) => [id, name]));
    response.status(201).json({
      number: outcome.number,
      people: moved.agents.map((id) => names.get(id) ?? id),
    } satisfies MoveAnswer);
  });

  router.post('/api/v1/today/moves/:number/undo', async (request, response) => {
    requireAllCities(request);
    const last = await publishedToday();
    const { move } = last.report;
    if (String(last.number) !== request.params.number || move === undefined)
      throw new HttpError(409, 'move-not-last');
    const earlier = await findPublication(db, move.before);
    if (earlier === undefined) throw new HttpError(404, 'publication-unknown');
    const { draftId, problem, roster, report, number } = earlier;
    const outcome = await publishRoster(db, {
      draftId,
      problem,
      roster,
      report,
      rollsBackTo: number,
      origin: earlier.origin,
      known: last.number,
      accountId: signedInPerson(request).accountId,
      now: now(),
    });
    if (!outcome.ok) throw new HttpError(409, outcome.code);
    await onPublished();
    response.status(201).json({ number: outcome.number });
  });

  async function publishedToday() {
    const today = dateAt(now(), zone);
    const newest = await newestPublication(db, { from: today, until: today });
    const found = newest === undefined ? undefined : await findPublication(db, newest.number);
    if (found === undefined) throw new HttpError(409, 'move-gone');
    return found;
  }

  return router;
}

/** Proposals change every half minute, and their ids with them: what counts is what was read. */
function isSame(proposal: Proposal, move: AppliedMove): boolean {
  return (
    proposal.kind === move.kind &&
    proposal.group === move.group &&
    proposal.agents === move.agents &&
    proposal.fromLocal === move.fromLocal &&
    proposal.toLocal === move.toLocal &&
    proposal.breakLocal === move.breakLocal
  );
}
