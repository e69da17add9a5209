import type { PlainDate } from '../../time/plain-date.ts';
import type { RuleName } from '../model/rules.ts';

/** Something in a problem that no roster can put right. */
export interface ProblemIssue {
  readonly code: ProblemIssueCode;
  readonly rule?: RuleName;
  readonly agent?: string;
  readonly date?: PlainDate;
  readonly facts: Readonly<Record<string, number | string>>;
}

export type ProblemIssueCode =
  | 'daysNotConsecutive'
  | 'agentTwice'
  | 'agentWithoutSkill'
  | 'unknownContract'
  | 'contractTooLong'
  | 'contractDayTooLong'
  | 'absencesOverlap'
  | 'absenceEndsBeforeItStarts'
  | 'wishOutsidePlan'
  | 'activityUnknownGuest'
  | 'activityOutsideOpening'
  | 'activitiesOverlap'
  | 'pinUnknown'
  | 'employmentEndsBeforeItStarts'
  | 'pinOnAbsence'
  | 'pinOutsideEmployment'
  | 'pinOutsideOpening'
  | 'patternBreakTooShort'
  | 'patternNeverFits'
  | 'demandOutsideOpening'
  | 'demandUnknownGroup'
  | 'demandWrongLength'
  | 'planTooLong'
  | 'patternTwice'
  | 'groupTwice'
  | 'demandTwice'
  | 'contractTwice'
  | 'contractRunsReversed'
  | 'demandAbsurd'
  | 'seatsOfNobody'
  | 'skillEndsBeforeItStarts'
  | 'availabilityReversed'
  | 'wishReversed'
  | 'wishesContradict'
  | 'pastInPlan'
  | 'pinUnknownGroup'
  | 'pinWithoutSkill'
  | 'pinsContradict'
  | 'pinnedOffAndShift';
