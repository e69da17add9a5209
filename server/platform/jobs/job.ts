/** Long work that runs beside the live path. */
export type JobKind = 'forecast' | 'optimise' | 'simulate' | 'import';

/** How far a job is. Figures are the job's own, by name (objective, bound, gap, rows …). */
export interface JobProgress {
  /** Share of the work done, 0 … 1; absent when nobody can tell. */
  readonly fraction?: number;
  readonly figures: Readonly<Record<string, number>>;
}

/** How a job ended. `cancelled` and `overran` carry the best partial result where the work had one. */
export type JobOutcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'cancelled'; readonly partial?: unknown }
  | { readonly kind: 'overran'; readonly wallSeconds: number; readonly partial?: unknown }
  | { readonly kind: 'failed'; readonly problem: string };

export interface JobRecord {
  readonly id: string;
  readonly kind: JobKind;
  /** Everything the result depends on, seed included: the job can be run again from it. */
  readonly input: unknown;
  readonly requestedAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly progress?: JobProgress;
  readonly outcome?: JobOutcome;
}

/** Where jobs and their results are kept. */
export interface JobStore {
  readonly save: (record: JobRecord) => void | Promise<void>;
}

/** What a worker says to the runner. */
export type JobMessage =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  /** Replaces the partial result that is kept should the job be stopped. */
  | { readonly kind: 'partial'; readonly partial: unknown }
  | { readonly kind: 'result'; readonly result: unknown };

export function isJobMessage(value: unknown): value is JobMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'progress' || value.kind === 'partial' || value.kind === 'result')
  );
}
