import type { Random } from '../../../maths/seeded.ts';
import { AgentCalendar } from '../pricing/agent-calendar.ts';
import type { BuiltWindow } from '../neighbourhoods/built-window.ts';
import { noPrices } from '../model/coverage-state.ts';
import { cellCost, emptyDuties, type DutyModel } from '../model/duty-model.ts';
import type { MipSolver } from '../../../maths/linear-program.ts';
import { PathSearch } from '../pricing/path-search.ts';
import type { RelaxedWeek } from '../neighbourhoods/relaxed-plan.ts';
import { solveWholeDay } from '../neighbourhoods/whole-day.ts';
import { wholeWorks } from '../neighbourhoods/whole-work.ts';
import type { WindowProgram } from '../neighbourhoods/window-program.ts';
import { noDuties } from '../neighbourhoods/window-start.ts';

const DIVES_FOR_START = 2;
/** Of a day's part, which is some times the day's cost, as prices are received. */
const SHARP_GAP = 1e-5;

/**
 * A lower bound by Lagrange's decomposition into days and persons.
 *
 * A price per agent and day of work, and per paid minute of the week, joins two halves that know nothing of each other:
 * each person keeps the cheapest lawful calendar at the prices paid (`boundOfCalendars`), each day takes the best people at
 * the prices received, its work in whole units (`boundOfDay`). Whatever the prices are, no roster is cheaper than the
 * sum: a roster's own halves cost as much as the roster, prices cancelling out. The prices of the weeks' linear programs
 * give the linear bound, and the whole units of work lift it.
 *
 * @returns a bound of the day's part; undefined when the time ran out
 */
export function boundOfDay(
  model: DutyModel,
  program: WindowProgram,
  solver: MipSolver,
  week: RelaxedWeek,
  day: number,
  time: { readonly clock: () => number; readonly until: number },
): number | undefined {
  const window = openDay(model, program, week, day);
  const lp = solver.openLp(window.program);
  try {
    const { value } = wholeWorks(lp, window.workColumns, time).next();
    return value?.cost;
  } finally {
    lp.close();
  }
}

/**
 * The same, sharper, with whole duties as well: some seconds of branching and cuts for one day.
 * @returns undefined when it found nothing in the time
 */
export function sharpBoundOfDay(
  model: DutyModel,
  program: WindowProgram,
  solver: MipSolver,
  week: RelaxedWeek,
  day: number,
  options: { readonly clock: () => number; readonly until: number; readonly random: Random },
): number | undefined {
  const window = openDay(model, program, week, day);
  const start = solveWholeDay(window, solver, { ...options, dives: DIVES_FOR_START })?.answer;
  if (start === undefined) return undefined;
  const answer = solver.solveMip(window.program, {
    seconds: options.until - options.clock(),
    relativeGap: SHARP_GAP,
    start: start.columnValues,
  });
  return answer?.bound;
}

/** A day at which people work or stay away as the linear program's prices have it. */
function openDay(model: DutyModel, program: WindowProgram, week: RelaxedWeek, day: number): BuiltWindow {
  return program.build({
    duties: noDuties(model),
    days: [day],
    agents: model.agents.map((_, agent) => agent),
    dayPrice: (agent) => -(week.dayCost[agent * model.days + day] ?? 0),
    minutePrice: (agent) => week.minutePrice[agent] ?? 0,
    fits: () => true,
  });
}

/** The persons' part of the bound, and what no duty covers; undefined when somebody has no lawful calendar. */
export function boundOfCalendars(model: DutyModel, weeks: readonly RelaxedWeek[]): number | undefined {
  const search = new PathSearch();
  const empty = emptyDuties(model);
  const prices = noPrices(model);
  for (let variant = 0; variant < model.variants; variant++)
    for (let day = 0; day < model.days; day++)
      prices.variant[day * model.families + (model.variantFamily[variant] ?? 0)] = variant;
  let bound = model.fixedCost + costOfUncoverable(model, new Set(weeks.flatMap(({ days }) => days)));
  for (const [index, agent] of model.agents.entries()) {
    for (const { days, dayCost, minutePrice } of weeks) {
      for (const day of days) {
        const cost = dayCost[index * model.days + day] ?? 0;
        for (let family = 0; family < model.families; family++) {
          const kind = model.familyKind[family] ?? 0;
          const minutes = model.minutes[kind] ?? 0;
          prices.price[day * model.families + family] =
            cost - (minutePrice[index] ?? 0) * minutes - (agent.workCost[day * model.kinds + kind] ?? 0);
        }
      }
    }
    const best = new AgentCalendar(model, agent, search).best(empty, 0, model.days, prices, { exact: true });
    if (best === undefined) return undefined;
    bound += best.bound;
  }
  return bound;
}

/** Cells that no variant reaches on the days of the weeks, and all cells of other days. */
function costOfUncoverable(model: DutyModel, days: ReadonlySet<number>): number {
  const reached = new Uint8Array(model.need.length);
  for (const day of days) {
    const from = model.coverStart[day * model.variants] ?? 0;
    const to = model.coverStart[(day + 1) * model.variants] ?? 0;
    for (let i = from; i < to; i++) reached[model.coverCell[i] ?? 0] = 1;
  }
  let cost = 0;
  for (const [cell, isReached] of reached.entries()) if (isReached === 0) cost += cellCost(model, cell, 0);
  return cost;
}
