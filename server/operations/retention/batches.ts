import { setTimeout as pause } from 'node:timers/promises';

/** Rows of one transaction: whoever writes calls at the same moment waits for no more than these. */
export const BATCH_ROWS = 250;

/** Between two batches everybody else has the store. */
const PAUSE_MS = 10;

/** Deletes batch by batch until one is not full. @returns rows deleted */
export async function inBatches(
  deleteBatch: () => Promise<number>,
  cancelled: AbortSignal | undefined,
): Promise<number> {
  let rows = 0;
  while (cancelled?.aborted !== true) {
    const deleted = await deleteBatch();
    rows += deleted;
    if (deleted < BATCH_ROWS) break;
    await pause(PAUSE_MS);
  }
  return rows;
}
