import { addCover, OFF, type DutyModel, type Duties } from '../model/duty-model.ts';
import type { ColumnList, Entry, RowList } from '../../../maths/linear-program.ts';

/**
 * The rows of cover in a program of some days.
 *
 * A row says what covers one cell or, told as a difference, by how much that is more than what covers the cell before,
 * where the same duties cover both. The answers are the same. With differences a duty of nine hours stands in two rows
 * instead of 36, and an interior point needs half the time; branching needs twice, as no row shows any more that
 * somebody is missing.
 */
export class WindowCover {
  /** Columns of what is missing, one per cell. */
  readonly missing: readonly number[];
  private readonly rowOf = new Map<number, number>();
  private readonly joinsNext = new Set<number>();

  /**
   * @param spans cells that one duty covers, breaks aside, ascending
   * @param counts cover by people outside the program, per cell
   * @param areDifferences whether rows are told as differences
   */
  constructor(
    model: DutyModel,
    spans: readonly (readonly number[])[],
    counts: Int32Array,
    areDifferences: boolean,
    rows: RowList,
    columns: ColumnList,
  ) {
    const cells = new Set<number>();
    for (const span of spans) {
      for (const [at, cell] of span.entries()) {
        cells.add(cell);
        if (areDifferences && span[at + 1] === cell + 1) this.joinsNext.add(cell);
      }
    }
    const left = (cell: number): number => (model.need[cell] ?? 0) - (counts[cell] ?? 0);
    const ordered = [...cells].sort((a, b) => a - b);
    for (const cell of ordered) {
      const wanted = left(cell) - (this.joinsNext.has(cell - 1) ? left(cell - 1) : 0);
      this.rowOf.set(cell, rows.add(wanted, wanted));
    }
    this.missing = ordered.map((cell) => {
      const missing = columns.add(model.under[cell] ?? 0, this.entries([cell]), false);
      columns.add(model.over[cell] ?? 0, this.entries([cell], -1), false);
      return missing;
    });
  }

  get cells(): Iterable<number> {
    return this.rowOf.keys();
  }

  /** What one more in each of the cells changes. @param cells ascending */
  entries(cells: readonly number[], sign: 1 | -1 = 1): readonly Entry[] {
    const entries: Entry[] = [];
    for (const [at, cell] of cells.entries()) {
      if (!this.joinsNext.has(cell - 1) || cells[at - 1] !== cell - 1) entries.push([this.row(cell), sign]);
      if (this.joinsNext.has(cell) && cells[at + 1] !== cell + 1) entries.push([this.row(cell + 1), -sign]);
    }
    return entries;
  }

  /** What one more person in a cell is worth. @param duals per row of the program */
  worth(cell: number, duals: Float64Array): number {
    const own = this.rowOf.get(cell);
    if (own === undefined) return 0;
    return (duals[own] ?? 0) - (this.joinsNext.has(cell) ? (duals[this.row(cell + 1)] ?? 0) : 0);
  }

  private row(cell: number): number {
    const row = this.rowOf.get(cell);
    if (row === undefined) throw new RangeError(`no duty of the window covers cell ${cell}`);
    return row;
  }
}

/** Cover of some days by everybody but those who are free to change, per cell of the plan. */
export function coverByOthers(
  model: DutyModel,
  duties: readonly Duties[],
  days: readonly number[],
  agents: readonly number[],
): Int32Array {
  const counts = new Int32Array(model.need.length);
  const free = new Set(agents);
  for (const [agent, own] of duties.entries())
    if (!free.has(agent)) for (const day of days) addCover(model, counts, day, own[day] ?? OFF, 1);
  return counts;
}
