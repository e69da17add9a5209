import type { Random } from '../../random/seeded.ts';
import { CellMargins } from './cell-margins.ts';
import { dutyNeighbours, type DutyNeighbours, type VariantLists } from './duty-neighbours.ts';
import { OFF, planCost, type DutyAgent, type DutyModel, type Duties, type Plan } from './duty-model.ts';
import { LawfulCalendar } from './lawful-calendar.ts';

export interface AnnealDutiesOptions {
  /** Elapsed seconds, from any origin. */
  readonly clock: () => number;
  readonly until: number;
  readonly startTemperature: number;
  readonly endTemperature: number;
  /** Told of better plans, not more often than once a second, and of the best one at the end. */
  readonly onBetter?: (plan: Plan) => void;
}

const MOVES_PER_LOOK_AT_THE_CLOCK = 2000;
const SECONDS_BETWEEN_REPORTS = 1;

/**
 * Simulated annealing over single duties: some hundred thousand small changes are tried in a second, where a whole calendar by
 * dynamic programming takes a millisecond. A start moves by a step, a break or a skill group changes, a duty moves to
 * another day, two people exchange a stretch of days. Only lawful calendars are ever taken.
 */
export class DutyAnnealer {
  private readonly model: DutyModel;
  private readonly random: Random;
  private readonly lawful: LawfulCalendar;
  private readonly neighbours: DutyNeighbours;
  private readonly margins: CellMargins;
  private readonly duties: Duties[];
  private readonly choices: readonly (readonly Int32Array[])[];
  private readonly trial: Duties;
  private readonly otherTrial: Duties;
  private cost = 0;

  constructor(model: DutyModel, random: Random) {
    this.model = model;
    this.random = random;
    this.lawful = new LawfulCalendar(model);
    this.neighbours = dutyNeighbours(model);
    this.margins = new CellMargins(model);
    this.duties = model.agents.map(() => new Int16Array(model.days).fill(OFF));
    this.trial = new Int16Array(model.days);
    this.otherTrial = new Int16Array(model.days);
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
      const temperature = startTemperature * (endTemperature / startTemperature) ** cooling;
      for (let move = 0; move < MOVES_PER_LOOK_AT_THE_CLOCK; move++) this.move(temperature);
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
    for (const [agent, duties] of this.duties.entries())
      duties.set(plan.duties[agent] ?? new Int16Array(this.model.days).fill(OFF));
    this.margins.count(this.duties);
    this.cost = planCost(this.model, this.duties);
  }

