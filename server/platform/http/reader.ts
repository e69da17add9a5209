import { citiesOf, reachesCity, type Caller, type CityReach } from './caller.ts';

/**
 * For whom an answer is built: made once for each request out of the account's roles and the line of the access table that
 * let the request in. Answers about people are built by functions that take it; nothing that is stored for everybody goes
 * out as it is.
 */
export interface Reader {
  /** Cities whose people they see at work and away, and whose own figures they read. */
  readonly sees: CityReach;
  /** Cities whose people they plan: of these alone they read wishes, protections and why somebody is away. */
  readonly plans: CityReach;
}

/** How much a reader may know of one person: nothing, whether they work or are away, or all that planning takes. */
export type Clearance = 'nothing' | 'presence' | 'planning';

export function readerFor(caller: Caller, sees: CityReach): Reader {
  return { sees, plans: within(citiesOf(caller, { allow: ['planner'] }), sees) };
}

export function clearanceIn(reader: Reader, city: string | undefined): Clearance {
  if (reachesCity(reader.plans, city ?? '')) return 'planning';
  return reachesCity(reader.sees, city ?? '') ? 'presence' : 'nothing';
}

/** True for whoever plans for everybody: nothing is kept from them. */
export function readsEverything({ sees, plans }: Reader): boolean {
  return sees === 'all' && plans === 'all';
}

function within(cities: CityReach, bounds: CityReach): CityReach {
  if (bounds === 'all') return cities;
  return bounds.filter((city) => reachesCity(cities, city));
}
