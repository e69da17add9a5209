import type { MinuteSpan, ShiftPattern } from '../shifts/shift-pattern.ts';
import type { PlainDate, TimeZone } from '../time/plain-date.ts';
import type { Contract, RosterAgent } from './agent.ts';
import type { RuleName, RuleSetting } from './rules.ts';

/** A set of skills that is planned together: an agent may be planned in it when they hold all its skills. */
export interface SkillGroup {
  readonly id: string;
  readonly skills: readonly string[];
}

/** One day of the plan. */
export interface PlanDay {
  readonly date: PlainDate;
  /** When the centre is open; absent when it is closed. */
  readonly open?: MinuteSpan;
  /** Sunday or public holiday: work only where the site is exempt (ArbZG §§ 9, 10). */
  readonly isHoliday: boolean;
  /** Weiberfastnacht, Rosenmontag: counted in the fairness ledger. */
  readonly isCarnival?: boolean;
}

/** Scheduled agents wanted in each interval of the plan, for one skill group. */
export interface Demand {
  readonly group: string;
  /** One row per day, one value per interval from local midnight (96 for quarter hours). */
  readonly scheduledAgents: readonly (readonly number[])[];
}

/** At least so many people of a city present while it is open. */
export interface SeatMinimum extends MinuteSpan {
  readonly city: string;
  readonly agents: number;
}

/** Something planned already that must stay: a shift, or a day off. */
export type Pin =
  | {
      readonly kind: 'shift';
      readonly agent: string;
      readonly date: PlainDate;
      readonly pattern: string;
      readonly startMinute: number;
      readonly group: string;
    }
  | { readonly kind: 'off'; readonly agent: string; readonly date: PlainDate };

/** Everything that a roster is made from and judged by. */
export interface RosterProblem {
  readonly title: string;
  readonly zone: TimeZone;
  readonly intervalMinutes: 15 | 30;
  /** Consecutive days, in order. */
  readonly days: readonly PlanDay[];
  readonly groups: readonly SkillGroup[];
  readonly demand: readonly Demand[];
  readonly patterns: readonly ShiftPattern[];
  readonly contracts: readonly Contract[];
  readonly agents: readonly RosterAgent[];
  readonly seats: readonly SeatMinimum[];
  readonly pins: readonly Pin[];
  /** Sunday and holiday work is allowed (ArbZG § 10). */
  readonly sundayWorkAllowed: boolean;
  /** Settings that differ from the works agreement's defaults. */
  readonly rules: Readonly<Partial<Record<RuleName, RuleSetting>>>;
}
