import type { Violation } from '../../../forecasting/index.ts';

/** The first broken hard rule of each cell: key `agent date`. */
export function violationsByCell(violations: readonly Violation[]): ReadonlyMap<string, Violation> {
  const cells = new Map<string, Violation>();
  for (const violation of violations) {
    if (violation.agent === undefined || violation.date === undefined) continue;
    const key = `${violation.agent} ${violation.date}`;
    if (!cells.has(key)) cells.set(key, violation);
  }
  return cells;
}
