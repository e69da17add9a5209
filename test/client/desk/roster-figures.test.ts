import { describe, expect, it } from 'vitest';
import { fairnessLedger } from '../../../forecasting/roster/index.ts';
import { comparedDuties } from '../../../client/desk/roster/publish/compare-rosters.ts';
import { trajectoryLines } from '../../../client/desk/roster/optimise/trajectory-lines.ts';
import { plannedPerInterval } from '../../../client/desk/roster/editor/coverage.ts';
import { movedShift } from '../../../client/desk/roster/editor/edit-shift.ts';
import { burdenFigures } from '../../../client/desk/roster/fairness/fairness-figures.ts';
import {
  ledgerRows,
  meanEntry,
  sortedRows,
  type LedgerOrder,
} from '../../../client/desk/roster/fairness/ledger-rows.ts';
import { groupStrips } from '../../../client/desk/roster/grid/group-strips.ts';
import {
  sickCallAddress,
  sickCallInAddress,
} from '../../../client/desk/roster/repair/sick-call-in-address.ts';
import {
  agent,
  day,
  eightHours,
  fiveHours,
  lawfulShifts,
  problemOf,
  rosterOf,
} from '../../support/small-roster-problem.ts';

const none = { early: 0, late: 0, fridayLate: 0, saturday: 0, carnival: 0, yearEnd: 0, wishesRefused: 0 };

describe('fairness figures', () => {
  it('show the spread before and with the roster, and each house against the mean of all', () => {
    const problem = problemOf([
      agent('A', { city: 'koeln', burdens: { ...none, late: 4 } }),
      agent('B', { city: 'bonn', burdens: none }),
    ]);
    const late = [0, 1, 2, 3].map((index) => eightHours('B', index, 630));
    const [figures] = burdenFigures(problem, fairnessLedger(problem, rosterOf(...late)));
    expect(figures).toMatchObject({ burden: 'late', spreadBefore: 2, spreadAfter: 0, mean: 4 });
    expect([...(figures?.meanOf ?? [])]).toEqual([
      ['koeln', 4],
      ['bonn', 4],
    ]);
  });

  it('leave out burdens that nobody carries', () => {
    const problem = problemOf([agent('A')]);
    expect(burdenFigures(problem, fairnessLedger(problem, rosterOf()))).toEqual([]);
  });
});

describe('the ledger per person', () => {
  const problem = problemOf([
    agent('A', { city: 'koeln', burdens: { ...none, early: 3 }, wishesGranted: 2 }),
    agent('B', { city: 'bonn', burdens: { ...none, late: 1 } }),
    agent('C', { wishes: [{ kind: 'dayOff', date: day(0), weight: 5 }] }),
  ]);
  const lates = [0, 1].map((index) => eightHours('B', index, 630));
  const rows = ledgerRows(problem, fairnessLedger(problem, rosterOf(...lates, eightHours('C', 0, 420))));

  it('tells each burden and wish before and with the roster, and the load against the mean', () => {
    const [a, b, c] = rows;
    expect(a?.entries).toMatchObject({
      early: { before: 3, after: 3 },
      wishesGranted: { before: 2, after: 2 },
    });
    expect(b?.entries.late).toEqual({ before: 1, after: 3 });
    expect(c?.entries).toMatchObject({ early: { after: 1 }, wishesRefused: { before: 0, after: 1 } });
    expect(rows.map(({ load }) => load)).toEqual([(3 / (4 / 3) + 0) / 2, (0 + 3) / 2, (1 / (4 / 3) + 0) / 2]);
    expect(meanEntry(rows, 'late')).toEqual({ before: 1 / 3, after: 1 });
  });

  it('is sorted by a column, equals by name', () => {
    const order = (column: LedgerOrder, direction: 'ascending' | 'descending') =>
      sortedRows(rows, column, direction)
        .map(({ agent: id }) => id)
        .join('');
    expect(order('load', 'descending')).toBe('BAC');
    expect(order('early', 'descending')).toBe('ACB');
    expect(order('late', 'ascending')).toBe('ACB');
    expect(order('name', 'descending')).toBe('CBA');
  });
});

describe('comparing rosters', () => {
  it('counts duties that came, went or changed, and their people', () => {
    const one = rosterOf(...lawfulShifts('A'), eightHours('B', 0));
    const other = rosterOf(...lawfulShifts('A').slice(1), eightHours('B', 0, 510), eightHours('C', 1));
    expect(comparedDuties(one, other)).toEqual({ duties: 3, people: 3 });
    expect(comparedDuties(one, one)).toEqual({ duties: 0, people: 0 });
  });
});

describe('the trajectory of a run', () => {
  it('falls in steps to the present and draws the bound only where one is known', () => {
    const trajectory = [
      { seconds: 1, objective: 200, bound: null },
      { seconds: 5, objective: 150, bound: 100 },
    ];
    const lines = trajectoryLines({ trajectory, seconds: 10, allSeconds: 20 }, { width: 200, height: 50 });
    expect(lines.objective).toMatch(/^M10 2H50V[\d.]+H100$/);
    expect(lines.bound).toMatch(/^M50 [\d.]+H100$/);
    expect(
      trajectoryLines({ trajectory: [], seconds: 0, allSeconds: 20 }, { width: 200, height: 50 }),
    ).toEqual({
      objective: '',
      bound: '',
    });
  });
});

describe('strips of the cities', () => {
  it('add up to the difference of all', () => {
    const problem = problemOf([agent('A')], {
      demand: ['koeln', 'bonn'].map((group) => ({
        group,
        scheduledAgents: Array.from({ length: 14 }, () =>
          Array.from({ length: 96 }, (_, at) => (at >= 32 && at < 40 ? 1 : 0)),
        ),
      })),
    });
    const strips = groupStrips(problem, 0, [fiveHours('A', 0)]);
    expect(strips.map(({ group, balanceHours }) => [group, balanceHours])).toEqual([
      ['koeln', 3],
      ['bonn', -2],
    ]);
  });
});

describe('activities in the grid', () => {
  const meeting = { kind: 'meeting', label: 'Team', startMinute: 600, endMinute: 660 } as const;
  const shift = fiveHours('A', 0, 480);

  it('are not counted as people on the telephones', () => {
    const planned = plannedPerInterval([{ ...shift, activities: [meeting] }], 15);
    expect([planned[39], planned[40], planned[43], planned[44]]).toEqual([1, 0, 0, 1]);
  });

  it('keep their time while the shift moves, and fall out where the shift leaves them', () => {
    const held = { ...shift, activities: [meeting] };
    expect(movedShift(held, 60).activities).toEqual([meeting]);
    expect(movedShift(held, 180).activities).toBeUndefined();
  });
});

describe('the way to the options for a sick call', () => {
  it('is an address that the roster room reads again', () => {
    expect(sickCallInAddress(sickCallAddress('K-014', '2026-11-26', '2026-11-27'))).toEqual({
      agent: 'K-014',
      from: '2026-11-26',
      until: '2026-11-27',
    });
    expect(sickCallInAddress('#/roster/0190-draft')).toBeNull();
  });
});
