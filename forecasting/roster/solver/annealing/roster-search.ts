import type { Random } from '../../../maths/seeded.ts';
import { AgentCalendar } from '../pricing/agent-calendar.ts';
import { CoverageState, noPrices, type FamilyPrices, type PriceGuide } from '../model/coverage-state.ts';
import {
  emptyDuties,
  ownCost,
  planCost,
  type DutyModel,
  type Duties,
  type Plan,
} from '../model/duty-model.ts';
import { PathSearch } from '../pricing/path-search.ts';

/** Weeks that one calendar search spans on long plans. */
const WINDOW_WEEKS = 5;
/** Up to here a first calendar is found by one search over all days. */
const WHOLE_PLAN_DAYS = 112;

/**
 * A roster under improvement: agents give way to each other one at a time.
 *
 * Each step takes one agent out and puts the cheapest lawful calendar back in, given everyone else's
 * (an exact best response). With a disturbance that cools down this is simulated annealing over whole calendars.
 */
export class RosterSearch {
  readonly model: DutyModel;
  readonly duties: Duties[];
  readonly calendars: readonly AgentCalendar[];
  /** Best responses made so far. */
  steps = 0;
  private readonly coverage: CoverageState;
  private readonly prices: FamilyPrices;
  private readonly random: Random;
  private readonly own: number[];
  /** Without agents who are off on a day on which a shift is pinned: from Infinity no difference leads back. */
  private finiteCost: number;
  /** First days of the calendar weeks, the first of which may begin on any weekday. */
  private readonly weekStarts: readonly number[];

  constructor(model: DutyModel, random: Random) {
    this.model = model;
    this.weekStarts = Array.from({ length: model.days }, (_, day) => day).filter(
      (day) => day === 0 || model.startsWeek[day] === 1,
    );
    this.random = random;
    const search = new PathSearch();
    this.calendars = model.agents.map((agent) => new AgentCalendar(model, agent, search));
    this.duties = model.agents.map(() => emptyDuties(model));
    this.coverage = new CoverageState(model);
    this.prices = noPrices(model);
    this.own = model.agents.map((agent, index) => ownCost(model, agent, this.dutiesOf(index)));
    const cover = planCost({ ...model, agents: [] }, []);
    this.finiteCost = this.own.reduce((sum, own) => sum + finite(own), cover);
  }

  /** Infinity while somebody is off on a day on which a shift is pinned. */
  get cost(): number {
    return this.own.includes(Infinity) ? Infinity : this.finiteCost;
  }

  dutiesOf(agent: number): Duties {
    return this.duties[agent] ?? emptyDuties(this.model);
  }

  plan(): Plan {
    return { duties: this.duties.map((duties) => duties.slice()), cost: this.cost };
  }

  /** Takes over a plan from elsewhere. */
  adopt(plan: Plan): void {
    for (let agent = 0; agent < this.duties.length; agent++)
      this.replace(agent, plan.duties[agent] ?? this.dutiesOf(agent));
  }

  /** Puts another calendar in place of an agent's. */
  replace(agent: number, duties: Duties): void {
    const { days } = this.model;
    const before = this.dutiesOf(agent);
    const own = ownCost(this.model, this.model.agents[agent] ?? this.noAgent(), duties);
    const cover = this.coverage.change(before, 0, days, -1) + this.coverage.change(duties, 0, days, 1);
    this.settle(agent, duties, own, cover);
  }

  private settle(agent: number, duties: Duties, own: number, cover: number): number {
    const change = cover + finite(own) - finite(this.own[agent] ?? 0);
    this.own[agent] = own;
    this.duties[agent] = duties;
    this.finiteCost += change;
    return change;
  }

  /**
   * A first lawful calendar for every agent in random order.
   * @returns agents for whom no lawful calendar exists
   */
  construct(): readonly number[] {
    return this.constructAgain(shuffled(this.model.agents.length, this.random));
  }

