import type { RelaxedWeek } from './relaxed-plan.ts';
import type { SettledDays } from './week-minutes.ts';

/**
 * A part of a plan in the making that one searcher tells the others: the relaxed weeks, or that some are not to be had
 * together; what was settled; bounds of days.
 */
export type PlanPart =
  | { readonly kind: 'relaxed'; readonly week: RelaxedWeek }
  | { readonly kind: 'unrelaxed'; readonly weeks: readonly (readonly number[])[] }
  | { readonly kind: 'settled'; readonly week: SettledDays }
  | { readonly kind: 'bounded'; readonly days: readonly number[]; readonly bound: number };

/** A searcher's ears and mouth for parts of a plan. */
export interface PartTalk {
  readonly onPart: (part: PlanPart) => void;
  /** What the others told since last asked. */
  readonly partsElsewhere: () => readonly PlanPart[];
}

/** All parts known so far, one's own and those heard; weeks go by their first day. */
export class SharedParts {
  readonly relaxed = new Map<number, RelaxedWeek>();
  /** Weeks that are to be relaxed one by one. */
  readonly unrelaxed = new Set<number>();
  readonly settled = new Map<number, SettledDays>();
  readonly bounded = new Map<number, number>();
  private readonly talk: PartTalk;

  constructor(talk: PartTalk) {
    this.talk = talk;
  }

  tell(part: PlanPart): void {
    this.add(part);
    this.talk.onPart(part);
  }

  hear(): void {
    for (const part of this.talk.partsElsewhere()) this.add(part);
  }

  private add(part: PlanPart): void {
    switch (part.kind) {
      case 'relaxed':
        this.relaxed.set(firstOf(part.week.days), part.week);
        break;
      case 'unrelaxed':
        for (const days of part.weeks) this.unrelaxed.add(firstOf(days));
        break;
      case 'settled':
        this.settled.set(firstOf(part.week.days), part.week);
        break;
      case 'bounded':
        this.bounded.set(firstOf(part.days), part.bound);
    }
  }
}

export function firstOf(days: readonly number[]): number {
  return days[0] ?? 0;
}
