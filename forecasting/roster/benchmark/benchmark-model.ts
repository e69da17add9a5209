import { OFF, type DutyAgent, type DutyModel, type Duties } from '../solver/model/duty-model.ts';
import type { BenchmarkAssignment, BenchmarkProblem, BenchmarkStaff } from './benchmark-problem.ts';

/** The search's view of a benchmark instance: a kind per shift type, one variant each, a cell per day and type. */
export function benchmarkModel(problem: BenchmarkProblem): DutyModel {
  const { days, shifts } = problem;
  const kinds = shifts.length;
  const kindOf = new Map(shifts.map(({ id }, index) => [id, index]));
  const cells = days * kinds;
  const need = new Float64Array(cells);
  const under = new Float64Array(cells);
  const over = new Float64Array(cells);
  for (const { day, shift, wanted, underWeight, overWeight } of problem.cover) {
    const cell = day * kinds + (kindOf.get(shift) ?? 0);
    need[cell] = wanted;
    under[cell] = underWeight;
    over[cell] = overWeight;
  }
  const mayFollow = new Uint8Array(kinds * kinds).fill(1);
  for (const [kind, { notFollowedBy }] of shifts.entries())
    for (const next of notFollowedBy) mayFollow[kind * kinds + (kindOf.get(next) ?? 0)] = 0;
  return {
    days,
    kinds,
    minutes: Int32Array.from(shifts, ({ minutes }) => minutes),
    mayFollow,
    weekendDay: Uint8Array.from({ length: days }, (_, day) => Math.max(0, (day % 7) - 4)),
    startsWeek: Uint8Array.from({ length: days }, (_, day) => (day % 7 === 0 ? 1 : 0)),
    variants: kinds,
    variantKind: Int32Array.from({ length: kinds }, (_, kind) => kind),
    families: kinds,
    familyKind: Int32Array.from({ length: kinds }, (_, kind) => kind),
    variantFamily: Int32Array.from({ length: kinds }, (_, kind) => kind),
    need,
    under,
    over,
    coverStart: Int32Array.from({ length: cells + 1 }, (_, cell) => cell),
    coverCell: Int32Array.from({ length: cells }, (_, cell) => cell),
    agents: problem.staff.map((staff) => dutyAgent(problem, staff, kindOf)),
    fixedCost: 0,
  };
}

function dutyAgent(
  problem: BenchmarkProblem,
  staff: BenchmarkStaff,
  kindOf: ReadonlyMap<string, number>,
): DutyAgent {
  const { days, shifts } = problem;
  const kinds = shifts.length;
  const maxOfKind = Int32Array.from(shifts, ({ id }) => staff.maxShifts.get(id) ?? days);
  const allowed = new Uint8Array(days * kinds);
  const daysOff = new Set(staff.daysOff);
  for (let day = 0; day < days; day++) {
    for (let kind = 0; kind < kinds; kind++)
      if (!daysOff.has(day) && (maxOfKind[kind] ?? 0) > 0) allowed[day * kinds + kind] = 1;
  }
  const workCost = new Float64Array(days * kinds);
  const offCost = new Float64Array(days);
  const add = (day: number, kind: number, cost: number): void => {
    workCost[day * kinds + kind] = (workCost[day * kinds + kind] ?? 0) + cost;
  };
  for (const wish of problem.onRequests) {
    if (wish.staff !== staff.id) continue;
    const wanted = kindOf.get(wish.shift);
    for (let kind = 0; kind < kinds; kind++) if (kind !== wanted) add(wish.day, kind, wish.weight);
    offCost[wish.day] = (offCost[wish.day] ?? 0) + wish.weight;
  }
  for (const wish of problem.offRequests)
    if (wish.staff === staff.id) add(wish.day, kindOf.get(wish.shift) ?? 0, wish.weight);
  return {
    name: staff.id,
    allowed,
    workCost,
    offCost,
    minMinutes: staff.minMinutes,
    maxMinutes: staff.maxMinutes,
    maxRun: staff.maxRun,
    minRun: Math.max(1, staff.minRun),
    minOff: Math.max(1, staff.minOff),
    maxWeekends: staff.maxWeekends,
    maxDaysPerWeek: 7,
    daysBeforeInWeek: 0,
    maxOfKind,
    before: { state: 'open' },
  };
}

/** Rows of the roster that a plan of this problem's model means. */
export function benchmarkAssignments(
  problem: BenchmarkProblem,
  duties: readonly Duties[],
): readonly BenchmarkAssignment[] {
  return problem.staff.flatMap((staff, index) =>
    Array.from(duties[index] ?? []).flatMap((variant, day) => {
      const shift = variant === OFF ? undefined : problem.shifts[variant];
      return shift === undefined ? [] : [{ staff: staff.id, day, shift: shift.id }];
    }),
  );
}
