import { beforeAll, expect, it } from 'vitest';
import type { Wish } from '../../../../forecasting/roster/model/agent.ts';
import { addDays, plainDate, weekdayOf, type PlainDate } from '../../../../forecasting/time/plain-date.ts';
import { pastDuties, type PastRequest } from '../../../../server/planning/drafts/past-duties.ts';
import { publishRoster } from '../../../../server/planning/published/publication-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { DESK_NOW } from '../../../support/desk-server.ts';
import { agent, day, eightHours, lawfulShifts, problemOf } from '../../../support/small-roster-problem.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const request: PastRequest = {
  from: day(14),
  planDays: 14,
  dayOf: (date) => ({
    date,
    isHoliday: weekdayOf(date) === 7,
    ...(date === day(8) ? { isCarnival: true } : {}),
  }),
  absencesOf: (id) => (id === 'B' ? [{ from: day(0), until: day(4) }] : []),
};

function dayOff(date: PlainDate): Wish {
  return { kind: 'dayOff', date, weight: 10 };
}

describeOnBothEngines('the past that a plan begins with', (engine) => {
  let db: Db;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
  });

  it('is empty where nothing was published', async () => {
    expect((await pastDuties(db, request)).size).toBe(0);
  });

  it('counts published duties of half a year in the ledger, by what kind of duty they were', async () => {
    const late = [7, 8, 9, 10, 11].map((index) => eightHours('A', index, 630));
    const early = [0, 1, 2].map((index) => eightHours('A', index, 450));
    await publishRoster(db, {
      draftId: 'd',
      problem: problemOf([agent('A'), agent('B')]),
      roster: { shifts: [...early, ...late, eightHours('A', 6), ...lawfulShifts('B').slice(5)] },
      report: {
        check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
        overrides: [],
        simulated: [],
      },
      rollsBackTo: null,
      accountId: null,
      now: DESK_NOW,
    });
    const past = await pastDuties(db, request);
    expect(past.get('A')?.burdens).toEqual({
      early: 3,
      late: 5,
      fridayLate: 1,
      saturday: 0,
      carnival: 1,
      yearEnd: 0,
      wishesRefused: 0,
    });
    expect(past.get('A')?.sundaysWorked).toBe(1);
    expect(past.get('A')?.workedBefore).toEqual({ paidMinutes: 9 * 480, workdays: 12 });
    expect(past.get('B')?.workedBefore).toEqual({ paidMinutes: 5 * 480, workdays: 7 });
  });

  it('forgets duties of more than half a year ago', async () => {
    const later = await pastDuties(db, { ...request, from: addDays(plainDate(day(11)), 183) });
    expect(later.get('A')?.burdens.late).toBe(0);
  });

  it('counts wishes that the newest published roster of their day granted and refused', async () => {
    const notAfterFour = (date: PlainDate): Wish => ({
      kind: 'avoidWithin',
      date,
      span: { startMinute: 960, endMinute: 1440 },
      weight: 5,
    });
    const wishes = [
      ...[7, 8, 12, 13].map((at) => dayOff(day(at))),
      notAfterFour(day(9)),
      notAfterFour(day(10)),
    ];
    await publishRoster(db, {
      draftId: 'd',
      problem: problemOf([{ ...agent('A'), wishes }, agent('B')]),
      roster: { shifts: [7, 8, 9].map((index) => eightHours('A', index, 630)) },
      report: {
        check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
        overrides: [],
        simulated: [],
      },
      rollsBackTo: null,
      accountId: null,
      now: DESK_NOW,
    });
    const now = (await pastDuties(db, request)).get('A');
    expect(now?.burdens.wishesRefused).toBe(3);
    expect(now?.wishesGranted).toBe(2);
    const later = (await pastDuties(db, { ...request, from: addDays(plainDate(day(8)), 182) })).get('A');
    expect(later?.burdens.wishesRefused).toBe(2);
    const earlier = (await pastDuties(db, { ...request, from: day(9) })).get('A');
    expect(earlier?.burdens.wishesRefused).toBe(2);
    expect(earlier?.wishesGranted).toBe(0);
  });
});
