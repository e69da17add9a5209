import type { NewCity, PoolCity, PoolRules } from '../../../forecasting/staffing/index.ts';
import type { City } from '../../contract/centre.ts';
import type { RequirementInputs, SkillSet } from '../../contract/plan.ts';
import type { NewCityAnswer, SimulatedRequirementDay } from '../../contract/staffing-job.ts';
import type { ForecastDay } from './planning-tools.ts';
import { newCityAnswer } from './new-city-answer.ts';
import { simulateRequirement } from './simulate-requirement.ts';

export interface RequirementTask {
  readonly kind: 'requirement';
  readonly forecast: readonly ForecastDay[];
  readonly cities: readonly City[];
  readonly inputs: RequirementInputs;
  readonly skillSets: readonly SkillSet[];
  readonly seed: number;
}

export interface NewCityTask {
  readonly kind: 'newCity';
  readonly cities: readonly PoolCity[];
  readonly city: NewCity;
  readonly rules: PoolRules;
  readonly seed: number;
  readonly days: number;
}

/** Work about staffing that is too long for the thread that pushes. Survives the structured clone. */
export type StaffingTask = RequirementTask | NewCityTask;

export type StaffingResult =
  | { readonly kind: 'requirement'; readonly days: readonly SimulatedRequirementDay[] }
  | { readonly kind: 'newCity'; readonly answer: NewCityAnswer };

/** @param onProgress receives the share that is done */
export function runStaffingTask(task: StaffingTask, onProgress: (fraction: number) => void): StaffingResult {
  switch (task.kind) {
    case 'requirement':
      return {
        kind: task.kind,
        days: task.forecast.map((day, index) =>
          simulateRequirement(day, task, (part) => onProgress((index + part) / task.forecast.length)),
        ),
      };
    case 'newCity':
      return { kind: task.kind, answer: newCityAnswer(task, onProgress) };
    default:
      return task satisfies never;
  }
}

export function isStaffingTask(value: unknown): value is StaffingTask {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'requirement' || value.kind === 'newCity')
  );
}

export function isStaffingResult(value: unknown): value is StaffingResult {
  return isStaffingTask(value) && ('days' in value || 'answer' in value);
}
