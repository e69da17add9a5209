import type { Db } from '../../platform/store/schema.ts';

/** Deletes a person with everything that is theirs alone; the account stays, without a person. Call it in a transaction. */
export async function erasePerson(tx: Db, agentId: string): Promise<void> {
  const nobody = { agent_id: null, confirmed_for: null };
  await tx.updateTable('account').set(nobody).where('agent_id', '=', agentId).execute();
  for (const table of ['calendar_feed', 'schedule_seen', 'person_protection', 'agent_skill'] as const)
    await tx.deleteFrom(table).where('agent_id', '=', agentId).execute();
  for (const table of ['absence', 'wish'] as const)
    await tx.deleteFrom(table).where('agent_id', '=', agentId).execute();
  // searches for a roster name those whom they leave alone, and their proposals everybody
  const named = `%${JSON.stringify(agentId)}%`;
  for (const text of ['input', 'result'] as const)
    await tx.deleteFrom('job').where(text, 'like', named).execute();
  await tx.deleteFrom('agent').where('id', '=', agentId).execute();
}
