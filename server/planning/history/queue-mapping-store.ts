import type { Db } from '../../platform/store/schema.ts';
import type { QueueChoices } from './queue-cities.ts';

/** What people said about queue names in earlier imports. */
export async function rememberedQueues(db: Db): Promise<QueueChoices> {
  const rows = await db.selectFrom('queue_mapping').select(['queue', 'city']).execute();
  return Object.fromEntries(rows.map(({ queue, city }) => [queue, city]));
}

/** Keeps what was said for the next file that names these queues. */
export async function rememberQueues(db: Db, choices: QueueChoices, now: number): Promise<void> {
  for (const [queue, city] of Object.entries(choices)) {
    const row = { queue, city, mapped_at: now };
    await db
      .insertInto('queue_mapping')
      .values(row)
      .onConflict((conflict) => conflict.column('queue').doUpdateSet(row))
      .execute();
  }
}
