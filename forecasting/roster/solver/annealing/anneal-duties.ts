import type { Random } from '../../../maths/seeded.ts';
import { CellMargins } from '../model/cell-margins.ts';
import { DayPrices } from '../model/day-prices.ts';
import {
  OFF,
  planCost,
  type DutyAgent,
  type DutyModel,
  type Duties,
  type Plan,
} from '../model/duty-model.ts';
import { HeatBath } from './heat-bath.ts';
import { LawfulCalendar } from '../model/lawful-calendar.ts';

export interface AnnealDutiesOptions {
  /** Elapsed seconds, from any origin. */
  readonly clock: () => number;
  readonly until: number;
  readonly startTemperature: number;
  readonly endTemperature: number;
  /** Told of better plans, not more often than once a second, and of the best one at the end. */
  readonly onBetter?: (plan: Plan) => void;
}

const MOVES_PER_LOOK_AT_THE_CLOCK = 300;
const SECONDS_BETWEEN_REPORTS = 1;

/**
 * Simulated annealing over single duties.
 *
 * A move takes one duty (or two) of a person out and draws what to do instead from all that the rest of the calendar
 * allows, by the Boltzmann distribution of the costs (heat bath): every start, length and skill group at once, the break
 * always where it is missed least. Other moves bring a duty to another day or let two people exchange days.
 * Only lawful calendars are ever taken.
 */
export class DutyAnnealer {
  moves = 0;
  private readonly model: DutyModel;
  private readonly random: Random;
  private readonly lawful: LawfulCalendar;
  private readonly margins: CellMargins;
  private readonly prices: DayPrices;
  private readonly duties: Duties[];
  private readonly paid: Int32Array;
  /** Per agent and day: families that the agent may work. */
  private readonly choices: readonly (readonly Int16Array[])[];
  private readonly trial: Duties;
  private readonly otherTrial: Duties;
  private readonly bath: HeatBath;
  private readonly leastMinutes: number;
  private readonly mostMinutes: number;
  private cost = 0;

  constructor(model: DutyModel, random: Random) {
    this.model = model;
    this.random = random;
    this.lawful = new LawfulCalendar(model);
    this.margins = new CellMargins(model);
    this.prices = new DayPrices(model);
    this.duties = model.agents.map(() => new Int16Array(model.days).fill(OFF));
    this.paid = new Int32Array(model.agents.length);
    this.trial = new Int16Array(model.days);
    this.otherTrial = new Int16Array(model.days);
    this.bath = new HeatBath(model, this.prices, random);
    this.leastMinutes = model.minutes.reduce((least, minutes) => Math.min(least, minutes), Infinity);
    this.mostMinutes = model.minutes.reduce((most, minutes) => Math.max(most, minutes), 0);
    this.choices = model.agents.map(({ allowed }) =>
      Array.from({ length: model.days }, (_, day) => allowedOn(model, allowed, day)),
    );
  }

  /** @param start a roster whose calendars are lawful; agents whose calendar is not stay as they are */
  anneal(start: Plan, options: AnnealDutiesOptions): Plan {
    const { clock, until, startTemperature, endTemperature } = options;
    this.take(start);
    let best = start;
    let reported = start.cost;
    let bestCost = start.cost;
    const began = clock();
    let reportedAt = began;
    let bestDuties = this.copy();
    for (;;) {
      const now = clock();
      if (now >= until) break;
      const cooling = Math.min(1, (now - began) / Math.max(1e-9, until - began));
      this.bath.temperature = startTemperature * (endTemperature / startTemperature) ** cooling;
      for (let move = 0; move < MOVES_PER_LOOK_AT_THE_CLOCK; move++) this.move();
      if (this.cost < bestCost - 1e-6) {
        bestCost = this.cost;
        bestDuties = this.copy();
      }
      if (bestCost < reported - 1e-6 && now - reportedAt >= SECONDS_BETWEEN_REPORTS) {
        reported = bestCost;
        reportedAt = now;
        options.onBetter?.({ duties: bestDuties, cost: planCost(this.model, bestDuties) });
      }
    }
    if (bestCost < start.cost) best = { duties: bestDuties, cost: planCost(this.model, bestDuties) };
    options.onBetter?.(best);
    return best;
  }

