import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** Builds server and pages if they are older than their sources, as every start of the executable does. */
export async function buildPages(): Promise<void> {
  const launcher = resolve(import.meta.dirname, '../../server/launch.mjs');
  await promisify(execFile)(process.execPath, [launcher, 'prepare']);
}
