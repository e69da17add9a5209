import { describe, expect, it } from 'vitest';
import { noBurdens } from '../../../../forecasting/roster/model/fairness.ts';
import { weighed, wishFactors } from '../../../../server/planning/drafts/fair-wishes.ts';
import type { PastOfAgent } from '../../../../server/planning/drafts/past-duties.ts';
import { day } from '../../../support/small-roster-problem.ts';

function past(granted: number, refused: number): PastOfAgent {
  return {
    burdens: { ...noBurdens, wishesRefused: refused },
    wishesGranted: granted,
    sundaysWorked: 0,
  };
}

describe('wishes of people who were refused many', () => {
  const cases: Readonly<
    Record<string, readonly [granted: number, refused: number, factor: number | undefined]>
  > = {
    'weigh as told for the least refused': [9, 1, 1],
    'weigh more by the share above the least': [5, 5, 1.4],
    'weigh most for those who got nothing': [0, 4, 1.9],
    'have no factor where nothing was wished for': [0, 0, undefined],
  };
  const factors = wishFactors(
    new Map(Object.entries(cases).map(([name, [one, other]]) => [name, past(one, other)])),
  );
  for (const [name, [, , factor]] of Object.entries(cases)) {
    it(name, () => {
      if (factor === undefined) expect(factors.get(name)).toBeUndefined();
      else expect(factors.get(name)).toBeCloseTo(factor, 10);
    });
  }

  it('reach twice their weight where somebody got every wish', () => {
    const extremes = wishFactors(
      new Map([
        ['all', past(3, 0)],
        ['none', past(0, 3)],
      ]),
    );
    expect([extremes.get('all'), extremes.get('none')]).toEqual([1, 2]);
  });

  it('have no factors where nothing was published', () => {
    expect(wishFactors(new Map()).size).toBe(0);
  });

  it('are priced in tenths of a point', () => {
    expect(weighed({ kind: 'dayOff', date: day(0), weight: 7 }, 4 / 3)).toMatchObject({ weight: 9.3 });
  });
});
