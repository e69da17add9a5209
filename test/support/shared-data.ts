import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Folder with the large evaluation sets that stand beside the project in development and CI, never inside it.
 *
 * @returns its path below `part`, or `undefined` where the project stands alone
 */
export function sharedFolder(part: string): string | undefined {
  const folder = join(resolve(import.meta.dirname, '../../..'), 'shared', part);
  return existsSync(folder) ? folder : undefined;
}
