import {
  type CentreModel,
  type Distribution,
  estimate,
  type QueueEstimate,
  simulateCentre,
} from '../../forecasting/simulation/index.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { jsonNumber, jsonRows } from './input/json-value.ts';
import { printTable } from './output/print-table.ts';
import { readNumber, readOptions } from './input/read-options.ts';
import {
  numberCell,
  onRow,
  optionalNumberCell,
  readTable,
  type Table,
  type TableRow,
} from './input/read-table.ts';

const THRESHOLDS_SECONDS = [10, 20, 60];
const WARM_UP_HOURS = 2;
/** Calls of one replication are drawn ahead and kept; this bounds the memory. */
const MOST_HOURS = 10_000;

type ResultRow = Readonly<Record<string, string | number>>;

export const command: Command = {
  summary: 'plays a multi-skill centre by chance, with confidence intervals',
  help: `leitstand simulate SCENARIOS.csv [OPTIONS]

Discrete-event simulation of queues that share agents. One scenario a row, with these columns:

  scenario, calls_h_QUEUE, aht_QUEUE, patience_QUEUE (inf: nobody hangs up), prio_QUEUE (smallest first; default 1)
  for every queue, and groups: "1:22;2:6;7:9" are 22 agents with the first queue's skill, 6 with the second's and
  9 with the first three (1 + 2 + 4).

  --hours N           simulated hours per replication, after ${WARM_UP_HOURS} hours of warm-up (default 2000)
  --replications N    independent repetitions (default 10)
  --seed N            same seed, same result (default 1)
  --handle-time LAW   exponential (default) or lognormal:V with V = standard deviation ÷ mean
  --patience-law LAW  the same for patience
  --json              rows per scenario and queue; columns ending in _ci are 95 % half-widths

Example: leitstand simulate scenarios.csv --hours 500 --json`,
  run: async (context) => {
    const { values, positionals } = readOptions(
      context.args,
      {
        json: { type: 'boolean' },
        hours: { type: 'string', default: '2000' },
        replications: { type: 'string', default: '10' },
        seed: { type: 'string', default: '1' },
        'handle-time': { type: 'string', default: 'exponential' },
        'patience-law': { type: 'string', default: 'exponential' },
      },
      ['SCENARIOS.csv'],
    );
    const settings: Settings = {
      hours: readWhole('hours', values.hours, 1, MOST_HOURS),
      replications: readWhole('replications', values.replications, 2, 10_000),
      seed: readWhole('seed', values.seed, -2_147_483_648, 4_294_967_295),
      handleTime: readLaw('handle-time', values['handle-time']),
      patience: readLaw('patience-law', values['patience-law']),
    };
    const table = readTable(context.workingDirectory, positionals[0] ?? '');
    const queues = queueNames(table);
    const rows: ResultRow[] = [];
    for (const row of table.rows) {
      rows.push(...onRow(row, () => simulateScenario(row, queues, groupsColumn(table), settings)));
      if (context.cancelled.aborted) return 1;
    }
    if (values.json === true) context.print(jsonRows(rows));
    else context.print(printRows(rows));
    return 0;
  },
};

interface Settings {
  readonly hours: number;
  readonly replications: number;
  readonly seed: number;
  readonly handleTime: Law;
  readonly patience: Law;
}

type Law = (meanSeconds: number) => Distribution;

function simulateScenario(
  row: TableRow,
  queues: readonly string[],
  groupsCell: string,
  settings: Settings,
): readonly ResultRow[] {
  const groups = readGroups(row, groupsCell, queues.length);
  const model: CentreModel = {
    queues: queues.map((name) => ({
      name,
      handleTime: settings.handleTime(numberCell(row, `aht_${name}`)),
      patience: patienceOf(row, name, settings),
      priority: optionalNumberCell(row, `prio_${name}`) ?? 1,
    })),
    groups: groups.map(({ mask }) => ({ queues: queues.flatMap((_, q) => ((mask >> q) & 1 ? [q] : [])) })),
  };
  const hours = WARM_UP_HOURS + settings.hours;
  const everyHour = (value: number): number[] => Array.from({ length: hours }, () => value);
  const result = simulateCentre({
    model,
    plan: {
      intervalSeconds: 3600,
      calls: queues.map((name) => everyHour(numberCell(row, `calls_h_${name}`))),
      agents: groups.map(({ agents }) => everyHour(agents)),
    },
    replications: settings.replications,
    seed: settings.seed,
    thresholdsSeconds: THRESHOLDS_SECONDS,
  });
  const scenario = row.cells['scenario'] ?? '';
  const measured = { fromInterval: WARM_UP_HOURS };
  return [
    ...queues.map((name, queue) =>
      resultRow(scenario, name, estimate(result, { ...measured, queue }), settings.replications),
    ),
    resultRow(scenario, 'all', estimate(result, measured), settings.replications),
  ];
}

