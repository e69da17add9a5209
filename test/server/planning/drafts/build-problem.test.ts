import { describe, expect, it } from 'vitest';
import { noBurdens } from '../../../../forecasting/roster/model/fairness.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import type { PersonWish } from '../../../../server/contract/wish.ts';
import { buildProblem } from '../../../../server/planning/drafts/build-problem.ts';
import type { PastOfAgent } from '../../../../server/planning/drafts/past-duties.ts';
import { agent } from '../../../support/desk-server.ts';
import { cityCentre } from '../../../support/schedule-world.ts';

const monday = '2026-11-16';

function dayOff(agentId: string): PersonWish {
  return {
    id: agentId,
    agentId,
    kind: 'dayOff',
    from: monday,
    until: monday,
    minute: null,
    weight: 10,
    remark: '',
  };
}

function past(wishesGranted: number, wishesRefused: number): PastOfAgent {
  return { burdens: { ...noBurdens, wishesRefused }, wishesGranted, sundaysWorked: 0 };
}

describe('the problem of a new draft', () => {
  const problem = buildProblem({
    title: 'Eine Woche',
    from: plainDate(monday),
    until: plainDate('2026-11-22'),
    centre: cityCentre,
    agents: ['A', 'B', 'C'].map((id) => agent(id, 'koeln')),
    absences: [],
    wishes: ['A', 'B', 'C'].map(dayOff),
    requirement: [],
    pooled: false,
    shrinkage: 0,
    past: new Map([
      ['A', past(4, 0)],
      ['B', past(2, 2)],
    ]),
    protections: new Map(),
    agreement: { rules: {}, seats: [] },
  });

  it('weighs the wishes of those more who were refused more', () => {
    expect(problem.agents.map(({ wishes }) => wishes.map(({ weight }) => weight))).toEqual([
      [10],
      [15],
      [10],
    ]);
  });

  it('tells how many burdensome duties fall on a person: none where nobody is wanted', () => {
    expect(problem.burdensPerPerson).toEqual(noBurdens);
  });
});
