import type { Instant } from '../../../forecasting/time/index.ts';
import { roles, type Role } from '../../contract/account.ts';
import type { Db } from '../../platform/store/schema.ts';
import { createAccount, findAccount } from './account-store.ts';
import { confirmHolder } from './holder-confirmation.ts';

/** The account behind a role button of the demo. */
export function demoAccountName(role: Role): string {
  return `demo-${role}`;
}

const displayNames: Readonly<Record<Role, string>> = {
  administrator: 'Administration',
  planner: 'Planung',
  supervisor: 'Leitung',
  agent: 'Agent/in',
};

/**
 * One account per role, without a password: they are entered by button, on this machine, in the demo alone.
 *
 * @param agentId whose schedule the agent's button opens
 */
export async function seedDemoAccounts(db: Db, agentId: string, now: Instant): Promise<void> {
  for (const role of roles) {
    const name = demoAccountName(role);
    if ((await findAccount(db, name)) === undefined)
      await createAccount(
        db,
        {
          name,
          displayName: displayNames[role],
          grants: [{ role, city: '*' }],
          agentId: role === 'agent' ? agentId : null,
        },
        now,
      );
  }
  // whoever tries the demo is shown the whole page, also in a folder of before there was anything to confirm
  const agent = await findAccount(db, demoAccountName('agent'));
  if (agent !== undefined) await confirmHolder(db, agent.id, agentId);
}
