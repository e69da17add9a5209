import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BadInput } from '../../platform/input/bad-input.ts';
import type { StoreLocation } from '../../platform/store/database.ts';
import { BACKED_UP_TABLES } from './backed-up-tables.ts';
import { FORMAT, FORMAT_VERSION } from './backup-format.ts';
import { withSnapshot, type Snapshot } from './snapshot.ts';

/** Number of rows per table. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * Writes everything that a store holds at this moment into a new file, readable by its owner alone. The file has its name
 * only when it is whole.
 *
 * @throws BadInput where the file exists or cannot be written
 */
export async function writeBackup(location: StoreLocation, file: string, madeAt: Date): Promise<RowCounts> {
  if (existsSync(file)) throw new BadInput('exists already; a backup never overwrites one', { file });
  const part = `${file}.part`;
  const rows: Record<string, number> = {};
  try {
    await withSnapshot(location, (snapshot) =>
      pipeline(
        Readable.from(linesOf(snapshot, madeAt, rows)),
        createGzip(),
        createWriteStream(part, { mode: 0o600, flush: true }),
      ),
    );
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EROFS', 'ENOSPC', 'EISDIR'].includes(code))
      throw new BadInput(`cannot be written (${code}); nothing was kept`, { file });
    throw error;
  }
  return rows;
}

async function* linesOf(
  snapshot: Snapshot,
  madeAt: Date,
  counts: Record<string, number>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  const { migrations } = snapshot;
  yield line({ format: FORMAT, version: FORMAT_VERSION, madeAt: madeAt.toISOString(), migrations });
  for (const table of BACKED_UP_TABLES) {
    const columns = await snapshot.columns(table);
    yield line({ table, columns });
    let count = 0;
    for await (const row of snapshot.rows(table)) {
      count += 1;
      yield line(columns.map((column) => row[column]));
    }
    counts[table] = count;
  }
  yield `${JSON.stringify({ end: { rows: counts, sha256: hash.digest('hex') } })}\n`;
}
