import { resolve } from 'node:path';
import { formerImports, removeImport, type FormerImport } from '../planning/history/former-imports.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { CommandContext, ExitStatus } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';

export interface FormerImportsRequest {
  readonly config: string | undefined;
  readonly data: string | undefined;
  readonly json: boolean;
  /** Import that is to go; absent: list them. */
  readonly remove?: string;
}

/** `leitstand import list` and `leitstand import remove`: what was imported, and taking it out again. */
export async function tendFormerImports(
  context: CommandContext,
  { config, data, json, remove }: FormerImportsRequest,
): Promise<ExitStatus> {
  const store = await openConfiguredStore(
    data === undefined
      ? configurationOf(context, config)
      : { databaseUrl: null, dataFolder: resolve(context.workingDirectory, data) },
  );
  try {
    const imports = await formerImports(store.db);
    if (remove === undefined) {
      context.print(json ? `${JSON.stringify({ imports }, null, 2)}\n` : listWords(imports));
      return 0;
    }
    const going = imports.find(({ id }) => id === remove);
    if (going === undefined || !(await removeImport(store.db, remove, Date.now())))
      throw new BadInput(`there is no import "${remove}"; see leitstand import list`);
    context.print(json ? `${JSON.stringify({ removed: going }, null, 2)}\n` : `removed: ${words(going)}\n`);
    return 0;
  } finally {
    await store.close();
  }
}

function listWords(imports: readonly FormerImport[]): string {
  return imports.length === 0
    ? 'Nothing was imported.\n'
    : imports.map((one) => `${one.id}  ${words(one)}\n`).join('');
}

function words({ endedAt, fileName, queues, added, from, until }: FormerImport): string {
  const day = (at: number | null): string => (at === null ? '?' : new Date(at).toISOString().slice(0, 10));
  return `${new Date(endedAt).toISOString().slice(0, 16)}  ${fileName ?? 'unknown file'}: ${added ?? '?'} rows of ${queues.join(', ') || '?'}, ${day(from)} to ${day(until)}`;
}
