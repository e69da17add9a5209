import { describe, expect, it } from 'vitest';
import type { Wish } from '../../../../forecasting/roster/model/agent.ts';
import { fairnessLedger, noBurdens } from '../../../../forecasting/roster/model/fairness.ts';
import { agent, day, eightHours, problemOf, rosterOf } from '../../../support/small-roster-problem.ts';

const morning = { startMinute: 420, endMinute: 960 };
const evening = { startMinute: 960, endMinute: 1260 };

/** Each of these wishes against a shift from eight to half past four on days 0 to 2, none on the others. */
const wishes: Readonly<Record<string, readonly [wish: Wish, outcome: 'granted' | 'refused' | 'neither']>> = {
  'a day off without a shift is granted': [{ kind: 'dayOff', date: day(3), weight: 5 }, 'granted'],
  'a day off with a shift is refused': [{ kind: 'dayOff', date: day(0), weight: 5 }, 'refused'],
  'hours to be left free that are worked are refused': [
    { kind: 'avoidWithin', date: day(1), span: evening, weight: 5 },
    'refused',
  ],
  'hours to be left free on a free day are granted': [
    { kind: 'avoidWithin', date: day(3), span: evening, weight: 5 },
    'granted',
  ],
  'wished hours that the shift leaves are refused': [
    { kind: 'workWithin', date: day(2), span: morning, weight: 5 },
    'refused',
  ],
  'a wish about a closed day says nothing': [{ kind: 'dayOff', date: day(6), weight: 5 }, 'neither'],
  'a wish about a day of absence says nothing': [{ kind: 'dayOff', date: day(4), weight: 5 }, 'neither'],
  'a wish about a day outside the plan says nothing': [
    { kind: 'dayOff', date: day(40), weight: 5 },
    'neither',
  ],
};

describe('wishes in the ledger', () => {
  for (const [name, [wish, outcome]] of Object.entries(wishes)) {
    it(name, () => {
      const person = agent('A', {
        wishes: [wish],
        absences: [{ from: day(4), until: day(4), kind: 'leave' }],
        burdens: { ...noBurdens, wishesRefused: 2 },
        wishesGranted: 3,
      });
      const shifts = [0, 1, 2].map((at) => eightHours('A', at));
      const [line] = fairnessLedger(problemOf([person]), rosterOf(...shifts));
      expect(line?.after.wishesRefused).toBe(outcome === 'refused' ? 3 : 2);
      expect([line?.grantedBefore, line?.grantedAfter]).toEqual([3, outcome === 'granted' ? 4 : 3]);
    });
  }
});
