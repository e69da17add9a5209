import type { AccountRow, Grant } from '../contract/account.ts';
import type { CityReach } from '../http/caller.ts';
import { reachesCity } from '../http/caller.ts';
import { listAgents } from '../people/agent-store.ts';
import { readCentre } from '../people/centre-store.ts';
import type { Db } from '../store/schema.ts';
import { accountOfAgent } from './account-store.ts';

export interface AccountIssue {
  readonly field: string;
  readonly message: string;
}

/** Who may act for some cities gives and takes rights for those alone; `*` is given by nobody who has less. */
export function mayCareFor(reach: CityReach, grants: readonly Grant[]): boolean {
  return reach === 'all' || (grants.length > 0 && grants.every(({ city }) => reachesCity(reach, city)));
}

export function visibleAccounts(reach: CityReach, accounts: readonly AccountRow[]): readonly AccountRow[] {
  return accounts.filter(({ grants }) => mayCareFor(reach, grants));
}

/** What is wrong with rights and person of an account, by field; empty when all is well. */
export async function accountIssues(
  db: Db,
  wanted: { readonly grants: readonly Grant[]; readonly agentId: string | null },
  accountId?: string,
): Promise<readonly AccountIssue[]> {
  const cities = (await readCentre(db))?.centre.cities.map(({ id }) => id) ?? [];
  const issues: AccountIssue[] = wanted.grants.flatMap(({ city }, index) =>
    city === '*' || cities.includes(city)
      ? []
      : [{ field: `grants.${index}.city`, message: `one of *, ${cities.join(', ')}` }],
  );
  const { agentId } = wanted;
  if (agentId === null) return issues;
  const isKnown = (await listAgents(db)).some(({ id }) => id === agentId);
  if (!isKnown) issues.push({ field: 'agentId', message: 'a person on the roster' });
  const owner = await accountOfAgent(db, agentId);
  if (owner !== undefined && owner !== accountId)
    issues.push({ field: 'agentId', message: 'a person without an account' });
  return issues;
}
