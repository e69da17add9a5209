import { breakPlaces as placesOf } from '../../shifts/break-places.ts';
import type { MinuteSpan } from '../../shifts/shift-pattern.ts';
import type { RosterProblem } from '../model/problem.ts';
import { paidMinutes, type RosterShift } from '../model/roster.ts';
import { hasAgreedForm } from './known-agent-and-pattern.ts';
import { breakFault } from './legal-breaks.ts';
import { agentRule, shiftsOf } from './rule.ts';

/**
 * Soft rule: a break is taken in one piece, on the planning grid, not right after the start nor right before the end.
 *
 * The law lets a break be cut into quarters of an hour and put anywhere; a planner may do so by hand, at a price above
 * anything that it could gain in cover, so that the optimiser's bound holds for such rosters too.
 */
export const breakPlaces = agentRule({
  name: 'breakPlaces',
  source: 'works agreement: breaks in one piece',
  hard: false,
  unit: 'shifts',
  check: (own, { problem }) =>
    shiftsOf(own).flatMap(({ shift }) =>
      isElsewhere(problem, shift)
        ? [{ size: 1, agent: own.agent.id, date: shift.date, minute: shift.startMinute }]
        : [],
    ),
});

/** Where form or law are broken, other rules say so. */
function isElsewhere(problem: RosterProblem, shift: RosterShift): boolean {
  if (!hasAgreedForm(problem, shift) || breakFault(shift) > 0) return false;
  const workMinutes = paidMinutes(shift);
  const { pattern, startMinute, endMinute } = shift;
  const breakMinutes = endMinute - startMinute - workMinutes;
  const places = placesOf(
    { pattern, startMinute, endMinute, workMinutes, breakMinutes },
    problem.intervalMinutes,
  );
  return !places.some((place) => areSame(place, shift.breaks));
}

function areSame(some: readonly MinuteSpan[], others: readonly MinuteSpan[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ startMinute, endMinute }, at) =>
        startMinute === others[at]?.startMinute && endMinute === others[at]?.endMinute,
    )
  );
}
