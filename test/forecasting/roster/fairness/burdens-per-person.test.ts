import { expect, it } from 'vitest';
import { burdensPerPerson } from '../../../../forecasting/roster/fairness/burdens-per-person.ts';
import { burdenPrice, noBurdens } from '../../../../forecasting/roster/model/fairness.ts';
import { agent, day, problemOf } from '../../../support/small-roster-problem.ts';

/** Four people wanted from seven to eight, two from eight to nineteen o'clock. */
const wanted = Array.from({ length: 96 }, (_, at) => (at >= 28 && at < 32 ? 4 : at >= 32 && at < 76 ? 2 : 0));
const problem = problemOf([agent('A'), agent('B')], {
  demand: [
    {
      group: 'koeln',
      scheduledAgents: problemOf([]).days.map(({ open }) => (open === undefined ? [] : wanted)),
    },
  ],
});

it('burdensPerPerson reads off the demand how many duties of each kind fall on a person', () => {
  expect(burdensPerPerson(problem)).toEqual({
    ...noBurdens,
    early: 24,
    late: 12,
    fridayLate: 2,
    saturday: 4,
  });
});

it('burdensPerPerson counts a whole day by its busiest interval', () => {
  const days = problem.days.map((each) => (each.date === day(1) ? { ...each, isCarnival: true } : each));
  expect(burdensPerPerson({ ...problem, days }).carnival).toBe(2);
});

it('burdenPrice is silent while ledgers lie no further apart than the duties of the plan per person', () => {
  const light = agent('A', { burdens: { ...noBurdens, early: 3 } });
  const own = (early: number) => ({ ...noBurdens, early });
  const priced = problemOf([light], { burdensPerPerson: { early: 6 } });
  expect(burdenPrice(priced, own(9), 'early')).toBe(0);
  expect(burdenPrice(priced, own(21), 'early')).toBe(1);
  expect(burdenPrice(problemOf([light]), own(15), 'early')).toBe(1);
});
