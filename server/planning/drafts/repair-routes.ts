import { Router } from 'express';
import {
  type RepairOptions,
  repairSentence,
  type RosterProblem,
  withSickness,
} from '../../../forecasting/roster/index.ts';
import { dateAt, type Instant, localTimeAt } from '../../../forecasting/time/index.ts';
import { repairDraftSchema, repairRequestSchema, type RepairAnswer } from '../../contract/repair.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readInput } from '../../platform/http/read-body.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import { personInReach, sightOf, type Sight } from '../../organisation/people/sight.ts';
import type { PlanRouteOptions } from '../requirement/planning-tools.ts';
import { createDraft, withChanges } from './draft-store.ts';
import { withDaysBeside } from './days-beside.ts';
import { withAbsencesOfNow, withoutAbsences } from './people-of-draft.ts';
import { findPublication, newestPublication } from '../published/publication-store.ts';

/** After a sick call: ranked options for the published shifts, and a draft with those that the planner chose. */
export function repairRoutes({ db, now, tools }: PlanRouteOptions): Router {
  const router = Router();

  router.post('/api/v1/repairs', async (request, response) => {
    const call = readInput(repairRequestSchema, request.body);
    await personInReach(db, request, call.agent);
    const sight = await sightOf(request, db);
    const newest = await newestPublication(db, call);
    const published = newest === undefined ? undefined : await findPublication(db, newest.number);
    if (published === undefined) {
      response.json({ publication: null, openShifts: [] } satisfies RepairAnswer);
      return;
    }
    const { roster, number } = published;
    const people = await withAbsencesOfNow(db, published.problem);
    const problem = await withDaysBeside(db, people, (await readCentre(db))?.centre);
    const openShifts = await tools.repair({
      problem,
      roster,
      call: { ...call, now: localNow(now(), problem.zone) },
    });
    response.json({
      publication: number,
      openShifts: openShifts.map((open) => answerFor(sight, problem, open)),
    } satisfies RepairAnswer);
  });

  router.post('/api/v1/repairs/drafts', async (request, response) => {
    requireAllCities(request);
    const { agent, from, until, title, publication, set, cleared } = readInput(
      repairDraftSchema,
      request.body,
    );
    const published = await findPublication(db, publication);
    if (published === undefined) throw new HttpError(404, 'publication-unknown');
    const known = new Set(published.problem.agents.map(({ id }) => id));
    const stranger = [{ agent }, ...set, ...cleared].find((cell) => !known.has(cell.agent));
    if (stranger !== undefined)
      throw new HttpError(422, 'input-wrong', { issues: [{ field: 'agent', message: stranger.agent }] });
    const lost = published.roster.shifts.filter(
      (shift) => shift.agent === agent && from <= shift.date && shift.date <= until,
    );
    const id = await createDraft(
      db,
      {
        title,
        requirementId: published.requirementId,
        problem: withSickness(withoutAbsences(published.problem), { agent, from, until }),
        roster: withChanges(published.roster, { set, cleared: [...cleared, ...lost] }),
        origin: published.origin,
      },
      { accountId: signedInPerson(request).accountId, now: now() },
    );
    response.status(201).json({ id });
  });

  return router;
}

function localNow(at: Instant, zone: string) {
  const [hours = '0', minutes = '0'] = localTimeAt(at, zone).split(':');
  return { date: dateAt(at, zone), minute: Number(hours) * 60 + Number(minutes) };
}

/** Options with people whom the asking person may see; the others stay unnamed by not being there. */
function answerFor(
  { ofPerson }: Sight,
  problem: RosterProblem,
  { shift, costIfOpen, options }: RepairOptions,
): RepairAnswer['openShifts'][number] {
  const agents = new Map(problem.agents.map((agent) => [agent.id, agent]));
  const nameOf = (id: string): string => agents.get(id)?.name ?? id;
  const peopleOf = ({ agent, add, remove }: RepairOptions['options'][number]): readonly string[] => [
    agent,
    ...[...add, ...remove].map((changed) => changed.agent),
  ];
  return {
    shift,
    costIfOpen,
    options: options
      .filter((option) => peopleOf(option).every((id) => ofPerson(id) !== 'nothing'))
      .map((option) => ({
        kind: option.kind,
        agent: option.agent,
        price: peopleOf(option).every((id) => ofPerson(id) === 'planning') ? option.price : null,
        changedDays: option.changedDays,
        add: option.add,
        remove: option.remove.map(({ agent, date }) => ({ agent, date })),
        de: repairSentence(option, 'de', nameOf),
        en: repairSentence(option, 'en', nameOf),
      })),
  };
}
