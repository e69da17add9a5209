import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { serverEntries } from '../../server/platform/workers/entries.ts';

const project = join(import.meta.dirname, '../..');

export interface Answer {
  readonly kind: string;
  readonly id?: number;
  readonly change?: number;
  readonly what?: string;
  readonly state?: unknown;
}

/** A script of this folder, bundled so that its process starts quickly. */
export interface KillableScript {
  start(args: readonly string[]): KillableProcess;
  remove(): Promise<void>;
}

/** @param name of the file in test/support, without its ending */
export async function bundleKillable(name: string): Promise<KillableScript> {
  const { main: _, ...entries } = serverEntries;
  const workers = Object.fromEntries(
    Object.entries(entries).map(([worker, file]) => [worker, join(project, file)]),
  );
  const folder = join(project, 'dist', `.${name}-${process.pid}`);
  await build({
    configFile: false,
    root: project,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      rollupOptions: {
        input: {
          ...workers,
          [name]: join(project, `test/support/${name}.ts`),
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  return {
    start: (args) => new KillableProcess([join(folder, `${name}.js`), ...args]),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A real process, and what it said. */
export class KillableProcess {
  readonly #child: ChildProcess;
  readonly #listeners = new Set<(answer: Answer) => void>();
  readonly gone: Promise<void>;

  constructor(args: readonly string[]) {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    this.gone = new Promise((resolve) => child.once('close', () => resolve()));
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.#heard(line));
  }

  tell(order: unknown): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  onAnswer(listener: (answer: Answer) => void): void {
    this.#listeners.add(listener);
  }

  /** @throws Error when it ends without saying so */
  next(kind: string, accepts: (answer: Answer) => boolean = () => true): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const listener = (answer: Answer) => {
        if (answer.kind !== kind || !accepts(answer)) return;
        this.#listeners.delete(listener);
        resolve(answer);
      };
      this.#listeners.add(listener);
      void this.gone.then(() => reject(new Error(`the process ended and never said ${kind}`)));
    });
  }

  /** Kills it without a word. Resolves when it is gone and all it said was heard. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.gone;
  }

  /** A line that the kill cut in two is no answer. */
  #heard(line: string): void {
    if (!line.endsWith('}')) return;
    const answer: unknown = JSON.parse(line);
    if (isAnswer(answer)) for (const listener of [...this.#listeners]) listener(answer);
  }
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
