import { AgentCalendar } from './agent-calendar.ts';
import { calendarColumns, ColumnPool, slackColumns, type RosterColumn } from './column-pool.ts';
import { CoverSegments, noPrices, type FamilyPrices } from '../model/coverage-state.ts';
import { emptyDuties, type DutyModel, type Duties } from '../model/duty-model.ts';
import type { LpAnswer, LpSession, MipSolver } from '../../../maths/linear-program.ts';
import { PathSearch } from './path-search.ts';

export interface Clocked {
  /** Elapsed seconds, from any origin. */
  readonly clock: () => number;
  /** Moment on that clock by which to come back. */
  readonly until: number;
}

const SMOOTHING = 0.7;
const REDUCED_COST = 1e-6;

/**
 * The roster as a linear program over whole calendars, one per agent, found when they are needed.
 *
 * Each round solves the master program, smooths its cell prices towards the best prices met
 * (Wentges 1997) and asks the exact dynamic program of every agent for the cheapest calendar under them.
 * Need · prices + the agents' cheapest calendars is a valid lower bound in every round (Lagrange),
 * because the prices stay within [−over, under] where the slack columns cannot lower it.
 */
export class ColumnGeneration {
  readonly pool: ColumnPool;
  /** No roster is cheaper. */
  bound = -Infinity;
  private readonly model: DutyModel;
  private readonly lp: LpSession;
  private readonly calendars: readonly AgentCalendar[];
  private readonly fixed = new Map<number, number>();
  private loaded = 0;
  private readonly prices: FamilyPrices;
  private bestPrices: Float64Array | undefined;
  private readonly slacks: number;
  private readonly segments: CoverSegments;

  constructor(model: DutyModel, solver: MipSolver) {
    this.model = model;
    this.pool = new ColumnPool(model);
    this.segments = new CoverSegments(model);
    const search = new PathSearch();
    this.calendars = model.agents.map((agent) => new AgentCalendar(model, agent, search));
    this.prices = noPrices(model);
    const agents = model.agents.length;
    const need = Array.from(model.need);
    const slack = slackColumns(model, agents);
    this.slacks = slack.costs.length;
    this.lp = solver.openLp({
      rowLower: [...model.agents.map(() => 1), ...need],
      rowUpper: [...model.agents.map(() => 1), ...need],
      columns: slack,
    });
  }

  close(): void {
    this.lp.close();
  }

  /** Solves to the root's optimum or until the time is up; returns the last master answer. */
  solveRoot(
    time: Clocked,
    onRound: (objective: number, bound: number) => void = () => undefined,
  ): LpAnswer | undefined {
    let answer = this.master(time);
    let smoothing = SMOOTHING;
    while (answer !== undefined && time.clock() < time.until) {
      const outcome = this.round(answer, smoothing, time);
      if (outcome === undefined) return answer;
      onRound(answer.objective, this.bound);
      if (answer.objective - this.bound < 1e-4 * Math.max(1, Math.abs(answer.objective))) return answer;
      if (outcome.added === 0) {
        if (smoothing === 0) return answer;
        smoothing = 0;
        continue;
      }
      smoothing = SMOOTHING;
      answer = this.master(time) ?? answer;
    }
    return answer;
  }

  /** One pricing of all agents. @returns undefined when the time ran out in the middle */
  private round(answer: LpAnswer, smoothing: number, time: Clocked): { readonly added: number } | undefined {
    const { model } = this;
    const agents = model.agents.length;
    const lpPrices = this.clampedPrices(answer);
    const stable = this.bestPrices;
    const cellPrices = lpPrices.map((price, cell) =>
      stable === undefined ? price : smoothing * (stable[cell] ?? 0) + (1 - smoothing) * price,
    );
    this.segments.price(
      cellPrices.map((price) => -price),
      this.prices,
      0,
      model.days,
    );
    const empty = emptyDuties(model);
    let lagrange = model.fixedCost;
    for (let cell = 0; cell < cellPrices.length; cell++)
      lagrange += (model.need[cell] ?? 0) * (cellPrices[cell] ?? 0);
    let added = 0;
    let isExact = this.fixed.size === 0;
    for (let agent = 0; agent < agents; agent++) {
      if (time.clock() >= time.until) return undefined;
      if (this.fixed.has(agent)) continue;
      const best = this.calendars[agent]?.best(empty, 0, model.days, this.prices, { exact: true });
      if (best === undefined) {
        isExact = false;
        continue;
      }
      lagrange += best.bound;
      if (this.reducedCost(agent, best.duties, lpPrices, answer.rowDuals[agent] ?? 0) < -REDUCED_COST) {
        if (this.pool.add(agent, best.duties)) added++;
      }
    }
    if (isExact && lagrange > this.bound) {
      this.bound = lagrange;
      this.bestPrices = cellPrices;
    } else this.bestPrices ??= cellPrices;
    return { added };
  }

