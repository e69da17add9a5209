export { cellKey } from './model/cell-key.ts';
export { benchmarkAssignments, benchmarkModel } from './benchmark/benchmark-model.ts';
export type { BenchmarkProblem } from './benchmark/benchmark-problem.ts';
export { type BenchmarkViolation, checkBenchmark } from './benchmark/check-benchmark.ts';
export { generateRosterProblem } from './benchmark/generate-problem.ts';
export {
  looksLikeBenchmark,
  parseBenchmark,
  parseBenchmarkRoster,
  type Parsed,
} from './benchmark/parse-benchmark.ts';
export { boundOfRoster } from './checker/bound-of-roster.ts';
export { brokenDays, type BrokenDays } from './checker/broken-days.ts';
export { checkRoster, rosterChecker } from './checker/check-roster.ts';
export { coveredShare } from './checker/covered-share.ts';
export { type BlockedAgent, compilePlannable } from './explain/blocked-agents.ts';
export { RosterExplainer } from './explain/explain.ts';
export { blockedSentence, refusalSentence } from './explain/explanation-words.ts';
export { repairSentence } from './explain/repair-words.ts';
export {
  type RepairKind,
  type RepairOptions,
  repairSickCall,
  type SickCall,
  withSickness,
} from './explain/repair.ts';
export { alternativeSentence, type ReasonSentence, whyShift } from './explain/why-shift.ts';
export { burdensPerPerson } from './fairness/burdens-per-person.ts';
export { evenBurdens, type EvenedRoster } from './fairness/even-burdens.ts';
export type {
  Absence,
  Burdens,
  EmploymentContract,
  PastDay,
  Protection,
  RosterAgent,
  Wish,
  WorkedBefore,
} from './model/agent.ts';
export { isExpected, isPlannable } from './model/employment.ts';
export {
  type Burden,
  burdenNames,
  burdensOfShift,
  burdenSpread,
  fairnessLedger,
  type LedgerLine,
  noBurdens,
} from './model/fairness.ts';
export { countWishes, grantsWish, type WishCount } from './model/granted-wish.ts';
export { hoursBeside } from './model/hours-owed.ts';
export { dutiesWithin, mondayOf, plannedMinutesOfWeek } from './model/minutes-of-week.ts';
export { placeBreaks } from './model/place-breaks.ts';
export type { Pin, PlanDay, PlannedActivity, RosterProblem } from './model/problem.ts';
export { type Activity, paidMinutes, type Roster, type RosterShift } from './model/roster.ts';
export {
  defaultWeights,
  type RosterCheck,
  type RuleName,
  ruleNames,
  type SoftRuleName,
  type Violation,
} from './model/rules.ts';
export { activitiesOf, shiftWithActivities, withActivities } from './model/with-activities.ts';
export { planRoster } from './plan-roster.ts';
export { workedIntervals } from './rules/presence.ts';
export { type ShiftsOfDay, shiftsOfDays } from './shifts-of-days.ts';
export { RosterSearch } from './solver/annealing/roster-search.ts';
export { decodeRoster, encodeRoster } from './solver/model/compile-problem.ts';
export { type DutyModel, emptyDuties, type Plan, planCost } from './solver/model/duty-model.ts';
export type { PlanPart } from './solver/neighbourhoods/plan-part.ts';
export { improveByAnnealing, improveByColumns, type StrategyContext } from './solver/strategies.ts';
export type { ProblemIssue } from './validation/problem-issue.ts';
export { problemIssues } from './validation/problem-issues.ts';
export { issueSentence, ruleWords, violationSentence } from './validation/words.ts';
