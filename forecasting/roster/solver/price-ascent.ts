import { AgentCalendar } from './agent-calendar.ts';
import { CoverSegments } from './coverage-state.ts';
import { addCover, emptyDuties, type DutyModel } from './duty-model.ts';
import { PathSearch } from './path-search.ts';

export interface Ascent {
  /** No roster is cheaper. */
  readonly bound: number;
  /** What covering each cell is worth, where the bound was best. */
  readonly worth: Float64Array;
}

export interface AscentOptions {
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
  readonly onBound: (bound: number) => void;
}

/**
 * A lower bound for large problems without a master program: incremental subgradient ascent
 * (Nedić and Bertsekas 2001) on the prices of the cells.
 *
 * After every agent's exact calendar the prices move by that agent's share of the mismatch, so one pass over the
 * agents makes many small steps. The bound is taken at the average of the prices of a pass, where it is exact:
 * need · prices + the agents' cheapest calendars, with the prices within [−over, under].
 */
export function ascendPrices(model: DutyModel, options: AscentOptions): Ascent {
  const { clock, until } = options;
  const search = new PathSearch();
  const calendars = model.agents.map((agent) => new AgentCalendar(model, agent, search));
  const segments = new CoverSegments(model);
  const cells = model.need.length;
  const active = Int32Array.from(
    Array.from({ length: cells }, (_, cell) => cell).filter(
      (cell) => (model.under[cell] ?? 0) > 0 || (model.over[cell] ?? 0) > 0,
    ),
  );
  const prices = new Float64Array(cells);
  let average = new Float64Array(cells);
  const negative = new Float64Array(cells);
  const variantPrices = new Float64Array(model.days * model.variants);
  const empty = emptyDuties(model);
  const covered = new Int32Array(cells);
  const agents = model.agents.length;
  let bound = -Infinity;
  let worth = new Float64Array(cells);

  const evaluate = (at: Float64Array): number | undefined => {
    for (let cell = 0; cell < cells; cell++) negative[cell] = -(at[cell] ?? 0);
    segments.price(negative, variantPrices, 0, model.days);
    let value = model.fixedCost;
    for (let cell = 0; cell < cells; cell++) value += (model.need[cell] ?? 0) * (at[cell] ?? 0);
    for (const calendar of calendars) {
      if (clock() >= until) return undefined;
      const best = calendar.best(empty, 0, model.days, variantPrices, { exact: true });
      if (best === undefined) return undefined;
      value += best.bound;
    }
    return value;
  };

  let step = 0.5;
  for (let pass = 1; clock() < until; pass++) {
    average = new Float64Array(cells);
    for (let agent = 0; agent < agents; agent++) {
      if (clock() >= until) return { bound, worth };
      for (let cell = 0; cell < cells; cell++) negative[cell] = -(prices[cell] ?? 0);
      segments.price(negative, variantPrices, 0, model.days);
      const best = calendars[agent]?.best(empty, 0, model.days, variantPrices);
      if (best === undefined) continue;
      covered.fill(0);
      for (let day = 0; day < model.days; day++) addCover(model, covered, day, best.duties[day] ?? -1, 1);
      for (const cell of active) {
        const mismatch = (model.need[cell] ?? 0) / agents - (covered[cell] ?? 0);
        const moved = (prices[cell] ?? 0) + step * mismatch;
        prices[cell] = Math.min(model.under[cell] ?? 0, Math.max(-(model.over[cell] ?? 0), moved));
        average[cell] = (average[cell] ?? 0) + (prices[cell] ?? 0) / agents;
      }
    }
    const value = evaluate(average);
    if (value === undefined) return { bound, worth };
    if (value > bound) {
      bound = value;
      worth = average;
      options.onBound(bound);
    }
    step = 0.5 / (1 + pass * 0.5);
  }
  return { bound, worth };
}
