import type { Random } from '../../../maths/seeded.ts';
import type { BuiltWindow } from './built-window.ts';
import type { LpAnswer, LpSession, MipSolver, MixedIntegerProgram } from '../../../maths/linear-program.ts';
import { diveForWholeValues } from './whole-dive.ts';
import { wholeWorks } from './whole-work.ts';

export interface WholeDayOptions {
  readonly random: Random;
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
  readonly dives: number;
  /** Answers that cost as much are of no use. */
  readonly limit?: number;
  /** A bound at which the search for an answer was in vain before. */
  readonly hopeless?: number | undefined;
}

export interface WholeDay {
  /** No whole answer of the day is cheaper. */
  readonly bound: number;
  /** undefined when none was found below the limit. */
  readonly answer: LpAnswer | undefined;
}

const SECONDS_FOR_BRANCHING = 4;
/** A dive so near the cost of its work is as good as the best. */
const DIVE_GAP = 0.002;
/** An answer so near the cost of its work, by share of it or of what one person missing costs, is good enough. */
const NEAR = 0.01;
const NEAR_OF_MISSING = 0.1;
const MOST_WORKS = 10;
/** So many columns, and branching finds in seconds what dives have missed; in larger programs only where there is nothing. */
const SMALL = 1500;
const NOTHING_TO_GAIN = 0.02;
const SAME = 1e-6;

/**
 * The best whole answer of a one-day window.
 *
 * First only the work is made whole, by branching: how many units (of four quarter hours, where shifts pay whole hours)
 * each skill group gets. That is two or three numbers and nearly all of what whole duties cost beyond the relaxed
 * program: its answer is the bound. With the work settled, a dive or two find duties at just that cost. Where they do
 * not, these hours cannot be had by whole shifts, and the next cheapest work has its turn.
 * @returns undefined when the time ran out before there was a bound
 */
export function solveWholeDay(
  window: BuiltWindow,
  solver: MipSolver,
  options: WholeDayOptions,
): WholeDay | undefined {
  const { clock, until, limit = Infinity, hopeless = -Infinity } = options;
  const lp = solver.openLp(window.program);
  try {
    let bound: number | undefined;
    let best: LpAnswer | undefined;
    let tried = 0;
    let isNear = false;
    for (const { cost, work } of wholeWorks(lp, window.workColumns, options)) {
      bound ??= cost;
      if (Math.abs(bound - hopeless) < SAME) break;
      if (cost > Math.min(limit, best?.objective ?? Infinity) - NOTHING_TO_GAIN) break;
      if (tried++ === MOST_WORKS) break;
      const dived = diveForWholeValues(withWork(window, work, lp), lp, {
        ...options,
        gap: DIVE_GAP,
        limit: best?.objective ?? limit,
      });
      best = dived ?? best;
      isNear = best !== undefined && best.objective <= nearOf(window, cost);
      if (isNear) break;
    }
    if (bound === undefined) return undefined;
    const isSmall = window.program.integer.length < SMALL;
    const isNeeded = isSmall || (best === undefined && limit === Infinity);
    if (tried > 0 && !isNear && isNeeded && clock() < until) {
      const branched = solver.solveMip(window.program, {
        seconds: Math.min(SECONDS_FOR_BRANCHING, until - clock()),
        relativeGap: DIVE_GAP,
        ...(best === undefined ? {} : { start: best.columnValues }),
      });
      if (branched !== undefined && branched.objective < (best?.objective ?? limit) - 1e-6)
        best = { ...branched, rowDuals: new Float64Array(0) };
    }
    return { bound, answer: best };
  } finally {
    lp.close();
  }
}

/** The window's program with the work of each row as given, in the session too. */
function withWork(
  { program, workColumns }: BuiltWindow,
  work: readonly number[],
  lp: LpSession,
): MixedIntegerProgram {
  const lower = program.columns.lower.slice();
  const upper = program.columns.upper.slice();
  for (const [at, column] of workColumns.entries()) {
    const units = work[at] ?? 0;
    lower[column] = units;
    upper[column] = units;
    lp.setBounds(column, units, units);
  }
  return { ...program, columns: { ...program.columns, lower, upper } };
}

function nearOf({ cover, program }: BuiltWindow, cost: number): number {
  const dearest = cover.missing.reduce(
    (most, column) => Math.max(most, program.columns.costs[column] ?? 0),
    0,
  );
  return cost + Math.max(NEAR * Math.abs(cost), NEAR_OF_MISSING * dearest);
}
