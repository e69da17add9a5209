import type { LpAnswer, LpSession } from './linear-program.ts';

/** Bounds of the work columns, in their order. */
interface Node {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** What the program that it came from costs. */
  readonly least: number;
}

export interface SettledWork {
  readonly answer: LpAnswer;
  /** Units of work, in the order of the columns. */
  readonly work: readonly number[];
  /** No answer with whole units of work is cheaper. */
  readonly bound: number;
}

const WHOLE = 1e-6;
const MOST_NODES = 200;

/**
 * The cheapest answer of a loaded program in which a few columns are whole: branch and bound, best first.
 *
 * Two or three columns take a dozen programs, each solved from the last one's basis in some hundredths of a second.
 * The columns' bounds are free again afterwards.
 * @param gap answers so near the best, as a share of it, need not be told apart
 * @returns undefined when the time ran out before there was an answer
 */
export function settleWork(
  lp: LpSession,
  columns: readonly number[],
  gap: number,
  time: { readonly clock: () => number; readonly until: number },
): SettledWork | undefined {
  const nodes: Node[] = [
    { lower: columns.map(() => 0), upper: columns.map(() => Infinity), least: -Infinity },
  ];
  let best: { readonly answer: LpAnswer; readonly work: readonly number[] } | undefined;
  let pruned = Infinity;
  const isUseless = (cost: number): boolean =>
    best !== undefined && cost >= best.answer.objective - gap * Math.abs(best.answer.objective);
  for (let count = 0; nodes.length > 0; count++) {
    nodes.sort((a, b) => b.least - a.least);
    const node = nodes.pop();
    if (node === undefined) break;
    if (isUseless(node.least)) {
      pruned = Math.min(pruned, node.least);
      continue;
    }
    if (count >= MOST_NODES || time.clock() >= time.until) {
      pruned = Math.min(pruned, node.least, ...nodes.map(({ least }) => least));
      break;
    }
    for (const [at, column] of columns.entries())
      lp.setBounds(column, node.lower[at] ?? 0, node.upper[at] ?? Infinity);
    const answer = lp.solve(Math.max(0.05, time.until - time.clock()));
    if (answer === undefined) {
      if (lp.isInfeasible()) continue;
      pruned = Math.min(pruned, node.least);
      continue;
    }
    if (isUseless(answer.objective)) {
      pruned = Math.min(pruned, answer.objective);
      continue;
    }
    const at = mostBroken(answer, columns);
    if (at === undefined) {
      best = { answer, work: columns.map((column) => Math.round(answer.columnValues[column] ?? 0)) };
      continue;
    }
    const value = answer.columnValues[columns[at] ?? 0] ?? 0;
    const least = answer.objective;
    nodes.push({ ...node, least, upper: node.upper.with(at, Math.floor(value)) });
    nodes.push({ ...node, least, lower: node.lower.with(at, Math.ceil(value)) });
  }
  for (const column of columns) lp.setBounds(column, 0, Infinity);
  return best === undefined ? undefined : { ...best, bound: Math.min(pruned, best.answer.objective) };
}

function mostBroken({ columnValues }: LpAnswer, columns: readonly number[]): number | undefined {
  let most = WHOLE;
  let found: number | undefined;
  for (const [at, column] of columns.entries()) {
    const value = columnValues[column] ?? 0;
    const away = Math.abs(value - Math.round(value));
    if (away <= most) continue;
    most = away;
    found = at;
  }
  return found;
}
