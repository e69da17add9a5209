import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for a server's data that can be made full, and have room again, while the server runs. */
export interface ScarceDisk {
  readonly folder: string;
  fill(): void;
  free(): void;
  /** The same files, but nobody may write them. Only where the machine lets us. */
  readonly setReadOnly?: (readOnly: boolean) => void;
  remove(): void;
}

const SMALL = '8m';
const BALLAST = 'ballast';

/** A small file system of its own: really full. `undefined` without the right to mount one. */
export function smallFileSystem(): ScarceDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'leitstand-disk-'));
  try {
    mount('-t', 'tmpfs', '-o', `size=${SMALL}`, 'none', folder);
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    fill: () => {
      for (const size of [65_536, 4_096, 512])
        try {
          for (;;) writeFileSync(join(folder, BALLAST), Buffer.alloc(size), { flag: 'a' });
        } catch {
          // Full for pieces of this size.
        }
      if (statfsSync(folder).bavail > 0) throw new Error('the disk was to be full');
    },
    free: () => rmSync(join(folder, BALLAST)),
    setReadOnly: (readOnly) => mount('-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A limit on the size of every file that the server writes: to it the disk is full. `undefined` where none can be set. */
export function limitedFiles(): ScarceDisk | undefined {
  try {
    execFileSync('prlimit', ['--version']);
  } catch {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'leitstand-limit-'));
  mkdirSync(join(folder, 'data'));
  const limit = (bytes: string): void => {
    const holder: unknown = JSON.parse(readFileSync(join(folder, 'data', 'server.json'), 'utf8'));
    if (typeof holder !== 'object' || holder === null || !('process' in holder))
      throw new Error('nobody there');
    execFileSync('prlimit', ['--pid', String(holder.process), `--fsize=${bytes}:unlimited`]);
  };
  return {
    folder,
    fill: () => limit('4096'),
    free: () => limit('unlimited'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: 'ignore' });
}
