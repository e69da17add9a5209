import { OFF, ownCost, type DutyModel, type Duties } from '../model/duty-model.ts';
import type { ProgramColumns } from '../../../maths/linear-program.ts';

/** One whole calendar of one agent, as a column of the master program. */
export interface RosterColumn {
  readonly agent: number;
  readonly duties: Duties;
  readonly ownCost: number;
}

/** All calendars met so far, each once, in the order of the master program's columns. */
export class ColumnPool {
  readonly columns: RosterColumn[] = [];
  private readonly model: DutyModel;
  private readonly seen = new Set<string>();

  constructor(model: DutyModel) {
    this.model = model;
  }

  /** @returns whether it was new */
  add(agent: number, duties: Duties): boolean {
    const key = `${agent}:${duties.join()}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    const owner = this.model.agents[agent];
    if (owner === undefined) throw new RangeError(`no agent ${agent} in this model`);
    this.columns.push({ agent, duties, ownCost: ownCost(this.model, owner, duties) });
    return true;
  }
}

/** Columns of slack for missing and surplus cover; cells that cost nothing have none. */
export function slackColumns(model: DutyModel, agentRows: number): ProgramColumns {
  const costs: number[] = [];
  const starts = [0];
  const rows: number[] = [];
  const values: number[] = [];
  for (let cell = 0; cell < model.need.length; cell++) {
    for (const [cost, value] of [
      [model.under[cell] ?? 0, 1],
      [model.over[cell] ?? 0, -1],
    ] as const) {
      costs.push(cost);
      rows.push(agentRows + cell);
      values.push(value);
      starts.push(rows.length);
    }
  }
  return {
    costs,
    lower: costs.map(() => 0),
    upper: costs.map(() => Infinity),
    starts,
    rows,
    values,
  };
}

/** Master columns of calendars: a one in the agent's row, the number of covers in each cell's row. */
export function calendarColumns(
  model: DutyModel,
  agentRows: number,
  calendars: readonly RosterColumn[],
): ProgramColumns {
  const starts = [0];
  const rows: number[] = [];
  const values: number[] = [];
  const covered = new Int32Array(model.need.length);
  for (const { agent, duties } of calendars) {
    rows.push(agent);
    values.push(1);
    const touched: number[] = [];
    for (let day = 0; day < model.days; day++) {
      const variant = duties[day] ?? OFF;
      if (variant === OFF) continue;
      const at = day * model.variants + variant;
      const end = model.coverStart[at + 1] ?? 0;
      for (let i = model.coverStart[at] ?? 0; i < end; i++) {
        const cell = model.coverCell[i] ?? 0;
        if (covered[cell] === 0) touched.push(cell);
        covered[cell] = (covered[cell] ?? 0) + 1;
      }
    }
    for (const cell of touched) {
      rows.push(agentRows + cell);
      values.push(covered[cell] ?? 0);
      covered[cell] = 0;
    }
    starts.push(rows.length);
  }
  return {
    costs: calendars.map((column) => column.ownCost),
    lower: calendars.map(() => 0),
    upper: calendars.map(() => 1),
    starts,
    rows,
    values,
  };
}
