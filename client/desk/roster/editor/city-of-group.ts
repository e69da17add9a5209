import type { RosterProblem, RosterShift } from '../../../../forecasting/roster/index.ts';
import type { City } from '../../../../server/contract/centre.ts';

export { cityStyle } from '../../../design/city-style.ts';

/** City whose colour a person's bar wears: their own house. Identity, never status. */
export function homeCities(
  problem: Pick<RosterProblem, 'agents'>,
  cities: readonly City[],
): ReadonlyMap<string, City> {
  const byId = new Map(cities.map((city) => [city.id, city]));
  const homes = new Map<string, City>();
  for (const agent of problem.agents) {
    const city = byId.get(agent.city ?? agent.skills[0]?.skill ?? '');
    if (city !== undefined) homes.set(agent.id, city);
  }
  return homes;
}

/** Rows in the order of the picture: by start of the day's shift, then those who are free, by number. */
export function orderByStart(
  rows: readonly { readonly agentIndex: number; readonly shift: RosterShift | null }[],
): readonly number[] {
  const startOf = (shift: RosterShift | null): number => shift?.startMinute ?? 24 * 60;
  return rows
    .toSorted((one, other) => startOf(one.shift) - startOf(other.shift) || one.agentIndex - other.agentIndex)
    .map(({ agentIndex }) => agentIndex);
}
