import { expect, it } from 'vitest';
import { addDays, daySpan, HOUR_MS, instant, plainDate } from '../../../../forecasting/time/index.ts';
import { DemoAbsences } from '../../../../server/app/demo/demo-absences.ts';
import { demoCentre } from '../../../../server/app/demo/demo-centre.ts';
import { seedDemoPeople } from '../../../../server/app/demo/demo-people.ts';
import { demoEvents } from '../../../../server/app/demo/demo-world.ts';
import { forgetOtherDays } from '../../../../server/app/demo/forget-other-days.ts';
import { agentName } from '../../../../server/live/events/call-id.ts';
import { EventLog } from '../../../../server/live/log/event-log.ts';
import { addAbsence, removeAbsence } from '../../../../server/organisation/people/absence-store.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const MONDAY = plainDate('2026-11-23');
const ZONE = 'Europe/Berlin';
const START = daySpan(MONDAY, ZONE).start;
const MORNING = instant(START + 9 * HOUR_MS);
const NOON = instant(START + 12 * HOUR_MS);
const K_010 = agentName('K-010');

describeOnBothEngines('people who are absent in the demonstration', (engine) => {
  it('go home when they are entered, come back when that is taken back, and never come on a day of leave', async () => {
    const { db } = await engine.newStore();
    await seedDemoPeople(db, demoCentre(MONDAY), MONDAY, MORNING);
    const absences = new DemoAbsences(db, ZONE);
    expect(await absences.refresh(MORNING)).toBe(true);
    const leave = absences.awayOn(addDays(MONDAY, 1))(agentName('K-007'));
    expect(leave.map(({ from }) => from)).toEqual([daySpan(addDays(MONDAY, 1), ZONE).start]);
    expect(await absences.refresh(MORNING)).toBe(false);
    const sick = { agentId: 'K-010', kind: 'sick', from: MONDAY, until: MONDAY } as const;
    const entered = await addAbsence(db, sick, null, NOON);
    expect(await absences.refresh(NOON)).toBe(true);
    expect(absences.awayOn(MONDAY)(K_010)).toMatchObject([{ from: NOON }]);
    if (entered.ok) await removeAbsence(db, entered.id);
    const later = instant(NOON + HOUR_MS);
    expect(await absences.refresh(later)).toBe(true);
    expect(absences.awayOn(MONDAY)(K_010)).toEqual([{ from: NOON, to: later }]);
  });

  it('are told of no more after a new start: the day is told afresh, and kept where it went its usual way', async () => {
    const store = await engine.newStore();
    const log = new EventLog(store);
    const count = async () => (await store.db.selectFrom('event_log').select('key').execute()).length;
    const usual = demoEvents(MONDAY).filter(({ at }) => at <= NOON);
    await log.append(usual, NOON);
    await forgetOtherDays(store, NOON, ZONE, demoEvents);
    expect(await count()).toBe(usual.length);
    const away = demoEvents(MONDAY, () => [{ from: NOON, to: instant(NOON + 24 * HOUR_MS) }]);
    await log.append(away.slice(usual.length), NOON);
    await forgetOtherDays(store, instant(NOON + 2 * HOUR_MS), ZONE, demoEvents);
    expect(await count()).toBe(0);
  });
});