  /** Tries once more for some agents; on long plans every try draws other prices. Returns those still without. */
  constructAgain(agents: readonly number[]): readonly number[] {
    return agents.filter((agent) => !this.constructAgent(agent));
  }

  private constructAgent(agent: number): boolean {
    const calendar = this.calendars[agent];
    if (calendar === undefined) return false;
    const { days } = this.model;
    this.coverage.price(this.prices, 0, days);
    const duties = days <= WHOLE_PLAN_DAYS ? this.wholePlan(calendar) : this.longPlan(calendar);
    if (duties === undefined) return false;
    this.replace(agent, duties);
    return true;
  }

  private wholePlan(calendar: AgentCalendar): Duties | undefined {
    const { model } = this;
    return calendar.best(emptyDuties(model), 0, model.days, this.prices)?.duties;
  }

  private longPlan(calendar: AgentCalendar): Duties | undefined {
    for (const slackShifts of [1, 2, 3, 5, 8]) {
      const duties = this.rollForward(calendar, slackShifts);
      if (duties !== undefined) return duties;
    }
    for (let attempt = 0; attempt < 12; attempt++) {
      for (let at = 0; at < this.prices.price.length; at++) this.prices.price[at] = this.random();
      const duties = this.rollForward(calendar, 1 + (attempt % 6));
      if (duties !== undefined) return duties;
    }
    return this.model.days <= 200 ? this.wholePlan(calendar) : undefined;
  }

  /** Long plans are laid out about five weeks at a time, hours and weekends staying in step with what is possible. */
  private rollForward(calendar: AgentCalendar, slackShifts: number): Duties | undefined {
    const { model } = this;
    const { agent } = calendar;
    const slack = slackShifts * model.minutes.reduce((most, minutes) => Math.max(most, minutes), 0);
    const weeks = Math.ceil(model.days / 7);
    const parts = Math.ceil(weeks / WINDOW_WEEKS);
    const bounds = Array.from({ length: parts + 1 }, (_, part) =>
      Math.min(model.days, Math.round((part * weeks) / parts) * 7),
    );
    const weekendsUntil = (day: number): number => Math.round((agent.maxWeekends * day) / model.days);
    const byMinutes = this.pricesByMinutes();
    const possible = this.possibleMinutes(calendar, byMinutes, bounds, weekendsUntil);
    const possibleInAll = possible.reduce((sum, minutes) => sum + minutes, 0);
    let duties = emptyDuties(model);
    let used = { minutes: 0, weekends: 0 };
    let possibleSoFar = 0;
    for (let part = 0; part < parts; part++) {
      const from = bounds[part] ?? 0;
      const to = bounds[part + 1] ?? model.days;
      possibleSoFar += possible[part] ?? 0;
      const share = possibleSoFar / possibleInAll;
      const play = to === model.days ? 0 : slack;
      const most = Math.min(agent.maxMinutes, agent.maxMinutes * share + play) - used.minutes;
      const maxWeekends = Math.max(0, weekendsUntil(to) - used.weekends);
      const least = agent.minMinutes * share - play - used.minutes;
      const answer =
        calendar.best(duties, from, to, this.prices, {
          openEnd: true,
          minutes: { least, most },
          maxWeekends,
        }) ??
        calendar.best(duties, from, to, this.prices, {
          openEnd: true,
          minutes: { least: 0, most },
          maxWeekends,
        });
      if (answer === undefined) return undefined;
      duties = answer.duties;
      used = this.used(duties, to);
    }
    return this.fillUp(calendar, duties, byMinutes);
  }