  private clampedPrices(answer: LpAnswer): Float64Array {
    const { model } = this;
    const agents = model.agents.length;
    return model.need.map((_, cell) =>
      Math.min(
        model.under[cell] ?? 0,
        Math.max(-(model.over[cell] ?? 0), answer.rowDuals[agents + cell] ?? 0),
      ),
    );
  }

  private reducedCost(agent: number, duties: Duties, cellPrices: Float64Array, agentDual: number): number {
    const column = calendarColumns(this.model, this.model.agents.length, [{ agent, duties, ownCost: 0 }]);
    const owner = this.model.agents[agent];
    let cost = -agentDual;
    for (const [i, row] of column.rows.entries()) {
      if (i > 0) cost -= (cellPrices[row - this.model.agents.length] ?? 0) * (column.values[i] ?? 0);
    }
    for (let day = 0; day < this.model.days; day++) {
      const variant = duties[day] ?? -1;
      cost +=
        variant < 0
          ? (owner?.offCost[day] ?? 0)
          : (owner?.workCost[day * this.model.kinds + (this.model.variantKind[variant] ?? 0)] ?? 0);
    }
    return cost;
  }

  /** Loads new calendars and solves the master program. */
  private master(time: Clocked): LpAnswer | undefined {
    const fresh = this.pool.columns.slice(this.loaded);
    if (fresh.length > 0) {
      this.lp.addColumns(calendarColumns(this.model, this.model.agents.length, fresh));
      this.loaded = this.pool.columns.length;
    }
    return this.lp.solve(Math.max(0.1, time.until - time.clock()));
  }

  /** Calendars whose reduced cost under the best prices met is smallest, at most so many. */
  promising(most: number): readonly RosterColumn[] {
    const prices = this.bestPrices;
    if (prices === undefined) return this.pool.columns.slice(-most);
    const cheapest = new Map<number, number>();
    const rated = this.pool.columns.map((column) => {
      const cost = this.reducedCost(column.agent, column.duties, prices, 0);
      cheapest.set(column.agent, Math.min(cost, cheapest.get(column.agent) ?? Infinity));
      return { column, cost };
    });
    return rated
      .map(({ column, cost }) => ({ column, above: cost - (cheapest.get(column.agent) ?? 0) }))
      .sort((a, b) => a.above - b.above)
      .slice(0, most)
      .map(({ column }) => column);
  }

  /**
   * Fixes the calendars that the master program is surest of, a few at a time, generating new ones between.
   * @returns calendars of all agents, or undefined when the time ran out
   */
  dive(time: Clocked, agentsPerStep: number, roundsPerStep: number): readonly Duties[] | undefined {
    const { model } = this;
    const agents = model.agents.length;
    const touched: number[] = [];
    const boundBefore = this.bestPrices;
    try {
      for (;;) {
        let answer = this.master(time);
        for (let round = 0; round < roundsPerStep && answer !== undefined; round++) {
          const outcome = this.round(answer, 0, time);
          if (outcome === undefined) return undefined;
          if (outcome.added === 0) break;
          this.closeRivals(touched);
          answer = this.master(time);
        }
        if (answer === undefined || time.clock() >= time.until) return undefined;
        const chosen = this.surest(answer);
        const open = chosen.filter(({ agent }) => !this.fixed.has(agent));
        const sure = open.filter(({ value }) => value > 0.999);
        const picked = [...sure, ...open.filter(({ value }) => value <= 0.999).slice(0, agentsPerStep)];
        for (const { agent, column } of picked) this.fixed.set(agent, column);
        this.closeRivals(touched);
        if (this.fixed.size === agents)
          return model.agents.map(
            (_, agent) => this.pool.columns[this.fixed.get(agent) ?? 0]?.duties ?? emptyDuties(model),
          );
        if (picked.length === 0) return undefined;
      }
    } finally {
      this.fixed.clear();
      this.bestPrices = boundBefore;
      for (const column of touched) this.lp.setBounds(this.slacks + column, 0, 1);
    }
  }

  /** Takes the other calendars of fixed agents out of the master program. */
  private closeRivals(touched: number[]): void {
    const closed = new Set(touched);
    for (let index = 0; index < this.loaded; index++) {
      const agent = this.pool.columns[index]?.agent ?? -1;
      const kept = this.fixed.get(agent);
      if (kept === undefined || kept === index || closed.has(index)) continue;
      this.lp.setBounds(this.slacks + index, 0, 0);
      touched.push(index);
    }
  }

  /** Per agent the calendar with the largest share, surest first. */
  private surest(answer: LpAnswer): { agent: number; column: number; value: number }[] {
    const best = new Map<number, { agent: number; column: number; value: number }>();
    for (let index = 0; index < this.loaded; index++) {
      const agent = this.pool.columns[index]?.agent ?? -1;
      const value = answer.columnValues[this.slacks + index] ?? 0;
      if (value > (best.get(agent)?.value ?? 1e-9)) best.set(agent, { agent, column: index, value });
    }
    return [...best.values()].sort((a, b) => b.value - a.value);
  }
}
