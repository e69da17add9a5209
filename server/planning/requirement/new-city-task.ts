import type { PoolCity, PoolRules } from '../../../forecasting/staffing/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { NewCityRequest } from '../../contract/plan.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import type { ForecastDay } from './planning-tools.ts';
import { demandsOf, QUARTER_HOUR_SECONDS, settingsOf } from './requirement.ts';
import type { NewCityTask } from './staffing-task.ts';

/** Days played for each staffing of a new city. */
const NEW_CITY_DAYS = 200;

/** @throws HttpError naming the field where the city does not fit the day */
export function newCityTask(wanted: NewCityRequest, centre: Centre, day: ForecastDay): NewCityTask {
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
