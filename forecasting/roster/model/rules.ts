import type { PlainDate } from '../../time/plain-date.ts';

/** Names of all rules, in the order of the works agreement (`constraints/index.ts`). */
export const ruleNames = [
  'knownAgentAndPattern',
  'oneShiftPerDay',
  'employment',
  'absence',
  'availability',
  'requiredSkill',
  'openingHours',
  'sundaysAndHolidays',
  'freeSundays',
  'substituteRestDay',
  'minorsProtection',
  'maternityProtection',
  'noOvertime',
  'workingDay',
  'averageWorkingDay',
  'legalBreaks',
  'activitiesFit',
  'restPeriod',
  'longestRun',
  'shortestRun',
  'shortestRest',
  'daysPerWeek',
  'weekends',
  'contractMinutes',
  'pinned',
  'understaffed',
  'overstaffed',
  'minimumSeats',
  'plannedActivities',
  'yearEndDays',
  'screenBreaks',
  'breakPlaces',
  'notice',
  'dayOffRequest',
  'shiftWish',
  'fairBurdens',
  'change',
] as const;

export type RuleName = (typeof ruleNames)[number];

/** What a planner may set about a rule. */
export interface RuleSetting {
  readonly enabled?: boolean;
  /** Price of one unit of violation; soft rules only. */
  readonly weight?: number;
}

/** Price of one unit of violation unless the planner sets another. */
export const defaultWeights = {
  understaffed: 10,
  overstaffed: 1,
  minimumSeats: 30,
  plannedActivities: 40,
  yearEndDays: 20,
  screenBreaks: 0.1,
  breakPlaces: 200,
  notice: 1,
  dayOffRequest: 1,
  shiftWish: 1,
  fairBurdens: 1,
  change: 20,
} as const satisfies Partial<Record<RuleName, number>>;

export type SoftRuleName = keyof typeof defaultWeights;

/** Price of one unit of violation of a soft rule; 0 when the rule is switched off. */
export function ruleWeight(
  settings: Readonly<Partial<Record<RuleName, RuleSetting>>>,
  rule: SoftRuleName,
): number {
  const setting = settings[rule];
  if (setting?.enabled === false) return 0;
  return setting?.weight ?? defaultWeights[rule];
}

export type SizeUnit = 'minutes' | 'days' | 'shifts' | 'weekends' | 'agentIntervals' | 'points';

/** One rule broken once: by whom, when and by how much. */
export interface Violation {
  readonly rule: RuleName;
  readonly hard: boolean;
  /** In `unit`; always above 0. */
  readonly size: number;
  readonly unit: SizeUnit;
  /** weight × size; 0 for a hard rule, which has no price. */
  readonly cost: number;
  readonly agent?: string;
  readonly date?: PlainDate;
  readonly group?: string;
  readonly city?: string;
  /** First minute concerned, where one is. */
  readonly minute?: number;
  /** Figures for the words: allowed and found values by name. */
  readonly facts: Readonly<Record<string, number | string>>;
}

/** The checker's answer about one roster. */
export interface RosterCheck {
  /** No hard rule is broken. */
  readonly lawful: boolean;
  readonly hardViolations: readonly Violation[];
  readonly softViolations: readonly Violation[];
  /** Sum of all soft costs: what the optimiser minimises. */
  readonly objective: number;
  /** Cost per soft rule. */
  readonly costs: Readonly<Partial<Record<RuleName, number>>>;
}
