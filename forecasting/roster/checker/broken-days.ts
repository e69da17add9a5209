import { addDays, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import { personChecker } from './check-roster.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster } from '../model/roster.ts';
import type { Violation } from '../model/rules.ts';

/** When a person's broken rules show. */
export interface BrokenDays {
  readonly days: readonly PlainDate[];
  /** First days of the weeks that lie on the wrong side of the contract's hours, where those are broken. */
  readonly weeks: readonly PlainDate[];
}

/** The days and weeks in which a person's calendar breaks hard rules. */
export function brokenDays(
  problem: RosterProblem,
  roster: Roster,
  violations: readonly Violation[],
  agent: string,
): BrokenDays {
  const own = violations.filter((each) => each.hard && each.agent === agent);
  const days = [...new Set(own.flatMap(({ date }) => date ?? []))].sort();
  const contract = own.find(({ rule }) => rule === 'contractMinutes');
  if (contract === undefined) return { days, weeks: [] };
  const direction = Math.sign(differenceOf(contract));
  const shifts = roster.shifts.filter((shift) => shift.agent === agent);
  const weeks = weeksOf(problem).filter((week) => {
    const check = personChecker(strictIn(problem, week));
    const found = check(
      agent,
      shifts.filter(({ date }) => week.includes(date)),
    ).find(({ rule }) => rule === 'contractMinutes');
    return found !== undefined && Math.sign(differenceOf(found)) === direction;
  });
  return { days, weeks: weeks.flatMap(([first]) => first ?? []) };
}

function differenceOf({ facts }: Violation): number {
  return Number(facts['found'] ?? 0) - Number(facts['wanted'] ?? 0);
}

/** The plan's days, Monday to Sunday together. */
function weeksOf({ days }: RosterProblem): readonly (readonly PlainDate[])[] {
  const weeks = new Map<PlainDate, PlainDate[]>();
  for (const { date } of days) {
    const monday = addDays(date, 1 - weekdayOf(date));
    weeks.set(monday, [...(weeks.get(monday) ?? []), date]);
  }
  return [...weeks.values()];
}

/** The problem of some days alone, where the contract's hours have no play. */
function strictIn(problem: RosterProblem, dates: readonly PlainDate[]): RosterProblem {
  return {
    ...problem,
    days: problem.days.filter(({ date }) => dates.includes(date)),
    contracts: problem.contracts.map((contract) => ({ ...contract, balanceMinutes: 0 })),
  };
}
