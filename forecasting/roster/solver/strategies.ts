import type { Random } from '../../maths/seeded.ts';
import { anneal } from './annealing/anneal.ts';
import { DutyAnnealer } from './annealing/anneal-duties.ts';
import { ColumnGeneration } from './pricing/column-generation.ts';
import { planCost, type DutyModel, type Plan } from './model/duty-model.ts';
import { descendGuided } from './annealing/guided-descent.ts';
import { improveByWindows } from './improve-by-windows.ts';
import type { MipSolver } from '../../maths/linear-program.ts';
import { ascendPrices } from './pricing/price-ascent.ts';
import type { RosterSearch } from './annealing/roster-search.ts';
import { bestOfCalendars } from './pricing/restricted-master.ts';
import type { PartTalk } from './neighbourhoods/plan-part.ts';

/** What a strategy works with: one search, a clock, and the ears and mouth of its worker. */
export interface StrategyContext extends PartTalk {
  readonly model: DutyModel;
  readonly random: Random;
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
  readonly onPlan: (plan: Plan) => void;
  readonly onBound: (bound: number) => void;
  /** The best plan that someone else has found since last asked, if any. */
  readonly elsewhere: () => Plan | undefined;
  /** Which of how many searchers this is, from 0. */
  readonly position: number;
  readonly searchers: number;
  readonly solver: MipSolver;
}

/** Below this many changes per agent left in the time, hot annealing would end before it has cooled. */
const CHANGES_PER_AGENT_FOR_HEAT = 300;
const HOT = 12;
const WARM = 5;
const COLD = 0.4;
/** Longer plans are not solved by columns: a column would be a year of one person. */
const DAYS_FOR_COLUMNS = 112;

/** With more cells the master program is slower than ascending their prices one agent at a time. */
const CELLS_FOR_COLUMNS = 1500;
const SHARE_FOR_PRICES = 0.4;
/** Of the searcher that is not asked for a bound. */
const SMALL_SHARE_FOR_PRICES = 0.2;
const SHARE_FOR_GUIDED = 0.15;
const MOST_SECONDS_FOR_PRICES = 120;

/** Anneals, takes over what others found, and anneals again from the best, until the time is up. */
export function improveByAnnealing(search: RosterSearch, context: StrategyContext): Plan {
  const { model, clock, until, random } = context;
  if (model.days <= DAYS_FOR_COLUMNS && model.need.length > CELLS_FOR_COLUMNS)
    return (
      improveByWindows(search, context, context.solver) ??
      improveByPrices(search, context, SMALL_SHARE_FOR_PRICES)
    );
  const began = clock();
  let best = anneal(search, {
    clock,
    until: began + (until - began) * 0.03,
    startTemperature: COLD,
    endTemperature: COLD,
    random,
    onBetter: context.onPlan,
  });
  const perSecond = search.steps / Math.max(1e-3, clock() - began);
  const changesPerAgent = (perSecond * (until - clock()) * 0.6) / search.duties.length;
  let startTemperature = changesPerAgent >= CHANGES_PER_AGENT_FOR_HEAT ? HOT : WARM;
  let share = 0.6;
  while (clock() < until) {
    const found = anneal(search, {
      clock,
      until: Math.min(until, clock() + Math.max(1, (until - clock()) * share)),
      startTemperature,
      endTemperature: COLD,
      random,
      onBetter: context.onPlan,
    });
    if (found.cost < best.cost - 1e-6) best = found;
    const others = context.elsewhere();
    if (others !== undefined && others.cost < best.cost - 1e-6) best = others;
    search.adopt(best);
    startTemperature = 0.3 + random() * 3;
    share = 0.4;
  }
  return best;
}

/**
 * Column generation for a bound, then dives from its root; each dive's roster is polished by short annealing.
 * Falls back to annealing where the plan is too long for columns.
 */
