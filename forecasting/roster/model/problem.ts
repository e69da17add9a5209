import type { MinuteSpan, ShiftPattern } from '../../shifts/shift-pattern.ts';
import type { PlainDate, TimeZone } from '../../time/plain-date.ts';
import type { Burdens, EmploymentContract, RosterAgent } from './agent.ts';
import type { Activity } from './roster.ts';
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
  /** Public holiday; a Sunday is a day of rest whatever stands here (ArbZG § 9). */
  readonly isHoliday: boolean;
  /** Weiberfastnacht, Rosenmontag: counted in the fairness ledger. */
  readonly isCarnival?: boolean;
}

/** Scheduled agents wanted in each interval of the plan, for one skill group. */
export interface Demand {
  readonly group: string;
  /** One row per day, one value per interval from local midnight (96 for quarter hours). */
  readonly scheduledAgents: readonly (readonly number[])[];
  /**
   * People on the telephones who are not in the problem, in the same shape: they count as cover and are nobody here.
   * For checks and explanations; the search never gets such a problem.
   */
  readonly coveredElsewhere?: readonly (readonly number[])[];
}

/** At least so many people of a city present while it is open. */
interface SeatMinimum extends MinuteSpan {
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

/** A meeting or training at a settled time, and who is to take part. */
export interface PlannedActivity extends Activity {
  readonly date: PlainDate;
  readonly agents: readonly string[];
}

/** Paid interruptions of screen work, and the share of paid time that the demand leaves for time off the telephones. */
interface ScreenBreaks {
  /** 5 … 10 by custom; 0 where other work interrupts the screen often enough. */
  readonly minutesPerHour: number;
  /** The shrinkage that the demand was raised by, in [0, 1). */
  readonly shrinkage: number;
}

/** When a roster becomes known, and how long before its first day that has to be. */
interface Notice {
  readonly publishedOn: PlainDate;
  readonly days: number;
}

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
  readonly contracts: readonly EmploymentContract[];
  readonly agents: readonly RosterAgent[];
  readonly seats: readonly SeatMinimum[];
  readonly pins: readonly Pin[];
  readonly activities?: readonly PlannedActivity[];
  readonly screenBreaks?: ScreenBreaks;
  /** Set when a roster is judged for publication. */
  readonly notice?: Notice;
  /** Sunday and holiday work is allowed (ArbZG § 10). */
  readonly sundayWorkAllowed: boolean;
  /** Duties of each kind that the plan has for a person, on average: ledgers apart by no more are not priced. */
  readonly burdensPerPerson?: Readonly<Partial<Record<keyof Burdens, number>>>;
  /** Settings that differ from the works agreement's defaults. */
  readonly rules: Readonly<Partial<Record<RuleName, RuleSetting>>>;
}
