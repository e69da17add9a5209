import { DutyAnnealer } from './annealing/anneal-duties.ts';
import { OFF, planCost, type Plan } from './model/duty-model.ts';
import { LawfulCalendar } from './model/lawful-calendar.ts';
import type { MipSolver } from '../../maths/linear-program.ts';
import { mergePlans } from './neighbourhoods/merge-plans.ts';
import { SharedParts } from './neighbourhoods/plan-part.ts';
import type { RelaxedWeek } from './neighbourhoods/relaxed-plan.ts';
import { shuffled, type RosterSearch } from './annealing/roster-search.ts';
import { SharedBound } from './bounds/shared-bound.ts';
import { relaxWeeks } from './bounds/shared-relaxing.ts';
import type { StrategyContext } from './strategies.ts';
import { weekMinutes, type SettledDays } from './neighbourhoods/week-minutes.ts';
import { settleWeekends, weekendShares } from './neighbourhoods/weekend-rota.ts';
import { WindowSearch } from './neighbourhoods/window-search.ts';

/** Larger plans were never tried: their programs may not end, or even stop, in time. */
const MOST_AGENTS = 500;
const SHARE_FOR_RELAXING = 0.5;
const SHARE_FOR_RELAXING_ALONE = 0.7;
/** Kept back for annealing the weeks together, which is worth more than the last days of the last week. */
const SHARE_AFTER_WEEKS = 0.1;
const LEAST_SECONDS_AFTER_WEEKS = 2;
const ROUNDS_OF_REPAIR = 3;
const SECONDS_PER_WAITING = 0.5;
const SECONDS_OF_FIRST_ANNEALING = 4;
const SECONDS_PER_ANNEALING = 2;
/** A round over all days that gains less than this share has shown what single days can bring. */
const EXHAUSTED = 1e-3;
const REPLANS = 8;
/** So much dearer a replanned part may be before its days are solved again, as a share of the cost. */
const SLACK = 0.003;
const SECONDS_AFTER_REPLAN = 0.5;
const TURNS_PER_ANNEALING = 6;
/** Warmer, annealing undoes what the programs found and does not find it again in the time. */
const COOL = 0.15;
const COLD = 0.03;
/** So likely a weekend is worked in every answer. */
const SURE = 0.999;

/**
 * For plans by quarter hours. The linear programs first; then every searcher has weeks of its own: the weekends handed out
 * over all weeks, who works when and what they work day by day. Days whose bounds are sharper than the
 * programs' give the plan's bound. Then single days and weeks are solved again and again, with annealing in between.
 * @returns undefined when there was no time for the linear programs, or the plan is too large for them
 */
export function improveByWindows(
  search: RosterSearch,
  context: StrategyContext,
  solver: MipSolver,
): Plan | undefined {
  const { model } = context;
  if (model.agents.length > MOST_AGENTS) return undefined;
  return new WindowStrategy(search, context, solver).run();
}

class WindowStrategy {
  private readonly search: RosterSearch;
  private readonly context: StrategyContext;
  private readonly solver: MipSolver;
  private readonly windows: WindowSearch;
  private readonly annealer: DutyAnnealer;
  private readonly parts: SharedParts;
  private readonly bound: SharedBound;
  private readonly began: number;
  private best: Plan;

  constructor(search: RosterSearch, context: StrategyContext, solver: MipSolver) {
    this.search = search;
    this.context = context;
    this.solver = solver;
    this.windows = new WindowSearch(context.model, solver, context.random);
    this.parts = new SharedParts(context);
    this.bound = new SharedBound(this.windows, this.parts, context, solver);
    this.annealer = new DutyAnnealer(context.model, context.random);
    this.began = context.clock();
    this.best = search.plan();
  }

  run(): Plan | undefined {
    const relaxed = relaxWeeks(
      this.windows,
      this.parts,
      this.context,
      { together: this.after(SHARE_FOR_RELAXING), alone: this.after(SHARE_FOR_RELAXING_ALONE) },
      () => this.anneal(SECONDS_PER_WAITING),
    );
    if (relaxed === undefined) {
      this.search.adopt(this.best);
      return undefined;
    }
    const { position, searchers } = this.context;
    const own = relaxed.filter((_, index) => index % searchers === position);
    this.bound.tellLinear(relaxed);
    this.settle(own, relaxed);
    this.bound.boundDays(own, this.context.until);
    this.improveToTheEnd();
    this.search.adopt(this.best);
    return this.best;
  }

  private after(share: number): number {
    return this.began + (this.context.until - this.began) * share;
  }

  private hear(): void {
    this.parts.hear();
    this.bound.tellSum();
  }

  private consider(plan: Plan): void {
    if (plan.cost >= this.best.cost - 1e-6) return;
    this.best = plan;
    this.context.onPlan(plan);
  }

  private anneal(seconds: number): void {
    const { clock, until } = this.context;
    this.annealer.anneal(this.best, {
      clock,
      until: Math.min(until, clock() + seconds),
      startTemperature: COOL,
      endTemperature: COLD,
      onBetter: (plan) => this.consider(plan),
    });
  }

