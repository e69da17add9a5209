export { HOUR_MS, instant, MINUTE_MS, SECOND_MS, type Instant } from './time/instant.ts';
export {
  addDays,
  dateAt,
  daySpan,
  isPlainDate,
  plainDate,
  weekdayOf,
  type DaySpan,
  type PlainDate,
  type TimeZone,
  type Weekday,
} from './time/plain-date.ts';
export { intervalStarts } from './time/interval.ts';
export { ZoneClock } from './time/wall-clock.ts';
export { seededRandom, type Random } from './maths/seeded.ts';
export {
  bridgeDays,
  type ForecastCalendar,
  type SpecialDay,
  type SpecialDayKind,
} from './time/special-days.ts';
export {
  businessDays,
  dayHistory,
  knownBefore,
  meanCurve,
  nextBusinessDays,
  total,
  type DayHistory,
} from './history/day-history.ts';
export { commonLength, toLength } from './history/one-length.ts';
export { joinHistory, type JoinedHistory } from './history/join-history.ts';
export { dayCurves, slotsPerDay, type SlotGrid, type WallClockCount } from './history/day-curves.ts';
export type { HistoryMinutes, IntervalRecord } from './history/interval-record.ts';
export { queueHistory } from './history/queue-history.ts';
export {
  expectedDays,
  generateHistory,
  JOINT_CENTRE_CITIES,
  type GeneratedHistory,
} from './history/generate-history.ts';
export {
  learntHistory,
  findDays,
  withDecisions,
  type DayDecision,
  type DayFinding,
} from './history/day-findings.ts';
export type {
  ChoiceReasons,
  CountSpread,
  DayForecast,
  DayMiss,
  ForecastModel,
} from './forecast/models/model.ts';
export { automaticModel, forecastModels } from './forecast/models/models.ts';
export { dayBand, type DayBand } from './forecast/forecast-day.ts';
export { specialDayEffect } from './forecast/models/special-day-effects.ts';
export { adjustForecast, type Adjustment } from './forecast/adjustment.ts';
export { businessWeekOf, forecastQueue, gridOf, type QueueForecast } from './forecast/forecast-queue.ts';
export { versionAccuracy } from './forecast/version-accuracy.ts';
export { samplePaths } from './forecast/bands/sample-paths.ts';
export { reforecastDay, USUAL_SPREAD } from './forecast/reforecast-day.ts';
export { regridDay } from './forecast/regrid-day.ts';
export { jointCorrelation } from './forecast/bands/joint-correlation.ts';
export { jointBand, type DaySlice } from './forecast/bands/joint-band.ts';
export { bandOfSum, type Band } from './forecast/bands/shared-factor.ts';
export { type Accuracy } from './forecast/accuracy.ts';
export { backtest, type BacktestSpan, type ModelBacktest } from './forecast/backtest.ts';
export { sameWeekdayMean, seasonalNaive } from './forecast/models/seasonal-naive.ts';
export { offeredLoad } from './erlang/offered-load.ts';
export { erlangB } from './erlang/erlang-b.ts';
export { erlangC, queueC } from './erlang/erlang-c.ts';
export { queueA, type QueueA, type QueueAInput } from './erlang/erlang-a.ts';
export { dayOutcome } from './erlang/day-outcome.ts';
export type { StaffingTarget } from './staffing/staffing-target.ts';
export { grossAgents } from './staffing/gross-agents.ts';
export {
  intervalMeasures,
  requiredAgentCount,
  requiredAgents,
  type RequiredAgentsInput,
} from './staffing/required-agents.ts';
export { callsWithCertainty, dayRequirement, type RequirementCurves } from './staffing/day-requirement.ts';
export { areFullPools } from './staffing/full-pools.ts';
export {
  centreLedger,
  centreRequirement,
  pooledRequirement,
  type CentreDemand,
  type CentreSettings,
} from './staffing/centre-requirement.ts';
export { poolLedger, type PoolCity, type PoolLedger, type PoolRules } from './staffing/pool-ledger.ts';
export { shapleyShares } from './staffing/shapley.ts';
export { addCity, type NewCity, type NewCityEffect } from './staffing/add-city.ts';
export { simulatedJoining, type JoiningLevels } from './staffing/simulated-joining.ts';
export { agentCounter, tabulate, type AgentCounter, type CountRules } from './staffing/agent-counter.ts';
export { shrinkageAt } from './staffing/shrinkage.ts';
export { requirement, type CityDemand, type RequirementInput } from './staffing/requirement.ts';
export { staffDay, staffForCertainty, type StaffDayInput } from './staffing/staff-day.ts';
export type { ContractVariant } from './staffing/contract-level.ts';
export {
  skillGroupRequirement,
  type SkillGroupRequirementInput,
} from './staffing/skill-group-requirement.ts';
export { backlogClearance } from './staffing/backlog-clearance.ts';
export {
  dayContractOutlook,
  type CityOutlook,
  type OutlookCity,
  type OutlookPool,
} from './staffing/day-contract-outlook.ts';
export {
  harmlessMoves,
  smallestHelpfulMove,
  type CityChange,
  type Move,
} from './staffing/smallest-helpful-move.ts';
export type { CentreModel, DayPlan } from './simulation/centre.ts';
export type { Distribution } from './simulation/distribution.ts';
export { simulateCentre } from './simulation/simulate-centre.ts';
export {
  contractEstimate,
  estimate,
  groupOccupancy,
  type Estimate,
  type QueueEstimate,
} from './simulation/estimate.ts';
export { patternStarts, type MinuteSpan, type PatternStart } from './shifts/shift-pattern.ts';
export { legalBreakMinutes } from './shifts/legal-breaks.ts';
export type { RosterAgent } from './roster/model/agent.ts';
export { dutiesWithin, mondayOf, plannedMinutesOfWeek } from './roster/model/minutes-of-week.ts';
export { type Activity, type Roster, type RosterShift } from './roster/model/roster.ts';
export { shiftWithActivities } from './roster/model/with-activities.ts';
export type { PlanDay, RosterProblem } from './roster/model/problem.ts';
export { type RosterCheck, type Violation } from './roster/model/rules.ts';
export { checkRoster, rosterChecker } from './roster/checker/check-roster.ts';
export { planRoster } from './roster/plan-roster.ts';
export type { ProblemIssue } from './roster/validation/problem-issue.ts';
export { issueSentence, violationSentence } from './roster/validation/words.ts';
export { burdenSpread, fairnessLedger, type Burden, type LedgerLine } from './roster/model/fairness.ts';
export { isExpected } from './roster/model/employment.ts';
export { RosterExplainer } from './roster/explain/explain.ts';
export { grantsWish } from './roster/model/granted-wish.ts';
export { alternativeSentence, whyShift, type ReasonSentence } from './roster/explain/why-shift.ts';
export { blockedSentence, refusalSentence } from './roster/explain/explanation-words.ts';
