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
export { ZoneClock, type WallClockTime } from './time/wall-clock.ts';
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
  observedDays,
  total,
  type DayHistory,
  type HistoryDay,
  type ObservedDay,
} from './history/day-history.ts';
export { commonLength, toLength } from './history/one-length.ts';
export { joinHistory, type DayOverlap, type JoinedHistory } from './history/join-history.ts';
export { dayCurves, slotsPerDay, type SlotGrid, type WallClockCount } from './history/day-curves.ts';
export type { HistoryMinutes, IntervalRecord } from './history/interval-record.ts';
export { queueHistory } from './history/queue-history.ts';
export {
  expectedDays,
  generateHistory,
  JOINT_CENTRE_CITIES,
  type ExpectedCityDay,
  type GeneratedCity,
  type GeneratedHistory,
} from './history/generate-history.ts';
export {
  learntHistory,
  findDays,
  withDecisions,
  type DayDecision,
  type DayFinding,
  type DayFindingKind,
} from './history/day-findings.ts';
export { fillCausally } from './history/fill-causally.ts';
export type {
  CandidateRecord,
  ChoiceReasons,
  CountSpread,
  DayForecast,
  DayMiss,
  FittedModel,
  ForecastModel,
  Spread,
  StudentSpread,
  UnknownSpread,
} from './forecast/models/model.ts';
export { automaticModel, forecastModels } from './forecast/models/models.ts';
export {
  automaticChoice,
  type AutomaticChoice,
  type ChosenModel,
} from './forecast/models/automatic-choice.ts';
export { curveScores, type CurveScoreSettings } from './forecast/models/curve-scores.ts';
export { dayBand, DRAWN_COVERAGE, forecastDay, type DayBand } from './forecast/forecast-day.ts';
export {
  specialDayEffect,
  withSpecialDays,
  type SpecialDayEffect,
} from './forecast/models/special-day-effects.ts';
export { forecastHandleTime, type HandleTimeForecast } from './forecast/handle-time.ts';
export {
  adjustForecast,
  type Adjustment,
  type AdjustmentChange,
  type ForecastInterval,
} from './forecast/adjustment.ts';
export {
  businessWeekOf,
  forecastQueue,
  gridOf,
  type KeptSpread,
  type QueueForecast,
  type QueueForecastDay,
  type QueueForecastRequest,
} from './forecast/forecast-queue.ts';
export { versionAccuracy, type KeptDay, type VersionAccuracy } from './forecast/version-accuracy.ts';
export { samplePaths } from './forecast/bands/sample-paths.ts';
export { reforecastDay, USUAL_SPREAD, type DayReforecast } from './forecast/reforecast-day.ts';
export { regridDay } from './forecast/regrid-day.ts';
export { jointCorrelation } from './forecast/bands/joint-correlation.ts';
export { jointBand, type DaySlice } from './forecast/bands/joint-band.ts';
export { bandOfSum, type Band } from './forecast/bands/shared-factor.ts';
export { LOSS_LEVELS, type Accuracy, type SlotQuantile } from './forecast/accuracy.ts';
export { slotQuantile } from './forecast/bands/quantile.ts';
export {
  backtest,
  weeklyNaiveError,
  type BacktestProgress,
  type BacktestSpan,
  type HorizonAccuracy,
  type ModelBacktest,
} from './forecast/backtest.ts';
export { sameWeekdayMean, seasonalNaive } from './forecast/models/seasonal-naive.ts';
export { offeredLoad } from './erlang/offered-load.ts';
export { erlangB } from './erlang/erlang-b.ts';
export { erlangC, queueC, type QueueC, type QueueCInput } from './erlang/erlang-c.ts';
export { queueA, type QueueA, type QueueAInput } from './erlang/erlang-a.ts';
export type { ServiceLevels, ServiceLevelVariant } from './erlang/service-level.ts';
export {
  dayOutcome,
  type DayOptions,
  type DayOutcome,
  type IntervalOutcome,
  type PerInterval,
} from './erlang/day-outcome.ts';
export type { StaffingTarget } from './staffing/staffing-target.ts';
export { grossAgents } from './staffing/gross-agents.ts';
export {
  intervalMeasures,
  requiredAgentCount,
  requiredAgents,
  type IntervalMeasures,
  type RequiredAgents,
  type RequiredAgentsInput,
} from './staffing/required-agents.ts';
export {
  apportionPool,
  callsWithCertainty,
  dayRequirement,
  pooledCalls,
  type ExpectedCalls,
  type RequirementCurves,
  type RequirementSettings,
} from './staffing/day-requirement.ts';
export { areFullPools } from './staffing/full-pools.ts';
export {
  centreLedger,
  centreRequirement,
  pooledRequirement,
  type CentreDemand,
  type CentreRequirement,
  type CentreSettings,
} from './staffing/centre-requirement.ts';
export {
  poolLedger,
  type CityLedger,
  type PoolCity,
  type PoolLedger,
  type PoolRules,
} from './staffing/pool-ledger.ts';
export { shapleyShares } from './staffing/shapley.ts';
export { addCity, type NewCity, type NewCityEffect, type RampStep } from './staffing/add-city.ts';
export {
  simulatedJoining,
  type JoiningLevels,
  type SimulatedJoiningInput,
} from './staffing/simulated-joining.ts';
export { agentCounter, tabulate, type AgentCounter, type CountRules } from './staffing/agent-counter.ts';
export { shrinkageAt, type ShrinkageCause } from './staffing/shrinkage.ts';
export {
  requirement,
  type CityDemand,
  type EachInterval,
  type GroupRequirement,
  type Requirement,
  type RequirementInput,
  type SkillGroupShare,
} from './staffing/requirement.ts';
export {
  staffDay,
  staffForCertainty,
  type StaffDayInput,
  type StaffedDay,
  type StaffedForCertainty,
  type StaffForCertaintyInput,
} from './staffing/staff-day.ts';
export type { DayRules } from './staffing/day-shares.ts';
export type { ContractLevel, ContractVariant } from './staffing/contract-level.ts';
export {
  skillGroupRequirement,
  type DayContract,
  type SkillGroupRequirement,
  type SkillGroupRequirementInput,
} from './staffing/skill-group-requirement.ts';
export { backlogClearance, type BacklogClearance, type BacklogInput } from './staffing/backlog-clearance.ts';
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
  type HelpfulMove,
  type Move,
  type TriedMove,
} from './staffing/smallest-helpful-move.ts';
export type { CentreModel, DayPlan, SimulatedQueue, SkillGroupModel } from './simulation/centre.ts';
export type { Distribution } from './simulation/distribution.ts';
export { simulateCentre, type SimulationInput, type SimulationResult } from './simulation/simulate-centre.ts';
export {
  contractEstimate,
  estimate,
  groupOccupancy,
  type Estimate,
  type EstimateSpan,
  type QueueEstimate,
  type WithinEstimate,
} from './simulation/estimate.ts';
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
} from './roster/model/agent.ts';
export { dutiesWithin, mondayOf, plannedMinutesOfWeek } from './roster/model/minutes-of-week.ts';
export { paidMinutes, type Activity, type Roster, type RosterShift } from './roster/model/roster.ts';
export { activitiesOf, shiftWithActivities, withActivities } from './roster/model/with-activities.ts';
export type { Demand, Pin, PlanDay, RosterProblem, SeatMinimum, SkillGroup } from './roster/model/problem.ts';
export {
  ruleNames,
  type RosterCheck,
  type RuleName,
  type RuleSetting,
  type SizeUnit,
  type Violation,
} from './roster/model/rules.ts';
export { parseBenchmark } from './roster/benchmark/parse-benchmark.ts';
export { checkBenchmark } from './roster/benchmark/check-benchmark.ts';
export { checkRoster, rosterChecker } from './roster/checker/check-roster.ts';
export { worksAgreement } from './roster/rules/index.ts';
export { plannedAgents, type PlannedAgents } from './roster/planned-agents.ts';
export { planRoster, type QuickRoster } from './roster/plan-roster.ts';
export { generateRosterProblem, type GeneratorParameters } from './roster/benchmark/generate-problem.ts';
export type { ProblemIssue } from './roster/validation/problem-issue.ts';
export { problemIssues } from './roster/validation/problem-issues.ts';
export { issueSentence, ruleWords, violationSentence, type Language } from './roster/validation/words.ts';
export {
  burdenSpread,
  burdensOfShift,
  fairnessLedger,
  type Burden,
  type LedgerLine,
} from './roster/model/fairness.ts';
export { isExpected } from './roster/model/employment.ts';
export { placeBreaks } from './roster/model/place-breaks.ts';
export { personChecker } from './roster/checker/check-roster.ts';
export { blockedAgents, type BlockedAgent } from './roster/explain/blocked-agents.ts';
export type { BrokenDays } from './roster/checker/broken-days.ts';
export {
  RosterExplainer,
  type Alternative,
  type Refusal,
  type ShiftReason,
  type TestedChange,
  type TestedWay,
} from './roster/explain/explain.ts';
export { grantsWish } from './roster/model/granted-wish.ts';
export {
  repairSickCall,
  type Repair,
  type RepairKind,
  type RepairOption,
  type RepairOptions,
  type SickCall,
} from './roster/explain/repair.ts';
export { openShiftSentence, repairSentence } from './roster/explain/repair-words.ts';
export {
  alternativeSentence,
  demandOfShift,
  whyShift,
  type ReasonSentence,
} from './roster/explain/why-shift.ts';
export { blockedSentence, refusalSentence, shiftReasonSentence } from './roster/explain/explanation-words.ts';
export { chooseShifts, type ChosenShifts, type CoverPrices } from './shifts/choose-shifts.ts';
