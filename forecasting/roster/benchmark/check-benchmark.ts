import type { BenchmarkAssignment, BenchmarkProblem, BenchmarkStaff } from './benchmark-problem.ts';

/** One hard rule broken once. */
export interface BenchmarkViolation {
  readonly rule:
    | 'unknownStaff'
    | 'unknownShift'
    | 'dayOutside'
    | 'twoShiftsADay'
    | 'dayOff'
    | 'forbiddenFollower'
    | 'mostShifts'
    | 'mostMinutes'
    | 'leastMinutes'
    | 'longestRun'
    | 'shortestRun'
    | 'shortestRest'
    | 'mostWeekends';
  readonly staff: string;
  readonly day?: number;
  readonly found?: number;
  readonly allowed?: number;
}

export interface BenchmarkCheck {
  readonly objective: number;
  readonly violations: readonly BenchmarkViolation[];
}

/**
 * Recounts a roster of a benchmark instance from its rows: every hard rule and the objective.
 *
 * Knows nothing of the solver and its numbers: it works on names and rows, so that an error there cannot hide here.
 * Runs that touch the first or the last day are never too short.
 */
export function checkBenchmark(
  problem: BenchmarkProblem,
  assignments: readonly BenchmarkAssignment[],
): BenchmarkCheck {
  const violations: BenchmarkViolation[] = [];
  const rows = new Map(problem.staff.map(({ id }) => [id, new Map<number, string>()]));
  const minutesOf = new Map(problem.shifts.map((shift) => [shift.id, shift.minutes]));
  for (const { staff, day, shift } of assignments) {
    const row = rows.get(staff);
    if (row === undefined) violations.push({ rule: 'unknownStaff', staff });
    else if (!minutesOf.has(shift)) violations.push({ rule: 'unknownShift', staff, day });
    else if (day >= problem.days) violations.push({ rule: 'dayOutside', staff, day });
    else if (row.has(day)) violations.push({ rule: 'twoShiftsADay', staff, day });
    else row.set(day, shift);
  }
  for (const staff of problem.staff)
    violations.push(...checkStaff(problem, staff, rows.get(staff.id) ?? new Map<number, string>()));
  return { violations, objective: requestCost(problem, rows) + coverCost(problem, rows) };
}

function checkStaff(
  problem: BenchmarkProblem,
  staff: BenchmarkStaff,
  row: ReadonlyMap<number, string>,
): BenchmarkViolation[] {
  const found: BenchmarkViolation[] = [];
  const report = (rule: BenchmarkViolation['rule'], facts: Partial<BenchmarkViolation> = {}): void => {
    found.push({ rule, staff: staff.id, ...facts });
  };
  for (const day of staff.daysOff) if (row.has(day)) report('dayOff', { day });
  let minutes = 0;
  const perShift = new Map<string, number>();
  const weekends = new Set<number>();
  for (const [day, shiftId] of row) {
    const shift = problem.shifts.find(({ id }) => id === shiftId);
    minutes += shift?.minutes ?? 0;
    perShift.set(shiftId, (perShift.get(shiftId) ?? 0) + 1);
    if (day % 7 >= 5) weekends.add(Math.floor(day / 7));
    const next = row.get(day + 1);
    if (next !== undefined && shift?.notFollowedBy.includes(next))
      report('forbiddenFollower', { day: day + 1 });
  }
  for (const [shift, most] of staff.maxShifts) {
    const count = perShift.get(shift) ?? 0;
    if (count > most) report('mostShifts', { found: count, allowed: most });
  }
  if (minutes > staff.maxMinutes) report('mostMinutes', { found: minutes, allowed: staff.maxMinutes });
  if (minutes < staff.minMinutes) report('leastMinutes', { found: minutes, allowed: staff.minMinutes });
  if (weekends.size > staff.maxWeekends)
    report('mostWeekends', { found: weekends.size, allowed: staff.maxWeekends });
  let begin = 0;
  for (let day = 1; day <= problem.days; day++) {
    if (day < problem.days && row.has(day) === row.has(begin)) continue;
    const length = day - begin;
    const touchesEdge = begin === 0 || day === problem.days;
    if (row.has(begin)) {
      if (length > staff.maxRun) report('longestRun', { day: begin, found: length, allowed: staff.maxRun });
      if (length < staff.minRun && !touchesEdge)
        report('shortestRun', { day: begin, found: length, allowed: staff.minRun });
    } else if (length < staff.minOff && !touchesEdge) {
      report('shortestRest', { day: begin, found: length, allowed: staff.minOff });
    }
    begin = day;
  }
  return found;
}

type Rows = ReadonlyMap<string, ReadonlyMap<number, string>>;

function requestCost(problem: BenchmarkProblem, rows: Rows): number {
  let cost = 0;
  for (const { staff, day, shift, weight } of problem.onRequests)
    if (rows.get(staff)?.get(day) !== shift) cost += weight;
  for (const { staff, day, shift, weight } of problem.offRequests)
    if (rows.get(staff)?.get(day) === shift) cost += weight;
  return cost;
}

function coverCost(problem: BenchmarkProblem, rows: Rows): number {
  const present = new Map<string, number>();
  for (const row of rows.values()) {
    for (const [day, shift] of row) present.set(`${day}/${shift}`, (present.get(`${day}/${shift}`) ?? 0) + 1);
  }
  return problem.cover.reduce((cost, { day, shift, wanted, underWeight, overWeight }) => {
    const count = present.get(`${day}/${shift}`) ?? 0;
    return cost + (count < wanted ? (wanted - count) * underWeight : (count - wanted) * overWeight);
  }, 0);
}
