import type {
  BenchmarkAssignment,
  BenchmarkCover,
  BenchmarkProblem,
  BenchmarkRequest,
  BenchmarkShift,
  BenchmarkStaff,
} from './benchmark-problem.ts';

/** What is wrong with a file, and in which line. */
interface ParseIssue {
  readonly line: number;
  readonly problem: string;
}

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly ParseIssue[] };

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

const sections = [
  'HORIZON',
  'SHIFTS',
  'STAFF',
  'DAYS_OFF',
  'SHIFT_ON_REQUESTS',
  'SHIFT_OFF_REQUESTS',
  'COVER',
] as const;
type Section = (typeof sections)[number];

/** A benchmark file begins with a section head; the product's own problem file is JSON. */
export function looksLikeBenchmark(text: string): boolean {
  return /^\s*(#[^\n]*\n\s*)*SECTION_/.test(text);
}

/** Reads an instance; every line that cannot be understood is named with its value. */
export function parseBenchmark(text: string): Parsed<BenchmarkProblem> {
  const issues: ParseIssue[] = [];
  const rows = new Map<Section, Row[]>(sections.map((section) => [section, []]));
  let current: Section | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('SECTION_')) {
      current = sections.find((section) => `SECTION_${section}` === line);
      if (current === undefined) issues.push({ line: index + 1, problem: `unknown section "${line}"` });
      continue;
    }
    if (current === undefined) {
      issues.push({ line: index + 1, problem: `"${line}" stands before any section` });
      continue;
    }
    rows.get(current)?.push({ line: index + 1, fields: line.split(',').map((field) => field.trim()) });
  }
  const reader = new RowReader(issues);
  const of = (section: Section): readonly Row[] => rows.get(section) ?? [];
  const horizon = of('HORIZON')[0];
  const days = horizon === undefined ? 0 : reader.whole(horizon, 0, 'days', 1, 3660);
  if (horizon === undefined) issues.push({ line: 1, problem: 'SECTION_HORIZON is missing' });
  const shifts = of('SHIFTS').map((row) => readShift(reader, row));
  const shiftIds = new Set(shifts.map(({ id }) => id));
  for (const row of of('SHIFTS'))
    reader.known(row, (row.fields[2] ?? '').split('|').filter(Boolean), shiftIds);
  const daysOff = new Map(
    of('DAYS_OFF').map((row) => [
      row.fields[0] ?? '',
      row.fields
        .slice(1)
        .filter(Boolean)
        .map((_, i) => reader.whole(row, i + 1, 'day', 0, days - 1)),
    ]),
  );
  const staff = of('STAFF').map((row) => readStaff(reader, row, shiftIds, daysOff));
  const staffIds = new Set(staff.map(({ id }) => id));
  for (const row of of('DAYS_OFF')) reader.known(row, [row.fields[0] ?? ''], staffIds);
  const request = (row: Row): BenchmarkRequest => {
    reader.known(row, [row.fields[0] ?? ''], staffIds);
    reader.known(row, [row.fields[2] ?? ''], shiftIds);
    return {
      staff: row.fields[0] ?? '',
      day: reader.whole(row, 1, 'day', 0, days - 1),
      shift: row.fields[2] ?? '',
      weight: reader.whole(row, 3, 'weight', 0, 1e9),
    };
  };
  const onRequests = of('SHIFT_ON_REQUESTS').map(request);
  const offRequests = of('SHIFT_OFF_REQUESTS').map(request);
  const cover = of('COVER').map((row): BenchmarkCover => {
    reader.known(row, [row.fields[1] ?? ''], shiftIds);
    return {
      day: reader.whole(row, 0, 'day', 0, days - 1),
      shift: row.fields[1] ?? '',
      wanted: reader.whole(row, 2, 'wanted number', 0, 1e6),
      underWeight: reader.whole(row, 3, 'weight for missing', 0, 1e9),
      overWeight: reader.whole(row, 4, 'weight for surplus', 0, 1e9),
    };
  });
  if (staff.length === 0) issues.push({ line: 1, problem: 'SECTION_STAFF has no staff' });
  if (shifts.length === 0) issues.push({ line: 1, problem: 'SECTION_SHIFTS has no shifts' });
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: { days, shifts, staff, onRequests, offRequests, cover } };
}

function readShift(reader: RowReader, row: Row): BenchmarkShift {
  return {
    id: row.fields[0] ?? '',
    minutes: reader.whole(row, 1, 'minutes', 1, 1440),
    notFollowedBy: (row.fields[2] ?? '').split('|').filter(Boolean),
  };
}

function readStaff(
  reader: RowReader,
  row: Row,
  shiftIds: ReadonlySet<string>,
  daysOff: ReadonlyMap<string, readonly number[]>,
): BenchmarkStaff {
  const maxShifts = new Map<string, number>();
  for (const entry of (row.fields[1] ?? '').split('|').filter(Boolean)) {
    const [shift = '', most = ''] = entry.split('=');
    reader.known(row, [shift], shiftIds);
    maxShifts.set(shift, reader.number(row, `most ${shift}`, most, 0, 1e6));
  }
  const id = row.fields[0] ?? '';
  return {
    id,
    maxShifts,
    maxMinutes: reader.whole(row, 2, 'most minutes', 0, 1e7),
    minMinutes: reader.whole(row, 3, 'least minutes', 0, 1e7),
    maxRun: reader.whole(row, 4, 'longest run', 1, 1e4),
    minRun: reader.whole(row, 5, 'shortest run', 0, 1e4),
    minOff: reader.whole(row, 6, 'shortest rest', 0, 1e4),
    maxWeekends: reader.whole(row, 7, 'most weekends', 0, 1e4),
    daysOff: daysOff.get(id) ?? [],
  };
}

/** Reads fields and notes what is wrong with them. */
class RowReader {
  private readonly issues: ParseIssue[];

  constructor(issues: ParseIssue[]) {
    this.issues = issues;
  }

  whole(row: Row, index: number, name: string, least: number, most: number): number {
    return this.number(row, name, row.fields[index] ?? '', least, most);
  }

  number(row: Row, name: string, text: string, least: number, most: number): number {
    const value = Number(text);
    if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.issues.push({
      line: row.line,
      problem: `${name} must be a whole number from ${least} to ${most}, got "${text}"`,
    });
    return least;
  }

  known(row: Row, names: readonly string[], ids: ReadonlySet<string>): void {
    for (const name of names)
      if (!ids.has(name))
        this.issues.push({ line: row.line, problem: `"${name}" is not defined in this file` });
  }
}

/** Reads `staff,day,shift` rows, with or without the head. */
export function parseBenchmarkRoster(text: string): Parsed<readonly BenchmarkAssignment[]> {
  const issues: ParseIssue[] = [];
  const assignments: BenchmarkAssignment[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.toLowerCase() === 'staff,day,shift') continue;
    const [staff = '', day = '', shift = ''] = line.split(',').map((field) => field.trim());
    if (!/^\d+$/.test(day) || staff === '' || shift === '')
      issues.push({ line: index + 1, problem: `"${line}" is not staff,day,shift with a day number from 0` });
    else assignments.push({ staff, day: Number(day), shift });
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: assignments };
}