  /** Makes good use of the time in which others are not ready. */
  private waitUntil(isReady: () => boolean, until: number): void {
    for (this.hear(); !isReady() && this.context.clock() < until; this.hear())
      this.anneal(SECONDS_PER_WAITING);
  }

  private settle(own: readonly RelaxedWeek[], relaxed: readonly RelaxedWeek[]): void {
    const { model, clock, until, searchers } = this.context;
    const settledUntil =
      until - Math.max(LEAST_SECONDS_AFTER_WEEKS, (until - this.began) * SHARE_AFTER_WEEKS);
    const weekends = settleWeekends(
      weekendShares(model, relaxed),
      (agent) => model.agents[agent]?.maxWeekends ?? 0,
      SURE,
      this.solver,
    );
    for (const week of own) {
      if (clock() >= settledUntil) return;
      this.hear();
      const { days } = week;
      const weekIndex = relaxed.indexOf(week);
      const room = {
        duties: model.agents.map(() => new Int16Array(model.days).fill(OFF)),
        mayWork: (agent: number, day: number) =>
          (model.weekendDay[day] ?? 0) === 0 || weekends.has(`${agent}|${weekIndex}`),
        minutes: weekMinutes(model, relaxed, this.parts.settled, days, searchers),
      };
      const part = this.windows.settleDays(days, room, { clock, until: settledUntil });
      if (part === undefined) continue;
      this.parts.tell({ kind: 'settled', week: part });
      this.hear();
      this.consider(this.withSettledWeeks());
    }
    const all = relaxed.length;
    this.waitUntil(() => this.parts.settled.size === all, settledUntil);
    this.consider(this.withSettledWeeks());
  }

  /**
   * Settled weeks in place of a roster's own; whose calendar does not fit together gets the best one given everyone
   * else's.
   */
  private withSettledWeeks(): Plan {
    const { search } = this;
    const { model } = this.context;
    const weeks: readonly SettledDays[] = [...this.parts.settled.values()];
    const lawful = new LawfulCalendar(model);
    const duties = this.best.duties.map((own) => own.slice());
    const broken: number[] = [];
    for (const [index, agent] of model.agents.entries()) {
      const own = duties[index];
      if (own === undefined) continue;
      const kept = own.slice();
      for (const { days, duties: settled } of weeks)
        for (const day of days) own[day] = settled[index]?.[day] ?? OFF;
      if (lawful.isLawful(agent, own)) continue;
      broken.push(index);
      duties[index] = kept;
    }
    search.adopt({ duties, cost: planCost(model, duties) });
    for (let round = 0; round < ROUNDS_OF_REPAIR; round++) for (const agent of broken) search.step(agent, 0);
    const plan = search.plan();
    return { duties: plan.duties, cost: planCost(model, plan.duties) };
  }

  /** Single days in turns; where that brings nothing any more, two or three days of a week together. */
  private improveToTheEnd(): void {
    const { model, clock, until, position, searchers } = this.context;
    const { weeks } = this.windows;
    const days = weeks.flat();
    const parts = [...weeks, ...days.map((day) => [day])];
    const offset = Math.floor((position * days.length) / searchers);
    this.anneal(Math.min(SECONDS_OF_FIRST_ANNEALING, (until - clock()) * 0.3));
    let before = Infinity;
    for (let turn = 0; clock() < until; turn++) {
      this.hear();
      const plan = this.context.elsewhere();
      if (plan !== undefined) this.consider(mergePlans(model, this.best, plan, parts));
      const day = days[(turn + offset) % days.length] ?? 0;
      this.consider(this.windows.improveDay(this.best, day, { clock, until }));
      if (turn % TURNS_PER_ANNEALING === TURNS_PER_ANNEALING - 1) this.anneal(SECONDS_PER_ANNEALING);
      if (turn % days.length < days.length - 1) continue;
      const isExhausted = before - this.best.cost < EXHAUSTED * this.best.cost;
      for (let tries = 0; isExhausted && tries < REPLANS && clock() < until; tries++) {
        this.bound.sharpenNextDay();
        this.replanSomeDays();
      }
      before = this.best.cost;
    }
  }

  /** Some days of a week, who works when included; what comes out a little dearer may still get cheaper day by day. */
  private replanSomeDays(): void {
    const { clock, until, random } = this.context;
    const { weeks } = this.windows;
    const week = weeks[Math.floor(random() * weeks.length)] ?? [];
    const some = shuffled(week.length, random).slice(0, random() < 0.7 ? 2 : 3);
    const days = some.map((at) => week[at] ?? 0).sort((a, b) => a - b);
    const time = { clock, until };
    let plan = this.windows.replan(this.best, days, time, SLACK * this.best.cost);
    if (plan === this.best) return;
    for (const day of week) plan = this.windows.improveDay(plan, day, time);
    const annealed = this.annealer.anneal(plan, {
      clock,
      until: Math.min(until, clock() + SECONDS_AFTER_REPLAN),
      startTemperature: COOL,
      endTemperature: COLD,
    });
    this.consider(annealed);
  }
}