  /** Raises a calendar that is lawful but for its least minutes, window by window. */
  private fillUp(calendar: AgentCalendar, short: Duties, byMinutes: FamilyPrices): Duties | undefined {
    const { days } = this.model;
    let duties = short;
    for (let length = WINDOW_WEEKS; length <= WINDOW_WEEKS * 4; length += WINDOW_WEEKS) {
      for (let from = 0; from < days; from += 14) {
        const minutes = this.used(duties, days).minutes;
        if (minutes >= calendar.agent.minMinutes) return duties;
        const to = Math.min(days, from + length * 7);
        const outside = minutes - (this.used(duties, to).minutes - this.used(duties, from).minutes);
        const answer = calendar.best(duties, from, to, byMinutes, {
          minutes: { least: minutes - outside, most: calendar.agent.maxMinutes - outside },
        });
        if (answer !== undefined) duties = answer.duties;
      }
    }
    return this.used(duties, days).minutes >= calendar.agent.minMinutes ? duties : undefined;
  }

  private pricesByMinutes(): FamilyPrices {
    const { model } = this;
    const { families, familyKind, minutes } = model;
    const prices = noPrices(model);
    this.coverage.price(prices, 0, model.days);
    for (let at = 0; at < prices.price.length; at++)
      prices.price[at] = -1000 * (minutes[familyKind[at % families] ?? 0] ?? 0);
    return prices;
  }

  /** Most minutes that the agent could work in each part of the plan. */
  private possibleMinutes(
    calendar: AgentCalendar,
    byMinutes: FamilyPrices,
    bounds: readonly number[],
    weekendsUntil: (day: number) => number,
  ): number[] {
    const { model } = this;
    return bounds.slice(1).map((to, part) => {
      const from = bounds[part] ?? 0;
      const answer = calendar.best(emptyDuties(model), from, to, byMinutes, {
        openEnd: true,
        minutes: { least: 0, most: calendar.agent.maxMinutes },
        maxWeekends: weekendsUntil(to) - weekendsUntil(from),
      });
      return answer === undefined ? 0 : this.used(answer.duties, model.days).minutes;
    });
  }

  private used(duties: Duties, until: number): { readonly minutes: number; readonly weekends: number } {
    const { model } = this;
    let minutes = 0;
    let weekends = 0;
    for (let day = 0; day < until; day++) {
      const variant = duties[day] ?? -1;
      if (variant < 0) continue;
      minutes += model.minutes[model.variantKind[variant] ?? 0] ?? 0;
      const weekend = model.weekendDay[day];
      if (weekend === 1 || (weekend === 2 && (day === 0 || (duties[day - 1] ?? -1) < 0))) weekends++;
    }
    return { minutes, weekends };
  }

  /** One agent's best response; with `temperature` > 0 under disturbed prices. Returns the change of cost. */
  step(agent: number, temperature: number, from = 0, to = this.model.days, guide?: PriceGuide): number {
    const calendar = this.calendars[agent];
    if (calendar === undefined) return 0;
    const { model, random } = this;
    this.steps++;
    const before = this.dutiesOf(agent);
    const removed = this.coverage.change(before, from, to, -1);
    this.coverage.price(this.prices, from, to, guide);
    const disturb =
      temperature > 0 ? () => -temperature * Math.log(-Math.log(random() + 1e-300) + 1e-300) : undefined;
    const answer = calendar.best(before, from, to, this.prices, disturb === undefined ? {} : { disturb });
    const after = answer?.duties ?? before;
    const own = ownCost(model, calendar.agent, after);
    return this.settle(agent, after, own, removed + this.coverage.change(after, from, to, 1));
  }

  /** A random window of whole calendar weeks; the whole plan where it is short. */
  randomWindow(): { readonly from: number; readonly to: number } {
    const { days } = this.model;
    const bounds = [...this.weekStarts, days];
    const weeks = bounds.length - 1;
    if (weeks <= WINDOW_WEEKS) return { from: 0, to: days };
    const length = 3 + Math.floor(this.random() * (WINDOW_WEEKS - 2));
    const first = Math.floor(this.random() * (weeks - length + 1));
    return { from: bounds[first] ?? 0, to: bounds[first + length] ?? days };
  }

  private noAgent(): never {
    throw new RangeError('no such agent in this model');
  }
}

function finite(cost: number): number {
  return cost === Infinity ? 0 : cost;
}

export function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? j, order[i] ?? i];
  }
  return order;
}
