import { Router } from 'express';
import * as v from 'valibot';
import { areFullPools } from '../../../forecasting/staffing/index.ts';
import { requirementInputsSchema, type RequirementAnswer } from '../../contract/plan.ts';
import { planDaySchema } from '../../contract/calendar-day.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import { daysToStaff } from './days-to-staff.ts';
import type { PlanRouteOptions } from './planning-tools.ts';
import { requirementFor } from './requirement-for-reader.ts';
import { requirementDays } from './requirement.ts';
import { findRequirement, listRequirements, saveRequirement } from './requirement-store.ts';
import { skillSetsOn } from './skill-sets.ts';

/** From forecast to requirement by formula, at once; the simulator judges as a job. */
export function requirementRoutes({ db, now, tools }: PlanRouteOptions): Router {
  const router = Router();

  router.get('/api/v1/requirements', async (_request, response) => {
    response.json({ requirements: await listRequirements(db) });
  });

  router.get('/api/v1/requirements/:requirement', async (request, response) => {
    const requirement = await findRequirement(db, request.params.requirement);
    if (requirement === undefined) throw new HttpError(404, 'requirement-unknown');
    response.json(requirementFor(accessOf(request).reader, requirement) satisfies RequirementAnswer);
  });

  router.post('/api/v1/requirements', async (request, response) => {
    requireAllCities(request);
    const inputs = { ...readBody(requirementInputsSchema, request), seed: null };
    const { centre, forecast } = await daysToStaff(inputs, { db, tools });
    const agents = await listAgents(db);
    const days = requirementDays(forecast, centre.cities, inputs).map((day) => ({
      ...day,
      isExact: areFullPools(
        skillSetsOn(agents, day.date).map((set) => set.cities),
        Object.keys(day.cities),
      ),
    }));
    const actor = { accountId: signedInPerson(request).accountId, now: now() };
    const id = await saveRequirement(db, inputs, days, actor);
    response.status(201).json({ id });
  });

  router.get('/api/v1/skill-sets', async (request, response) => {
    const { day } = readInput(v.object({ day: planDaySchema }), request.query);
    response.json({ sets: skillSetsOn(await listAgents(db, accessOf(request).reader.sees), day) });
  });

  return router;
}
