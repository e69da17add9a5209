import { patternBreakMinutes } from '../../shifts/shift-pattern.ts';
import type { RosterProblem } from '../model/problem.ts';
import { ruleWeight } from '../model/rules.ts';

/**
 * What the search's bound says of real rosters, which know of meetings and may have breaks wherever the law lets them.
 * @param bound no roster of the search's model is cheaper
 * @returns undefined where a cut or shifted break might gain more than the rule `breakPlaces` makes it cost
 */
export function boundOfRoster(problem: RosterProblem, bound: number | undefined): number | undefined {
  if (bound === undefined || mostGainedByBreak(problem) > ruleWeight(problem.rules, 'breakPlaces'))
    return undefined;
  return Math.max(0, bound - reliefByActivities(problem));
}

/** A break elsewhere covers, at best, every interval of its agreed place where somebody is missing. */
function mostGainedByBreak({ patterns, intervalMinutes, rules, seats }: RosterProblem): number {
  const longest = Math.max(0, ...patterns.map(patternBreakMinutes));
  const worth =
    ruleWeight(rules, 'understaffed') +
    ruleWeight(rules, 'overstaffed') +
    (seats.length === 0 ? 0 : ruleWeight(rules, 'minimumSeats'));
  return Math.ceil(longest / intervalMinutes) * worth;
}

/** At most, each meeting takes a surplus person away for as long as it lasts. */
function reliefByActivities({ activities = [], intervalMinutes, rules }: RosterProblem): number {
  const intervals = activities.reduce((sum, { agents, startMinute, endMinute }) => {
    const touched = Math.ceil(endMinute / intervalMinutes) - Math.floor(startMinute / intervalMinutes);
    return sum + agents.length * touched;
  }, 0);
  return intervals * ruleWeight(rules, 'overstaffed');
}
