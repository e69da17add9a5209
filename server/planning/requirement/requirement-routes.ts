import type { AuditActor } from '../../platform/store/audit.ts';
import { Router, type Request } from 'express';
import * as v from 'valibot';
import { areFullPools, type PoolCity, type PoolRules } from '../../../forecasting/staffing/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import {
  newCitySchema,
  requirementInputsSchema,
  type NewCityRequest,
  type RequirementAnswer,
  type RequirementInputs,
} from '../../contract/plan.ts';
import { planDaySchema } from '../../contract/calendar-day.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { ForecastDay, PlanningTools } from './planning-tools.ts';
import { requirementFor } from './requirement-for-reader.ts';
import { demandsOf, requirementDays, QUARTER_HOUR_SECONDS, settingsOf } from './requirement.ts';
import { findRequirement, listRequirements, saveRequirement } from './requirement-store.ts';
import { skillSetsOn } from './skill-sets.ts';
import type { StaffingJobs } from './staffing-jobs.ts';
import type { NewCityTask } from './staffing-task.ts';

export interface RequirementRouteOptions {
  readonly db: Db;
  readonly now: () => Instant;
  readonly tools: PlanningTools;
  readonly jobs: StaffingJobs;
}

/** Days played for each staffing of a new city. */
const NEW_CITY_DAYS = 200;

/** From forecast to requirement: by formula at once, by simulation as a job; and what a further city would need. */
export function requirementRoutes({ db, now, tools, jobs }: RequirementRouteOptions): Router {
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
    const { centre, forecast } = await known(inputs);
    const agents = await listAgents(db);
    const days = requirementDays(forecast, centre.cities, inputs).map((day) => ({
      ...day,
      isExact: areFullPools(
        skillSetsOn(agents, day.date).map((set) => set.cities),
        Object.keys(day.cities),
      ),
    }));
    const id = await saveRequirement(db, inputs, days, actorOf(request));
    response.status(201).json({ id });
  });

  router.get('/api/v1/skill-sets', async (request, response) => {
    const { day } = readInput(v.object({ day: planDaySchema }), request.query);
    response.json({ sets: skillSetsOn(await listAgents(db, accessOf(request).reader.sees), day) });
  });

  router.post('/api/v1/requirement-simulations', async (request, response) => {
    requireAllCities(request);
    const stated = readBody(requirementInputsSchema, request);
    const inputs = { ...stated, seed: stated.seed ?? 1 };
    const { centre, forecast } = await known(inputs);
    const actor = actorOf(request);
    const id = jobs.start(
      {
        kind: 'requirement',
        forecast,
        cities: centre.cities,
        inputs,
        skillSets: skillSetsOn(await listAgents(db), inputs.from),
        seed: inputs.seed,
      },
      async (result) =>
        result.kind === 'requirement' ? saveRequirement(db, inputs, result.days, actor) : null,
    );
    response.status(202).json({ id });
  });

  router.post('/api/v1/new-city', async (request, response) => {
    requireAllCities(request);
    const wanted = readBody(newCitySchema, request);
    const { centre, forecast } = await known(wanted.inputs);
    const day = forecast[0];
    if (day === undefined) throw new HttpError(409, 'no-forecast');
    const id = jobs.start(newCityTask(wanted, centre, day), async () => null);
    response.status(202).json({ id });
  });

  router.get('/api/v1/staffing-jobs/:job', (request, response) => {
    requireAllCities(request);
    const job = jobs.look(request.params.job);
    if (job === undefined) throw new HttpError(404, 'job-unknown');
    response.json(job);
  });

  router.post('/api/v1/staffing-jobs/:job/cancel', (request, response) => {
    requireAllCities(request);
    if (!jobs.cancel(request.params.job)) throw new HttpError(404, 'job-unknown');
    response.status(204).end();
  });

  async function known(
    inputs: RequirementInputs,
  ): Promise<{ readonly centre: Centre; readonly forecast: readonly ForecastDay[] }> {
    const forecast = await tools.forecastDays(inputs.from, inputs.until);
    if (forecast.length === 0) throw new HttpError(409, 'no-forecast');
    const stored = await readCentre(db);
    if (stored === undefined) throw new HttpError(409, 'centre-not-described');
    return { centre: stored.centre, forecast };
  }

  function actorOf(request: Request): AuditActor {
    return { accountId: signedInPerson(request).accountId, now: now() };
  }

  return router;
}

/** @throws HttpError naming the field where the city does not fit the day */
function newCityTask(wanted: NewCityRequest, centre: Centre, day: ForecastDay): NewCityTask {
  const { inputs } = wanted;
  const settings = settingsOf(inputs);
  const cities = demandsOf(day, centre.cities, inputs).map(({ name, expected, target }): PoolCity => ({
    name,
    target,
    calls: expected.calls.map((value) => value * inputs.volumeFactor),
    averageHandleTimeSeconds: expected.averageHandleTimeSeconds.map((seconds) =>
      seconds > 0 ? seconds * inputs.handleTimeFactor : 1,
    ),
  }));
  const wrong = (field: string, message: string): HttpError =>
    new HttpError(422, 'input-wrong', { issues: [{ field, message }] });
  const like = cities.find(({ name }) => name === wanted.like);
  const names = cities.map(({ name }) => name);
  if (like === undefined) throw wrong('like', `${wanted.like}; known: ${names.join(', ')}`);
  if (names.includes(wanted.name)) throw wrong('name', `${wanted.name} is there already`);
  const openIntervals = {
    from: Math.floor((wanted.startMinute * 60) / QUARTER_HOUR_SECONDS),
    to: Math.ceil((wanted.endMinute * 60) / QUARTER_HOUR_SECONDS),
  };
  if (!like.calls.slice(openIntervals.from, openIntervals.to).some((calls) => calls > 0))
    throw wrong('startMinute', `${wanted.like} has no calls between these hours`);
  const target = {
    serviceLevel: wanted.serviceLevel,
    answerThresholdSeconds: wanted.answerThresholdSeconds,
    maxOccupancy: inputs.maxOccupancy,
  };
  const rules: PoolRules = {
    intervalSeconds: QUARTER_HOUR_SECONDS,
    target,
    patienceSeconds: settings.patienceSeconds,
  };
  return {
    kind: 'newCity',
    cities,
    city: {
      name: wanted.name,
      callsPerDay: wanted.callsPerDay,
      averageHandleTimeSeconds: wanted.averageHandleTimeSeconds,
      profileLike: wanted.like,
      openIntervals,
      ramp: wanted.ramp,
      target,
    },
    rules,
    seed: inputs.seed ?? 1,
    days: NEW_CITY_DAYS,
  };
}
