import { cellKey, type Violation } from '../../../../forecasting/roster/index.ts';

/** The first broken hard rule of each cell, by `cellKey`. */
export function violationsByCell(violations: readonly Violation[]): ReadonlyMap<string, Violation> {
  const cells = new Map<string, Violation>();
  for (const violation of violations) {
    const { agent, date } = violation;
    if (agent === undefined || date === undefined) continue;
    const key = cellKey({ agent, date });
    if (!cells.has(key)) cells.set(key, violation);
  }
  return cells;
}

/** The very violation that a reason is given for: rule, person and day. */
export function violationKey({ rule, agent, date }: Pick<Violation, 'rule' | 'agent' | 'date'>): string {
  return `${rule} ${agent ?? ''} ${date ?? ''}`;
}

/** Violations that were not there before. */
export function newlyBroken(before: readonly Violation[], after: readonly Violation[]): readonly Violation[] {
  const known = new Set(before.map(violationKey));
  return after.filter((violation) => !known.has(violationKey(violation)));
}
