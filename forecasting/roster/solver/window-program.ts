import type {
  BuiltWindow,
  HandedOut,
  MinuteLimits,
  Supply,
  WindowChoice,
  WindowRequest,
  WindowShape,
} from './built-window.ts';
import { cellRowsOf, type CellRow } from './cell-rows.ts';
import { addCover, emptyDuties, OFF, type DutyModel, type Duties } from './duty-model.ts';
import { ColumnList, RowList, type Entry } from './linear-program.ts';
import { WindowChoices } from './window-choices.ts';

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
    const rows = new RowList();
    const columns = new ColumnList();
    const { cellRows, slackColumns } = this.coverRows(request, rows, columns);
    const supplies = new Map<string, Supply>();
    const choices: WindowChoice[] = [];
    const shapes: WindowShape[] = [];
    const minutesRows = new Map<number, number>();
    const dayRows = new Map<number, number>();
    for (const agent of request.agents)
      this.addAgent(request, agent, rows, columns, supplies, choices, shapes, minutesRows, dayRows);
    const work = new WholeWork(rows, columns);
    const [onlyDay] = request.days.length === 1 ? request.days : [];
    const handed = this.handOut(supplies, rows, columns, cellRows, (family) =>
      onlyDay === undefined ? [] : work.entries(this.cellRowsOn(onlyDay), family),
    );
    work.close();
    return {
      program: {
        rowLower: rows.lower,
        rowUpper: rows.upper,
        columns: columns.program(),
        integer: columns.integer,
      },
      cellRows,
      slackColumns,
      handedOut: handed,
      minutesRows,
      dayRow: (agent, day) => dayRows.get(agent * this.model.days + day),
      workColumns: work.columns,
      shapes,
      choices,
      read: (values) => this.read(request, values, shapes, choices, handed),
    };
  }

  /** Rows of cover, with slack for missing and surplus; people outside the program are counted beforehand. */
  private coverRows({ duties, days, agents }: WindowRequest, rows: RowList, columns: ColumnList) {
    const { model } = this;
    const counts = new Int32Array(model.need.length);
    const free = new Set(agents);
    for (const [agent, own] of duties.entries())
      if (!free.has(agent)) for (const day of days) addCover(model, counts, day, own[day] ?? OFF, 1);
    const cellRows = new Map<number, number>();
    const slackColumns = new Map<number, number>();
    for (const day of days) {
      for (let family = 0; family < model.families; family++) {
        for (const cell of this.spanCells(day, family)) {
          if (cellRows.has(cell)) continue;
          const wanted = (model.need[cell] ?? 0) - (counts[cell] ?? 0);
          const row = rows.add(wanted, wanted);
          cellRows.set(cell, row);
          slackColumns.set(cell, columns.add(model.under[cell] ?? 0, [[row, 1]], false));
          columns.add(model.over[cell] ?? 0, [[row, -1]], false);
        }
      }
    }
    return { cellRows, slackColumns };
  }

  private addAgent(
    request: WindowRequest,
    index: number,
    rows: RowList,
    columns: ColumnList,
    supplies: Map<string, Supply>,
    choices: WindowChoice[],
    shapes: WindowShape[],
    minutesRows: Map<number, number>,
    dayRowOf: Map<number, number>,
  ): void {
    const { model } = this;
    const { days } = request;
    const agent = model.agents[index];
    const own = request.duties[index] ?? emptyDuties(model);
    if (agent === undefined) return;
    const isSingle = days.length === 1;
    const limits = request.minutes?.(index) ?? this.may.minutesLeft(agent, own, days);
    const price = request.minutePrice?.(index) ?? 0;
    const sortsOf = days.map((day) => {
      const all = this.may.sortsOn(agent, own, day, days);
      if (!isSingle) return all;
      const fitting = all.flatMap((kinds) => {
        const some = kinds.filter((kind) =>
          request.fits === undefined ? isWithin(model.minutes[kind] ?? 0, limits) : request.fits(index, kind),
        );
        return some.length === 0 ? [] : [some];
      });
      return fitting.length > 0 || request.works?.(index, day) !== true ? fitting : all;
    });
    const isOpen = request.dayPrice !== undefined;
    const dayRows = days.map((day, at) => {
      if (sortsOf[at]?.length === 0) return undefined;
      const row = rows.add(0, isOpen ? 1 : 0);
      dayRowOf.set(index * model.days + day, row);
      return row;
    });
    const stretches = isOpen ? [] : stretchesOf(model, days);
    const perStretch = stretches.map((stretch) => {
      const sorts = stretch.map((day) => sortsOf[days.indexOf(day)] ?? []);
      const wanted = stretch.map((day) => request.works?.(index, day));
      const lawful = this.may.shapesOf(agent, own, stretch, sorts, wanted);
      const reachable =
        isSingle || stretches.length > 1
          ? lawful
          : lawful.filter((works) => this.may.reaches(works, sorts, limits));
      return { stretch, lawful, reachable };
    });
    const isReachable = perStretch.every(({ reachable }) => reachable.length > 0);
    const minutesRow = isSingle || !isReachable ? undefined : rows.add(limits.least, limits.most);
    if (minutesRow !== undefined) minutesRows.set(index, minutesRow);
    const mostWeekends = request.mostWeekends?.(index) ?? agent.maxWeekends;
    const weekendRow = stretches.length > mostWeekends ? rows.add(0, mostWeekends) : undefined;
    for (const { stretch, lawful, reachable } of perStretch) {
      const oneShape = rows.add(1, 1);
      const places = stretch.map((day) => days.indexOf(day));
      for (const works of isReachable ? reachable : lawful) {
        const entries: Entry[] = [[oneShape, 1]];
        let cost = 0;
        for (const [i, isOn] of works.entries()) {
          const row = dayRows[places[i] ?? 0];
          if (isOn && row !== undefined) entries.push([row, -1]);
          if (!isOn) cost += agent.offCost[stretch[i] ?? 0] ?? 0;
        }
        if (
          weekendRow !== undefined &&
          stretch.some((day, i) => works[i] === true && (model.weekendDay[day] ?? 0) > 0)
        )
          entries.push([weekendRow, 1]);
        shapes.push({ agent: index, days: stretch, works, column: columns.add(cost, entries, !isSingle, 1) });
      }
    }
    for (const [at, day] of days.entries()) {
      for (const kinds of sortsOf[at] ?? []) {
        const [kind = 0] = kinds;
        const families = kinds.flatMap((each) =>
          (this.may.familiesOf[each] ?? []).filter(
            (family) => agent.allowed[day * model.families + family] === 1,
          ),
        );
        const key = `${day}|${families.join()}`;
        const supply = supplies.get(key) ?? { day, row: rows.add(0, 0), families };
        supplies.set(key, supply);
        const minutes = model.minutes[kind] ?? 0;
        const entries: Entry[] = [[supply.row, 1]];
        const dayRow = dayRows[at];
        if (dayRow !== undefined) entries.push([dayRow, 1]);
        if (minutesRow !== undefined) entries.push([minutesRow, minutes]);
        const aim = request.aim?.(index, day) ?? 0;
        const cost =
          (agent.workCost[day * model.kinds + kind] ?? 0) +
          price * (minutes - aim) +
          (request.dayPrice?.(index, day) ?? 0);
        const column = columns.add(cost, entries, !isSingle, 1);
        choices.push({ agent: index, day, minutes, supply, column });
      }
    }
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
    cellRows: ReadonlyMap<number, number>,
    workOf: (family: number) => readonly Entry[],
  ): HandedOut {
    const toFamilies: { supply: Supply; family: number; column: number }[] = [];
    const familyRows = new Map<string, { day: number; family: number; row: number }>();
    for (const supply of supplies.values()) {
      for (const family of supply.families) {
        const key = `${supply.day}|${family}`;
        const known = familyRows.get(key) ?? { day: supply.day, family, row: rows.add(0, 0) };
        familyRows.set(key, known);
        const entries: Entry[] = [
          [supply.row, -1],
          [known.row, -1],
        ];
        for (const cell of this.spanCells(supply.day, family)) entries.push([cellRows.get(cell) ?? 0, 1]);
        entries.push(...workOf(family));
        toFamilies.push({ supply, family, column: columns.add(0, entries, false) });
      }
    }
    const toVariants: { key: string; variant: number; column: number }[] = [];
    for (const [key, { day, family, row }] of familyRows) {
      const span = this.spanCells(day, family);
      for (const variant of this.may.membersOf[family] ?? []) {
        const covered = new Set(this.cellsOf(day, variant));
        const entries: Entry[] = [[row, 1]];
        for (const cell of span) if (!covered.has(cell)) entries.push([cellRows.get(cell) ?? 0, -1]);
        toVariants.push({ key, variant, column: columns.add(0, entries, true) });
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

  /** Every cell that some variant of the family covers. */
  private spanCells(day: number, family: number): readonly number[] {
    const members = this.may.membersOf[family] ?? [];
    if (members.length === 1) return [...this.cellsOf(day, members[0] ?? 0)];
    return [...new Set(members.flatMap((variant) => [...this.cellsOf(day, variant)]))];
  }

  private read(
    { duties, days, agents }: WindowRequest,
    values: Float64Array,
    shapes: readonly WindowShape[],
    choices: readonly WindowChoice[],
    { toFamilies, toVariants }: HandedOut,
  ): readonly Duties[] | undefined {
    const breaks = new Map<string, number[]>();
    for (const { key, variant, column } of toVariants) {
      const list = breaks.get(key) ?? [];
      breaks.set(key, list);
      for (let i = Math.round(values[column] ?? 0); i > 0; i--) list.push(variant);
    }
    const places = new Map<Supply, number[]>();
    for (const { supply, family, column } of toFamilies) {
      const list = places.get(supply) ?? [];
      places.set(supply, list);
      const only = this.may.membersOf[family]?.[0] ?? OFF;
      for (let i = Math.round(values[column] ?? 0); i > 0; i--)
        list.push(breaks.get(`${supply.day}|${family}`)?.pop() ?? only);
    }
    const answer = duties.map((own) => own.slice());
    for (const agent of agents) for (const day of days) answer[agent]?.fill(OFF, day, day + 1);
    for (const { column } of shapes) if (isBroken(values[column] ?? 0)) return undefined;
    for (const { agent, day, supply, column } of choices) {
      const value = values[column] ?? 0;
      if (isBroken(value)) return undefined;
      if (value < 0.5) continue;
      const own = answer[agent];
      const variant = places.get(supply)?.pop();
      if (own === undefined || variant === undefined) return undefined;
      own[day] = variant;
    }
    return answer;
  }
}

/** The window's days week by week. */
function stretchesOf(model: DutyModel, days: readonly number[]): readonly (readonly number[])[] {
  const stretches: number[][] = [];
  for (const day of days) {
    const last = stretches.at(-1);
    if (last === undefined || model.startsWeek[day] === 1) stretches.push([day]);
    else last.push(day);
  }
  return stretches;
}

function isWithin(minutes: number, { least, most }: MinuteLimits): boolean {
  return minutes >= least - 1e-6 && minutes <= most + 1e-6;
}

function isBroken(value: number): boolean {
  return value > 0.01 && value < 0.99;
}

/** Whole numbers of units of work, one per row of a day's cells. */
class WholeWork {
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