export function improveByColumns(search: RosterSearch, context: StrategyContext): Plan {
  const { model, clock, until, random, solver } = context;
  if (model.days > DAYS_FOR_COLUMNS) return improveByAnnealing(search, context);
  const began = clock();
  const total = until - began;
  if (model.need.length > CELLS_FOR_COLUMNS)
    return improveByWindows(search, context, solver) ?? improveByPrices(search, context, SHARE_FOR_PRICES);
  const generation = new ColumnGeneration(model, solver);
  const remember = (plan: Plan): void =>
    plan.duties.forEach((duties, agent) => generation.pool.add(agent, duties));
  let best = search.plan();
  remember(best);
  const consider = (plan: Plan): void => {
    if (plan.cost >= best.cost - 1e-6) return;
    best = plan;
    context.onPlan(best);
  };
  const polish = (seconds: number, temperature: number): void => {
    const plan = anneal(search, {
      clock,
      until: Math.min(until, clock() + seconds),
      startTemperature: temperature,
      endTemperature: Math.min(COLD, temperature),
      random,
      onBetter: consider,
    });
    consider(plan);
    remember(plan);
  };
  try {
    polish(Math.min(15, total * 0.06), HOT);
    const root = { clock, until: began + total * 0.5 };
    let told = -Infinity;
    generation.solveRoot(root, () => {
      const bound = roundedBound(model, generation.bound);
      if (bound > told) context.onBound(bound);
      told = Math.max(told, bound);
    });
    context.onBound(roundedBound(model, generation.bound));
    const short = Math.max(0.5, Math.min(8, total * 0.03));
    for (let attempt = 0; clock() < until && best.cost > generation.bound + 1e-6; attempt++) {
      const others = context.elsewhere();
      if (others !== undefined) consider(others);
      const diveUntil = Math.min(until, clock() + total * 0.25);
      const duties = generation.dive(
        { clock, until: diveUntil },
        1 + (attempt % 3),
        2 + Math.floor(random() * 5),
      );
      if (duties === undefined) search.adopt(best);
      else {
        search.adopt({ duties, cost: planCost(model, duties) });
        polish(short, 0.01);
      }
      polish(short, 0.5 + random() * 3);
      search.adopt(best);
      polish(short * 2, 0.5 + random() * 3);
      if (attempt % 2 === 1 && clock() < until) {
        const columns = [
          ...generation.promising(1500),
          ...generation.pool.columns.slice(-model.agents.length * 6),
        ];
        const chosen = bestOfCalendars(model, solver, columns, best, Math.min(short * 2, until - clock()));
        if (chosen !== undefined) {
          search.adopt({ duties: chosen, cost: 0 });
          polish(short / 2, 0.01);
        }
      }
    }
  } finally {
    generation.close();
  }
  return best;
}

/**
 * Bounds by ascending prices, a roster guided by them, then annealing of single duties from the best roster known,
 * again and again from a lower temperature.
 */
function improveByPrices(search: RosterSearch, context: StrategyContext, shareForPrices: number): Plan {
  const { model, clock, until, random } = context;
  const total = until - clock();
  const { worth } = ascendPrices(model, {
    clock,
    until: clock() + Math.min(total * shareForPrices, MOST_SECONDS_FOR_PRICES),
    onBound: context.onBound,
  });
  let best = search.plan();
  const guidedUntil = clock() + total * SHARE_FOR_GUIDED;
  descendGuided(search, {
    worth,
    random,
    sweeps: 25,
    startShare: 0.005,
    isOver: () => clock() >= guidedUntil,
  });
  const annealer = new DutyAnnealer(model, random);
  const consider = (plan: Plan): void => {
    if (plan.cost >= best.cost - 1e-6) return;
    best = plan;
    context.onPlan(plan);
  };
  const guided = search.plan();
  for (let round = 0; clock() < until; round++) {
    const others = context.elsewhere();
    if (others !== undefined) consider(others);
    annealer.anneal(round === 0 ? guided : best, {
      clock,
      until: Math.min(until, clock() + Math.max(1, (until - clock()) * 0.6)),
      startTemperature: round === 0 ? 2.5 : 0.4 + random(),
      endTemperature: 0.15,
      onBetter: consider,
    });
  }
  search.adopt(best);
  return best;
}

/** Where every cost is a whole number, so is the objective, and the bound may be rounded up. */
function roundedBound(model: DutyModel, bound: number): number {
  return costsAreWhole(model) ? Math.ceil(bound - 1e-4) : bound;
}

function costsAreWhole(model: DutyModel): boolean {
  const whole = (values: Float64Array): boolean =>
    values.every((value) => value === Infinity || Number.isInteger(value));
  return (
    [model.need, model.under, model.over].every(whole) &&
    Number.isInteger(model.fixedCost) &&
    model.agents.every((agent) => whole(agent.workCost) && whole(agent.offCost))
  );
}
