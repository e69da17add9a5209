import type { MinuteLimits, Supply, WindowChoice, WindowRequest, WindowShape } from './built-window.ts';
import { emptyDuties, type DutyAgent, type DutyModel, type Duties } from '../model/duty-model.ts';
import type { ColumnList, Entry, RowList } from '../../../maths/linear-program.ts';
import type { Sort, WindowChoices } from './window-choices.ts';

/** One person on the window's days. */
interface Person {
  readonly index: number;
  readonly agent: DutyAgent;
  readonly own: Duties;
  readonly limits: MinuteLimits;
  /** Per day of the window. */
  readonly sorts: readonly (readonly Sort[])[];
  /** Per day of the window: the row that gives a day worked one sort of duty; none where there is no sort. */
  readonly dayRows: readonly (number | undefined)[];
}

/** Days of one week, and how they may be worked. */
interface Stretch {
  readonly days: readonly number[];
  readonly lawful: readonly (readonly boolean[])[];
  /** Of these: what the limits of paid minutes can be kept with. */
  readonly reachable: readonly (readonly boolean[])[];
}

/** The people's part of a program of some days: shapes of their weeks, and a sort of duty for each day worked. */
export class WindowPeople {
  readonly supplies = new Map<string, Supply>();
  readonly choices: WindowChoice[] = [];
  readonly shapes: WindowShape[] = [];
  readonly minutesRows = new Map<number, number>();
  private readonly dayRowOf = new Map<number, number>();
  private readonly model: DutyModel;
  private readonly may: WindowChoices;
  private readonly request: WindowRequest;
  private readonly rows: RowList;
  private readonly columns: ColumnList;

  constructor(
    model: DutyModel,
    may: WindowChoices,
    request: WindowRequest,
    rows: RowList,
    columns: ColumnList,
  ) {
    this.model = model;
    this.may = may;
    this.request = request;
    this.rows = rows;
    this.columns = columns;
    for (const index of request.agents) this.add(index);
  }

  dayRow(agent: number, day: number): number | undefined {
    return this.dayRowOf.get(agent * this.model.days + day);
  }

  private get isSingle(): boolean {
    return this.request.days.length === 1;
  }

  private add(index: number): void {
    const { model, may, request } = this;
    const { days } = request;
    const agent = model.agents[index];
    if (agent === undefined) return;
    const own = request.duties[index] ?? emptyDuties(model);
    const limits = request.minutes?.(index) ?? may.minutesLeft(agent, own, days);
    const sorts = days.map((day) => this.sortsOn(index, agent, own, day, limits));
    const dayRows = days.map((day, at) => (sorts[at]?.length === 0 ? undefined : this.addDayRow(index, day)));
    const person = { index, agent, own, limits, sorts, dayRows };
    const stretches = this.mayStayAway ? [] : this.stretchesOf(person);
    const isReachable = stretches.every(({ reachable }) => reachable.length > 0);
    const minutesRow = this.isSingle || !isReachable ? undefined : this.rows.add(limits.least, limits.most);
    if (minutesRow !== undefined) this.minutesRows.set(index, minutesRow);
    this.addShapes(person, stretches, isReachable);
    this.addChoices(person, minutesRow);
  }

  /** Whether whoever wants to stays away at a price: shapes are not asked for. */
  private get mayStayAway(): boolean {
    return this.request.dayPrice !== undefined;
  }

  private sortsOn(
    index: number,
    agent: DutyAgent,
    own: Duties,
    day: number,
    limits: MinuteLimits,
  ): readonly Sort[] {
    const { model, request } = this;
    const all = this.may.sortsOn(agent, own, day, request.days);
    if (!this.isSingle) return all;
    const fits = (kind: number): boolean =>
      request.fits === undefined ? isWithin(model.minutes[kind] ?? 0, limits) : request.fits(index, kind);
    const fitting = all.map((kinds) => kinds.filter(fits)).filter((kinds) => kinds.length > 0);
    return fitting.length > 0 || request.works?.(index, day) !== true ? fitting : all;
  }

