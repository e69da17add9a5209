import type { Store } from '../../platform/store/database.ts';

/** The queue state after one event of the log, as text. */
export interface Checkpoint {
  readonly sequence: number;
  readonly takenAt: number;
  readonly centre: string;
  readonly state: string;
}

/** Kept besides the newest, for the case that the newest cannot be read. */
const OLDER_KEPT = 1;

/** Writes a checkpoint; of older ones only the last stays. */
export async function storeCheckpoint(store: Store, checkpoint: Checkpoint): Promise<void> {
  const row = {
    sequence: checkpoint.sequence,
    taken_at: checkpoint.takenAt,
    centre: checkpoint.centre,
    state: checkpoint.state,
  };
  await store.db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('checkpoint')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('sequence').doUpdateSet((of) => ({
          taken_at: of.ref('excluded.taken_at'),
          centre: of.ref('excluded.centre'),
          state: of.ref('excluded.state'),
        })),
      )
      .execute();
    const old = await transaction
      .selectFrom('checkpoint')
      .select('sequence')
      .orderBy('sequence', 'desc')
      .offset(1 + OLDER_KEPT)
      .limit(100)
      .execute();
    for (const { sequence } of old)
      await transaction.deleteFrom('checkpoint').where('sequence', '=', sequence).execute();
  });
}

/** Checkpoints, the newest first. */
export async function readCheckpoints(store: Store): Promise<readonly Checkpoint[]> {
  const rows = await store.db
    .selectFrom('checkpoint')
    .select(['sequence', 'taken_at', 'centre', 'state'])
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map(({ taken_at, ...row }) => ({ ...row, takenAt: taken_at }));
}
