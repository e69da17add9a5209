import type { Random } from '../../../maths/seeded.ts';
import type { LpAnswer, LpSession, MixedIntegerProgram } from '../../../maths/linear-program.ts';

export interface WholeDiveOptions {
  readonly random: Random;
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
  readonly dives: number;
  /** Stop when the cost is at most so much, as a share, above the relaxed program's. */
  readonly gap: number;
  /** Answers that cost as much are of no use. */
  readonly limit?: number;
}

const WHOLE = 1e-6;
/** How far chance moves the order in which columns are made whole. */
const NOISE = 0.3;
/** Making a column larger covers something; making it smaller leaves a gap, so it has to be surer. */
const DOWN_HANDICAP = 0.15;
/** Good dives are short: one that has not ended by then is given up for the next. */
const MOST_STEPS = 80;

/**
 * Whole answers of a small mixed-integer program by random dives: the column nearest to a whole number, give or take
 * some noise, is bounded there, the program is solved again from its last basis, and so on.
 *
 * For the cover of one day a dive takes some hundredths of a second where branching takes seconds, and the best of ten
 * comes within a percent or two.
 * @param lp the program, loaded, with the bounds of its columns
 * @returns column values of the best dive, and its cost; undefined when none ended
 */
export function diveForWholeValues(
  program: MixedIntegerProgram,
  lp: LpSession,
  options: WholeDiveOptions,
): LpAnswer | undefined {
  const root = lp.solve(Math.max(0.05, options.until - options.clock()));
  if (root === undefined) return undefined;
  let best: LpAnswer | undefined;
  for (let dive = 0; dive < options.dives && options.clock() < options.until; dive++) {
    const found = oneDive(program, lp, root, best?.objective ?? options.limit ?? Infinity, options);
    if (found !== undefined) best = found;
    if (best !== undefined && best.objective - root.objective <= options.gap * Math.abs(root.objective))
      break;
  }
  return best;
}

function oneDive(
  { columns, integer }: MixedIntegerProgram,
  lp: LpSession,
  root: LpAnswer,
  limit: number,
  { random, clock, until }: WholeDiveOptions,
): LpAnswer | undefined {
  const lower = columns.lower.slice();
  const upper = columns.upper.slice();
  const touched = new Set<number>();
  let answer: LpAnswer | undefined = root;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (answer === undefined || answer.objective >= limit - WHOLE || clock() >= until) break;
    let chosen = -1;
    let surest = -Infinity;
    let isUp = true;
    for (let column = 0; column < integer.length; column++) {
      if (integer[column] !== true || (lower[column] ?? 0) >= (upper[column] ?? 0)) continue;
      const value = answer.columnValues[column] ?? 0;
      const part = value - Math.floor(value + WHOLE);
      if (part < WHOLE) continue;
      const up = part + NOISE * (2 * random() - 1);
      const down = 1 - part - DOWN_HANDICAP + NOISE * (2 * random() - 1);
      const better = Math.max(up, down);
      if (better <= surest) continue;
      surest = better;
      chosen = column;
      isUp = up >= down;
    }
    if (chosen < 0) break;
    const value = Math.floor((answer.columnValues[chosen] ?? 0) + WHOLE);
    if (isUp) lower[chosen] = value + 1;
    else upper[chosen] = value;
    touched.add(chosen);
    lp.setBounds(chosen, lower[chosen] ?? 0, upper[chosen] ?? 0);
    answer = lp.solve(Math.max(0.05, until - clock()));
  }
  for (const column of touched) lp.setBounds(column, columns.lower[column] ?? 0, columns.upper[column] ?? 0);
  const isWhole = answer?.columnValues.every(
    (value, column) => integer[column] !== true || Math.abs(value - Math.round(value)) < WHOLE * 10,
  );
  return isWhole === true && answer !== undefined && answer.objective < limit - WHOLE ? answer : undefined;
}
