import type { LpAnswer, LpSession } from '../../../maths/linear-program.ts';

export interface SettledWork {
  /** What the program costs with this work. */
  readonly cost: number;
  /** Units of work, in the order of the columns. */
  readonly work: readonly number[];
}

/** A part of all numbers of units, or (`work`) one answer found in it that has yet to wait for its turn. */
interface Node {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** No answer of the part is cheaper. */
  readonly least: number;
  readonly work?: readonly number[];
}

const WHOLE = 1e-6;
const MOST_NODES = 300;

/**
 * Whole numbers for a few columns of a loaded program, the cheapest first: branch and bound, best first, and each answer
 * split off from the part in which it was found. The first one's cost is a bound for every whole answer.
 *
 * Two or three columns take a dozen programs, each solved from the last one's basis in some hundredths of a second.
 * Whoever takes an answer may set the columns' bounds as they like; those of the next are set here.
 */
export function* wholeWorks(
  lp: LpSession,
  columns: readonly number[],
  time: { readonly clock: () => number; readonly until: number },
): Generator<SettledWork, undefined> {
  const nodes: Node[] = [
    { lower: columns.map(() => 0), upper: columns.map(() => Infinity), least: -Infinity },
  ];
  for (let count = 0; count < MOST_NODES && time.clock() < time.until; count++) {
    nodes.sort((a, b) => b.least - a.least);
    const node = nodes.pop();
    if (node === undefined) return undefined;
    if (node.work !== undefined) {
      yield { cost: node.least, work: node.work };
      nodes.push(...around(node, node.work));
      continue;
    }
    for (const [at, column] of columns.entries())
      lp.setBounds(column, node.lower[at] ?? 0, node.upper[at] ?? Infinity);
    const answer = lp.solve(Math.max(0.05, time.until - time.clock()));
    if (answer === undefined) {
      if (lp.isInfeasible()) continue;
      return undefined;
    }
    const least = answer.objective;
    const at = mostBroken(answer, columns);
    if (at === undefined) {
      const work = columns.map((column) => Math.round(answer.columnValues[column] ?? 0));
      nodes.push({ ...node, least, work });
      continue;
    }
    const value = answer.columnValues[columns[at] ?? 0] ?? 0;
    nodes.push({ ...node, least, upper: node.upper.with(at, Math.floor(value)) });
    nodes.push({ ...node, least, lower: node.lower.with(at, Math.ceil(value)) });
  }
  return undefined;
}

/** A part without one of its answers, cut into parts that have nothing in common. */
function around({ lower, upper, least }: Node, work: readonly number[]): readonly Node[] {
  return work.flatMap((units, at) => {
    const settledLower = lower.map((own, i) => (i < at ? (work[i] ?? own) : own));
    const settledUpper = upper.map((own, i) => (i < at ? (work[i] ?? own) : own));
    return [
      ...(units > (lower[at] ?? 0)
        ? [{ lower: settledLower, upper: settledUpper.with(at, units - 1), least }]
        : []),
      ...(units < (upper[at] ?? Infinity)
        ? [{ lower: settledLower.with(at, units + 1), upper: settledUpper, least }]
        : []),
    ];
  });
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
