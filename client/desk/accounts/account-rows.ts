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

/** Fits when every word stands in the name, the shown name, a role or the person's number. */
export function accountFits(account: AccountRow, wanted: string): boolean {
  const text =
    `${account.name} ${account.displayName} ${account.agentId ?? ''} ${account.grants.map(({ role, city }) => `${role} ${city}`).join(' ')}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
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
