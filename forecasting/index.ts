export { HOUR_MS, instant, isInstant, MINUTE_MS, SECOND_MS, type Instant } from './time/instant.ts';
export {
  addDays,
  dateAt,
  daysBetween,
  daySpan,
  isPlainDate,
  plainDate,
  weekdayOf,
  type DaySpan,
  type PlainDate,
  type TimeZone,
  type Weekday,
} from './time/plain-date.ts';
export { intervalIndex, intervalStarts, type IntervalMinutes } from './time/interval.ts';
export { seededRandom, type Random } from './random/seeded.ts';
export {
  patternBreakMinutes,
  patternStarts,
  type MinuteOfDay,
  type MinuteSpan,
  type PatternStart,
  type ShiftPattern,
} from './shifts/shift-pattern.ts';
export { legalBreakMinutes } from './shifts/legal-breaks.ts';
export type {
  Absence,
  Availability,
  Burdens,
  Contract,
  PastDay,
  RosterAgent,
  SkillHolding,
  Wish,
} from './roster/agent.ts';
export { paidMinutes, type Roster, type RosterShift } from './roster/roster.ts';
export type { Demand, Pin, PlanDay, RosterProblem, SeatMinimum, SkillGroup } from './roster/problem.ts';
export {
  ruleNames,
  type RosterCheck,
  type RuleName,
  type RuleSetting,
  type SizeUnit,
  type Violation,
} from './roster/rules.ts';
export { parseBenchmark } from './roster/benchmark/parse-benchmark.ts';
export { checkBenchmark } from './roster/check/check-benchmark.ts';
