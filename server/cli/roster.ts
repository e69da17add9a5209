import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command, CommandContext, ExitStatus } from './command.ts';
import { readNumber, readOptions } from './input/read-options.ts';
import { checkBenchmarkFile, solveBenchmarkFile } from './roster-benchmark.ts';
import { checkProductFile, solveProductFile } from './output/roster-product.ts';
import { printShifts } from './roster-shifts.ts';
import { writableFile } from './output/writable-file.ts';
import { generateRosterProblem, looksLikeBenchmark } from '../../forecasting/roster/index.ts';
import { isPlainDate, weekdayOf } from '../../forecasting/time/index.ts';

/** `leitstand roster`: solves a roster problem file, or checks a roster against one. */
export const command: Command = {
  summary: 'solve a roster problem, or check a roster against it',
  help: `
leitstand roster FILE [OPTIONS]          solve a problem and write the roster
leitstand roster check FILE ROSTER       recount every rule and the objective of a roster
leitstand roster shifts FILE [OPTIONS]   which shifts each day needs, whoever works them: --seconds N (5) for each
                                         day and skill group, --json
leitstand roster generate [OPTIONS]      print a generated problem: --agents N (100) --weeks N (4) --seed N (1)
                                         --first-day MONDAY (2026-11-30)

FILE is a roster problem in JSON (docs/rostering.md) or a benchmark instance (SECTION_HORIZON …).

  --seconds N    time for the search, 1 … 86400 (60)
  --seed N       start of all random choices (1)
  --out FILE     write the roster there: CSV, or JSON when the name ends so
  --json         print JSON: objective, bound, gap, seconds, hardViolations, … (docs/rostering.md names every field)

Exit status: 0 lawful, 1 a hard rule is broken, 2 bad input.
Example: leitstand roster Instance7.txt --seconds 60 --seed 1 --out roster.csv --json
`,
  run,
};

async function run(context: CommandContext): Promise<ExitStatus> {
  if (context.args[0] === 'check') return check(context);
  if (context.args[0] === 'generate') return generate(context);
  if (context.args[0] === 'shifts') return shifts(context);
  const { values, positionals } = readOptions(
    context.args,
    {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    ['FILE'],
  );
  const [file = ''] = positionals;
  const text = readText(context, file);
  const out =
    values.out === undefined ? undefined : writableFile(context.workingDirectory, values.out, '--out');
  const request = {
    file,
    text,
    seconds: readNumber('--seconds', values.seconds, 1, 86_400),
    seed: Math.trunc(readNumber('--seed', values.seed, 0, 2_147_483)),
    asJson: values.json,
    outJson: values.out?.endsWith('.json') ?? false,
    write: (roster: string): void => {
      if (out !== undefined) writeFileSync(out, roster);
    },
  };
  if (looksLikeBenchmark(text)) return solveBenchmarkFile(context, request);
  return solveProductFile(context, request);
}

function check(context: CommandContext): ExitStatus {
  const { values, positionals } = readOptions(
    context.args.slice(1),
    { json: { type: 'boolean', default: false } },
    ['FILE', 'ROSTER'],
  );
  const [file = '', rosterFile = ''] = positionals;
  const text = readText(context, file);
  const roster = readText(context, rosterFile);
  if (looksLikeBenchmark(text))
    return checkBenchmarkFile(context, { file, text, rosterFile, roster, asJson: values.json });
  return checkProductFile(context, { file, text, rosterFile, roster, asJson: values.json });
}

async function shifts(context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = readOptions(
    context.args.slice(1),
    { seconds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
    ['FILE'],
  );
  const [file = ''] = positionals;
  await printShifts(context, {
    file,
    text: readText(context, file),
    seconds: readNumber('--seconds', values.seconds, 0.1, 600),
    asJson: values.json,
  });
  return 0;
}

function generate(context: CommandContext): ExitStatus {
  const { values } = readOptions(context.args.slice(1), {
    agents: { type: 'string', default: '100' },
    weeks: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    'first-day': { type: 'string', default: '2026-11-30' },
  });
  const firstDay = values['first-day'];
  if (!isPlainDate(firstDay) || weekdayOf(firstDay) !== 1)
    throw new BadInput(`must be a Monday, YYYY-MM-DD, got "${firstDay}"`, { field: '--first-day' });
  const problem = generateRosterProblem({
    agents: Math.trunc(readNumber('--agents', values.agents, 1, 2000)),
    weeks: Math.trunc(readNumber('--weeks', values.weeks, 1, 8)),
    seed: Math.trunc(readNumber('--seed', values.seed, 0, 2_147_483)),
    firstDay,
  });
  context.print(`${JSON.stringify(problem)}\n`);
  return 0;
}

function readText(context: CommandContext, file: string): string {
  try {
    return readFileSync(resolve(context.workingDirectory, file), 'utf8');
  } catch (error) {
    throw new BadInput(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, { file });
  }
}
