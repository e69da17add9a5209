/** How far a worker is. */
export interface WorkerProgress {
  /** Share of the work done, 0 … 1; absent while it is unknown. */
  readonly fraction?: number;
}

/** How a worker ended. `cancelled` and `overran` carry the best partial result where the work had one. */
export type WorkerOutcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'cancelled'; readonly partial?: unknown }
  | { readonly kind: 'overran'; readonly wallSeconds: number; readonly partial?: unknown }
  | { readonly kind: 'failed'; readonly problem: string };

/** What a worker posts to the pool. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: WorkerProgress }
  /** Replaces the partial result that is kept should the worker be stopped. */
  | { readonly kind: 'partial'; readonly partial: unknown }
  | { readonly kind: 'result'; readonly result: unknown };

export function isWorkerMessage(value: unknown): value is WorkerMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'progress' || value.kind === 'partial' || value.kind === 'result')
  );
}
