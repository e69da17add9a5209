import { addCity, simulatedJoining } from '../../../forecasting/staffing/index.ts';
import type { NewCityAnswer } from '../../contract/staffing-job.ts';
import type { NewCityTask } from './staffing-task.ts';

/** What a further city would need and do, with the other cities' levels by simulation. */
export function newCityAnswer(task: NewCityTask, onProgress: (fraction: number) => void): NewCityAnswer {
  const { cities, city, rules, seed, days } = task;
  const effect = addCity(cities, city, rules);
  const levels = simulatedJoining({
    cities,
    city,
    rules,
    effect,
    days,
    seed,
    onProgress: (fraction) => {
      onProgress(fraction);
      return true;
    },
  });
  const before = new Map(effect.before.cities.map((own) => [own.name, own.shapleyHours]));
  return {
    name: city.name,
    additionalHours: effect.additionalHours,
    additionalAtPeak: effect.additionalAtPeak,
    additionalAgents: [...effect.additionalAgents],
    separateHours: effect.separateHours,
    fairShareHours: effect.fairShareHours,
    pooledHoursNow: effect.before.pooledHours,
    pooledHoursWith: effect.after.pooledHours,
    ramp: [...effect.ramp],
    cities: effect.after.cities.map((own) => {
      const level = levels.find(({ name }) => name === own.name);
      const nothing = { value: 1, halfWidth: 0 };
      return {
        name: own.name,
        target: level?.target ?? 0,
        shapleyNow: before.get(own.name) ?? null,
        shapleyWith: own.shapleyHours,
        proportionalWith: own.proportionalHours,
        now: level?.now ?? null,
        withoutMoreAgents: level?.withoutMoreAgents ?? nothing,
        withMoreAgents: level?.withMoreAgents ?? nothing,
      };
    }),
  };
}
