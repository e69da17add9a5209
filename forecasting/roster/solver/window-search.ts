import type { Random } from '../../random/seeded.ts';
import { CellMargins } from './cell-margins.ts';
import { DayPrices } from './day-prices.ts';
import { OFF, planCost, type DutyModel, type Duties, type Plan } from './duty-model.ts';
import { LawfulCalendar } from './lawful-calendar.ts';
import type { MipSolver } from './linear-program.ts';
import { minutesInReach } from './minutes-in-reach.ts';
import { relaxPlan, type RelaxedPlan } from './relaxed-plan.ts';
import { diveForShapes } from './shape-dive.ts';
import { fillDay, noDuties, valuesOf, withoutDays } from './window-start.ts';
import { diveForWholeValues } from './whole-dive.ts';
import type { MinuteLimits, WindowRequest } from './built-window.ts';
import { WindowProgram } from './window-program.ts';

export interface WindowTime {
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
}

/** Everyone's duties on some days; the other days of the calendars are off. */
export interface SettledDays {
  readonly days: readonly number[];
  readonly duties: readonly Duties[];
}

/** A day is solved until its cost is proven so near the least; what is left is worth less than the time. */
const FIRST_GAP = 0.01;
const LATER_GAP = 0.003;
const MOST_SECONDS_PER_DAY = 8;
const DIVES_PER_DAY = 16;

/**
 * Builds and improves rosters by solving windows of days for all agents by linear and mixed-integer programs.
 *
 * One day at a time is a program that is solved to some tenths of a percent in a few seconds. A week is settled in two
 * steps: who works when by a dive, then what they work day by day.
 */
export class WindowSearch {
  readonly weeks: readonly (readonly number[])[];
  private readonly model: DutyModel;
  private readonly solver: MipSolver;
  private readonly random: Random;
  private readonly window: WindowProgram;
  private readonly lawful: LawfulCalendar;
  private readonly everyone: readonly number[];
  private readonly margins: CellMargins;
  private readonly prices: DayPrices;

  constructor(model: DutyModel, solver: MipSolver, random: Random) {
    this.model = model;
    this.solver = solver;
    this.random = random;
    this.window = new WindowProgram(model);
    this.lawful = new LawfulCalendar(model);
    this.everyone = model.agents.map((_, agent) => agent);
    this.weeks = openWeeks(model);
    this.margins = new CellMargins(model);
    this.prices = new DayPrices(model);
  }

  /** The relaxed program of the whole plan. @returns undefined when the time ran out */
  relax(time: WindowTime): RelaxedPlan | undefined {
    return relaxPlan(this.model, this.window, this.solver, this.weeks, time);
  }

  /** Duties of a week as the relaxed plan wants them, whatever the other weeks hold. */
  settleWeek(relaxed: RelaxedPlan, days: readonly number[], time: WindowTime): SettledDays | undefined {
    const duties = this.settle(
      {
        duties: noDuties(this.model),
        days,
        agents: this.everyone,
        works: relaxed.works,
        minutes: (agent) => relaxed.minutes(agent, days),
      },
      time,
    );
    return duties === undefined ? undefined : { days, duties };
  }

  /** All duties of one day anew. @returns the plan given when nothing better was found */
  improveDay(plan: Plan, day: number, method: 'dives' | 'branching', time: WindowTime): Plan {
    const window = this.window.build({
      duties: plan.duties,
      days: [day],
      agents: this.everyone,
      minutePrice: (agent) => this.balancing(plan.duties, agent),
      aim: (agent, at) => this.minutesOf(plan.duties[agent]?.[at] ?? OFF),
    });
    const answer =
      method === 'dives'
        ? diveForWholeValues(window.program, this.solver, {
            ...time,
            random: this.random,
            dives: DIVES_PER_DAY,
            gap: LATER_GAP,
          })
        : this.solver.solveMip(window.program, {
            seconds: Math.min(MOST_SECONDS_PER_DAY, time.until - time.clock()),
            relativeGap: LATER_GAP,
            start: valuesOf(this.model, window, plan.duties),
          });
    return this.better(plan, answer === undefined ? undefined : window.read(answer.columnValues));
  }

  /** All duties of some days anew, the rest staying as it is: shapes by a dive, then day by day. */
  improveDays(plan: Plan, days: readonly number[], time: WindowTime): Plan {
    return this.better(plan, this.settle({ duties: plan.duties, days, agents: this.everyone }, time));
  }

  private better(plan: Plan, duties: readonly Duties[] | undefined): Plan {
    if (duties === undefined || !this.isLawful(duties)) return plan;
    const cost = planCost(this.model, duties);
    return cost < plan.cost - 1e-6 ? { duties, cost } : plan;
  }

  isLawful(duties: readonly Duties[]): boolean {
    return this.model.agents.every((agent, index) => {
      const own = duties[index];
      return own !== undefined && this.lawful.isLawful(agent, own);
    });
  }

