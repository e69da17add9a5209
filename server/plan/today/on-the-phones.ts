import type { TimeZone } from '../../../forecasting/time/plain-date.ts';
import type { Db } from '../../store/schema.ts';
import type { PlannedDuty } from '../publication/duty-store.ts';
import { plannedAgents, type PlannedDay } from './planned-agents.ts';
import { shrinkageOf } from '../publication/publication-store.ts';

/**
 * People expected on the telephones on one day: planned less the shrinkage that the requirement was raised by, so that
 * they stand beside what is required on the telephones. Duties of one day come from one version as a rule; the first
 * one's shrinkage holds.
 */
export async function plannedOnPhones(
  db: Db,
  duties: readonly PlannedDuty[],
  date: string,
  zone: TimeZone,
): Promise<PlannedDay> {
  return lessShrinkage(plannedAgents(duties, date, zone), await shrinkageOfDay(db, duties, date));
}

/** Share of paid time away from the telephones that a day was published with. */
export async function shrinkageOfDay(db: Db, duties: readonly PlannedDuty[], date: string): Promise<number> {
  const [first] = duties.filter(({ day }) => day === date);
  return first === undefined ? 0 : shrinkageOf(db, first.publication);
}

export function lessShrinkage({ joint, cities }: PlannedDay, shrinkage: number): PlannedDay {
  const net = (people: readonly number[]): readonly number[] =>
    people.map((count) => Math.round(count * (1 - shrinkage)));
  return {
    joint: net(joint),
    cities: Object.fromEntries(Object.entries(cities).map(([city, people]) => [city, net(people)])),
  };
}