  private copy(): Duties[] {
    return this.duties.map((duties) => duties.slice());
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private move(temperature: number): void {
    const index = this.below(this.duties.length);
    const agent = this.model.agents[index];
    const own = this.duties[index];
    if (agent === undefined || own === undefined) return;
    const drawn = this.random();
    const highest = -temperature * Math.log(this.random() + 1e-300);
    if (drawn > 0.85) {
      this.exchange(index, agent, own, highest);
      return;
    }
    const day = this.below(this.model.days);
    const now = own[day] ?? OFF;
    const choices = this.choices[index];
    if (choices?.[day]?.length === 0) return;
    this.trial.set(own);
    if (drawn < 0.55) {
      if (now === OFF) return;
      this.trial[day] = this.another(agent, choices?.[day], day, now);
    } else if (drawn < 0.65) {
      this.trial[day] = now === OFF ? this.any(choices?.[day]) : OFF;
    } else {
      const otherDay = this.below(this.model.days);
      const other = own[otherDay] ?? OFF;
      if (otherDay === day || (now === OFF && other === OFF)) return;
      if (now === OFF || other === OFF) {
        const to = now === OFF ? day : otherDay;
        const from = now === OFF ? otherDay : day;
        const duty = own[from] ?? OFF;
        this.trial[from] = OFF;
        const may = agent.allowed[to * this.model.variants + duty] === 1 && this.random() < 0.7;
        this.trial[to] = may ? duty : this.any(choices?.[to]);
      } else {
        this.trial[day] = this.another(agent, choices?.[day], day, now);
        this.trial[otherDay] = this.another(agent, choices?.[otherDay], otherDay, other);
      }
    }
    this.decide(agent, own, highest);
  }

  private decide(agent: DutyAgent, own: Duties, highest: number): void {
    const { model, trial, margins } = this;
    let change = 0;
    for (let day = 0; day < model.days; day++) {
      const before = own[day] ?? OFF;
      const after = trial[day] ?? OFF;
      if (before === after) continue;
      change += this.dutyCost(agent, day, after) - this.dutyCost(agent, day, before);
      change += margins.change(day, before, after);
    }
    if (!(change <= highest) || !this.lawful.isLawful(agent, trial)) return;
    for (let day = 0; day < model.days; day++) {
      const before = own[day] ?? OFF;
      const after = trial[day] ?? OFF;
      if (before !== after) margins.replace(day, before, after);
    }
    own.set(trial);
    this.cost += change;
  }

  /** Two people exchange what they do on a stretch of days: cover stays as it is. */
  private exchange(index: number, agent: DutyAgent, own: Duties, highest: number): void {
    const { model, trial, otherTrial } = this;
    const otherIndex = this.below(this.duties.length);
    const other = model.agents[otherIndex];
    const others = this.duties[otherIndex];
    if (other === undefined || others === undefined || otherIndex === index) return;
    const from = this.below(model.days);
    const to = Math.min(model.days, from + 1 + (this.random() < 0.5 ? 0 : this.below(7)));
    trial.set(own);
    otherTrial.set(others);
    let change = 0;
    let isSame = true;
    for (let day = from; day < to; day++) {
      const mine = own[day] ?? OFF;
      const theirs = others[day] ?? OFF;
      if (mine === theirs) continue;
      isSame = false;
      const at = day * model.variants;
      if (theirs !== OFF && agent.allowed[at + theirs] !== 1) return;
      if (mine !== OFF && other.allowed[at + mine] !== 1) return;
      change += this.dutyCost(agent, day, theirs) - this.dutyCost(agent, day, mine);
      change += this.dutyCost(other, day, mine) - this.dutyCost(other, day, theirs);
      trial[day] = theirs;
      otherTrial[day] = mine;
    }
    if (isSame || !(change <= highest)) return;
    if (!this.lawful.isLawful(agent, trial) || !this.lawful.isLawful(other, otherTrial)) return;
    own.set(trial);
    others.set(otherTrial);
    this.cost += change;
  }

  private dutyCost(agent: DutyAgent, day: number, variant: number): number {
    const { kinds, variantKind } = this.model;
    if (variant === OFF) return agent.offCost[day] ?? 0;
    return agent.workCost[day * kinds + (variantKind[variant] ?? 0)] ?? 0;
  }

  /** A variant to take instead, most often one that is nearly the same. */
  private another(agent: DutyAgent, choices: Int32Array | undefined, day: number, variant: number): number {
    const drawn = this.random();
    if (drawn > 0.8) return this.any(choices);
    const { near, sameKind } = this.neighbours;
    const found = this.oneOf(drawn < 0.5 ? near : sameKind, variant);
    return agent.allowed[day * this.model.variants + found] === 1 ? found : variant;
  }

  private any(choices: Int32Array | undefined): number {
    return choices === undefined || choices.length === 0 ? OFF : (choices[this.below(choices.length)] ?? OFF);
  }

  private oneOf({ starts, members }: VariantLists, variant: number): number {
    const from = starts[variant] ?? 0;
    const count = (starts[variant + 1] ?? from) - from;
    return count === 0 ? variant : (members[from + this.below(count)] ?? variant);
  }
}

function allowedOn(model: DutyModel, allowed: Uint8Array, day: number): Int32Array {
  const found: number[] = [];
  for (let variant = 0; variant < model.variants; variant++)
    if (allowed[day * model.variants + variant] === 1) found.push(variant);
  return Int32Array.from(found);
}
