import type { AccountRow, Grant } from '../../contract/account.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { listAgents } from '../people/agent-store.ts';
import { readCentre } from '../cities/centre-store.ts';
import type { Sight } from '../people/sight.ts';
import type { Db } from '../../platform/store/schema.ts';
import { accountOfAgent } from './accounts-of-agents.ts';

export interface AccountIssue {
  readonly field: string;
  readonly message: string;
}

/** What decides who cares for an account: its rights, and the person on the roster whose schedule it opens. */
interface Cared {
  readonly grants: readonly Grant[];
  readonly agentId: string | null;
}

/**
 * Who may act for some cities gives and takes rights for those alone, and binds accounts to people of those alone; `*` is
 * given by nobody who has less. Somebody of another city and somebody who is not there are one answer.
 */
export function mayCareFor({ reader, ofPerson }: Sight, { grants, agentId }: Cared): boolean {
  const { sees } = reader;
  if (sees === 'all') return true;
  const isOwnPerson = agentId === null || ofPerson(agentId) !== 'nothing';
  return isOwnPerson && grants.length > 0 && grants.every(({ city }) => reachesCity(sees, city));
}

/**
 * Whether a right opens more than who would give it reads: planners read why people are away, their wishes and protections.
 * Whoever could make such an account, or choose its password anew, could open it. Administrators of the whole house may:
 * somebody has to name the first planner.
 */
export function opensMore({ reader }: Sight, grants: readonly Grant[]): boolean {
  if (reader.sees === 'all') return false;
  return grants.some(({ role, city }) => role === 'planner' && !reachesCity(reader.plans, city));
}

export function visibleAccounts(sight: Sight, accounts: readonly AccountRow[]): readonly AccountRow[] {
  return accounts.filter((account) => mayCareFor(sight, account));
}

/** Whether a change gives an account a right or a person's schedule that it does not have. */
export function givesMore(present: Cared, wanted: Cared): boolean {
  const has = ({ role, city }: Grant): boolean =>
    present.grants.some((held) => held.role === role && (held.city === '*' || held.city === city));
  return !wanted.grants.every(has) || (wanted.agentId !== null && wanted.agentId !== present.agentId);
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
