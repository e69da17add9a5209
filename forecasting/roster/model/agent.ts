import type { MinuteSpan } from '../../shifts/shift-pattern.ts';
import type { PlainDate, Weekday } from '../../time/plain-date.ts';

/** What was agreed with a person about working time; shared by everyone with the same conditions. */
export interface EmploymentContract {
  readonly id: string;
  /** Average paid minutes a week: 39 h = 2340 for full time (TVöD-VKA § 6). */
  readonly weeklyMinutes: number;
  /** How far the sum over the plan may differ from the hours owed, either way: the balance period's play. */
  readonly balanceMinutes: number;
  /** Longest paid working day. At most 600 (ArbZG § 3). */
  readonly maxDayMinutes: number;
  readonly maxDaysPerWeek: number;
  /** Longest and shortest run of working days, shortest run of days off. */
  readonly maxRunDays: number;
  readonly minRunDays: number;
  readonly minRestDays: number;
  /** Weekends with work on Saturday or Sunday, at most so many in the plan. */
  readonly maxWeekends: number;
  /** Shifts lie within these minutes of the day. */
  readonly earliestStartMinute: number;
  readonly latestEndMinute: number;
}

/** A skill with its validity: both days included, open where absent. */
export interface SkillHolding {
  readonly skill: string;
  readonly from?: PlainDate;
  readonly until?: PlainDate;
}

/** A fact, not a wish: the person does not work on these days (both included). */
export interface Absence {
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** Absent where the reader may know that somebody is away, and not why. */
  readonly kind?: 'leave' | 'sick' | 'training' | 'release' | 'other';
  /** Paid minutes credited per absent working day; where absent, the share of a working day in the contract. */
  readonly creditedMinutesPerDay?: number;
}

/** When a person can work on a weekday; a weekday without an entry is unrestricted, an empty span list means never. */
interface Availability {
  readonly weekday: Weekday;
  readonly spans: readonly MinuteSpan[];
}

/** A wish with the price of refusing it. */
export type Wish =
  | { readonly kind: 'dayOff'; readonly date: PlainDate; readonly weight: number }
  | {
      readonly kind: 'workWithin' | 'avoidWithin';
      readonly date: PlainDate;
      readonly span: MinuteSpan;
      readonly weight: number;
    };

/** Duties that weigh on a person, counted over the last six months: the fairness ledger. */
export interface Burdens {
  readonly early: number;
  readonly late: number;
  readonly fridayLate: number;
  readonly saturday: number;
  readonly carnival: number;
  readonly yearEnd: number;
  readonly wishesRefused: number;
}

/** A published day next to the plan, where runs, rest and weeks go on. */
export interface PastDay {
  readonly date: PlainDate;
  readonly startMinute: number;
  readonly endMinute: number;
  /** Absent where it is not told: the span less the legal break then stands for it. */
  readonly paidMinutes?: number;
}

/** Persons whom the law protects beyond the works agreement, while it lasts (both days included). */
export interface Protection {
  /** JArbSchG; MuSchG; severely disabled who asked to be free of overtime (SGB IX § 207). */
  readonly kind: 'minor' | 'maternity' | 'severelyDisabled';
  readonly from?: PlainDate;
  readonly until?: PlainDate;
}

/** Time worked before the plan, as far back as the average of ArbZG § 3 reaches. */
export interface WorkedBefore {
  readonly paidMinutes: number;
  /** Working days (Mon–Sat without public holidays) of that time, days of absence left out. */
  readonly workdays: number;
}

/** First and last day of employment, both included; open where absent. */
interface Employment {
  readonly from?: PlainDate;
  readonly until?: PlainDate;
}

/** Days next to the plan that share a calendar week with its first or last day, as they were published. */
export interface HoursBeside {
  /** Worked, with credits for holidays and absences. */
  readonly paidMinutes: number;
  /** What the plan would owe more if it had these days as well. */
  readonly owedMinutes: number;
}

export interface RosterAgent {
  readonly id: string;
  readonly name: string;
  /** City whose offices the person sits in; minimum seats count by it. */
  readonly city?: string;
  readonly contract: string;
  /** Absent: as long as anybody asks. Outside of it a person is not planned and owes nothing. */
  readonly employment?: Employment;
  readonly skills: readonly SkillHolding[];
  readonly absences: readonly Absence[];
  readonly availability?: readonly Availability[];
  readonly wishes: readonly Wish[];
  readonly burdens?: Burdens;
  /** Wishes kept over the time of the ledger; absent where nothing is known. */
  readonly wishesGranted?: number;
  /** Working days before the first day of the plan, in any order. Unknown days count as free. */
  readonly past?: readonly PastDay[];
  /** Working days published after the last day of the plan, in any order. */
  readonly next?: readonly PastDay[];
  readonly protections?: readonly Protection[];
  /** Absent where the plan has whole weeks, or where nothing was published beside it. */
  readonly beside?: HoursBeside;
  /** Absent where nothing is known; the average is then not judged. */
  readonly workedBefore?: WorkedBefore;
  /** Sundays worked in the 52 weeks that end with the plan, those before its first day. */
  readonly sundaysWorked?: number;
}
