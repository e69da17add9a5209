import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchmarkAssignments, benchmarkModel } from '../../forecasting/roster/benchmark/benchmark-model.ts';
import { parseBenchmark } from '../../forecasting/roster/benchmark/parse-benchmark.ts';
import { checkBenchmark } from '../../forecasting/roster/benchmark/check-benchmark.ts';
import { generateRosterProblem } from '../../forecasting/roster/benchmark/generate-problem.ts';
import type { RosterProblem } from '../../forecasting/roster/model/problem.ts';
import { chooseShifts } from '../../forecasting/shifts/choose-shifts.ts';
import { patternStarts } from '../../forecasting/shifts/shift-pattern.ts';
import { plainDate } from '../../forecasting/time/plain-date.ts';
import { highsSolver } from '../../server/planning/optimise/highs-solver.ts';
import { WorkerPool } from '../../server/platform/workers/worker-pool.ts';
import { solveRosterProblem } from '../../server/planning/optimise/solve-roster-problem.ts';
import { solveRoster, type SolveProgress } from '../../server/planning/optimise/solve-roster.ts';
import type { Bench, BenchRow } from './bench.ts';

/** Four weeks without 24 or 31 December, whose price everybody pays whatever is planned: it would hide part of the gap. */
const firstDay = plainDate('2026-10-05');
/** Wall seconds at which the best roster so far is told. */
const profileSeconds = [10, 20, 40, 60, 120, 300];
/** `ROSTER_BENCH=full` adds five minutes for the large problem and the instances in the folder `ROSTER_INSTANCES`. */
const isFull = process.env.ROSTER_BENCH === 'full';
const instances = process.env.ROSTER_INSTANCES;

/** Whole searches on all cores in wall seconds, with the CPU seconds beside them: they need a quiet machine. */
export const bench: Bench = {
  title: 'Roster search: bounds, gaps, cancelling',
  run: async () => [
    ...(await dayCovers()),
    await cancelling(),
    ...(await generated(100, 60, 0.02)),
    ...(isFull ? [...(await generated(100, 300, 0.01)), ...(await generated(500, 60, 1))] : []),
    ...(isFull ? await benchmarkInstances() : []),
  ],
};

async function dayCovers(): Promise<BenchRow[]> {
  const solver = await highsSolver();
  const problem = generateRosterProblem({ agents: 100, weeks: 1, seed: 1, firstDay });
  const starts = problem.patterns.flatMap(patternStarts);
  const prices = { understaffed: 10, overstaffed: 1, paidMinute: 0.01 };
  const wanted = problem.demand.map(({ scheduledAgents }) => scheduledAgents[0] ?? []);
  const pooled = Array.from({ length: 96 }, (_, at) => wanted.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  return [
    { work: 'day cover, pooled', rows: [pooled], seconds: 5 },
    { work: 'day cover, three skills', rows: wanted, seconds: 30 },
  ].map(({ work, rows, seconds }) => {
    const began = performance.now();
    const answers = rows.map((row) => chooseShifts(row, starts, 15, prices, solver, seconds / rows.length));
    const cost = answers.reduce((sum, answer) => sum + (answer?.cost ?? Infinity), 0);
    const bound = answers.reduce((sum, answer) => sum + (answer?.bound ?? 0), 0);
    return gapRow(
      `${work}, ${((performance.now() - began) / 1000).toFixed(1)} s`,
      (cost - bound) / cost,
      0.001,
    );
  });
}

async function cancelling(): Promise<BenchRow> {
  const runner = new WorkerPool(4);
  const cancelled = new AbortController();
  let at = 0;
  await solveRosterProblem(problemOf(100), {
    seconds: 120,
    seed: 1,
    now: Date.now,
    runner,
    cancelled: cancelled.signal,
    onProgress: () => {
      at ||= performance.now();
      cancelled.abort();
    },
  });
  const milliseconds = performance.now() - at;
  await runner.close();
  return {
    work: 'cancelling a search of 100 agents',
    measured: `${milliseconds.toFixed(0)} ms`,
    against: '200 ms',
    ratio: (milliseconds / 200).toFixed(2),
  };
}

/** One row for the whole search, and before it one for each moment of the profile. */
async function generated(agents: number, seconds: number, limit: number): Promise<BenchRow[]> {
  const runner = new WorkerPool(4);
  const before = process.cpuUsage();
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const rows: BenchRow[] = [];
  const moments = profileSeconds.filter((moment) => moment < seconds);
  let last: SolveProgress | undefined;
  const tellPast = (at: number): void => {
    while ((moments[0] ?? Infinity) <= at) {
      const moment = moments.shift() ?? 0;
      const { objective = Infinity, bound } = last ?? {};
      rows.push({
        work: `${agents} agents, after ${moment} of ${seconds} s (${cpuSeconds().toFixed(0)} CPU s)`,
        measured: objective.toFixed(0),
        against: bound?.toFixed(0) ?? 'no bound yet',
        ratio: bound === undefined ? '–' : (objective / bound).toFixed(3),
      });
    }
  };
  const began = Date.now();
  const ticking = setInterval(() => tellPast((Date.now() - began) / 1000), 200);
  const solved = await solveRosterProblem(problemOf(agents), {
    seconds,
    seed: 1,
    now: Date.now,
    runner,
    onProgress: (progress) => {
      last = progress;
    },
  });
  clearInterval(ticking);
  await runner.close();
  const { check, bound = 0, firstRosterSeconds, failures } = solved;
  const memory = process.resourceUsage().maxRSS / 1024;
  const died = failures.length === 0 ? '' : `, ${failures.join(', ')}`;
  return [
    ...rows,
    gapRow(
      `${agents} agents, 4 weeks, ${seconds} s (${cpuSeconds().toFixed(0)} CPU s): first roster ` +
        `${firstRosterSeconds?.toFixed(1) ?? '–'} s, ${check.objective.toFixed(0)} against ${bound.toFixed(0)}, ` +
        `${check.hardViolations.length} hard violations, ${memory.toFixed(0)} MB${died}`,
      (check.objective - bound) / check.objective,
      limit,
    ),
  ];
}

async function benchmarkInstances(): Promise<BenchRow[]> {
  if (instances === undefined || !existsSync(instances)) return [];
  const rows: BenchRow[] = [];
  for (const file of readdirSync(instances).filter((name) => /^Instance\d+\.txt$/.test(name))) {
    const parsed = parseBenchmark(readFileSync(join(instances, file), 'utf8'));
    if (!parsed.ok) continue;
    const runner = new WorkerPool(4);
    const model = benchmarkModel(parsed.value);
    const solved = await solveRoster(model, { seconds: 60, seed: 1, now: Date.now, runner });
    await runner.close();
    const duties = solved.plan?.duties ?? [];
    const check = checkBenchmark(parsed.value, benchmarkAssignments(parsed.value, duties));
    rows.push({
      work: `${file}, 60 s, ${check.violations.length} hard violations`,
      measured: String(check.objective),
      against: solved.bound === undefined ? 'no bound' : solved.bound.toFixed(0),
      ratio: solved.bound === undefined ? '–' : (check.objective / solved.bound).toFixed(3),
    });
  }
  return rows;
}

function problemOf(agents: number): RosterProblem {
  return generateRosterProblem({ agents, weeks: 4, seed: 1, firstDay });
}

function gapRow(work: string, gap: number, limit: number): BenchRow {
  return {
    work,
    measured: `gap ${(gap * 100).toFixed(2)} %`,
    against: `${(limit * 100).toFixed(1)} %`,
    ratio: (gap / limit).toFixed(2),
  };
}
