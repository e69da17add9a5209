import type { Board } from '../../contract/wall.ts';

/**
 * Whether nobody who is present takes calls of two cities. Then a city's people are those planned for it, whatever else
 * they may do; elsewhere all who may take its calls.
 */
export function sharesNobody({ cities, pool }: Board): boolean {
  const present = cities.reduce((sum, { staffing }) => sum + staffing.present, 0);
  return cities.length > 1 && present > 0 && present === pool.staffing.present;
}
