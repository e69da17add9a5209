import * as v from 'valibot';
import {
  blockedSentence,
  brokenDays,
  burdenNames,
  burdenSpread,
  checkRoster,
  fairnessLedger,
  issueSentence,
  problemIssues,
  type Roster,
  type RosterCheck,
  type RosterProblem,
  ruleWords,
  type Violation,
  violationSentence,
} from '../../../forecasting/roster/index.ts';
import { WorkerPool } from '../../platform/workers/worker-pool.ts';
import { solveRosterProblem } from '../../planning/optimise/solve-roster-problem.ts';
import { BadInput } from '../../platform/input/bad-input.ts';
import type { CommandContext, ExitStatus } from '../command.ts';
import type { CheckRequest, SolveRequest } from '../roster-benchmark.ts';
import { parseRosterCsv, rosterCsv } from './roster-csv.ts';
import { rosterProblemSchema, rosterSchema } from './roster-problem-schema.ts';

/** Solves the product's own problem file. */
export async function solveProductFile(context: CommandContext, request: SolveRequest): Promise<ExitStatus> {
  const began = Date.now();
  const problem = readProblem(request.text, request.file);
  const runner = new WorkerPool(8);
  const solved = await solveRosterProblem(problem, {
    seconds: request.seconds - (Date.now() - began) / 1000,
    seed: request.seed,
    now: Date.now,
    runner,
    cancelled: context.cancelled,
    onProgress: ({ seconds, objective, bound }) => {
      if (!request.asJson)
        context.warn(
          `${seconds.toFixed(1)} s  objective ${objective.toFixed(1)}  bound ${bound?.toFixed(1) ?? '–'}\n`,
        );
    },
  });
  await runner.close();
  if (solved.failures.length > 0 && solved.firstRosterSeconds === undefined)
    throw new Error(solved.failures.join('; '));
  const { roster, check, bound } = solved;
  request.write(request.outJson ? `${JSON.stringify(roster)}\n` : rosterCsv(roster));
  const gap = bound === undefined ? null : (check.objective - bound) / Math.max(1e-9, check.objective);
  const seconds = (Date.now() - began) / 1000;
  if (request.asJson) {
    context.print(
      `${JSON.stringify({
        objective: check.objective,
        bound: bound ?? null,
        gap,
        seconds,
        firstRosterSeconds: solved.firstRosterSeconds ?? null,
        hardViolations: check.hardViolations.length,
        seed: request.seed,
        costs: check.costs,
        exchanges: solved.exchanges,
        burdens: spreads(problem, roster),
        blocked: solved.blocked,
        failures: solved.failures,
      })}\n`,
    );
  } else {
    context.print(
      `objective ${check.objective.toFixed(1)}, bound ${bound?.toFixed(1) ?? 'unknown'}, ${seconds.toFixed(1)} s\n`,
    );
    printCheck(context, check);
  }
  for (const failure of solved.failures) context.warn(`a searcher ended early: ${failure}\n`);
  for (const blocked of solved.blocked)
    context.warn(
      `${blockedSentence(blocked, 'en', brokenDays(problem, roster, check.hardViolations, blocked.agent))}\n`,
    );
  return check.lawful ? 0 : 1;
}

/** Recounts a roster (CSV or JSON) of the product's own problem. */
export function checkProductFile(context: CommandContext, request: CheckRequest): ExitStatus {
  const problem = readProblem(request.text, request.file);
  const roster = readRoster(request.roster, request.rosterFile);
  const { check, notPlanned } = checkOfFile(problem, roster);
  if (request.asJson) {
    const { objective, costs, hardViolations } = check;
    context.print(
      `${JSON.stringify({ objective, hardViolations: hardViolations.length, costs, violations: hardViolations, notPlanned })}\n`,
    );
  } else {
    printCheck(context, check);
    if (notPlanned.length > 0)
      context.print(
        `without any shift in the roster, so that their hours are not judged: ${notPlanned.join(', ')}\n`,
      );
  }
  return check.lawful ? 0 : 1;
}

/**
 * A roster file may be one team's part: hours that are missing because the file does not name a person at all are no
 * breach, but said. Whoever stands in it is judged by every rule.
 */
function checkOfFile(
  problem: RosterProblem,
  roster: Roster,
): { readonly check: RosterCheck; readonly notPlanned: readonly string[] } {
  const check = checkRoster(problem, roster);
  const named = new Set(roster.shifts.map(({ agent }) => agent));
  const isLeftOut = ({ rule, agent }: Violation): boolean =>
    rule === 'contractMinutes' && agent !== undefined && !named.has(agent);
  const hardViolations = check.hardViolations.filter((violation) => !isLeftOut(violation));
  return {
    check: { ...check, hardViolations, lawful: hardViolations.length === 0 },
    notPlanned: check.hardViolations.filter(isLeftOut).flatMap(({ agent }) => agent ?? []),
  };
}

/** Standard deviation of everybody's ledger, before this roster and with it. */
function spreads(problem: RosterProblem, roster: Roster) {
  const lines = fairnessLedger(problem, roster);
  return Object.fromEntries(burdenNames.map((burden) => [burden, burdenSpread(lines, burden)]));
}

function printCheck(context: CommandContext, check: RosterCheck): void {
  for (const rule of Object.keys(check.costs)) {
    const name = Object.keys(ruleWords).find((known) => known === rule) ?? rule;
    const cost = Object.entries(check.costs).find(([key]) => key === rule)?.[1] ?? 0;
    context.print(`  ${name.padEnd(16)}${cost.toFixed(1).padStart(10)}\n`);
  }
  context.print(`${check.hardViolations.length} hard violations\n`);
  for (const violation of check.hardViolations) context.print(`${violationSentence(violation, 'en')}\n`);
}

/** @throws BadInput naming field and value, or person, day and rule */
export function readProblem(text: string, file: string): RosterProblem {
  const parsed = v.safeParse(rosterProblemSchema, parseJson(text, file));
  if (!parsed.success) throw schemaFault(parsed.issues, file);
  const problem: RosterProblem = parsed.output;
  const issues = problemIssues(problem);
  if (issues.length > 0)
    throw new BadInput(issues.map((issue) => issueSentence(issue, 'en')).join('\n  '), { file });
  return problem;
}

function readRoster(text: string, file: string): Roster {
  if (!text.trimStart().startsWith('{')) return parseRosterCsv(text, file);
  const parsed = v.safeParse(rosterSchema, parseJson(text, file));
  if (!parsed.success) throw schemaFault(parsed.issues, file);
  return parsed.output;
}

function schemaFault(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
  file: string,
): BadInput {
  const [first] = issues;
  const field = v.getDotPath(first);
  return new BadInput(first.message, { file, ...(field === null ? {} : { field }) });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput(`is not JSON: ${error instanceof Error ? error.message : String(error)}`, { file });
  }
}
