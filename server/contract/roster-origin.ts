/** The optimiser's run that a roster was taken from. */
export interface OptimiserOrigin {
  readonly seed: number;
  /** What the search was given, and how long it took: less where it was cancelled or proven best. */
  readonly seconds: number;
  readonly tookSeconds: number;
  readonly objective: number;
  /** No roster is cheaper; `null` where none was found. */
  readonly bound: number | null;
  /** When the run ended. */
  readonly at: number;
  /** Of the roster as the run proposed it. */
  readonly fingerprint: string;
}

/** How a roster was made. */
export interface RosterOrigin extends OptimiserOrigin {
  /** It differs from what the run proposed: somebody has edited it since. */
  readonly edited: boolean;
}

/** How a roster was made, for one reader: without its score where that adds up wishes of people whom they do not plan. */
export interface RosterOriginAnswer extends Omit<RosterOrigin, 'objective'> {
  readonly objective: number | null;
}
