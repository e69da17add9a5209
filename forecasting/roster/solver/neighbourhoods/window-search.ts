import type { Random } from '../../../maths/seeded.ts';
import type { MinuteLimits } from './built-window.ts';
import { CellMargins } from '../model/cell-margins.ts';
import { DayPrices } from '../model/day-prices.ts';
import { costOfDay, planCost, type DutyModel, type Duties, type Plan } from '../model/duty-model.ts';
import { LawfulCalendar } from '../model/lawful-calendar.ts';
import type { MipSolver } from '../../../maths/linear-program.ts';
import { minutesInReach } from './minutes-in-reach.ts';
import { partsOf, relaxInRoom, relaxPart, type RelaxedWeek, type WeekRoom } from './relaxed-plan.ts';
import { settleShapes } from './shape-rota.ts';
import { paidOn, type SettledDays } from './week-minutes.ts';
import { solveWholeDay } from './whole-day.ts';
import { WindowProgram } from './window-program.ts';
import { fillDay, withoutDays } from './window-start.ts';

export interface WindowTime {
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
}

const DIVES_PER_DAY = 2;

/** Builds and improves rosters by solving windows of days for all agents by linear and mixed-integer programs. */
export class WindowSearch {
  readonly weeks: readonly (readonly number[])[];
  readonly program: WindowProgram;
  private readonly model: DutyModel;
  private readonly solver: MipSolver;
  private readonly random: Random;
  private readonly lawful: LawfulCalendar;
  private readonly everyone: readonly number[];
  private readonly margins: CellMargins;
  private readonly prices: DayPrices;
  /** Per day: the bound at which nothing better was found; another bound tells that something around the day has changed. */
  private readonly hopeless = new Map<number, number>();

  constructor(model: DutyModel, solver: MipSolver, random: Random) {
    this.model = model;
    this.solver = solver;
    this.random = random;
    this.program = new WindowProgram(model);
    this.lawful = new LawfulCalendar(model);
    this.everyone = model.agents.map((_, agent) => agent);
    this.weeks = openWeeks(model);
    this.margins = new CellMargins(model);
    this.prices = new DayPrices(model);
  }

  /** Weeks whose linear programs are solved together. */
  get parts(): readonly (readonly (readonly number[])[])[] {
    return partsOf(this.model, this.weeks);
  }

  /** The linear program of some weeks. @returns undefined when the time ran out */
  relax(part: readonly (readonly number[])[], time: WindowTime): readonly RelaxedWeek[] | undefined {
    return relaxPart(this.model, this.program, this.solver, this.weeks, part, time);
  }

  /**
   * Duties of some days of one week, in the room that the rest of the plan leaves them: who works when, then what they
   * work day by day.
   * @returns undefined when the time ran out before it was known who works when
   */
  settleDays(days: readonly number[], room: WeekRoom, time: WindowTime): SettledDays | undefined {
    const relaxed = relaxInRoom(this.model, this.program, this.solver, days, room, time);
    const works = relaxed === undefined ? undefined : settleShapes(this.model, relaxed, this.solver, time);
    if (relaxed === undefined || works === undefined) return undefined;
    return { days, duties: this.settleDuties(relaxed, works, room, time) };
  }

  /** All duties of one day anew. @returns the plan given when nothing better was found */
  improveDay(plan: Plan, day: number, time: WindowTime): Plan {
    const window = this.program.build({ duties: plan.duties, days: [day], agents: this.everyone });
    const best = solveWholeDay(window, this.solver, {
      ...time,
      random: this.random,
      dives: DIVES_PER_DAY,
      limit: costOfDay(this.model, plan.duties, day, window.cover.cells),
      hopeless: this.hopeless.get(day),
    });
    const found = best?.answer === undefined ? undefined : window.read(best.answer.columnValues);
    const better = this.better(plan, found);
    if (best !== undefined && better === plan) this.hopeless.set(day, best.bound);
    return better;
  }

  /**
   * Some days of one week anew, the rest of the plan staying as it is: who works when as well.
   * @param slack how much dearer the answer may be, for whoever improves it further
   * @returns the plan given when nothing so cheap was found
   */
  replan(plan: Plan, days: readonly number[], time: WindowTime, slack = 0): Plan {
    const around = withoutDays(plan.duties, days);
    const room: WeekRoom = {
      duties: around,
      mayWork: () => true,
      minutes: (agent) => this.minutesLeft(around, agent),
    };
    return this.better(plan, this.settleDays(days, room, time)?.duties, slack);
  }

  private better(plan: Plan, duties: readonly Duties[] | undefined, slack = 0): Plan {
    if (duties === undefined || !this.isLawful(duties)) return plan;
    const cost = planCost(this.model, duties);
    return cost < plan.cost + slack - 1e-6 ? { duties, cost } : plan;
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
  private settleDuties(
    { days, minutePrice, dayMinutes }: RelaxedWeek,
    works: (agent: number, day: number) => boolean,
    room: WeekRoom,
    time: WindowTime,
  ): readonly Duties[] {
    const { model, solver } = this;
    let duties = withoutDays(room.duties, days);
    const order = days.toReversed();
    const reach = model.agents.map((agent, index) =>
      minutesInReach(model, agent, order, (day) => works(index, day)),
    );
    for (const [at, day] of order.entries()) {
      const before = duties;
      const limitsLeft = (agent: number): MinuteLimits => {
        const { least, most } = room.minutes(agent);
        const settled = paidOn(model, before[agent], order.slice(0, at));
        return { least: least - settled, most: most - settled };
      };
      const window = this.program.build({
        duties: before,
        days: [day],
        agents: this.everyone,
        works,
        minutePrice: (agent) => minutePrice[agent] ?? 0,
        aim: (agent, on) => dayMinutes[agent * model.days + on] ?? 0,
        fits: (agent, kind) =>
          isInReach(limitsLeft(agent), model.minutes[kind] ?? 0, reach[agent]?.(day, kind)),
      });
      const best =
        time.clock() >= time.until
          ? undefined
          : solveWholeDay(window, solver, { ...time, random: this.random, dives: DIVES_PER_DAY });
      duties =
        (best?.answer === undefined ? undefined : window.read(best.answer.columnValues)) ??
        fillDay(window, before, day, this.margins, this.prices);
    }
    return duties;
  }

  /** What the contract leaves beyond the calendars given. */
  private minutesLeft(duties: readonly Duties[], agent: number): MinuteLimits {
    const owner = this.model.agents[agent];
    const paid = paidOn(this.model, duties[agent], this.weeks.flat());
    return { least: (owner?.minMinutes ?? 0) - paid, most: (owner?.maxMinutes ?? Infinity) - paid };
  }
}

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
