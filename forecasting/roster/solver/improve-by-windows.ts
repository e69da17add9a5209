import { DutyAnnealer } from './anneal-duties.ts';
import { planCost, type Plan } from './duty-model.ts';
import { descendGuided } from './guided-descent.ts';
import { LawfulCalendar } from './lawful-calendar.ts';
import type { MipSolver } from './linear-program.ts';
import { composeParts, mergePlans } from './merge-plans.ts';
import { ascendPrices } from './price-ascent.ts';
import type { RelaxedPlan } from './relaxed-plan.ts';
import type { RosterSearch } from './roster-search.ts';
import type { StrategyContext } from './strategies.ts';
import { WindowSearch, type SettledDays } from './window-search.ts';

/** Of the time, for raising the bound beyond what the relaxed program gives at once. */
const SHARE_FOR_BOUND = 0.08;
const SECONDS_PER_ANNEALING = 1.5;
const DAYS_BETWEEN_WEEKS = 12;

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
  const settled = settleWeeks(windows, relaxed, context);
  if (settled.length === windows.weeks.length) consider(asLawfulPlan(search, settled));
  const others = (): void => {
    const plan = context.elsewhere();
    if (plan !== undefined)
      consider(
        mergePlans(model, best, plan, [...windows.weeks, ...windows.weeks.flat().map((day) => [day])]),
      );
  };
  const annealer = new DutyAnnealer(model, random);
  const days = windows.weeks.flat();
  const offset = Math.floor((context.position * days.length) / context.searchers);
  for (let turn = 0; clock() < until; turn++) {
    others();
    if (turn % DAYS_BETWEEN_WEEKS === 0) {
      const seconds = Math.min(SECONDS_PER_ANNEALING, (until - clock()) / 2);
      annealer.anneal(best, {
        clock,
        until: clock() + seconds,
        startTemperature: 0.3,
        endTemperature: 0.1,
        onBetter: consider,
      });
    }
    if (turn % DAYS_BETWEEN_WEEKS === DAYS_BETWEEN_WEEKS - 1) {
      const week = windows.weeks[Math.floor(random() * windows.weeks.length)] ?? [];
      consider(windows.improveDays(best, week, time));
    } else {
      const day = days[(turn * 5 + offset) % days.length] ?? 0;
      consider(windows.improveDay(best, day, turn < days.length ? 'dives' : 'branching', time));
    }
  }
  search.adopt(best);
  return best;
}

/** Settles weeks until every one has been settled here or elsewhere. */
function settleWeeks(
  windows: WindowSearch,
  relaxed: RelaxedPlan,
  context: StrategyContext,
): readonly SettledDays[] {
  const { clock, until, position, searchers } = context;
  const settled = new Map<number, SettledDays>();
  const { weeks } = windows;
  const first = Math.floor((position * weeks.length) / searchers);
  for (let at = 0; at < weeks.length && clock() < until; at++) {
    for (const part of context.partsElsewhere()) settled.set(part.days[0] ?? 0, part);
    const days = weeks[(first + at) % weeks.length] ?? [];
    if (settled.has(days[0] ?? 0)) continue;
    const part = windows.settleWeek(relaxed, days, { clock, until });
    if (part === undefined) continue;
    settled.set(days[0] ?? 0, part);
    context.onPart(part);
  }
  for (const part of context.partsElsewhere()) settled.set(part.days[0] ?? 0, part);
  return [...settled.values()];
}

/** Weeks put together; whose calendar does not fit together gets the best one given everyone else's. */
function asLawfulPlan(search: RosterSearch, weeks: readonly SettledDays[]): Plan {
  const { model } = search;
  const lawful = new LawfulCalendar(model);
  const duties = composeParts(model, weeks);
  const before = search.plan();
  const broken: number[] = [];
  for (const [index, agent] of model.agents.entries()) {
    const own = duties[index];
    if (own !== undefined && lawful.isLawful(agent, own)) continue;
    broken.push(index);
    duties[index] = before.duties[index] ?? duties[index] ?? new Int16Array(model.days).fill(-1);
  }
  search.adopt({ duties, cost: planCost(model, duties) });
  for (const agent of broken) search.step(agent, 0);
  const plan = search.plan();
  return { duties: plan.duties, cost: planCost(model, plan.duties) };
}
