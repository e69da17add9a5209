import type { Db } from '../../platform/store/schema.ts';

/** @returns the account that already belongs to a person on the roster */
export async function accountOfAgent(db: Db, agentId: string): Promise<string | undefined> {
  const row = await db.selectFrom('account').select('id').where('agent_id', '=', agentId).executeTakeFirst();
  return row?.id;
}

export interface AccountOfAgent {
  readonly agentId: string;
  readonly name: string;
  readonly isDisabled: boolean;
  /** A password was chosen, and nobody has confirmed yet who did. */
  readonly waits: boolean;
}

/** Who signs in as whom on the roster. */
export async function accountsOfAgents(db: Db): Promise<readonly AccountOfAgent[]> {
  const rows = await db
    .selectFrom('account')
    .select(['agent_id', 'name', 'disabled_at', 'password_hash', 'confirmed_for'])
    .where('agent_id', 'is not', null)
    .orderBy('name')
    .execute();
  return rows.flatMap(({ agent_id, name, disabled_at, password_hash, confirmed_for }) =>
    agent_id === null
      ? []
      : [
          {
            agentId: agent_id,
            name,
            isDisabled: disabled_at !== null,
            waits: password_hash !== null && confirmed_for !== agent_id,
          },
        ],
  );
}
