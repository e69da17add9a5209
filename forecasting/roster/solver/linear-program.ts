/** Columns of a linear program, each with its rows: column j has `rows` and `values` from `starts[j]` to `starts[j + 1]`. */
export interface ProgramColumns {
  readonly costs: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly starts: readonly number[];
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

/** Minimise costs · x with rowLower ≤ A x ≤ rowUpper and lower ≤ x ≤ upper. */
export interface LinearProgram {
  readonly rowLower: readonly number[];
  readonly rowUpper: readonly number[];
  readonly columns: ProgramColumns;
}

export interface MixedIntegerProgram extends LinearProgram {
  /** Per column: only whole values. */
  readonly integer: readonly boolean[];
}

export interface LpAnswer {
  readonly objective: number;
  readonly columnValues: Float64Array;
  /** Change of the objective per unit of a row's bound. */
  readonly rowDuals: Float64Array;
}

/** A linear program that stays loaded while columns are added: each solve starts from the last basis. */
export interface LpSession {
  readonly addColumns: (columns: ProgramColumns) => void;
  readonly setBounds: (column: number, lower: number, upper: number) => void;
  /** @returns undefined when it could not be solved in time */
  readonly solve: (seconds: number) => LpAnswer | undefined;
  readonly close: () => void;
}

export interface MipAnswer {
  readonly objective: number;
  /** No solution is cheaper. */
  readonly bound: number;
  readonly columnValues: Float64Array;
  readonly isOptimal: boolean;
}

export interface MipOptions {
  readonly seconds: number;
  /** Stop when (objective − bound) / objective is at most this. */
  readonly relativeGap?: number;
  /** A known solution, a value per column. */
  readonly start?: Float64Array;
  readonly seed?: number;
}

/** The linear and mixed-integer solver that the roster search is handed. */
export interface MipSolver {
  readonly openLp: (program: LinearProgram) => LpSession;
  /** @returns undefined when no solution was found in time, or there is none */
  readonly solveMip: (program: MixedIntegerProgram, options: MipOptions) => MipAnswer | undefined;
}
