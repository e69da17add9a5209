import type { ProblemIssue } from './problem-issue.ts';
import type { RosterProblem } from '../model/problem.ts';

/** Minimum seats that nobody can take: of a city that nobody in the plan is from. */
export function seatIssues({ seats, agents }: RosterProblem): readonly ProblemIssue[] {
  const cities = new Set(agents.flatMap(({ city }) => (city === undefined ? [] : [city])));
  const known = cities.size === 0 ? '–' : [...cities].join(', ');
  return [...new Set(seats.filter((each) => each.agents > 0).map(({ city }) => city))]
    .filter((city) => !cities.has(city))
    .map((city) => ({ code: 'seatsOfNobody', rule: 'minimumSeats', facts: { city, cities: known } }));
}
