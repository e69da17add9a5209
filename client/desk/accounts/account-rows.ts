import type { AccountRow, Grant } from '../../../server/contract/account.ts';

export type AccountState = 'active' | 'disabled' | 'first' | 'invitation' | 'reset' | 'expired';

/** Whether somebody can sign in, and if not, why. An open reset leaves the old password valid. */
export function accountState({
  disabled,
  hasPassword,
  openLink,
}: Pick<AccountRow, 'disabled' | 'hasPassword' | 'openLink'>): AccountState {
  if (disabled) return 'disabled';
  if (openLink !== null) return openLink.purpose;
  return hasPassword ? 'active' : 'expired';
}

/** Rights of one role together: `planner: [koeln, bonn]`; all cities swallow single ones. */
export function rightsByRole(
  grants: readonly Grant[],
): readonly { readonly role: Grant['role']; readonly cities: readonly string[] }[] {
  const roles = [...new Set(grants.map(({ role }) => role))];
  return roles.map((role) => {
    const cities = grants.filter((grant) => grant.role === role).map(({ city }) => city);
    return { role, cities: cities.includes('*') ? ['*'] : cities };
  });
}
