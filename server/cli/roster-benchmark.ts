import {
  benchmarkAssignments,
  benchmarkModel,
  type BenchmarkProblem,
  type BenchmarkViolation,
  checkBenchmark,
  emptyDuties,
  parseBenchmark,
  parseBenchmarkRoster,
  type Parsed,
} from '../../forecasting/roster/index.ts';
import { WorkerPool } from '../platform/workers/worker-pool.ts';
import { solveRoster } from '../planning/optimise/solve-roster.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { CommandContext, ExitStatus } from './command.ts';

export interface SolveRequest {
  readonly file: string;
  readonly text: string;
  readonly seconds: number;
  readonly seed: number;
  readonly asJson: boolean;
  /** Write the roster as JSON instead of CSV (product problems only). */
  readonly outJson: boolean;
  readonly write: (roster: string) => void;
}

/** Solves a benchmark instance and recounts the answer by the independent checker before saying anything about it. */
export async function solveBenchmarkFile(
  context: CommandContext,
  request: SolveRequest,
): Promise<ExitStatus> {
  const began = Date.now();
  const problem = accept(parseBenchmark(request.text), request.file);
  const model = benchmarkModel(problem);
  const runner = new WorkerPool(8);
  const solved = await solveRoster(model, {
    seconds: request.seconds - (Date.now() - began) / 1000,
    seed: request.seed,
    now: Date.now,
    runner,
    cancelled: context.cancelled,
    onProgress: ({ seconds, objective, bound }) => {
      if (!request.asJson)
        context.warn(`${seconds.toFixed(1)} s  objective ${objective}  bound ${bound?.toFixed(1) ?? '–'}\n`);
    },
  });
  await runner.close();
  if (solved.plan === undefined && solved.failures.length > 0) throw new Error(solved.failures.join('; '));
  const duties = solved.plan?.duties ?? model.agents.map(() => emptyDuties(model));
  const assignments = benchmarkAssignments(problem, duties);
  const checked = checkBenchmark(problem, assignments);
  const rows = assignments.map(({ staff, day, shift }) => `${staff},${day},${shift}`);
  request.write(`staff,day,shift\n${rows.join('\n')}\n`);
  const bound = solved.bound;
  const answer = {
    objective: checked.objective,
    bound: bound ?? null,
    gap: bound === undefined ? null : (checked.objective - bound) / Math.max(1e-9, checked.objective),
    seconds: (Date.now() - began) / 1000,
    firstRosterSeconds: solved.firstPlanSeconds ?? null,
    hardViolations: checked.violations.length,
    seed: request.seed,
    failures: solved.failures,
  };
  if (request.asJson) context.print(`${JSON.stringify(answer)}\n`);
  else {
    context.print(
      `objective ${answer.objective}, bound ${bound?.toFixed(1) ?? 'unknown'}, ${answer.seconds.toFixed(1)} s, ` +
        `${answer.hardViolations} hard violations\n`,
    );
    context.print(checked.violations.map((violation) => `${sentence(violation)}\n`).join(''));
  }
  return checked.violations.length === 0 ? 0 : 1;
}

export interface CheckRequest {
  readonly file: string;
  readonly text: string;
  readonly rosterFile: string;
  readonly roster: string;
  readonly asJson: boolean;
}

/** Recounts a roster of a benchmark instance. */
export function checkBenchmarkFile(context: CommandContext, request: CheckRequest): ExitStatus {
  const problem: BenchmarkProblem = accept(parseBenchmark(request.text), request.file);
  const assignments = accept(parseBenchmarkRoster(request.roster), request.rosterFile);
  const { objective, violations } = checkBenchmark(problem, assignments);
  if (request.asJson) {
    context.print(`${JSON.stringify({ objective, hardViolations: violations.length, violations })}\n`);
  } else {
    context.print(`objective ${objective}, ${violations.length} hard violations\n`);
    context.print(violations.map((violation) => `${sentence(violation)}\n`).join(''));
  }
  return violations.length === 0 ? 0 : 1;
}

function accept<T>(parsed: Parsed<T>, file: string): T {
  if (parsed.ok) return parsed.value;
  const [first] = parsed.issues;
  const more = parsed.issues.length > 1 ? ` (and ${parsed.issues.length - 1} more)` : '';
  throw new BadInput(`${first?.problem ?? 'cannot be read'}${more}`, {
    file,
    ...(first === undefined ? {} : { line: first.line }),
  });
}

function sentence({ rule, staff, day, found, allowed }: BenchmarkViolation): string {
  const when = day === undefined ? '' : ` on day ${day}`;
  const size = found === undefined ? '' : `: ${found} where ${allowed ?? '?'} is the limit`;
  return `${rule}: ${staff}${when}${size}`;
}
