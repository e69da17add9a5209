import { breakPlaces } from '../../shifts/break-places.ts';
import { missingMinorsBreak } from '../../shifts/minors-breaks.ts';
import type { MinuteSpan, PatternStart } from '../../shifts/shift-pattern.ts';
import type { PlainDate } from '../../time/plain-date.ts';
import type { RosterAgent } from './agent.ts';
import { isProtectedOn } from './protected-on.ts';
import type { RosterProblem } from './problem.ts';

type BreakPlaces = readonly (readonly MinuteSpan[])[];

/** Places where the break of a shift of this person may lie on a day: closer to the middle for minors. */
export function breakPlacesOf(
  problem: RosterProblem,
  agent: RosterAgent | undefined,
  date: PlainDate,
  start: PatternStart,
): BreakPlaces {
  return agent !== undefined && needsMinorsBreaks(problem, agent, date)
    ? minorsBreakPlaces(start, problem.intervalMinutes)
    : breakPlaces(start, problem.intervalMinutes);
}

export function needsMinorsBreaks({ rules }: RosterProblem, agent: RosterAgent, date: PlainDate): boolean {
  return rules.minorsProtection?.enabled !== false && isProtectedOn(agent, 'minor', date);
}

/** Those places at which nobody under eighteen works over four and a half hours without a break; empty where none is. */
export function minorsBreakPlaces(start: PatternStart, gridMinutes: number): BreakPlaces {
  return breakPlaces(start, gridMinutes).filter((breaks) => missingMinorsBreak(start, breaks) === 0);
}

/** Whether a kind of shift has places for minors, but fewer than for others. */
export function minorsPlacesDiffer(start: PatternStart, gridMinutes: number): boolean {
  const places = minorsBreakPlaces(start, gridMinutes).length;
  return places > 0 && places < breakPlaces(start, gridMinutes).length;
}
