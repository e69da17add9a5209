import { resolve } from 'node:path';
import { restoreBackup } from '../operations/backup/restore-backup.ts';
import { lockFolder } from '../platform/store/folder-lock.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { readOptions } from './input/read-options.ts';

export const command: Command = {
  summary: 'put a backup into the store, of either engine',
  help: `leitstand restore --from PATH [--replace] --config FILE

Puts a backup into the store that the configuration names: everything or nothing. The server must not be running. The
backup's checksum and release are checked before anything is written.

  --from PATH    a file that leitstand backup wrote
  --replace      delete what the store holds; without it only an empty store is taken
  --config FILE  configuration; default: the environment's LEITSTAND_CONFIG

Example: leitstand restore --from /backup/2026-11-24.leitstand.gz --config /etc/leitstand/leitstand.json`,
  run: async (context) => {
    const { values } = readOptions(context.args, {
      from: { type: 'string' },
      replace: { type: 'boolean', default: false },
      config: { type: 'string' },
    });
    if (values.from === undefined) throw new BadInput('must name the backup to read', { field: '--from' });
    const configuration = configurationOf(context, values.config);
    const lock = lockFolder(configuration.dataFolder);
    try {
      const store = await openConfiguredStore(configuration);
      try {
        const file = resolve(context.workingDirectory, values.from);
        const onContent = values.replace ? 'replace' : 'refuse';
        const counts = await restoreBackup(store, file, { onContent });
        const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
        context.print(`${file}: ${rows} rows restored\n`);
      } finally {
        await store.close();
      }
    } finally {
      lock.release();
    }
    return 0;
  },
};
