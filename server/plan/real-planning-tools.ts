import * as v from 'valibot';
import { checkRoster } from '../../forecasting/roster/check/check-roster.ts';
import type { Instant } from '../../forecasting/time/instant.ts';
import { simulatedDaySchema } from '../contract/plan.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { solveRosterProblem } from '../jobs/solve-roster-problem.ts';
import type { PlanningTools } from './planning-tools.ts';

/** A month of days is played in a few seconds; more than this is an overrun. */
const SIMULATION_WALL_SECONDS = 60;

/** The house's own checker, optimiser and simulator, the long ones in worker threads. */
export function realPlanningTools(options: {
  readonly runner: JobRunner;
  readonly now: () => Instant;
  readonly forecastDays: PlanningTools['forecastDays'];
}): PlanningTools {
  const { runner, now, forecastDays } = options;
  return {
    forecastDays,
    checkRoster,
    optimise: async ({ problem, present, seconds, seed, cancelled, onProgress }) => {
      const pinned = present.shifts.filter((shift) => shift.pinned === true);
      const solved = await solveRosterProblem(
        {
          ...problem,
          pins: pinned.map(({ agent, date, pattern, startMinute, group }) => ({
            kind: 'shift',
            agent,
            date,
            pattern,
            startMinute,
            group,
          })),
        },
        {
          seconds,
          seed,
          now,
          runner,
          cancelled,
          onProgress: (progress) =>
            onProgress({
              seconds: progress.seconds,
              objective: progress.objective,
              bound: progress.bound ?? null,
            }),
          ...(present.shifts.length === 0 ? {} : { from: present }),
        },
      );
      const pins = new Set(pinned.map(({ agent, date }) => `${agent} ${date}`));
      const shifts = solved.roster.shifts.map((shift) =>
        pins.has(`${shift.agent} ${shift.date}`) ? { ...shift, pinned: true } : shift,
      );
      return { roster: { shifts }, objective: solved.check.objective, bound: solved.bound ?? null };
    },
    simulate: async (request) => {
      const job = runner.start({
        kind: 'simulate',
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
