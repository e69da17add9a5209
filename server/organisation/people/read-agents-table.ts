import * as v from 'valibot';
import { agentSchema, type Agent } from '../../contract/people.ts';
import type { TableRecord } from '../../platform/input/table-record.ts';

/** One wrong field of the file, in words that let a person mend it. */
export interface WrongField {
  readonly line: number;
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

export interface AgentsFile {
  readonly agents: readonly Agent[];
  /** Whether the file says anything about first and last days; without their columns known people keep theirs. */
  readonly saysEmployment: boolean;
  readonly issues: readonly WrongField[];
  /** Line on which each person stands, by id. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Columns of the file; docs/formats.md explains them. `telephone` and the times may be empty. */
const AGENT_COLUMNS = [
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

/** More than any call centre has. */
export const MOST_PEOPLE = 5_000;

/** Titles and dates of printing may stand before the header. */
const LINES_BEFORE_HEADER = 20;

/**
 * Reads people from the records of a table, decimal point or comma. A skill is `city` or `city@FIRST..LAST` with either day
 * left out; several are parted by blanks.
 *
 * @param cities ids that exist; others are refused by line
 */
export function readAgentsTable(records: readonly TableRecord[], cities: readonly string[]): AgentsFile {
  const table = rowsOf(records);
  if ('issue' in table) return refusedFile(table.issue);
  const agents = new Map<string, Agent>();
  const owners = new Map<string, string>();
  const lines = new Map<string, number>();
  const issues: WrongField[] = [];
  for (const { line, cells } of table.rows) {
    if (cells.slice(table.header.length).some((cell) => cell.trim() !== '')) {
      const allowed = `at most ${table.header.length} cells in a line`;
      issues.push({ line, field: 'file', value: `${cells.length} cells`, allowed });
      continue;
    }
    const found = readRow((column) => (cells[table.header.indexOf(column)] ?? '').trim(), cities);
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
  const saysEmployment = OPTIONAL_COLUMNS.some((column) => table.header.includes(column));
  return { agents: [...agents.values()], saysEmployment, issues, lines };
}

/** A file of which nothing can be read. */
export function refusedFile(issue: WrongField): AgentsFile {
  return { agents: [], saysEmployment: false, issues: [issue], lines: new Map() };
}

type Table =
  | { readonly header: readonly string[]; readonly rows: readonly TableRecord[] }
  | { readonly issue: WrongField };

function rowsOf(records: readonly TableRecord[]): Table {
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const at = headerIndex(filled);
  const header = (filled[at]?.cells ?? []).map((name) => name.trim().toLowerCase());
  const rows = filled.slice(at + 1);
  const refused = (line: number, field: string, value: string, allowed: string): Table => ({
    issue: { line, field, value, allowed },
  });
  if (rows.length === 0) return refused(1, 'file', '', `a header and rows: ${AGENT_COLUMNS.join(', ')}`);
  if (rows.length > MOST_PEOPLE)
    return refused(
      rows[MOST_PEOPLE]?.line ?? 1,
      'file',
      `${rows.length} rows`,
      `at most ${MOST_PEOPLE} people in a file; part it`,
    );
  const missing = AGENT_COLUMNS.find((column) => !header.includes(column));
  if (missing !== undefined)
    return refused(
      filled[at]?.line ?? 1,
      missing,
      header.join(', ').slice(0, LONGEST_HEADER_TOLD),
      `the columns ${AGENT_COLUMNS.join(', ')}`,
    );
  return { header, rows };
}

const LONGEST_HEADER_TOLD = 500;

/** The line that names the most columns; the first one where none names any. */
function headerIndex(records: readonly TableRecord[]): number {
  const named = records
    .slice(0, LINES_BEFORE_HEADER)
    .map(({ cells }) => AGENT_COLUMNS.filter((column) => cells.some((cell) => isNamed(cell, column))).length);
  return Math.max(0, named.indexOf(Math.max(...named)));
}

function isNamed(cell: string, column: Column): boolean {
  return cell.trim().toLowerCase() === column;
}

type RowIssue = Omit<WrongField, 'line'>;

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
  // a workbook's times have seconds
  const match = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text);
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
