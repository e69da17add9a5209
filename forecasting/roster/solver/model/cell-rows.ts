import type { DutyModel } from './duty-model.ts';

/** Neighbouring cells of one day that the same duties cover: a skill group's intervals, or a city's seats. */
export interface CellRow {
  /** Per family: how many of the row's cells one person covers. */
  readonly cover: Int32Array;
  /** Every family covers a whole multiple of so many cells. */
  readonly unit: number;
}

/**
 * The rows of a day.
 *
 * Shifts pay whole hours, so what a day's people cover of a row together is a whole number of units, whatever the
 * requirement is: a day's surplus is never just what a relaxed program would like it to be.
 */
export function cellRowsOf(model: DutyModel, day: number): readonly CellRow[] {
  const { variants, variantFamily, families, coverStart, coverCell } = model;
  const known = new Set<number>();
  const joinsNext = new Set<number>();
  for (let variant = 0; variant < variants; variant++) {
    const cells = cellsOf(model, day, variant);
    for (const [at, cell] of cells.entries()) {
      known.add(cell);
      if (cells[at + 1] === cell + 1) joinsNext.add(cell);
    }
  }
  const rowOf = new Map<number, number>();
  let rows = 0;
  for (const cell of [...known].sort((a, b) => a - b)) {
    const before = joinsNext.has(cell - 1) ? rowOf.get(cell - 1) : undefined;
    rowOf.set(cell, before ?? rows++);
  }
  const cover = Array.from({ length: rows }, () => new Int32Array(families));
  const counted = new Set<number>();
  for (let variant = 0; variant < variants; variant++) {
    const family = variantFamily[variant] ?? 0;
    if (counted.has(family)) continue;
    counted.add(family);
    const at = day * variants + variant;
    for (let i = coverStart[at] ?? 0; i < (coverStart[at + 1] ?? 0); i++) {
      const own = cover[rowOf.get(coverCell[i] ?? 0) ?? 0];
      if (own !== undefined) own[family] = (own[family] ?? 0) + 1;
    }
  }
  return cover.map((own) => ({ cover: own, unit: Math.max(1, own.reduce(greatestCommonDivisor, 0)) }));
}

function cellsOf(model: DutyModel, day: number, variant: number): readonly number[] {
  const { coverStart, coverCell, variants } = model;
  const at = day * variants + variant;
  return [...coverCell.subarray(coverStart[at] ?? 0, coverStart[at + 1] ?? 0)].sort((a, b) => a - b);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
