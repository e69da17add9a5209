import loadHighs, { type Highs, type Model } from 'highs';
import type {
  LinearProgram,
  LpOptions,
  LpSession,
  MipAnswer,
  MipOptions,
  MipSolver,
  MixedIntegerProgram,
  ProgramColumns,
} from '../../../forecasting/maths/index.ts';

/**
 * HiGHS (WebAssembly) behind the solver interface of the roster search.
 *
 * Calls are synchronous and may take as long as their time limit, so they belong into a worker thread.
 * A model lives outside the JavaScript heap: each is disposed of, on failure too.
 */
export async function highsSolver(): Promise<MipSolver> {
  const highs = await loadHighs();
  return {
    openLp: (program, options) => openLp(highs, program, options ?? {}),
    solveMip: (program, options) => solveMip(highs, program, options),
  };
}

function openLp(highs: Highs, program: LinearProgram, { interior }: LpOptions): LpSession {
  const model = highs.createModel();
  model.options.set({ output_flag: false });
  if (interior === true) model.options.set({ solver: 'ipm', run_crossover: 'off' });
  const rows = program.rowLower.length;
  load(model, program);
  return {
    addColumns: (columns) => {
      model.addCols({
        cost: Float64Array.from(columns.costs),
        lower: Float64Array.from(columns.lower),
        upper: Float64Array.from(columns.upper),
        matrix: matrixOf(columns, rows),
      });
    },
    setBounds: (column, lower, upper) => {
      model.changeColBounds(column, lower, upper);
    },
    solve: (seconds) => {
      model.zeroAllClocks();
      model.options.set({ time_limit: Math.max(0.05, seconds) });
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
      const { colValue, rowDual } = model.getSolution();
      return { objective: model.getObjectiveValue(), columnValues: colValue, rowDuals: rowDual };
    },
    isInfeasible: () => model.getModelStatus() === highs.constants.modelStatus.infeasible,
    close: () => model.dispose(),
  };
}

function solveMip(highs: Highs, program: MixedIntegerProgram, options: MipOptions): MipAnswer | undefined {
  return highs.withModel((model: Model): MipAnswer | undefined => {
    model.options.set({
      output_flag: false,
      time_limit: Math.max(0.05, options.seconds),
      mip_rel_gap: options.relativeGap ?? 1e-6,
      random_seed: options.seed ?? 0,
      mip_detect_symmetry: false,
    });
    load(model, program);
    const { integer, continuous } = highs.constants.variableType;
    const columns = program.integer.length;
    model.changeColsIntegrality(
      { kind: 'range', from: 0, to: columns - 1 },
      program.integer.map((isInteger) => (isInteger ? integer : continuous)),
    );
    if (options.start !== undefined) model.setSolution({ colValue: options.start });
    model.run();
    if (model.info.get('primal_solution_status') !== 2) return undefined;
    return {
      objective: model.getObjectiveValue(),
      bound: Number(model.info.get('mip_dual_bound')),
      columnValues: model.getSolution().colValue,
      isOptimal: model.getModelStatus() === highs.constants.modelStatus.optimal,
    };
  });
}

function load(model: Model, program: LinearProgram): void {
  const { columns } = program;
  model.passModel({
    numCols: columns.costs.length,
    numRows: program.rowLower.length,
    colCost: Float64Array.from(columns.costs),
    colLower: Float64Array.from(columns.lower),
    colUpper: Float64Array.from(columns.upper),
    rowLower: Float64Array.from(program.rowLower),
    rowUpper: Float64Array.from(program.rowUpper),
    matrix: matrixOf(columns, program.rowLower.length),
  });
}

function matrixOf(columns: ProgramColumns, numRows: number) {
  return {
    format: 'csc',
    numRows,
    numCols: columns.costs.length,
    starts: Int32Array.from(columns.starts),
    indices: Int32Array.from(columns.rows),
    values: Float64Array.from(columns.values),
  } as const;
}