function patienceOf(row: TableRow, name: string, settings: Settings): Distribution {
  const mean = optionalNumberCell(row, `patience_${name}`) ?? Infinity;
  return mean === Infinity ? { kind: 'endless' } : settings.patience(mean);
}

function resultRow(scenario: string, queue: string, figures: QueueEstimate, replications: number): ResultRow {
  const columns: [string, { value: number; halfWidth: number }][] = [
    ...figures.within.map((within): [string, { value: number; halfWidth: number }] => [
      `sl${within.thresholdSeconds}_offered`,
      within.strict,
    ]),
    ['p_wait', figures.waitShare],
    ['p_abandon', figures.abandonShare],
    ['mean_wait_all_s', figures.meanWaitSeconds],
    ['asa_served_s', figures.averageSpeedOfAnswerSeconds],
    ...figures.within
      .filter((within) => within.thresholdSeconds === 20)
      .map((within): [string, { value: number; halfWidth: number }] => [
        'p_wait_le_20',
        within.abandonedWithinCredited,
      ]),
  ];
  return {
    scenario,
    queue,
    calls_simulated: Math.round(figures.offered.value * replications),
    ...Object.fromEntries(
      columns.flatMap(([name, { value, halfWidth }]) => [
        [name, jsonNumber(value)],
        [`${name}_ci`, jsonNumber(halfWidth)],
      ]),
    ),
  };
}

function printRows(rows: readonly ResultRow[]): string {
  const shown = [
    'scenario',
    'queue',
    'calls_simulated',
    'sl20_offered',
    'sl20_offered_ci',
    'p_abandon',
    'mean_wait_all_s',
  ];
  return printTable(
    shown,
    rows.map((row) => shown.map((column) => row[column])),
  );
}

function queueNames(table: Table): readonly string[] {
  const names = table.columns.flatMap((column) => /^calls_h_(.+)$/.exec(column)?.slice(1, 2) ?? []);
  if (names.length === 0)
    throw new BadInput(`needs columns calls_h_QUEUE, got ${table.columns.join(', ')}`, { file: table.file });
  for (const name of names)
    if (!table.columns.includes(`aht_${name}`))
      throw new BadInput(`column aht_${name} is missing`, { file: table.file });
  return names;
}

function groupsColumn(table: Table): string {
  const found = table.columns.find((column) => column === 'groups' || column.startsWith('groups('));
  if (found === undefined) throw new BadInput('column groups is missing', { file: table.file });
  return found;
}

function readGroups(
  row: TableRow,
  column: string,
  queues: number,
): readonly { mask: number; agents: number }[] {
  const text = row.cells[column] ?? '';
  const place = { file: row.file, line: row.line, field: column };
  const groups = text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, mask, agents] = /^\s*(\d+)\s*:\s*(\d+)\s*$/.exec(part) ?? [];
      if (mask === undefined || agents === undefined)
        throw new BadInput(`must be mask:agents pairs such as 1:22;7:9, got "${text}"`, place);
      if (Number(mask) < 1 || Number(mask) >= 2 ** queues)
        throw new BadInput(`mask ${mask} must be from 1 to ${2 ** queues - 1} for ${queues} queues`, place);
      return { mask: Number(mask), agents: Number(agents) };
    });
  if (groups.length === 0) throw new BadInput('names no skill group; write for example 7:40', place);
  return groups;
}

function readLaw(field: string, text: string): Law {
  if (text === 'exponential') return (meanSeconds) => ({ kind: 'exponential', meanSeconds });
  const [, variationText] = /^lognormal:(.+)$/.exec(text) ?? [];
  if (variationText === undefined)
    throw new BadInput(`must be exponential or lognormal:V, got "${text}"`, { field });
  const variation = readNumber(field, variationText, 0, 20);
  return (meanSeconds) => ({ kind: 'lognormal', meanSeconds, variation });
}

function readWhole(field: string, text: string, least: number, most: number): number {
  const value = readNumber(field, text, least, most);
  if (Number.isInteger(value)) return value;
  throw new BadInput(`must be a whole number, got "${text}"`, { field });
}
