/**
 * The roster problem as the search sees it: numbers only, no names of rules.
 *
 * A *kind* is what the rules of a person's own calendar can tell apart (minutes, what may follow what);
 * a *family* is a kind in a skill group; a *variant* is a family with a place for the break: what cover can tell apart.
 * The dynamic program runs over kinds and takes the cheapest variant of each.
 */
export interface DutyModel {
  readonly days: number;
  readonly kinds: number;
  /** Paid minutes per kind. */
  readonly minutes: Int32Array;
  /** kinds × kinds: 1 where the second may be worked on the day after the first. */
  readonly mayFollow: Uint8Array;
  /** Per day: 0 weekday, 1 Saturday, 2 Sunday. */
  readonly weekendDay: Uint8Array;
  /** Per day: 1 on Mondays, where weekly counters begin anew. */
  readonly startsWeek: Uint8Array;
  readonly variants: number;
  readonly variantKind: Int32Array;
  /** Variants of one family differ only in the place of their break. */
  readonly families: number;
  readonly familyKind: Int32Array;
  readonly variantFamily: Int32Array;
  /** Wanted number per cell, and the price of each one missing or too many. */
  readonly need: Float64Array;
  readonly under: Float64Array;
  readonly over: Float64Array;
  /** Cells covered by variant v on day d: `coverCell` from `coverStart[d * variants + v]` up to the next start. */
  readonly coverStart: Int32Array;
  readonly coverCell: Int32Array;
  readonly agents: readonly DutyAgent[];
  /** Costs that no roster avoids. */
  readonly fixedCost: number;
}

export interface DutyAgent {
  readonly name: string;
  /** days × families: 1 where the agent may work it. */
  readonly allowed: Uint8Array;
  /** days × kinds: own cost of working it (wishes refused, burdens, changes). */
  readonly workCost: Float64Array;
  /** Per day: own cost of being off; Infinity where a pinned shift forbids it. */
  readonly offCost: Float64Array;
  readonly minMinutes: number;
  readonly maxMinutes: number;
  readonly maxRun: number;
  readonly minRun: number;
  readonly minOff: number;
  readonly maxWeekends: number;
  /** Working days per calendar week, 7 = no limit. */
  readonly maxDaysPerWeek: number;
  /** Part of that limit which the days before the plan have used up of its first week. */
  readonly daysBeforeInWeek: number;
  /** Per kind: most assignments over all days. */
  readonly maxOfKind: Int32Array;
  readonly before: Before;
}

/** What lies before the first day. `open`: unknown and taken kindly, so a first run is never too short. */
export type Before =
  | { readonly state: 'open' }
  | { readonly state: 'off'; readonly run: number }
  | {
      readonly state: 'on';
      readonly run: number;
      /** Kinds that may follow the last shift before the plan. */
      readonly mayFollow: Uint8Array;
    };

/** A variant per day of one agent, −1 = off. */
export type Duties = Int16Array;

export const OFF = -1;

/** Duties of all agents, in the model's order. */
export interface Plan {
  readonly duties: readonly Duties[];
  readonly cost: number;
}

export function emptyDuties(model: DutyModel): Duties {
  return new Int16Array(model.days).fill(OFF);
}

/** Cost of one agent's own wishes and burdens. */
export function ownCost(model: DutyModel, agent: DutyAgent, duties: Duties): number {
  let cost = 0;
  for (let day = 0; day < model.days; day++) {
    const variant = duties[day] ?? OFF;
    if (variant === OFF) cost += agent.offCost[day] ?? 0;
    else cost += agent.workCost[day * model.kinds + (model.variantKind[variant] ?? 0)] ?? 0;
  }
  return cost;
}

/** Price of a cell covered `count` times. */
export function cellCost(model: DutyModel, cell: number, count: number): number {
  const missing = (model.need[cell] ?? 0) - count;
  return missing > 0 ? missing * (model.under[cell] ?? 0) : -missing * (model.over[cell] ?? 0);
}

/** Whole cost of a plan, counted from nothing. */
export function planCost(model: DutyModel, duties: readonly Duties[]): number {
  const counts = new Int32Array(model.need.length);
  let cost = model.fixedCost;
  for (const [index, agent] of model.agents.entries()) {
    const own = duties[index] ?? emptyDuties(model);
    cost += ownCost(model, agent, own);
    for (let day = 0; day < model.days; day++) addCover(model, counts, day, own[day] ?? OFF, 1);
  }
  for (let cell = 0; cell < counts.length; cell++) cost += cellCost(model, cell, counts[cell] ?? 0);
  return cost;
}

/** What one day costs: everyone's own wishes and burdens there, and the cover of the cells given. */
export function costOfDay(
  model: DutyModel,
  duties: readonly Duties[],
  day: number,
  cells: Iterable<number>,
): number {
  const counts = new Int32Array(model.need.length);
  let cost = 0;
  for (const [index, { offCost, workCost }] of model.agents.entries()) {
    const variant = duties[index]?.[day] ?? OFF;
    addCover(model, counts, day, variant, 1);
    cost +=
      (variant === OFF ? offCost[day] : workCost[day * model.kinds + (model.variantKind[variant] ?? 0)]) ?? 0;
  }
  for (const cell of cells) cost += cellCost(model, cell, counts[cell] ?? 0);
  return cost;
}

/** Adds `times` the cover of a variant on a day to `counts` (mutated). */
export function addCover(
  model: DutyModel,
  counts: Int32Array,
  day: number,
  variant: number,
  times: number,
): void {
  if (variant === OFF) return;
  const at = day * model.variants + variant;
  const end = model.coverStart[at + 1] ?? 0;
  for (let i = model.coverStart[at] ?? 0; i < end; i++) {
    const cell = model.coverCell[i] ?? 0;
    counts[cell] = (counts[cell] ?? 0) + times;
  }
}