  private take(plan: Plan): void {
    for (const [agent, duties] of this.duties.entries()) {
      duties.set(plan.duties[agent] ?? new Int16Array(this.model.days).fill(OFF));
      this.paid[agent] = duties.reduce((sum, variant) => sum + this.minutesOf(variant), 0);
    }
    this.margins.count(this.duties);
    this.cost = planCost(this.model, this.duties);
  }

  private copy(): Duties[] {
    return this.duties.map((duties) => duties.slice());
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private highest(): number {
    return -this.bath.temperature * Math.log(this.random() + 1e-300);
  }

  private move(): void {
    this.moves++;
    const index = this.below(this.duties.length);
    const agent = this.model.agents[index];
    const own = this.duties[index];
    if (agent === undefined || own === undefined) return;
    const drawn = this.random();
    const day = this.below(this.model.days);
    if (drawn < 0.5) this.rechoose(index, agent, own, day);
    else if (drawn < 0.8) this.twoDays(index, agent, own, day, this.below(this.model.days));
    else this.exchange(index, agent, own);
  }

  /** Draws anew what the agent does on one day: another duty, or off where that keeps the calendar lawful. */
  private rechoose(index: number, agent: DutyAgent, own: Duties, day: number): void {
    const choices = this.choices[index]?.[day];
    if (choices === undefined || choices.length === 0) return;
    const now = own[day] ?? OFF;
    const { trial } = this;
    trial.set(own);
    trial[day] = now === OFF ? this.memberOf(choices) : OFF;
    const outside = (this.paid[index] ?? 0) - this.minutesOf(now);
    const mayToggle = this.lawful.keepsShape(agent, trial);
    if (now === OFF && !mayToggle) return;
    const removed = this.margins.add(day, now, -1) - this.dutyCost(agent, day, now);
    this.prices.take(this.margins, day);
    const mayBeOff = (now === OFF || mayToggle) && outside >= agent.minMinutes;
    const chosen = this.bath.draw(
      agent,
      trial,
      day,
      choices,
      agent.minMinutes - outside,
      agent.maxMinutes - outside,
      mayBeOff,
    );
    trial[day] = chosen;
    const change = removed + this.dutyCost(agent, day, chosen);
    if (chosen === now || !this.lawful.isLawful(agent, trial)) this.margins.add(day, now, 1);
    else this.settle(index, own, trial, change + this.margins.add(day, chosen, 1));
  }

  /** Draws two days of one agent anew: one may give up what the other takes, or a duty moves to a free day. */
  private twoDays(index: number, agent: DutyAgent, own: Duties, first: number, second: number): void {
    const a = own[first] ?? OFF;
    const b = own[second] ?? OFF;
    if (first === second || (a === OFF && b === OFF)) return;
    const choices = this.choices[index];
    const here = choices?.[first];
    const there = choices?.[second];
    if (here === undefined || there === undefined || here.length === 0 || there.length === 0) return;
    const { trial, margins } = this;
    trial.set(own);
    const isMove = a === OFF || b === OFF;
    if (isMove) {
      trial[first] = a === OFF ? this.memberOf(here) : OFF;
      trial[second] = b === OFF ? this.memberOf(there) : OFF;
      if (!this.lawful.keepsShape(agent, trial)) return;
    }
    const outside = (this.paid[index] ?? 0) - this.minutesOf(a) - this.minutesOf(b);
    let change = margins.add(first, a, -1) + margins.add(second, b, -1);
    change -= this.dutyCost(agent, first, a) + this.dutyCost(agent, second, b);
    const least = agent.minMinutes - outside;
    const most = agent.maxMinutes - outside;
    trial[first] = OFF;
    trial[second] = OFF;
    let chosenFirst = OFF;
    let chosenSecond = OFF;
    if (isMove) {
      const day = a === OFF ? first : second;
      this.prices.take(margins, day);
      const chosen = this.bath.draw(agent, trial, day, a === OFF ? here : there, least, most, false);
      if (a === OFF) chosenFirst = chosen;
      else chosenSecond = chosen;
      if (chosen === OFF) chosenFirst = chosenSecond = OFF;
    } else {
      this.prices.take(margins, first);
      chosenFirst = this.bath.draw(
        agent,
        trial,
        first,
        here,
        least - this.mostMinutes,
        most - this.leastMinutes,
        false,
      );
      trial[first] = chosenFirst;
      const used = this.minutesOf(chosenFirst);
      this.prices.take(margins, second);
      chosenSecond = this.bath.draw(agent, trial, second, there, least - used, most - used, false);
    }
    trial[first] = chosenFirst;
    trial[second] = chosenSecond;
    const worksAsMany = (chosenFirst === OFF ? 0 : 1) + (chosenSecond === OFF ? 0 : 1) === (isMove ? 1 : 2);
    if (worksAsMany && this.lawful.isLawful(agent, trial)) {
      change += margins.add(first, chosenFirst, 1) + margins.add(second, chosenSecond, 1);
      change += this.dutyCost(agent, first, chosenFirst) + this.dutyCost(agent, second, chosenSecond);
      if (change <= this.highest()) {
        this.settle(index, own, trial, change);
        return;
      }
      margins.add(first, chosenFirst, -1);
      margins.add(second, chosenSecond, -1);
    }
    margins.add(first, a, 1);
    margins.add(second, b, 1);
  }

  private settle(index: number, own: Duties, trial: Duties, change: number): void {
    own.set(trial);
    this.paid[index] = own.reduce((sum, variant) => sum + this.minutesOf(variant), 0);
    // somebody was off on a pinned day: from Infinity no difference leads back
    this.cost = Number.isFinite(this.cost) ? this.cost + change : planCost(this.model, this.duties);
  }

  /** Two people exchange what they do on a stretch of days, or on two days: cover stays as it is. */
  private exchange(index: number, agent: DutyAgent, own: Duties): void {
    const { model, trial, otherTrial } = this;
    const otherIndex = this.below(this.duties.length);
    const other = model.agents[otherIndex];
    const others = this.duties[otherIndex];
    if (other === undefined || others === undefined || otherIndex === index) return;
    trial.set(own);
    otherTrial.set(others);
    const from = this.below(model.days);
    let change = 0;
    if (this.random() < 0.4) {
      const second = this.below(model.days);
      change += this.exchangeDay(agent, other, from, own, others);
      if (second !== from) change += this.exchangeDay(agent, other, second, own, others);
    } else {
      const to = Math.min(model.days, from + 1 + (this.random() < 0.5 ? 0 : this.below(7)));
      for (let day = from; day < to; day++) change += this.exchangeDay(agent, other, day, own, others);
    }
    if (!(change <= this.highest())) return;
    if (!this.lawful.isLawful(agent, trial) || !this.lawful.isLawful(other, otherTrial)) return;
    this.settle(index, own, trial, change);
    this.settle(otherIndex, others, otherTrial, 0);
  }

  /** Writes the exchange of one day into the trials. @returns its cost; Infinity where one may not work it */
  private exchangeDay(agent: DutyAgent, other: DutyAgent, day: number, own: Duties, others: Duties): number {
    const mine = own[day] ?? OFF;
    const theirs = others[day] ?? OFF;
    if (mine === theirs) return 0;
    if (!this.mayWork(agent, day, theirs) || !this.mayWork(other, day, mine)) return Infinity;
    this.trial[day] = theirs;
    this.otherTrial[day] = mine;
    return (
      this.dutyCost(agent, day, theirs) -
      this.dutyCost(agent, day, mine) +
      this.dutyCost(other, day, mine) -
      this.dutyCost(other, day, theirs)
    );
  }

  /** Some variant of a list of families: stands for any of them where only work or free matters. */
  private memberOf(families: Int16Array): number {
    return this.prices.memberOf(families[0] ?? 0);
  }

  private mayWork(agent: DutyAgent, day: number, variant: number): boolean {
    const { families, variantFamily } = this.model;
    return variant === OFF || agent.allowed[day * families + (variantFamily[variant] ?? 0)] === 1;
  }

  private dutyCost(agent: DutyAgent, day: number, variant: number): number {
    const { kinds, variantKind } = this.model;
    if (variant === OFF) return agent.offCost[day] ?? 0;
    return agent.workCost[day * kinds + (variantKind[variant] ?? 0)] ?? 0;
  }

  private minutesOf(variant: number): number {
    return variant === OFF ? 0 : (this.model.minutes[this.model.variantKind[variant] ?? 0] ?? 0);
  }
}

function allowedOn(model: DutyModel, allowed: Uint8Array, day: number): Int16Array {
  const found: number[] = [];
  for (let family = 0; family < model.families; family++)
    if (allowed[day * model.families + family] === 1) found.push(family);
  return Int16Array.from(found);
}
