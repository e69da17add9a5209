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
  const { joint, cities } = plannedAgents(duties, date, zone);
  const [first] = duties.filter(({ day }) => day === date);
  const share = first === undefined ? 1 : 1 - (await shrinkageOf(db, first.publication));
  const net = (people: readonly number[]): readonly number[] =>
    people.map((count) => Math.round(count * share));
  return {
    joint: net(joint),
    cities: Object.fromEntries(Object.entries(cities).map(([city, people]) => [city, net(people)])),
  };
}
