import type { RelaxedWeek } from './relaxed-plan.ts';
import type { SettledDays } from './week-minutes.ts';

/** A part of a plan in the making that one searcher tells the others: the relaxed weeks, what was settled, bounds of days. */
export type PlanPart =
  | { readonly kind: 'relaxed'; readonly week: RelaxedWeek }
  | { readonly kind: 'settled'; readonly week: SettledDays }
  | { readonly kind: 'bounded'; readonly days: readonly number[]; readonly bound: number };

/** All parts known so far, one's own and those heard. */
export class PlanParts {
  readonly relaxed = new Map<number, RelaxedWeek>();
  readonly settled = new Map<number, SettledDays>();
  readonly bounded = new Map<number, number>();

  add(part: PlanPart): void {
    if (part.kind === 'bounded') this.bounded.set(part.days[0] ?? 0, part.bound);
    else if (part.kind === 'relaxed') this.relaxed.set(part.week.days[0] ?? 0, part.week);
    else this.settled.set(part.week.days[0] ?? 0, part.week);
  }
}
