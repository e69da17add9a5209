import type { SignedInPerson } from '../../platform/http/caller.ts';

/** Whether somebody keeps what is known of a city's people: those who administer it and those who plan them. */
export function keepsPeople(grants: SignedInPerson['grants'], city: string): boolean {
  return grants.some(
    (grant) =>
      (grant.role === 'administrator' || grant.role === 'planner') &&
      (grant.city === '*' || grant.city === city),
  );
}
