import { storeLocation } from './addresses.ts';
import type { Configuration } from './configuration.ts';
import { readConfiguration } from './read-configuration.ts';
import { openStore, type Store } from '../store/database.ts';
import { StoreError } from '../store/store-error.ts';
import { BadInput } from '../input/bad-input.ts';

/**
 * The configuration that a command was given: `--config FILE`, else `LEITSTAND_CONFIG`.
 *
 * @throws BadInput without either, and for whatever is wrong in the file
 */
export function configurationOf(
  { environment }: { readonly environment: Readonly<Record<string, string | undefined>> },
  option: string | undefined,
): Configuration {
  const file = option ?? environment['LEITSTAND_CONFIG'];
  if (file === undefined)
    throw new BadInput(
      'name the configuration file: --config FILE or LEITSTAND_CONFIG; see docs/configuration.md',
    );
  return readConfiguration(file, environment);
}

/** Opens the store. @throws BadInput in words where it is in use, unreachable, or of a newer release */
export async function openConfiguredStore(
  configuration: Pick<Configuration, 'databaseUrl' | 'dataFolder'>,
): Promise<Store> {
  try {
    return await openStore(storeLocation(configuration));
  } catch (error) {
    throw storeTrouble(error, configuration);
  }
}

/** What to report of a store that fails: words where somebody can mend it, else the error itself. */
export function storeTrouble(
  error: unknown,
  { databaseUrl, dataFolder }: Pick<Configuration, 'databaseUrl' | 'dataFolder'>,
): unknown {
  if (error instanceof StoreError) return new BadInput(error.message);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (databaseUrl !== null) {
    const { host } = new URL(databaseUrl);
    return new BadInput(
      `the database at ${host} cannot be used (${code}). Is PostgreSQL running there, and do name and password in DATABASE_URL fit?`,
    );
  }
  if (/^(EACCES|EROFS|ENOTDIR|ENOSPC|SQLITE_(CANTOPEN|READONLY|FULL|IOERR).*)$/.test(code))
    return new BadInput(
      `the data folder ${dataFolder} cannot be written (${code}). Make room, mend its rights, or choose another with LEITSTAND_DATA.`,
    );
  return error;
}
