import type { Db } from '../../platform/store/schema.ts';
import type { PlannedDuty } from '../published/duty-store.ts';
import type { PlannedDay } from '../intraday/planned-agents.ts';
import { shrinkageOf } from '../published/publication-store.ts';

/**
 * Share of paid time away from the telephones that a day was published with. Duties of one day come from one version as
 * a rule; the first one's share holds.
 */
export async function shrinkageOfDay(db: Db, duties: readonly PlannedDuty[], date: string): Promise<number> {
  const [first] = duties.filter(({ day }) => day === date);
  return first === undefined ? 0 : shrinkageOf(db, first.publication);
}

/** People on the telephones: planned less the shrinkage, so that they stand beside what is required there. */
export function lessShrinkage({ joint, cities, able }: PlannedDay, shrinkage: number): PlannedDay {
  const net = (people: readonly number[]): readonly number[] =>
    people.map((count) => Math.round(count * (1 - shrinkage)));
  const netOfEach = (rows: PlannedDay['cities']): PlannedDay['cities'] =>
    Object.fromEntries(Object.entries(rows).map(([city, people]) => [city, net(people)]));
  return { joint: net(joint), cities: netOfEach(cities), able: netOfEach(able) };
}
