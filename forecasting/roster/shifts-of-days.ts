import { chooseShifts, type ChosenShifts } from '../shifts/choose-shifts.ts';
import { patternStarts } from '../shifts/shift-pattern.ts';
import { weekdayOf, type PlainDate } from '../time/plain-date.ts';
import type { PlanDay, RosterProblem } from './model/problem.ts';
import { ruleWeight } from './model/rules.ts';
import type { MipSolver } from '../maths/linear-program.ts';

/** The shifts that one skill group needs on one day, before it is known who works them. */
export interface ShiftsOfDay extends ChosenShifts {
  readonly date: PlainDate;
  readonly group: string;
}

/** Price of a paid minute beside those of cover: of two mixes that cover alike, the shorter one. */
const PAID_MINUTE = 0.01;

/**
 * The cheapest mix of shifts for each open day and skill group of a plan, whoever works them: what the demand asks of
 * hiring and contracts.
 * @param seconds for each day and group
 * @throws RangeError where no mix was found in time
 */
export function* shiftsOfDays(
  problem: RosterProblem,
  solver: MipSolver,
  seconds: number,
): Generator<ShiftsOfDay> {
  const prices = {
    understaffed: ruleWeight(problem.rules, 'understaffed'),
    overstaffed: ruleWeight(problem.rules, 'overstaffed'),
    paidMinute: PAID_MINUTE,
  };
  for (const [index, day] of problem.days.entries()) {
    const starts = startsOn(problem, day);
    if (starts.length === 0) continue;
    for (const { group, scheduledAgents } of problem.demand) {
      const wanted = scheduledAgents[index] ?? [];
      const chosen = chooseShifts(wanted, starts, problem.intervalMinutes, prices, solver, seconds);
      if (chosen === undefined) throw new RangeError(`no shifts found for ${group} on ${day.date} in time`);
      yield { date: day.date, group, ...chosen };
    }
  }
}

function startsOn({ patterns }: RosterProblem, { date, open }: PlanDay) {
  if (open === undefined) return [];
  return patterns
    .filter(({ weekdays }) => weekdays?.includes(weekdayOf(date)) ?? true)
    .flatMap(patternStarts)
    .filter(({ startMinute, endMinute }) => startMinute >= open.startMinute && endMinute <= open.endMinute);
}
