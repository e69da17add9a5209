export { addCity, type NewCity, type NewCityEffect } from './add-city.ts';
export { agentCounter, type AgentCounter, type CountRules, tabulate } from './agent-counter.ts';
export { backlogClearance } from './backlog-clearance.ts';
export {
  type CentreDemand,
  centreCostAllocation,
  centreRequirement,
  type CentreSettings,
  pooledRequirement,
} from './centre-requirement.ts';
export { type ContractVariant, SHORT_ABANDON_SECONDS } from './contract-level.ts';
export {
  type CityOutlook,
  dayContractOutlook,
  type OutlookCity,
  type OutlookPool,
} from './day-contract-outlook.ts';
export {
  callsWithCertainty,
  dayRequirement,
  type ExpectedCalls,
  meanHandleTimeSeconds,
  type RequirementCurves,
} from './day-requirement.ts';
export { areFullPools } from './full-pools.ts';
export { grossAgents } from './gross-agents.ts';
export { type PoolCity, costAllocation, type CostAllocation, type PoolRules } from './cost-allocation.ts';
export {
  intervalMeasures,
  requiredAgentCount,
  requiredAgents,
  type RequiredAgentsInput,
} from './required-agents.ts';
export { type CityDemand, requirement, type RequirementInput } from './requirement.ts';
export { shapleyShares } from './shapley.ts';
export { shrinkageAt } from './shrinkage.ts';
export { type JoiningLevels, simulatedJoining } from './simulated-joining.ts';
export { skillGroupRequirement, type SkillGroupRequirementInput } from './skill-group-requirement.ts';
export {
  type CityChange,
  harmlessMoves,
  type StaffingMove,
  smallestHelpfulMove,
} from './smallest-helpful-move.ts';
export { staffDay, type StaffDayInput, staffForCertainty } from './staff-day.ts';
export type { StaffingTarget } from './staffing-target.ts';
