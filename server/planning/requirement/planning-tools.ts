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
import type { BlockedPerson, KeepOfPlan } from '../../contract/optimiser.ts';
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

/** How far an optimiser is. */
export interface OptimiseProgress {
  readonly seconds: number;
  readonly objective: number;
  readonly bound: number | null;
  /** Share of the demand that the best roster so far covers. */
  readonly covered: number | null;
}

interface OptimiseRequest {
  readonly problem: RosterProblem;
  /** What the planner has: pinned shifts and activities come from it. */
  readonly present: Roster;
  readonly keep: KeepOfPlan;
  /** Every day that differs from what the planner has costs the price of the rule `change`. */
  readonly changesCost: boolean;
  readonly seconds: number;
  readonly seed: number;
  readonly cancelled: AbortSignal;
  readonly onProgress: (progress: OptimiseProgress) => void;
}

/** The best roster found; `null` where not even a first one was. */
interface Optimised {
  readonly roster: Roster | null;
  readonly objective: number;
  readonly bound: number | null;
  /** People for whom no lawful calendar exists; the roster is then the one with the fewest violations. */
  readonly blocked: readonly BlockedPerson[];
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
  readonly optimise: (request: OptimiseRequest) => Promise<Optimised>;
  /** Service level per city and day as the simulator sees it. */
  readonly simulate: (request: SimulateRequest) => Promise<readonly SimulatedDay[]>;
  /** Ranked options for each shift that a sick call leaves open. */
  readonly repair: (task: RepairTask) => Promise<readonly RepairOptions[]>;
  /** Simulations about staffing, beside the server. */
  readonly staffing: (task: StaffingTask, onProgress: (fraction: number) => void) => RunningStaffing;
}

export interface RunningStaffing {
  readonly done: Promise<
    | { readonly kind: 'done'; readonly result: StaffingResult }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'failed' }
  >;
  readonly cancel: () => void;
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
