import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from './eventually.ts';

const project = resolve(import.meta.dirname, '../..');

export interface ServerProcess {
  /** Where it serves, without a slash at its end. */
  readonly url: string;
  readonly folder: string;
  readonly configFile: string;
  /** Everything it has printed so far, both streams. */
  printed(): string;
  /** Ends it with a signal. @returns its exit status, `null` when the signal killed it */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface ServerProcessOptions {
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Data and configuration of an earlier process, to play a restart. */
  readonly folder?: string;
}

const folders: string[] = [];
const running = new Set<ChildProcess>();

/** A real process of `leitstand serve` on a free port and, unless told otherwise, in a new folder. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'leitstand-serve-'));
  folders.push(folder);
  const configFile = join(folder, 'leitstand.json');
  writeFileSync(configFile, JSON.stringify({ dataFolder: 'data', port: 0, ...options.configuration }));
  const child = runLeitstand(['serve', '--config', configFile], options.environment ?? {});
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  const url = await eventually(() => {
    const found = /"address":"(http[^"]+)"/.exec(printed)?.[1];
    if (found !== undefined) return found;
    throw new Error(`the server does not serve yet: ${printed}`);
  }, 60_000);
  return { url, folder, configFile, printed: () => printed, end: (signal) => ended(child, signal) };
}

/** The executable as a process of its own, built if its sources are newer. */
export function runLeitstand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const child = spawn(process.execPath, [join(project, 'server/launch.mjs'), ...args], {
    cwd: project,
    env: { ...process.env, DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends what is left and removes the folders; for `afterAll`. */
export function endServerProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders.splice(0))
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}

export async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exit = new Promise<number | null>((done) => child.once('exit', done));
  if (signal !== undefined) child.kill(signal);
  return exit;
}