  private addDayRow(index: number, day: number): number {
    const row = this.rows.add(0, this.mayStayAway ? 1 : 0);
    this.dayRowOf.set(index * this.model.days + day, row);
    return row;
  }

  private stretchesOf({ index, agent, own, limits, sorts }: Person): readonly Stretch[] {
    const { model, may, request } = this;
    const stretches = weeksOf(model, request.days);
    return stretches.map((days) => {
      const sortsOf = days.map((day) => sorts[request.days.indexOf(day)] ?? []);
      const wanted = days.map((day) => request.works?.(index, day));
      const lawful = may.shapesOf(agent, own, days, sortsOf, wanted);
      const reachable =
        this.isSingle || stretches.length > 1
          ? lawful
          : lawful.filter((works) => may.reaches(works, sortsOf, limits));
      return { days, lawful, reachable };
    });
  }

  private addShapes(
    { index, agent, dayRows }: Person,
    stretches: readonly Stretch[],
    isReachable: boolean,
  ): void {
    const { model, request, rows, columns } = this;
    const mostWeekends = request.mostWeekends?.(index) ?? agent.maxWeekends;
    const weekendRow = stretches.length > mostWeekends ? rows.add(0, mostWeekends) : undefined;
    for (const { days, lawful, reachable } of stretches) {
      const oneShape = rows.add(1, 1);
      for (const works of isReachable ? reachable : lawful) {
        const entries: Entry[] = [[oneShape, 1]];
        let cost = 0;
        let isOnWeekend = false;
        for (const [at, day] of days.entries()) {
          if (works[at] !== true) {
            cost += agent.offCost[day] ?? 0;
            continue;
          }
          isOnWeekend ||= (model.weekendDay[day] ?? 0) > 0;
          const row = dayRows[request.days.indexOf(day)];
          if (row !== undefined) entries.push([row, -1]);
        }
        if (weekendRow !== undefined && isOnWeekend) entries.push([weekendRow, 1]);
        this.shapes.push({
          agent: index,
          days,
          works,
          column: columns.add(cost, entries, !this.isSingle, 1),
        });
      }
    }
  }

  private addChoices({ index, agent, sorts, dayRows }: Person, minutesRow: number | undefined): void {
    const { model, request, columns } = this;
    const price = request.minutePrice?.(index) ?? 0;
    for (const [at, day] of request.days.entries()) {
      const dayRow = dayRows[at];
      for (const kinds of sorts[at] ?? []) {
        const [kind = 0] = kinds;
        const minutes = model.minutes[kind] ?? 0;
        const supply = this.supplyOf(agent, day, kinds);
        const entries: Entry[] = [[supply.row, 1]];
        if (dayRow !== undefined) entries.push([dayRow, 1]);
        if (minutesRow !== undefined) entries.push([minutesRow, minutes]);
        const cost =
          (agent.workCost[day * model.kinds + kind] ?? 0) +
          price * (minutes - (request.aim?.(index, day) ?? 0)) +
          (request.dayPrice?.(index, day) ?? 0);
        const column = columns.add(cost, entries, !this.isSingle, 1);
        this.choices.push({ agent: index, day, minutes, supply, column });
      }
    }
  }

  private supplyOf(agent: DutyAgent, day: number, kinds: Sort): Supply {
    const families = kinds.flatMap((kind) =>
      (this.may.familiesOf[kind] ?? []).filter(
        (family) => agent.allowed[day * this.model.families + family] === 1,
      ),
    );
    const key = `${day}|${families.join()}`;
    const supply = this.supplies.get(key) ?? { day, row: this.rows.add(0, 0), families };
    this.supplies.set(key, supply);
    return supply;
  }
}

/** The window's days week by week. */
function weeksOf(model: DutyModel, days: readonly number[]): readonly (readonly number[])[] {
  const weeks: number[][] = [];
  for (const day of days) {
    const last = weeks.at(-1);
    if (last === undefined || model.startsWeek[day] === 1) weeks.push([day]);
    else last.push(day);
  }
  return weeks;
}

function isWithin(minutes: number, { least, most }: MinuteLimits): boolean {
  return minutes >= least - 1e-6 && minutes <= most + 1e-6;
}
