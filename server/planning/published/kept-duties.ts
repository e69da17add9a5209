import type { Db } from '../../platform/store/schema.ts';

/** First and last day of a person in published rosters, cancelled duties included: while they are kept, so is the person. */
export async function keptDuties(
  db: Db,
  agentId: string,
): Promise<{ readonly first: string; readonly last: string } | null> {
  const row = await db
    .selectFrom('duty')
    .select(({ fn }) => [fn.min('day').as('first'), fn.max('day').as('last')])
    .where('agent_id', '=', agentId)
    .executeTakeFirst();
  const { first, last } = row ?? {};
  return typeof first === 'string' && typeof last === 'string' ? { first, last } : null;
}
