import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { agentSchema, type Agent } from '../contract/people.ts';

/** One wrong field of the file, in words that let a person mend it. */
export interface CsvIssue {
  readonly line: number;
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

export interface AgentsFile {
  readonly agents: readonly Agent[];
  /** Whether the file says anything about first and last days; without their columns known people keep theirs. */
  readonly saysEmployment: boolean;
  readonly issues: readonly CsvIssue[];
  /** Line on which each person stands, by id. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Columns of the file; docs/formats.md explains them. `telephone` and the times may be empty. */
export const AGENT_COLUMNS = [
  'id',
  'name',
  'team',
  'city',
  'telephone',
  'weekly_hours',
  'days_per_week',
  'earliest',
  'latest',
  'skills',
] as const;

/** Columns that a file may leave out; days as YYYY-MM-DD, empty where the employment is open. */
const OPTIONAL_COLUMNS = ['first_day', 'last_day'] as const;

type Column = (typeof AGENT_COLUMNS)[number] | (typeof OPTIONAL_COLUMNS)[number];

/** More than any call centre has; a file is read while walls wait, so it must not be longer than a moment. */
export const MOST_PEOPLE = 5_000;

/**
 * Reads people from CSV, comma or semicolon, decimal point or comma, with or without a byte order mark.
 * A skill is `city` or `city@FIRST..LAST` with either day left out; several are parted by blanks.
 *
 * @param cities ids that exist; others are refused by line
 */
export function readAgentsCsv(text: string, cities: readonly string[]): AgentsFile {
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  const records = readRecords(text, delimiter);
  if ('issue' in records)
    return { agents: [], saysEmployment: false, issues: [records.issue], lines: new Map() };
  const agents = new Map<string, Agent>();
  const owners = new Map<string, string>();
  const lines = new Map<string, number>();
  const issues: CsvIssue[] = [];
  for (const { line, row } of records.rows) {
    const value = (column: Column): string => (row[column] ?? '').trim();
    const found = readRow(value, cities);
    issues.push(...found.issues.map((issue) => ({ line, ...issue })));
    if (found.agent === undefined) continue;
    const { id, telephoneName } = found.agent;
    if (agents.has(id)) issues.push({ line, field: 'id', value: id, allowed: 'each person once in a file' });
    const fellow = telephoneName === null ? undefined : owners.get(telephoneName);
    if (telephoneName !== null) owners.set(telephoneName, id);
    if (fellow !== undefined && fellow !== id)
      issues.push({
        line,
        field: 'telephone',
        value: telephoneName ?? '',
        allowed: `a name of their own, ${fellow} has this one`,
      });
    agents.set(id, found.agent);
    lines.set(id, line);
  }
  const saysEmployment = OPTIONAL_COLUMNS.some((column) => records.rows.some(({ row }) => column in row));
  return { agents: [...agents.values()], saysEmployment, issues, lines };
}

type Records =
  | { readonly rows: readonly { readonly line: number; readonly row: Readonly<Record<string, string>> }[] }
  | { readonly issue: CsvIssue };

const recordSchema = v.array(
  v.object({ record: v.record(v.string(), v.string()), info: v.object({ lines: v.number() }) }),
);

function readRecords(text: string, delimiter: string): Records {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      delimiter,
      info: true,
      skip_empty_lines: true,
    });
    const rows = v.parse(recordSchema, parsed);
    const header = Object.keys(rows[0]?.record ?? {});
    const missing = AGENT_COLUMNS.find((column) => rows.length > 0 && !header.includes(column));
    if (rows.length > MOST_PEOPLE)
      return {
        issue: {
          line: rows[MOST_PEOPLE]?.info.lines ?? 1,
          field: 'file',
          value: `${rows.length} rows`,
          allowed: `at most ${MOST_PEOPLE} people in a file; part it`,
        },
      };
    if (rows.length === 0)
      return {
        issue: {
          line: 1,
          field: 'file',
          value: '',
          allowed: `a header and rows: ${AGENT_COLUMNS.join(', ')}`,
        },
      };
    if (missing !== undefined)
      return {
        issue: {
          line: 1,
          field: missing,
          value: header.join(', '),
          allowed: `the columns ${AGENT_COLUMNS.join(', ')}`,
        },
      };
    return { rows: rows.map(({ record, info }) => ({ line: info.lines, row: record })) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { issue: { line: lineIn(message), field: 'file', value: '', allowed: message } };
  }
}

function lineIn(message: string): number {
  return Number(/line (\d+)/.exec(message)?.[1] ?? 1);
}

type RowIssue = Omit<CsvIssue, 'line'>;

function readRow(
  value: (column: Column) => string,
  cities: readonly string[],
): { readonly agent?: Agent; readonly issues: readonly RowIssue[] } {
  const issues: RowIssue[] = [];
  const refuse = (field: Column, allowed: string): void => {
    issues.push({ field, value: value(field), allowed });
  };
  const isCity = (city: string): boolean => cities.includes(city);
  const cityList = `one of ${cities.join(', ')}`;
  if (!isCity(value('city'))) refuse('city', cityList);
  const skills = value('skills')
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(readSkill);
  if (skills.some((skill) => !isCity(skill.city))) refuse('skills', `each ${cityList}`);
  const earliest = readTime(value('earliest'), 0);
  const latest = readTime(value('latest'), 24 * 60);
  if (earliest === undefined) refuse('earliest', 'a time as HH:MM, or empty');
  if (latest === undefined) refuse('latest', 'a time as HH:MM, or empty');
  const parsed = v.safeParse(agentSchema, {
    id: value('id'),
    name: value('name') === '' ? value('id') : value('name'),
    team: value('team'),
    city: value('city'),
    telephoneName: value('telephone') === '' ? null : value('telephone'),
    contract: {
      weeklyMinutes: Math.round(Number(value('weekly_hours').replace(',', '.') || Number.NaN) * 60),
      daysPerWeek: Number(value('days_per_week') || 5),
      earliestStartMinute: earliest ?? 0,
      latestEndMinute: latest ?? 24 * 60,
    },
    employment: { from: value('first_day') || null, until: value('last_day') || null },
    skills,
  });
  if (!parsed.success)
    for (const issue of parsed.issues) refuse(columnOf(v.getDotPath(issue)), issue.message);
  return parsed.success && issues.length === 0 ? { agent: parsed.output, issues } : { issues };
}

function readSkill(text: string): { city: string; from: string | null; until: string | null } {
  const [city = '', span = ''] = text.split('@');
  const [from = '', until = ''] = span.split('..');
  return { city, from: from === '' ? null : from, until: until === '' ? null : until };
}

function readTime(text: string, ifEmpty: number): number | undefined {
  if (text === '') return ifEmpty;
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minute <= 24 * 60 ? minute : undefined;
}

/** The file's column behind a field of the schema. */
function columnOf(path: string | null): Column {
  if (path === 'contract.weeklyMinutes') return 'weekly_hours';
  if (path === 'contract.daysPerWeek') return 'days_per_week';
  if (path === 'contract.earliestStartMinute') return 'earliest';
  if (path === 'contract.latestEndMinute') return 'latest';
  if (path === 'employment.from') return 'first_day';
  if (path === 'employment.until') return 'last_day';
  if (path === 'telephoneName') return 'telephone';
  if (path?.startsWith('skills')) return 'skills';
  return AGENT_COLUMNS.find((column) => column === path) ?? 'id';
}
