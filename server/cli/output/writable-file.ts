import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BadInput } from '../../platform/input/bad-input.ts';

/**
 * Where a command will write its answer, asked before it begins: hours of work are not lost for a folder that is missing.
 *
 * @returns the whole path
 * @throws BadInput naming the option and the file that cannot be written
 */
export function writableFile(workingDirectory: string, file: string, option: string): string {
  const path = resolve(workingDirectory, file);
  const folder = dirname(path);
  const refuse = (problem: string): BadInput => new BadInput(`${problem}, got "${file}"`, { field: option });
  if (!existsSync(folder)) throw refuse(`must lie in a folder that exists; ${folder} does not`);
  if (!statSync(folder).isDirectory()) throw refuse(`must lie in a folder; ${folder} is none`);
  if (existsSync(path) && statSync(path).isDirectory()) throw refuse('must be a file, not a folder');
  try {
    accessSync(existsSync(path) ? path : folder, constants.W_OK);
  } catch {
    throw refuse('cannot be written there');
  }
  return path;
}
