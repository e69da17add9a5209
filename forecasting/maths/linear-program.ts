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
  /** Whether the last solve proved that there is no answer. */
  readonly isInfeasible: () => boolean;
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

export interface LpOptions {
  /** Interior point without crossover: quick on large programs, every solve from nothing, values between corners. */
  readonly interior?: boolean;
}

/** The linear and mixed-integer solver that the roster search is handed. */
export interface MipSolver {
  readonly openLp: (program: LinearProgram, options?: LpOptions) => LpSession;
  /** @returns undefined when no solution was found in time, or there is none */
  readonly solveMip: (program: MixedIntegerProgram, options: MipOptions) => MipAnswer | undefined;
}

/** A coefficient of a column. */
export type Entry = readonly [row: number, value: number];

/** Columns of a program being written, one after the other. */
export class ColumnList {
  readonly integer: boolean[] = [];
  private readonly costs: number[] = [];
  private readonly upper: number[] = [];
  private readonly starts: number[] = [0];
  private readonly rows: number[] = [];
  private readonly values: number[] = [];

  get count(): number {
    return this.costs.length;
  }

  /** @returns the column's position */
  add(cost: number, entries: readonly Entry[], isInteger: boolean, upper = Infinity): number {
    this.costs.push(cost);
    this.integer.push(isInteger);
    for (const [row, value] of entries) {
      this.rows.push(row);
      this.values.push(value);
    }
    this.starts.push(this.rows.length);
    this.upper.push(upper);
    return this.costs.length - 1;
  }

  program(): ProgramColumns {
    return {
      costs: this.costs,
      lower: this.costs.map(() => 0),
      upper: this.upper,
      starts: this.starts,
      rows: this.rows,
      values: this.values,
    };
  }
}

/** Rows of a program being written. */
export class RowList {
  readonly lower: number[] = [];
  readonly upper: number[] = [];

  /** @returns the row's position */
  add(lower: number, upper: number): number {
    this.upper.push(upper);
    return this.lower.push(lower) - 1;
  }
}
