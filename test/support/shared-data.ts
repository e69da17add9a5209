import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Folder with the large evaluation sets that stand beside the project in development and CI, never inside it.
 *
 * @returns its path below `part`, or `undefined` with a loud warning when it is not there
 */
export function sharedFolder(part: string): string | undefined {
  const folder = join(resolve(import.meta.dirname, '../../..'), 'shared', part);
  if (existsSync(folder)) return folder;
  console.warn(`SKIPPED: no evaluation data at ${folder}`);
  return undefined;
}
