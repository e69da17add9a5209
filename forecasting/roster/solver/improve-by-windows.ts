import { DutyAnnealer } from './anneal-duties.ts';
import { OFF, planCost, type Plan } from './duty-model.ts';
import { descendGuided } from './guided-descent.ts';
import { LawfulCalendar } from './lawful-calendar.ts';
import type { MipSolver } from './linear-program.ts';
import { mergePlans } from './merge-plans.ts';
import { ascendPrices } from './price-ascent.ts';
import type { RelaxedPlan } from './relaxed-plan.ts';
import type { RosterSearch } from './roster-search.ts';
import type { StrategyContext } from './strategies.ts';
import { WindowSearch, type SettledDays } from './window-search.ts';

/** Of the time, for raising the bound beyond what the relaxed program gives at once. */
const SHARE_FOR_BOUND = 0.08;
/** Kept back for annealing the weeks together, which is worth more than the last days of the last week. */
const SHARE_AFTER_WEEKS = 0.12;
const LEAST_SECONDS_AFTER_WEEKS = 2;
const ROUNDS_OF_REPAIR = 3;
/** Of what is left after the weeks. */
const SHARE_FOR_FIRST_ANNEALING = 0.3;
const SECONDS_PER_ANNEALING = 3;
const TURNS_PER_ANNEALING = 4;
const TURNS_BETWEEN_WEEKS = 12;
/** Warmer, annealing undoes what the programs found and does not find it again in the time. */
const COOL = 0.15;
const COLD = 0.03;

/**
 * For plans by quarter hours: the relaxed program gives the bound and who works when, its weeks are settled one by one
 * (shared among the searchers), then single days and weeks are solved again and again.
 * @returns undefined when there was no time for the relaxed program
 */
export function improveByWindows(
  search: RosterSearch,
  context: StrategyContext,
  solver: MipSolver,
): Plan | undefined {
  const { model, clock, until, random } = context;
  const began = clock();
  const windows = new WindowSearch(model, solver, random);
  let best = search.plan();
  const consider = (plan: Plan): void => {
    if (plan.cost >= best.cost - 1e-6) return;
    best = plan;
    context.onPlan(plan);
  };
  const time = { clock, until };
  const relaxed = windows.relax({ clock, until: began + (until - began) * 0.6 });
  if (relaxed === undefined) return undefined;
  if (context.position === 1) {
    const boundUntil = clock() + (until - began) * SHARE_FOR_BOUND;
    ascendPrices(model, { clock, until: boundUntil, start: relaxed.worth, onBound: context.onBound });
  } else {
    descendGuided(search, {
      worth: relaxed.worth,
      random,
      sweeps: 12,
      startShare: 0.02,
      isOver: () => clock() >= until,
    });
    consider(search.plan());
  }
  const settledUntil = until - Math.max(LEAST_SECONDS_AFTER_WEEKS, (until - began) * SHARE_AFTER_WEEKS);
  settleWeeks(windows, relaxed, { ...context, until: settledUntil }, (weeks) => {
    consider(asLawfulPlan(search, best, weeks));
  });
  const others = (): void => {
    const plan = context.elsewhere();
    if (plan !== undefined)
      consider(
        mergePlans(model, best, plan, [...windows.weeks, ...windows.weeks.flat().map((day) => [day])]),
      );
  };
  const annealer = new DutyAnnealer(model, random);
  const anneal = (seconds: number): void => {
    annealer.anneal(best, {
      clock,
      until: Math.min(until, clock() + seconds),
      startTemperature: COOL,
      endTemperature: COLD,
      onBetter: consider,
    });
  };
  const days = windows.weeks.flat();
  const offset = Math.floor((context.position * days.length) / context.searchers);
  anneal((until - clock()) * SHARE_FOR_FIRST_ANNEALING);
  for (let turn = 0; clock() < until; turn++) {
    others();
    if (turn % TURNS_BETWEEN_WEEKS === TURNS_BETWEEN_WEEKS - 1) {
      const week = windows.weeks[Math.floor(random() * windows.weeks.length)] ?? [];
      consider(windows.improveDays(best, week, time));
      anneal(SECONDS_PER_ANNEALING);
    } else {
      const day = days[(turn * 5 + offset) % days.length] ?? 0;
      consider(windows.improveDay(best, day, turn < days.length ? 'dives' : 'branching', time));
      if (turn % TURNS_PER_ANNEALING === TURNS_PER_ANNEALING - 1) anneal(SECONDS_PER_ANNEALING);
    }
  }
  search.adopt(best);
  return best;
}

/** Settles weeks until every one has been settled here or elsewhere; each is put into the best roster at once. */
function settleWeeks(
  windows: WindowSearch,
  relaxed: RelaxedPlan,
  context: StrategyContext,
  onWeek: (settled: readonly SettledDays[]) => void,
): void {
  const { clock, until, position, searchers } = context;
  const settled = new Map<number, SettledDays>();
  const hear = (): void => {
    for (const part of context.partsElsewhere()) settled.set(part.days[0] ?? 0, part);
  };
  const { weeks } = windows;
  const first = Math.floor((position * weeks.length) / searchers);
  for (let at = 0; at < weeks.length && clock() < until; at++) {
    hear();
    const days = weeks[(first + at) % weeks.length] ?? [];
    if (settled.has(days[0] ?? 0)) continue;
    const part = windows.settleWeek(relaxed, days, { clock, until });
    if (part === undefined) continue;
    settled.set(days[0] ?? 0, part);
    context.onPart(part);
    hear();
    onWeek([...settled.values()]);
  }
  hear();
  onWeek([...settled.values()]);
}

/**
 * Settled weeks in place of a roster's own; whose calendar does not fit together gets the best one given everyone
 * else's.
 */
function asLawfulPlan(search: RosterSearch, around: Plan, weeks: readonly SettledDays[]): Plan {
  const { model } = search;
  const lawful = new LawfulCalendar(model);
  const duties = around.duties.map((own) => own.slice());
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
