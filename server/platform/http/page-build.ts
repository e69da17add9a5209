import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Identifies the built pages: the pages name their hashed assets, so their text changes with every change of the client.
 * A wall that was loaded with another build reloads itself once.
 */
export function pageBuild(folder: string): string {
  if (!existsSync(folder)) return 'no-pages';
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.html')) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}
