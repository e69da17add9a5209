import type { AccessRule, PersonRole } from './access.ts';

/** Somebody signed in: what they may be, each role for one city's id or for `*`, all cities. */
export interface SignedInPerson {
  readonly accountId: string;
  readonly grants: readonly { readonly role: PersonRole; readonly city: string }[];
  /** The person on the roster whom the account belongs to: their own schedule is all an agent may read. */
  readonly agentId?: string | null;
}

/** Who is asking. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** `scope`: `all` or one city's id. */
  | { readonly kind: 'display'; readonly displayId: string; readonly scope: string }
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'monitor' }
  | { readonly kind: 'person'; readonly person: SignedInPerson };

/** Cities a caller may act for under a rule: all, or a list; an empty list means "not at all". */
export type CityReach = 'all' | readonly string[];

/** @returns the cities for which `caller` may do what `rule` describes */
export function citiesOf(caller: Caller, rule: Pick<AccessRule, 'allow'>): CityReach {
  const { allow } = rule;
  if (allow === 'everyone') return 'all';
  switch (caller.kind) {
    case 'anonymous':
      return [];
    case 'display':
      if (!allow.includes('display')) return [];
      return caller.scope === 'all' ? 'all' : [caller.scope];
    case 'source':
    case 'monitor':
      return allow.includes(caller.kind) ? 'all' : [];
    case 'person': {
      const cities = caller.person.grants.filter(({ role }) => allow.includes(role)).map(({ city }) => city);
      return cities.includes('*') ? 'all' : [...new Set(cities)];
    }
    default:
      return unknownCaller(caller);
  }
}

export function reachesAnything(reach: CityReach): boolean {
  return reach === 'all' || reach.length > 0;
}

export function reachesCity(reach: CityReach, city: string): boolean {
  return reach === 'all' || reach.includes(city);
}

function unknownCaller(caller: never): never {
  throw new RangeError(`no rights are known for the caller ${JSON.stringify(caller)}`);
}
