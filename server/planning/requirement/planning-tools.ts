import type {
  RepairOptions,
  Roster,
  RosterCheck,
  RosterProblem,
  SickCall,
} from '../../../forecasting/roster/index.ts';
import type { ExpectedCalls } from '../../../forecasting/staffing/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { SimulatedDay } from '../../contract/plan.ts';
import type { OptimiseInput, OptimiseProgress, Proposal } from '../../contract/optimiser.ts';
import type { StaffingResult, StaffingTask } from './staffing-task.ts';
import type { Db } from '../../platform/store/schema.ts';

/** One day's forecast: expected calls per quarter hour from local midnight, by city. */
export interface ForecastDay {
  readonly date: string;
  readonly cities: Readonly<Record<string, ForecastCurve>>;
}

/** Expected calls with the band they will lie in, four times of five. */
interface ForecastCurve extends ExpectedCalls {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** How far a search is; the objective is infinite before there is a roster. */
export interface SearchProgress extends Pick<OptimiseProgress, 'seconds' | 'bound' | 'covered'> {
  readonly objective: number;
}

interface SearchRequest extends Omit<OptimiseInput, 'draft'> {
  readonly problem: RosterProblem;
  /** What the planner has: pinned shifts and activities come from it. */
  readonly present: Roster;
  readonly cancelled: AbortSignal;
  readonly onProgress: (progress: SearchProgress) => void;
}

/** A published roster and who called in sick. */
export interface RepairTask {
  readonly problem: RosterProblem;
  readonly roster: Roster;
  readonly call: SickCall;
}

/** What the planning room needs of the others, handed in by `compose.ts`. */
export interface PlanningTools {
  /** Days with a forecast, in order; days without one are left out. */
  readonly forecastDays: (from: string, until: string) => Promise<readonly ForecastDay[]>;
  /** The independent checker: it judges every publication. */
  readonly checkRoster: (problem: RosterProblem, roster: Roster) => RosterCheck;
  /** @returns the best roster found until it ended or was cancelled; rejects where not even a first one was */
  readonly optimise: (
    request: SearchRequest,
  ) => Promise<Pick<Proposal, 'roster' | 'objective' | 'bound' | 'blocked'>>;
  /** Service level per city and day as the simulator sees it. */
  readonly simulate: (request: SimulateRequest) => Promise<readonly SimulatedDay[]>;
  /** Ranked options for each shift that a sick call leaves open. */
  readonly repair: (task: RepairTask) => Promise<readonly RepairOptions[]>;
  /** Simulations about staffing, beside the server; rejects where they were cancelled. */
  readonly staffing: (task: StaffingTask, job: StaffingProgress) => Promise<StaffingResult>;
}

export interface StaffingProgress {
  readonly cancelled: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

export interface SimulateRequest {
  readonly centre: Centre;
  readonly problem: RosterProblem;
  readonly roster: Roster;
  readonly forecast: readonly ForecastDay[];
  /** Paid time at work away from the telephone, in [0, 1). */
  readonly shrinkage: number;
  readonly patienceSeconds: number;
  readonly seed: number;
}

/** What routes of the plan work with. */
export interface PlanRouteOptions {
  readonly db: Db;
  readonly now: () => Instant;
  readonly tools: PlanningTools;
}
