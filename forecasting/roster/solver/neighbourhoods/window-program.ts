import type { BuiltWindow, HandedOut, Supply, WindowRequest } from './built-window.ts';
import { cellRowsOf, type CellRow } from '../model/cell-rows.ts';
import type { DutyModel } from '../model/duty-model.ts';
import { ColumnList, RowList, type Entry } from '../../../maths/linear-program.ts';
import { readWindow } from './read-window.ts';
import { WindowChoices } from './window-choices.ts';
import { coverByOthers, WindowCover } from './window-cover.ts';
import { WindowPeople } from './window-people.ts';
import { WorkUnits } from './work-units.ts';

/**
 * All duties of some people on some days at once, everything else staying as it is, as a mixed-integer program.
 *
 * An agent chooses a shape (which of the days are worked) and, for each day worked, a sort of duty among those with the
 * same minutes and cost. Where they help is counted, not told apart by person: one number per
 * family, and one per family and place of the break (implicit breaks after Aykin 1996).
 */
export class WindowProgram {
  private readonly model: DutyModel;
  private readonly may: WindowChoices;
  private readonly cellRowsOfDay = new Map<number, readonly CellRow[]>();

  constructor(model: DutyModel) {
    this.model = model;
    this.may = new WindowChoices(model);
  }

  build(request: WindowRequest): BuiltWindow {
    const { duties, days, agents } = request;
    const rows = new RowList();
    const columns = new ColumnList();
    const families = Array.from({ length: this.model.families }, (_, family) => family);
    const cover = new WindowCover(
      this.model,
      days.flatMap((day) => families.map((family) => this.spanCells(day, family))),
      coverByOthers(this.model, duties, days, agents),
      request.isLinear === true,
      rows,
      columns,
    );
    const people = new WindowPeople(this.model, this.may, request, rows, columns);
    const work = new WorkUnits(rows, columns);
    const [onlyDay] = days.length === 1 ? days : [];
    const handedOut = this.handOut(people.supplies, rows, columns, cover, (family) =>
      onlyDay === undefined ? [] : work.entries(this.cellRowsOn(onlyDay), family),
    );
    work.close();
    const { shapes, choices, minutesRows } = people;
    const parts = { shapes, choices, handedOut, membersOf: this.may.membersOf };
    return {
      program: {
        rowLower: rows.lower,
        rowUpper: rows.upper,
        columns: columns.program(),
        integer: columns.integer,
      },
      cover,
      shapes,
      choices,
      minutesRows,
      dayRow: (agent, day) => people.dayRow(agent, day),
      workColumns: work.columns,
      read: (values) => readWindow(request, parts, values),
    };
  }

  /**
   * Columns that hand the supplies out to families and to places of their breaks.
   *
   * Only the last numbers have to be whole: with these given, handing out is a flow in a network, whose corners are whole.
   */
  private handOut(
    supplies: ReadonlyMap<string, Supply>,
    rows: RowList,
    columns: ColumnList,
    cover: WindowCover,
    workOf: (family: number) => readonly Entry[],
  ): HandedOut {
    const toFamilies: { supply: Supply; family: number; column: number }[] = [];
    const familyRows = new Map<
      string,
      { day: number; family: number; row: number; helps: readonly Entry[] }
    >();
    for (const supply of supplies.values()) {
      const { day } = supply;
      for (const family of supply.families) {
        const key = `${day}|${family}`;
        const known = familyRows.get(key) ?? {
          day,
          family,
          row: rows.add(0, 0),
          helps: [...cover.entries(this.spanCells(day, family)), ...workOf(family)],
        };
        familyRows.set(key, known);
        const column = columns.add(0, [[supply.row, -1], [known.row, -1], ...known.helps], false);
        toFamilies.push({ supply, family, column });
      }
    }
    const toVariants: { key: string; variant: number; column: number }[] = [];
    for (const [key, { day, family, row }] of familyRows) {
      const span = this.spanCells(day, family);
      for (const variant of this.may.membersOf[family] ?? []) {
        const covered = new Set(this.cellsOf(day, variant));
        const onBreak = span.filter((cell) => !covered.has(cell));
        const column = columns.add(0, [[row, 1], ...cover.entries(onBreak, -1)], true);
        toVariants.push({ key, variant, column });
      }
    }
    return { toFamilies, toVariants };
  }

  private cellRowsOn(day: number): readonly CellRow[] {
    const known = this.cellRowsOfDay.get(day) ?? cellRowsOf(this.model, day);
    this.cellRowsOfDay.set(day, known);
    return known;
  }

  private cellsOf(day: number, variant: number): Int32Array {
    const { coverStart, coverCell, variants } = this.model;
    const at = day * variants + variant;
    return coverCell.subarray(coverStart[at] ?? 0, coverStart[at + 1] ?? 0);
  }

  /** Every cell that some variant of the family covers, ascending. */
  private spanCells(day: number, family: number): readonly number[] {
    const members = this.may.membersOf[family] ?? [];
    const cells = new Set(members.flatMap((variant) => [...this.cellsOf(day, variant)]));
    return [...cells].sort((a, b) => a - b);
  }
}
