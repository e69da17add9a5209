import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One line of a table: what was done, what it took, what it is held against. */
export interface BenchRow {
  readonly work: string;
  readonly measured: string;
  /** The limit that is promised, or the peer that was measured in the same run. */
  readonly against: string;
  /** Measured to limit or peer, where both are numbers. */
  readonly ratio: string;
}

/** One subject, one file `test/bench/<subject>.bench.ts` that exports `bench`. */
export interface Bench {
  readonly title: string;
  /** Bounded in time and memory; no fixed port, no outside host. */
  readonly run: () => Promise<readonly BenchRow[]>;
}

/** CPU milliseconds that this process has used since `before`: unlike wall time, it is not moved by busy neighbours. */
export function cpuMilliseconds(before?: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1_000;
}

/** Megabytes of this process's heap that are really in use: garbage is collected first. */
export function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new TypeError('this Node cannot collect its garbage on demand');
  Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed / 1e6;
}

/** Value below which the given share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
