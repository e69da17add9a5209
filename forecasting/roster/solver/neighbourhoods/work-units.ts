import type { CellRow } from '../model/cell-rows.ts';
import type { ColumnList, Entry, RowList } from '../../../maths/linear-program.ts';

/** Whole numbers of units of work, a column per row of a day's cells. */
export class WorkUnits {
  readonly columns: number[] = [];
  private readonly rows: RowList;
  private readonly list: ColumnList;
  private readonly rowOf = new Map<CellRow, number>();

  constructor(rows: RowList, list: ColumnList) {
    this.rows = rows;
    this.list = list;
  }

  /** What one person in the family adds to the rows' work. */
  entries(cellRows: readonly CellRow[], family: number): readonly Entry[] {
    return cellRows.flatMap((each): Entry[] => {
      const cells = each.cover[family] ?? 0;
      if (cells === 0) return [];
      const row = this.rowOf.get(each) ?? this.rows.add(0, 0);
      this.rowOf.set(each, row);
      return [[row, cells / each.unit]];
    });
  }

  /** Adds the columns, once every family has been asked for. */
  close(): void {
    for (const row of this.rowOf.values()) this.columns.push(this.list.add(0, [[row, -1]], true));
  }
}
