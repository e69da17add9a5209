import { weekdayOf } from '../../time/plain-date.ts';
import type { Burdens } from './agent.ts';
import { countWishes } from './granted-wish.ts';
import type { PlanDay, RosterProblem } from './problem.ts';
import type { Roster, RosterShift } from './roster.ts';
import type { MinuteSpan } from '../../shifts/shift-pattern.ts';

export type Burden = keyof Burdens;

/** The ledger of somebody of whom nothing is known. */
export const noBurdens: Burdens = {
  early: 0,
  late: 0,
  fridayLate: 0,
  saturday: 0,
  carnival: 0,
  yearEnd: 0,
  wishesRefused: 0,
};

export const burdenNames = [
  'early',
  'late',
  'fridayLate',
  'saturday',
  'carnival',
  'yearEnd',
  'wishesRefused',
] as const satisfies readonly Burden[];

/** Starts before and ends after these minutes of the day weigh on a person. */
const EARLY_BEFORE_MINUTE = 8 * 60;
const LATE_AFTER_MINUTE = 18 * 60;

/** Points per duty of a kind above the team's lightest ledger; a twelfth of a point per early shift of half a year. */
const POINTS_PER_BURDEN = 1 / 12;

/** What a shift adds to its owner's ledger. */
export function burdensOfShift(shift: MinuteSpan, day: PlanDay): readonly Burden[] {
  const weekday = weekdayOf(day.date);
  const monthAndDay = day.date.slice(5);
  const isLate = shift.endMinute > LATE_AFTER_MINUTE;
  const carried: Burden[] = [];
  if (shift.startMinute < EARLY_BEFORE_MINUTE) carried.push('early');
  if (isLate) carried.push('late');
  if (isLate && weekday === 5) carried.push('fridayLate');
  if (weekday === 6) carried.push('saturday');
  if (day.isCarnival === true) carried.push('carnival');
  if (monthAndDay === '12-24' || monthAndDay === '12-31') carried.push('yearEnd');
  return carried;
}

/**
 * How many points one more duty of this kind costs its owner, by the ledger of the last six months. Ledgers no further
 * apart than the plan's own duties per person cost the same: a price on so little would give one person all of them.
 */
export function burdenPrice(problem: RosterProblem, own: Burdens, burden: Burden): number {
  const above = own[burden] - lightest(problem)[burden] - (problem.burdensPerPerson?.[burden] ?? 0);
  return Math.max(0, above) * POINTS_PER_BURDEN;
}

const lightestOf = new WeakMap<RosterProblem, Burdens>();

/** The smallest ledger entry of each kind in the team. */
function lightest(problem: RosterProblem): Burdens {
  const known = lightestOf.get(problem);
  if (known !== undefined) return known;
  const ledgers = problem.agents.flatMap(({ burdens }) => (burdens === undefined ? [] : [burdens]));
  const least = (burden: Burden): number =>
    ledgers.length === 0 ? 0 : Math.min(...ledgers.map((ledger) => ledger[burden]));
  const found: Burdens = {
    early: least('early'),
    late: least('late'),
    fridayLate: least('fridayLate'),
    saturday: least('saturday'),
    carnival: least('carnival'),
    yearEnd: least('yearEnd'),
    wishesRefused: least('wishesRefused'),
  };
  lightestOf.set(problem, found);
  return found;
}

export interface LedgerLine {
  readonly agent: string;
  readonly before: Burdens;
  /** With this roster's duties added. */
  readonly after: Burdens;
  readonly grantedBefore: number;
  readonly grantedAfter: number;
}

/** Everyone's ledger before and after a roster. */
export function fairnessLedger(problem: RosterProblem, roster: Roster): readonly LedgerLine[] {
  const days = new Map(problem.days.map((day) => [day.date, day]));
  const byAgent = new Map<string, RosterShift[]>(problem.agents.map(({ id }) => [id, []]));
  for (const shift of roster.shifts) byAgent.get(shift.agent)?.push(shift);
  return problem.agents.map((agent) => {
    const before = agent.burdens ?? noBurdens;
    const after: Record<Burden, number> = { ...before };
    const own = byAgent.get(agent.id) ?? [];
    for (const shift of own) {
      const day = days.get(shift.date);
      if (day !== undefined) for (const burden of burdensOfShift(shift, day)) after[burden]++;
    }
    const { granted, refused } = countWishes(agent, days, (date) =>
      own.filter((shift) => shift.date === date),
    );
    after.wishesRefused += refused;
    const grantedBefore = agent.wishesGranted ?? 0;
    return { agent: agent.id, before, after, grantedBefore, grantedAfter: grantedBefore + granted };
  });
}

/** Spread of one burden over the team: mean and standard deviation. */
export function burdenSpread(
  lines: readonly LedgerLine[],
  burden: Burden,
): { readonly before: number; readonly after: number } {
  const deviation = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    return Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length),
    );
  };
  return {
    before: deviation(lines.map((line) => line.before[burden])),
    after: deviation(lines.map((line) => line.after[burden])),
  };
}
