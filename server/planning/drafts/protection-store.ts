import { group } from 'd3-array';
import * as v from 'valibot';
import type { Protection } from '../../../forecasting/roster/index.ts';
import { plainDate } from '../../../forecasting/time/index.ts';
import { protectionKindSchema, type ProtectionInput } from '../../contract/protection.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';

/** Legal protections by person. Health and age are nobody's business but the planner's: they stand apart from people's lists. */
export async function readProtections(db: Db): Promise<ReadonlyMap<string, readonly Protection[]>> {
  const rows = await db
    .selectFrom('person_protection')
    .selectAll()
    .orderBy('agent_id')
    .orderBy('kind')
    .execute();
  return new Map(
    [...group(rows, ({ agent_id }) => agent_id)].map(([agentId, own]) => [
      agentId,
      own.map(({ kind, from_day, until_day }) => ({
        kind: v.parse(protectionKindSchema, kind),
        ...(from_day === null ? {} : { from: plainDate(from_day) }),
        ...(until_day === null ? {} : { until: plainDate(until_day) }),
      })),
    ]),
  );
}

/** Replaces all protections of one person. */
export async function saveProtections(
  db: Db,
  agentId: string,
  protections: readonly ProtectionInput[],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('person_protection').where('agent_id', '=', agentId).execute();
    for (const { kind, from, until } of protections)
      await tx
        .insertInto('person_protection')
        .values({ agent_id: agentId, kind, from_day: from, until_day: until })
        .execute();
  });
}
