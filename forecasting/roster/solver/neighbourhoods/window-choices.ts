import type { MinuteLimits } from './built-window.ts';
import { OFF, type DutyAgent, type DutyModel, type Duties } from '../model/duty-model.ts';
import { LawfulCalendar } from '../model/lawful-calendar.ts';

/** Kinds of duty on one day that are alike for one person, where they help aside. */
export type Sort = readonly number[];

/** What one person may do on the days of a window, everything outside it staying as it is. */
export class WindowChoices {
  readonly membersOf: readonly (readonly number[])[];
  readonly familiesOf: readonly (readonly number[])[];
  private readonly model: DutyModel;
  private readonly lawful: LawfulCalendar;

  constructor(model: DutyModel) {
    this.model = model;
    this.lawful = new LawfulCalendar(model);
    const membersOf: number[][] = Array.from({ length: model.families }, () => []);
    for (let variant = 0; variant < model.variants; variant++)
      membersOf[model.variantFamily[variant] ?? 0]?.push(variant);
    const familiesOf: number[][] = Array.from({ length: model.kinds }, () => []);
    for (let family = 0; family < model.families; family++)
      familiesOf[model.familyKind[family] ?? 0]?.push(family);
    this.membersOf = membersOf;
    this.familiesOf = familiesOf;
  }

  /** Paid minutes that the contract leaves for the window. */
  minutesLeft(agent: DutyAgent, own: Duties, days: readonly number[]): MinuteLimits {
    const { model } = this;
    let outside = 0;
    for (let day = 0; day < model.days; day++) {
      const variant = days.includes(day) ? OFF : (own[day] ?? OFF);
      if (variant !== OFF) outside += model.minutes[model.variantKind[variant] ?? 0] ?? 0;
    }
    return { least: agent.minMinutes - outside, most: agent.maxMinutes - outside };
  }

  /** Kinds that fit the days around the window, those alike in minutes and cost together. */
  sortsOn(agent: DutyAgent, own: Duties, day: number, days: readonly number[]): readonly Sort[] {
    const { model } = this;
    const { kinds, mayFollow } = model;
    const before = day > 0 && !days.includes(day - 1) ? this.kindOf(own[day - 1]) : OFF;
    const after = day + 1 < model.days && !days.includes(day + 1) ? this.kindOf(own[day + 1]) : OFF;
    const sorts = new Map<string, number[]>();
    for (let kind = 0; kind < kinds; kind++) {
      const minutes = model.minutes[kind] ?? 0;
      if (before !== OFF && mayFollow[before * kinds + kind] !== 1) continue;
      if (after !== OFF && mayFollow[kind * kinds + after] !== 1) continue;
      if (day === 0 && agent.before.state === 'on' && agent.before.mayFollow[kind] !== 1) continue;
      const families = this.familiesOf[kind] ?? [];
      if (!families.some((family) => agent.allowed[day * model.families + family] === 1)) continue;
      const key = `${minutes}|${agent.workCost[day * kinds + kind] ?? 0}`;
      const known = sorts.get(key);
      if (known === undefined) sorts.set(key, [kind]);
      else known.push(kind);
    }
    return [...sorts.values()];
  }

  /** Lawful ways to spread work and free days over the window. */
  shapesOf(
    agent: DutyAgent,
    own: Duties,
    days: readonly number[],
    sortsOf: readonly (readonly Sort[])[],
    wanted: readonly (boolean | undefined)[],
  ): readonly (readonly boolean[])[] {
    const settled = wanted.filter((isOn) => isOn !== undefined);
    if (settled.length === wanted.length) return [settled];
    const trial = own.slice();
    const found: boolean[][] = [];
    for (let mask = 0; mask < 1 << days.length; mask++) {
      const works = days.map((_, at) => (mask & (1 << at)) !== 0);
      if (works.some((isOn, at) => isOn && sortsOf[at]?.length === 0)) continue;
      if (works.some((isOn, at) => isOn !== (wanted[at] ?? isOn))) continue;
      for (const [at, day] of days.entries()) {
        const kind = works[at] === true ? (sortsOf[at]?.[0]?.[0] ?? 0) : OFF;
        trial[day] = kind === OFF ? OFF : (this.membersOf[this.familiesOf[kind]?.[0] ?? 0]?.[0] ?? OFF);
      }
      if (this.lawful.keepsShape(agent, trial) && this.lawful.keepsDays(agent, trial)) found.push(works);
    }
    return found;
  }

  /** Whether some choice of duties for the shape pays minutes within the limits. */
  reaches(
    works: readonly boolean[],
    sortsOf: readonly (readonly Sort[])[],
    { least, most }: MinuteLimits,
  ): boolean {
    let sums = new Set([0]);
    for (const [at, isOn] of works.entries()) {
      if (!isOn) continue;
      const lengths = new Set((sortsOf[at] ?? []).map(([kind = 0]) => this.model.minutes[kind] ?? 0));
      sums = new Set([...sums].flatMap((sum) => [...lengths].map((length) => sum + length)));
    }
    return [...sums].some((sum) => sum >= least - 1e-6 && sum <= most + 1e-6);
  }

  private kindOf(variant: number | undefined): number {
    return variant === undefined || variant === OFF ? OFF : (this.model.variantKind[variant] ?? 0);
  }
}