  /**
   * The last day of the week first: on a short Saturday minutes are worth least and choices are fewest, on a full Monday
   * whoever has minutes left is welcome.
   *
   * Where the time runs out on the way, everyone takes for the days left what costs least.
   */
  private settle(request: WindowRequest, time: WindowTime): readonly Duties[] | undefined {
    const { days } = request;
    const shapes = diveForShapes(this.window.build(request), this.solver, time);
    if (shapes === undefined) return undefined;
    const limitsOf = (agent: number): MinuteLimits =>
      request.minutes?.(agent) ?? this.limitsInside(request.duties, agent, days);
    let duties = withoutDays(request.duties, days);
    const order = days.toReversed();
    const reach = this.model.agents.map((agent, index) =>
      minutesInReach(this.model, agent, order, (day) => shapes.works(index, day)),
    );
    let prices = shapes;
    for (const [at, day] of order.entries()) {
      const before = duties;
      const left = days.slice(0, days.length - at - 1);
      const limitsLeft = (agent: number): MinuteLimits => {
        const { least, most } = limitsOf(agent);
        const settled = this.paidOn(before[agent], order.slice(0, at));
        return { least: least - settled, most: most - settled };
      };
      if (at > 0 && left.length > 0 && time.clock() < time.until) {
        const rest = this.window.build({
          duties: before,
          days: [...left, day],
          agents: this.everyone,
          works: shapes.works,
          minutes: limitsLeft,
        });
        prices = diveForShapes(rest, this.solver, time) ?? prices;
      }
      const window = this.window.build({
        duties: before,
        days: [day],
        agents: this.everyone,
        works: shapes.works,
        minutePrice: prices.minutePrice,
        aim: prices.expectedMinutes,
        fits: (agent, kind) =>
          isInReach(limitsLeft(agent), this.model.minutes[kind] ?? 0, reach[agent]?.(day, kind)),
      });
      const answer =
        time.clock() >= time.until
          ? undefined
          : diveForWholeValues(window.program, this.solver, {
              ...time,
              random: this.random,
              dives: DIVES_PER_DAY,
              gap: FIRST_GAP,
            });
      duties =
        (answer === undefined ? undefined : window.read(answer.columnValues)) ??
        fillDay(window, before, day, this.margins, this.prices);
    }
    return duties;
  }

  /** What the contract leaves for some days, the others staying as they are. */
  private limitsInside(duties: readonly Duties[], agent: number, days: readonly number[]): MinuteLimits {
    const owner = this.model.agents[agent];
    const outside = this.paidOn(duties[agent], this.allDays()) - this.paidOn(duties[agent], days);
    return { least: (owner?.minMinutes ?? 0) - outside, most: (owner?.maxMinutes ?? Infinity) - outside };
  }

  /** A price that draws an agent's minutes to the middle of the contract's balance, where most stays possible. */
  private balancing(duties: readonly Duties[], agent: number): number {
    const owner = this.model.agents[agent];
    if (owner === undefined || owner.maxMinutes <= owner.minMinutes) return 0;
    const middle = (owner.minMinutes + owner.maxMinutes) / 2;
    const away =
      (this.paidOn(duties[agent], this.allDays()) - middle) / (owner.maxMinutes - owner.minMinutes);
    return away * PRICE_OF_PLAY;
  }

  private paidOn(own: Duties | undefined, days: readonly number[]): number {
    return days.reduce((paid, day) => paid + this.minutesOf(own?.[day] ?? OFF), 0);
  }

  private minutesOf(variant: number): number {
    return variant === OFF ? 0 : (this.model.minutes[this.model.variantKind[variant] ?? 0] ?? 0);
  }

  private allDays(): readonly number[] {
    return Array.from({ length: this.model.days }, (_, day) => day);
  }
}

/** Points per paid minute: far less than anything that counts. */
const PRICE_OF_PLAY = 0.0005;

/** The plan's days week by week, days on which nobody may work left out. */
function openWeeks(model: DutyModel): readonly (readonly number[])[] {
  const { families, agents } = model;
  const weeks: number[][] = [];
  for (let day = 0; day < model.days; day++) {
    if (day === 0 || model.startsWeek[day] === 1) weeks.push([]);
    if (agents.some(({ allowed }) => allowed.subarray(day * families, (day + 1) * families).includes(1)))
      weeks.at(-1)?.push(day);
  }
  return weeks.filter((days) => days.length > 0);
}

/** Whether a duty of so many minutes leaves the limits within reach of the days that follow. */
function isInReach(
  limits: MinuteLimits,
  minutes: number,
  after: MinuteLimits = { least: 0, most: 0 },
): boolean {
  return minutes + after.most >= limits.least - 1e-6 && minutes + after.least <= limits.most + 1e-6;
}
