import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { serverEntries, type ServerEntry } from './entries.ts';
import { projectFolder } from '../../project-folder.ts';

/**
 * Starts a worker thread by its entry's name, from the bundle in production and from the TypeScript source in tests.
 */
export function spawnWorker(entry: ServerEntry, options: WorkerOptions = {}): Worker {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) {
    const source = pathToFileURL(join(projectFolder(), serverEntries[entry]));
    // The hooks of `--import` do not reach a worker thread on Node 20, so the thread registers them itself.
    const start = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(source.href)}); })`;
    return new Worker(start, { ...options, eval: true });
  }
  // Entries stand beside the bundle that asks, or one folder above its chunks.
  const beside = dirname(here);
  const folder = existsSync(join(beside, `${entry}.js`)) ? beside : dirname(beside);
  return new Worker(join(folder, `${entry}.js`), options);
}
