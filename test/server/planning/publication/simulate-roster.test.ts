import { expect, it } from 'vitest';
import { simulateRoster } from '../../../../server/planning/publication/simulate-roster.ts';
import { forecastDay } from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { agent, day, problemOf, rosterOf, eightHours } from '../../../support/small-roster-problem.ts';

const noCalls = { calls: [0], low: [0], high: [0], averageHandleTimeSeconds: [210] };

it('simulateRoster gives a day on which nobody is planned nought, and leaves out cities without calls', () => {
  const expected = forecastDay(day(1));
  const simulated = simulateRoster({
    centre: centre(),
    problem: problemOf([agent('A')]),
    roster: rosterOf(eightHours('A', 0)),
    forecast: [forecastDay(day(0)), { ...expected, cities: { ...expected.cities, bonn: noCalls } }],
    shrinkage: 0,
    patienceSeconds: 120,
    seed: 1,
  });
  expect(simulated.filter(({ date }) => date === day(1))).toEqual([
    { date: day(1), city: 'koeln', serviceLevel: 0, halfWidth: 0, target: 0.8 },
  ]);
  const planned = simulated.find(({ date, city }) => date === day(0) && city === 'koeln');
  expect(planned?.serviceLevel).toBeGreaterThan(0);
});
