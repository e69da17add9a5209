import * as v from 'valibot';
import {
  activitiesOf,
  brokenDays,
  checkRoster,
  type PlannedActivity,
  type RepairOptions,
} from '../../forecasting/roster/index.ts';
import type { Instant } from '../../forecasting/time/index.ts';
import { simulatedDaySchema } from '../contract/plan.ts';
import { workFor } from '../platform/jobs/work-for.ts';
import type { WorkerPool } from '../platform/workers/worker-pool.ts';
import { solveRosterProblem } from '../planning/optimise/solve-roster-problem.ts';
import { keptPins } from '../planning/drafts/kept-pins.ts';
import { offeredRoster } from '../planning/drafts/offered-roster.ts';
import type { PlanningTools } from '../planning/requirement/planning-tools.ts';
import { isStaffingResult } from '../planning/requirement/staffing-task.ts';

/** A month of days is played in a few seconds; more than this is an overrun. */
const SIMULATION_WALL_SECONDS = 60;

/** A repair takes a second; more than this is an overrun. */
const REPAIR_WALL_SECONDS = 20;

/** The worker's own words: the outline is checked here, the figures where they came from. */
const repairOptionsSchema = v.custom<readonly RepairOptions[]>(
  (input) => Array.isArray(input) && input.every((open) => typeof open === 'object' && 'options' in open),
  'a list of open shifts',
);
/** Weeks of searches, each half a minute; more than this is an overrun. */
const STAFFING_WALL_SECONDS = 3600;

/** The house's own checker, optimiser and simulator, the long ones in worker threads. */
export function realPlanningTools(options: {
  /** Threads of jobs. */
  readonly pool: WorkerPool;
  /** Threads for what somebody waits for within one request. */
  readonly moments: WorkerPool;
  readonly now: () => Instant;
  readonly forecastDays: PlanningTools['forecastDays'];
}): PlanningTools {
  const { pool, moments, now, forecastDays } = options;
  return {
    forecastDays,
    checkRoster,
    optimise: async ({ problem, present, keep, changesCost, seconds, seed, cancelled, onProgress }) => {
      const planned = problem.activities ?? [];
      const wanted = {
        ...problem,
        pins: keptPins(problem, present, keep),
        activities: [...planned, ...activitiesOf(present).filter((own) => !isPlanned(planned, own))],
      };
      const solved = await solveRosterProblem(wanted, {
        seconds,
        seed,
        now,
        runner: pool,
        cancelled,
        changesCost,
        onProgress: (progress) =>
          onProgress({
            seconds: progress.seconds,
            objective: progress.objective,
            bound: progress.bound ?? null,
            covered: progress.covered ?? null,
          }),
        ...(present.shifts.length === 0 ? {} : { from: present }),
      });
      const hasBefore = changesCost && present.shifts.length > 0;
      const { roster, check } = offeredRoster(
        wanted,
        present,
        solved.roster,
        hasBefore ? present : undefined,
      );
      return {
        roster,
        objective: check.objective,
        bound: solved.bound ?? null,
        blocked: solved.blocked.map((person) => ({
          ...person,
          ...brokenDays(problem, roster, check.hardViolations, person.agent),
        })),
      };
    },
    repair: async (task) => {
      const job = moments.start({
        entry: 'plan-repair',
        input: task,
        wallSeconds: REPAIR_WALL_SECONDS,
      });
      const outcome = await job.done;
      if (outcome.kind !== 'done') throw new Error(`the repair of a roster ended as ${outcome.kind}`);
      return v.parse(repairOptionsSchema, outcome.result);
    },
    staffing: async (task, { cancelled, onProgress }) => {
      const result = await workFor({ cancelled }, pool, {
        entry: 'staffing-worker',
        input: task,
        wallSeconds: STAFFING_WALL_SECONDS,
        onProgress: ({ fraction = 0 }) => onProgress(fraction),
      });
      if (!isStaffingResult(result)) throw new TypeError('a staffing worker left no result');
      return result;
    },
    simulate: async (request) => {
      const job = moments.start({
        entry: 'plan-simulator',
        input: request,
        wallSeconds: SIMULATION_WALL_SECONDS,
      });
      const outcome = await job.done;
      if (outcome.kind !== 'done') throw new Error(`the simulation of a roster ended as ${outcome.kind}`);
      return v.parse(v.array(simulatedDaySchema), outcome.result);
    },
  };
}

function isPlanned(planned: readonly PlannedActivity[], own: PlannedActivity): boolean {
  return planned.some(
    ({ date, startMinute, endMinute, agents }) =>
      date === own.date &&
      startMinute === own.startMinute &&
      endMinute === own.endMinute &&
      own.agents.every((agent) => agents.includes(agent)),
  );
}
