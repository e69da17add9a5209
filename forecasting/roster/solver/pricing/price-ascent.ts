import { AgentCalendar } from './agent-calendar.ts';
import { CoverSegments, noPrices } from '../model/coverage-state.ts';
import { addCover, emptyDuties, type DutyModel } from '../model/duty-model.ts';
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
  /** Prices near the best ones, where known: small steps from there. */
  readonly start?: Float64Array;
}

const STEPS_FROM_NOTHING = { first: 0.3, last: 0.005 };
const STEPS_FROM_NEAR = { first: 0.002, last: 0.0003 };

/**
 * A lower bound for large problems without a master program: incremental subgradient ascent
 * (Nedić and Bertsekas 2001) on the prices of the cells.
 *
 * After every agent's exact calendar the prices move by that agent's share of the mismatch, so one pass over the
 * agents makes many small steps, in equal ratios smaller until the time is up. The bound is taken at the average of the
 * prices of a pass, where it is exact: need · prices + the agents' cheapest calendars, with the prices within [−over, under].
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
  if (options.start !== undefined) prices.set(options.start);
  const average = new Float64Array(cells);
  const negative = new Float64Array(cells);
  const familyPrices = noPrices(model);
  const empty = emptyDuties(model);
  const covered = new Int32Array(cells);
  const agents = model.agents.length;
  let bound = -Infinity;
  let worth = new Float64Array(cells);
  const evaluate = (at: Float64Array): number | undefined => {
    for (let cell = 0; cell < cells; cell++) negative[cell] = -(at[cell] ?? 0);
    segments.price(negative, familyPrices, 0, model.days);
    let value = model.fixedCost;
    for (let cell = 0; cell < cells; cell++) value += (model.need[cell] ?? 0) * (at[cell] ?? 0);
    for (const calendar of calendars) {
      if (clock() >= until && bound > -Infinity) return undefined;
      const best = calendar.best(empty, 0, model.days, familyPrices, { exact: true });
      if (best === undefined) return undefined;
      value += best.bound;
    }
    return value;
  };
  const { first, last } = options.start === undefined ? STEPS_FROM_NOTHING : STEPS_FROM_NEAR;
  const consider = (at: Float64Array): boolean => {
    const value = evaluate(at);
    if (value === undefined) return false;
    if (value > bound) {
      bound = value;
      worth = at.slice();
      options.onBound(bound);
    }
    return true;
  };
  for (const cell of active)
    prices[cell] = Math.min(model.under[cell] ?? 0, Math.max(-(model.over[cell] ?? 0), prices[cell] ?? 0));
  if (options.start !== undefined && !consider(prices)) return { bound, worth };
  const began = clock();
  while (clock() < until) {
    const done = (clock() - began) / (until - began);
    const step = first * (last / first) ** done;
    average.fill(0);
    for (let agent = 0; agent < agents; agent++) {
      for (let cell = 0; cell < cells; cell++) negative[cell] = -(prices[cell] ?? 0);
      segments.price(negative, familyPrices, 0, model.days);
      const best = calendars[agent]?.best(empty, 0, model.days, familyPrices);
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
    if (!consider(average)) break;
  }
  return { bound, worth };
}
