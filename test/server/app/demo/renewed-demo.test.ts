import { expect, it } from 'vitest';
import { addDays, plainDate } from '../../../../forecasting/time/index.ts';
import { demoCentre } from '../../../../server/app/demo/demo-centre.ts';
import { seedDemoPeople } from '../../../../server/app/demo/demo-people.ts';
import { firstUnpublishedDay } from '../../../../server/app/demo/unpublished-day.ts';
import { addAbsence, listAbsences } from '../../../../server/organisation/people/absence-store.ts';
import { publishRoster } from '../../../../server/planning/published/publication-store.ts';
import { DESK_NOW } from '../../../support/desk-server.ts';
import * as roster from '../../../support/small-roster-problem.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const MONDAY = roster.day(0);

describeOnBothEngines('a later start of the demonstration on the same folder', (engine) => {
  it('plans the days that no roster covers, also where later weeks have one', async () => {
    const { db } = await engine.newStore();
    expect(await firstUnpublishedDay(db, MONDAY)).toBe(MONDAY);
    const problem = roster.problemOf([roster.agent('A')]);
    await publishRoster(db, {
      draftId: 'draft',
      problem,
      roster: { shifts: roster.lawfulShifts('A') },
      report: {
        check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
        overrides: [],
        simulated: [],
      },
      rollsBackTo: null,
      accountId: null,
      now: DESK_NOW,
    });
    const last = plainDate(problem.days.at(-1)?.date ?? MONDAY);
    // A week before the published one: its days have no roster, however late the last published day is.
    expect(await firstUnpublishedDay(db, addDays(MONDAY, -7))).toBe(addDays(MONDAY, -7));
    // On the last published day phones show days that have none yet.
    expect(await firstUnpublishedDay(db, last)).toBe(addDays(last, 1));
    expect(await firstUnpublishedDay(db, addDays(last, -6))).toBe(
      problem.days.length >= 7 ? null : addDays(last, -6),
    );
  });

  it('has everybody well again who was tried as sick for the day, and keeps the leave', async () => {
    const { db } = await engine.newStore();
    const centre = demoCentre(MONDAY);
    await seedDemoPeople(db, centre, MONDAY, DESK_NOW);
    const leave = (await listAbsences(db, MONDAY, addDays(MONDAY, 30))).length;
    await addAbsence(db, { agentId: 'K-010', kind: 'sick', from: MONDAY, until: MONDAY }, null, DESK_NOW);
    await seedDemoPeople(db, centre, MONDAY, DESK_NOW);
    const left = await listAbsences(db, MONDAY, addDays(MONDAY, 30));
    expect(left.map(({ kind }) => kind)).not.toContain('sick');
    expect(left).toHaveLength(leave);
  });
});
