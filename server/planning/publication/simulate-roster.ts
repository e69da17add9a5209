import type { Roster, RosterProblem } from '../../../forecasting/roster/index.ts';
import { type CentreModel, estimate, simulateCentre } from '../../../forecasting/simulation/index.ts';
import { meanHandleTimeSeconds } from '../../../forecasting/staffing/index.ts';
import type { Centre, City } from '../../contract/centre.ts';
import { contractOn } from '../../contract/city-contract.ts';
import type { SimulatedDay } from '../../contract/plan.ts';
import type { ForecastDay, SimulateRequest } from '../requirement/planning-tools.ts';

/** Repetitions and days in each: enough for ± 1 to 3 points, a tenth of a second a day. */
const REPLICATIONS = 8;
const DAYS_PER_REPLICATION = 2;
const INTERVAL_SECONDS = 900;

/**
 * Plays every planned day that has a forecast and says what service level each city would see: people with the same
 * skills are one group, present as planned less shrinkage, callers give up as they really do.
 */
export function simulateRoster(request: SimulateRequest): readonly SimulatedDay[] {
  const planned = new Set<string>(
    request.problem.days.filter(({ open }) => open !== undefined).map(({ date }) => date),
  );
  return request.forecast
    .filter(({ date }) => planned.has(date))
    .flatMap((day, index) => simulateDay(request, day, request.seed * 1000 + index));
}

function simulateDay(request: SimulateRequest, day: ForecastDay, seed: number): readonly SimulatedDay[] {
  const expected = request.centre.cities.flatMap((city) => {
    const curve = day.cities[city.id];
    return curve === undefined ? [] : [{ city, ...curve }];
  });
  const cities = expected.map(({ city }) => city);
  const staff = staffBySkills(request, cities, day.date);
  if (cities.length === 0) return [];
  if (staff.size === 0) return cities.flatMap((city) => nobodyAnswers(day, city));
  const groups = [...staff.values()].toSorted((one, other) => one.queues.length - other.queues.length);
  const model: CentreModel = {
    queues: expected.map(({ city, calls, averageHandleTimeSeconds }) => ({
      name: city.id,
      handleTime: {
        kind: 'lognormal',
        meanSeconds: meanHandleTimeSeconds(calls, averageHandleTimeSeconds),
        variation: 1,
      },
      patience: { kind: 'exponential', meanSeconds: request.patienceSeconds },
      priority: 0,
    })),
    groups: groups.map(({ queues }) => ({ queues })),
  };
  const thresholds = cities.map((city) => contractOn(city, day.date)?.answerThresholdSeconds ?? 20);
  const result = simulateCentre({
    model,
    plan: {
      intervalSeconds: INTERVAL_SECONDS,
      calls: expected.map(({ calls }) => calls),
      agents: groups.map(({ present }) =>
        present.map((people) => Math.round(people * (1 - request.shrinkage))),
      ),
    },
    replications: REPLICATIONS,
    daysPerReplication: DAYS_PER_REPLICATION,
    seed,
    thresholdsSeconds: thresholds,
  });
  return cities.flatMap((city, queue) => {
    const level = estimate(result, { queue }).within[queue]?.strict;
    if (level === undefined) return [];
    const target = targetOn(day, city);
    return [{ date: day.date, city: city.id, serviceLevel: level.value, halfWidth: level.halfWidth, target }];
  });
}

/** A day on which nobody is planned needs no simulation: no call is answered. */
function nobodyAnswers(day: ForecastDay, city: City): readonly SimulatedDay[] {
  if (day.cities[city.id]?.calls.every((calls) => calls === 0) === true) return [];
  return [{ date: day.date, city: city.id, serviceLevel: 0, halfWidth: 0, target: targetOn(day, city) }];
}

function targetOn({ date }: ForecastDay, city: City): number {
  return contractOn(city, date)?.serviceLevelTarget ?? 0.8;
}

interface StaffGroup {
  readonly queues: readonly number[];
  readonly present: number[];
}

/** People present per quarter hour, by the set of cities whose calls they can take that day. */
function staffBySkills(
  { problem, roster }: { readonly problem: RosterProblem; readonly roster: Roster; readonly centre: Centre },
  cities: readonly City[],
  date: string,
): ReadonlyMap<string, StaffGroup> {
  const agents = new Map(problem.agents.map((agent) => [agent.id, agent]));
  const groups = new Map<string, StaffGroup>();
  for (const shift of roster.shifts.filter((one) => one.date === date)) {
    const skills = agents.get(shift.agent)?.skills ?? [];
    const queues = cities.flatMap((city, index) =>
      skills.some(
        (held) => held.skill === city.id && (held.from ?? date) <= date && (held.until ?? date) >= date,
      )
        ? [index]
        : [],
    );
    if (queues.length === 0) continue;
    const key = queues.join(' ');
    const group = groups.get(key) ?? { queues, present: new Array<number>(96).fill(0) };
    groups.set(key, group);
    for (let at = 0; at < 96; at += 1) {
      const minute = at * 15;
      const works = shift.startMinute <= minute && minute < shift.endMinute;
      const onBreak = shift.breaks.some((pause) => pause.startMinute <= minute && minute < pause.endMinute);
      const isAway = shift.activities?.some((each) => each.startMinute <= minute && minute < each.endMinute);
      if (works && !onBreak && isAway !== true) group.present[at] = (group.present[at] ?? 0) + 1;
    }
  }
  return groups;
}
