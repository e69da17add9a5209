import { resolve } from 'node:path';
import { writeBackup } from '../operations/backup/write-backup.ts';
import { storeLocation } from '../platform/config/addresses.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { readOptions } from './input/read-options.ts';

export const command: Command = {
  summary: 'write everything in the store into one file, while the server runs',
  help: `leitstand backup --to PATH --config FILE

Writes a consistent copy of the store, as it is at this moment, into a new file. A running server goes on writing. The file
restores into SQLite and PostgreSQL alike. It holds personal data and password hashes: only its owner may read it.

  --to PATH      the file to write; must not exist
  --config FILE  configuration; default: the environment's LEITSTAND_CONFIG

Example: leitstand backup --to /backup/2026-11-24.leitstand.gz --config /etc/leitstand/leitstand.json`,
  run: async (context) => {
    const { values } = readOptions(context.args, { to: { type: 'string' }, config: { type: 'string' } });
    if (values.to === undefined) throw new BadInput('must name the file to write', { field: '--to' });
    const configuration = configurationOf(context, values.config);
    // Opened first for its messages: what cannot be used is reported in words.
    await (await openConfiguredStore(configuration)).close();
    const file = resolve(context.workingDirectory, values.to);
    const counts = await writeBackup(storeLocation(configuration), file, new Date());
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    context.print(`${file}: ${rows} rows of ${Object.keys(counts).length} tables\n`);
    return 0;
  },
};
