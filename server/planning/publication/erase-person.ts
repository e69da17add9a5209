import type { Db } from '../../platform/store/schema.ts';

/** Deletes a person with everything that is theirs alone; the account stays, without a person. Call it in a transaction. */
export async function erasePerson(tx: Db, agentId: string): Promise<void> {
  const nobody = { agent_id: null, confirmed_for: null };
  await tx.updateTable('account').set(nobody).where('agent_id', '=', agentId).execute();
  for (const table of ['calendar_feed', 'schedule_seen', 'person_protection', 'agent_skill'] as const)
    await tx.deleteFrom(table).where('agent_id', '=', agentId).execute();
  for (const table of ['absence', 'wish'] as const)
    await tx.deleteFrom(table).where('agent_id', '=', agentId).execute();
  // proposals of the optimiser name everybody whom they plan
  await tx
    .deleteFrom('job')
    .where('result', 'like', `%${JSON.stringify(agentId)}%`)
    .execute();
  await tx.deleteFrom('agent').where('id', '=', agentId).execute();
}
