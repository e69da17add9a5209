import type { Random } from '../../random/seeded.ts';
import type { BuiltWindow } from './built-window.ts';
import type { LpAnswer, LpSession, MipSolver, MixedIntegerProgram } from './linear-program.ts';
import { diveForWholeValues } from './whole-dive.ts';
import { settleWork } from './whole-work.ts';

export interface WholeDayOptions {
  readonly random: Random;
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
  readonly dives: number;
  /** Answers that cost as much are of no use. */
  readonly limit?: number;
}

export interface WholeDay {
  /** No whole answer of the day is cheaper. */
  readonly bound: number;
  /** undefined when none was found below the limit. */
  readonly answer: LpAnswer | undefined;
}

const SECONDS_FOR_WORK = 4;
const SECONDS_FOR_BRANCHING = 2;
const WORK_GAP = 5e-4;
/** A dive so near the bound is as good as the best. */
const DIVE_GAP = 0.002;
/** Further away, the work is given some play, and then branching has a try. */
const PLAY_GAP = 0.01;
const UNITS_OF_PLAY = 1;
const NOTHING_TO_GAIN = 0.02;

/**
 * The best whole answer of a one-day window.
 *
 * First only the work is made whole, by branching: how many units (of four quarter hours, where shifts pay whole hours)
 * each skill group gets. That is two or three numbers and nearly all of what whole duties cost beyond the relaxed
 * program: its answer is the bound. With the work settled, a dive or two find duties at just that cost. Where they do
 * not, these hours cannot be had by whole shifts, and each group may take a unit more or less; at last, any number.
 * @returns undefined when the time ran out before there was a bound
 */
export function solveWholeDay(
  window: BuiltWindow,
  solver: MipSolver,
  options: WholeDayOptions,
): WholeDay | undefined {
  const { clock, until, limit = Infinity } = options;
  const lp = solver.openLp(window.program);
  try {
    const settled = settleWork(lp, window.workColumns, WORK_GAP, {
      clock,
      until: Math.min(until, clock() + SECONDS_FOR_WORK),
    });
    if (settled === undefined) return undefined;
    const { bound } = settled;
    if (bound > limit - NOTHING_TO_GAIN) return { bound, answer: undefined };
    const near = settled.answer.objective * (1 + PLAY_GAP);
    let best: LpAnswer | undefined;
    for (const play of [0, UNITS_OF_PLAY]) {
      if (best !== undefined && best.objective <= near) break;
      const program = withWork(window, settled.work, play, lp);
      const dived = diveForWholeValues(program, lp, {
        ...options,
        gap: DIVE_GAP,
        limit: best?.objective ?? limit,
      });
      best = dived ?? best;
    }
    if ((best === undefined || best.objective > near) && clock() < until) {
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

/** The window's program with the work of each row within some units of what is given, in the session too. */
function withWork(
  { program, workColumns }: BuiltWindow,
  work: readonly number[],
  play: number,
  lp: LpSession,
): MixedIntegerProgram {
  const lower = program.columns.lower.slice();
  const upper = program.columns.upper.slice();
  for (const [at, column] of workColumns.entries()) {
    const units = work[at] ?? 0;
    lower[column] = Math.max(0, units - play);
    upper[column] = units + play;
    lp.setBounds(column, Math.max(0, units - play), units + play);
  }
  return { ...program, columns: { ...program.columns, lower, upper } };
}
