import { expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { keptPins } from '../../../../server/planning/drafts/kept-pins.ts';
import { offeredRoster } from '../../../../server/planning/drafts/offered-roster.ts';
import {
  agent,
  day,
  eightHours,
  lawfulShifts,
  problemOf,
  rosterOf,
  without,
} from '../../../support/small-roster-problem.ts';

const earlyBreak = { breaks: [{ startMinute: 660, endMinute: 690 }] };

/** A holds Monday and Tuesday; the search could keep Monday alone. */
function offer() {
  const monday = eightHours('A', 0, 480, { ...earlyBreak, pinned: true });
  const tuesday = eightHours('A', 1, 480, { ...earlyBreak, pinned: true });
  const present = rosterOf(monday, tuesday, ...without(lawfulShifts('A'), 0, 1));
  const bare = problemOf([agent('A')]);
  const problem = { ...bare, pins: keptPins(bare, present, { agents: [], dates: [] }) };
  const found = rosterOf(eightHours('A', 0), eightHours('A', 1, 600), ...without(lawfulShifts('A'), 0, 1));
  return { problem, present, found, offered: offeredRoster(problem, present, found) };
}

it('offers a held shift with its own break and mark, and what was found where it had to be given up', () => {
  const { offered, present } = offer();
  const on = (index: number) => offered.roster.shifts.find(({ date }) => date === day(index));
  expect(on(0)).toEqual(present.shifts[0]);
  expect(on(1)).toEqual(eightHours('A', 1, 600));
});

it('checks the roster that is offered: objective and broken rules are its own', () => {
  const { offered, problem } = offer();
  expect(offered.check).toEqual(checkRoster(problem, offered.roster));
  expect(offered.check.hardViolations.map(({ rule, date }) => [rule, date])).toContainEqual([
    'pinned',
    day(1),
  ]);
});

it('prices what differs from the roster that was known before', () => {
  const { problem, present, found } = offer();
  const priced = offeredRoster(problem, present, found, present).check;
  expect(priced.costs['change']).toBeGreaterThan(0);
});
