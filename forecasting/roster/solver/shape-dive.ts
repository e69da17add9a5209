import type { LpAnswer, MipSolver } from './linear-program.ts';
import type { BuiltWindow, WindowShape } from './built-window.ts';

/** Who works on which day of a window, and what its relaxed program says about lengths. */
export interface SettledShapes {
  readonly works: (agent: number, day: number) => boolean;
  /** Paid minutes that the relaxed program gives an agent on a day. */
  readonly expectedMinutes: (agent: number, day: number) => number;
  /** What a paid minute of an agent costs because of the limits of the window's sum. */
  readonly minutePrice: (agent: number) => number;
}

const MOST_ROUNDS = 12;
const SURE = 0.97;
const SHARE_PER_ROUND = 0.5;
/** The last ones are settled together. */
const LAST_ONES = 4;
/** Where the limits leave one sum only, its price is any number: such prices are cut. */
const MOST_PER_MINUTE = 0.1;

/**
 * Settles who works on which day of a window by its linear program.
 *
 * Almost all shapes come out whole; the rest is settled surest first, half of it at a time, the program being solved again
 * in between. An interior point is used: it takes a tenth of the time of the simplex method here.
 * @returns undefined when the time ran out or a shape was settled that left no calendar
 */
export function diveForShapes(
  window: BuiltWindow,
  solver: MipSolver,
  time: { readonly clock: () => number; readonly until: number },
): SettledShapes | undefined {
  const lp = solver.openLp(window.program, { interior: true });
  try {
    const groups = shapesByChoice(window.shapes);
    const settled = new Set(groups.flatMap((shapes, group) => (shapes.length === 1 ? [group] : [])));
    let answer = lp.solve(time.until - time.clock());
    for (let round = 0; round < MOST_ROUNDS && answer !== undefined; round++) {
      if (settled.size === groups.length) return settledShapes(window, answer);
      settleSurest(groups, settled, answer, (shape, isTaken) => {
        lp.setBounds(shape.column, isTaken ? 1 : 0, isTaken ? 1 : 0);
      });
      answer = lp.solve(time.until - time.clock());
    }
    return undefined;
  } finally {
    lp.close();
  }
}

/** Shapes of one agent and stretch of days: exactly one of them is worked. */
function shapesByChoice(shapes: readonly WindowShape[]): readonly (readonly WindowShape[])[] {
  const groups = new Map<string, WindowShape[]>();
  for (const shape of shapes) {
    const key = `${shape.agent}|${shape.days[0] ?? 0}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [shape]);
    else known.push(shape);
  }
  return [...groups.values()];
}

function settleSurest(
  groups: readonly (readonly WindowShape[])[],
  settled: Set<number>,
  { columnValues }: LpAnswer,
  settle: (shape: WindowShape, isTaken: boolean) => void,
): void {
  const valueOf = (shape: WindowShape | undefined): number =>
    shape === undefined ? 0 : (columnValues[shape.column] ?? 0);
  const open = groups
    .map((shapes, group) => {
      const best = shapes.reduce(
        (most: WindowShape | undefined, shape) => (valueOf(shape) > valueOf(most) ? shape : most),
        shapes[0],
      );
      return { group, best, value: valueOf(best) };
    })
    .filter(({ group }) => !settled.has(group))
    .sort((a, b) => b.value - a.value);
  for (const [index, { group, best, value }] of open.entries()) {
    if (value < SURE && index >= Math.max(LAST_ONES, open.length * SHARE_PER_ROUND)) break;
    settled.add(group);
    for (const shape of groups[group] ?? []) settle(shape, shape === best);
  }
}

function settledShapes(window: BuiltWindow, answer: LpAnswer): SettledShapes {
  const works = new Set<string>();
  for (const shape of window.shapes) {
    if ((answer.columnValues[shape.column] ?? 0) < 0.5) continue;
    for (const [at, day] of shape.days.entries())
      if (shape.works[at] === true) works.add(`${shape.agent}|${day}`);
  }
  const minutes = new Map<string, number>();
  for (const choice of window.choices) {
    const key = `${choice.agent}|${choice.day}`;
    const value = Math.max(0, answer.columnValues[choice.column] ?? 0);
    minutes.set(key, (minutes.get(key) ?? 0) + value * choice.minutes);
  }
  return {
    works: (agent, day) => works.has(`${agent}|${day}`),
    expectedMinutes: (agent, day) => minutes.get(`${agent}|${day}`) ?? 0,
    minutePrice: (agent) => {
      const dual = answer.rowDuals[window.minutesRows.get(agent) ?? -1] ?? 0;
      return -Math.max(-MOST_PER_MINUTE, Math.min(MOST_PER_MINUTE, dual));
    },
  };
}
