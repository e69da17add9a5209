import type { Role, SessionAnswer } from '../../server/contract/account.ts';

type Grants = NonNullable<SessionAnswer['me']>['grants'];

/** Whether a person has one of the roles for every city: what is joint is nobody's alone. */
export function actsForAll(grants: Grants, roles: readonly Role[]): boolean {
  return grants.some(({ role, city }) => city === '*' && roles.includes(role));
}

/** The cities for which a person has one of the roles, in the centre's order. */
export function citiesOf<C extends { readonly id: string }>(
  grants: Grants,
  roles: readonly Role[],
  cities: readonly C[],
): readonly C[] {
  const own = new Set(grants.flatMap(({ role, city }) => (roles.includes(role) ? [city] : [])));
  return own.has('*') ? cities : cities.filter(({ id }) => own.has(id));
}
