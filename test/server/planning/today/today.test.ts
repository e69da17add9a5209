import { beforeAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { ZoneClock } from '../../../../forecasting/time/index.ts';
import { MINUTE_MS } from '../../../../forecasting/time/instant.ts';
import { NO_PLAN, type DayPlan } from '../../../../server/live/board/day-plan.ts';
import { todayAnswerSchema, type TodayAnswer } from '../../../../server/contract/today.ts';
import { addAdjustments, withdrawAdjustment } from '../../../../server/planning/forecast/adjustment-store.ts';
import { addAbsence } from '../../../../server/organisation/people/absence-store.ts';
import { replaceDuties } from '../../../../server/planning/published/duty-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { sampleBasis } from '../../../support/sample-board.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const DAY = '2026-11-23';
const NOON = DESK_NOW;

const duty = (agentId: string, cities: readonly string[]) => ({
  agentId,
  day: DAY,
  body: {
    startMinute: 480,
    endMinute: 960,
    breaks: [{ startMinute: 780, endMinute: 810 }],
    activities: [],
    group: 'koeln',
    pattern: 'early',
    cities: [...cities],
  },
});

const always = (city: string) => ({ city, from: null, until: null });

const plan: DayPlan = {
  ...NO_PLAN,
  jointForecast: [{ startsAt: NOON, mean: 40, low: 30, high: 52 }],
  pool: [{ from: NOON, to: NOON + 15 * MINUTE_MS, required: 5, planned: 3 }],
  steering: {
    cities: [
      { city: 'koeln', holdsProbability: 0.7, basis: sampleBasis(NOON) },
      { city: 'bonn', holdsProbability: 0.95, basis: sampleBasis(NOON) },
    ],
    proposals: [],
  },
};

describeOnBothEngines('the desk’s view of today', (engine) => {
  let db: Db;
  let url = '';

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    const helpsBonn = { ...agent('K-002', 'koeln'), skills: ['koeln', 'bonn'].map(always) };
    await addPeople(db, centre(), [agent('K-001', 'koeln'), helpsBonn, agent('B-001', 'bonn')]);
    await addAccount(db, 'leitung', [{ role: 'supervisor', city: '*' }]);
    await addAccount(db, 'planung', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'bonnerin', [{ role: 'supervisor', city: 'bonn' }]);
    await replaceDuties(
      db,
      { from: DAY, until: DAY },
      [duty('K-001', ['koeln']), duty('K-002', ['koeln', 'bonn']), duty('B-001', ['bonn'])],
      1,
      DESK_NOW,
    );
    await addAbsence(db, { agentId: 'K-002', kind: 'sick', from: DAY, until: DAY }, null, DESK_NOW);
    const server = await startDeskServer(db, { dayPlan: () => plan });
    ({ url } = server);
    return () => server.close();
  });

  async function lookAs(name: string): Promise<TodayAnswer> {
    const client = new DeskClient(url);
    await client.signIn(name);
    const { body } = await client.send('GET', '/api/v1/today');
    return v.parse(todayAnswerSchema, body);
  }

  it('puts required, planned and expected agents on one axis, joint and per city', async () => {
    const { staff } = await lookAs('leitung');
    const at = staff.labels.indexOf('12:00');
    expect(staff.startsAt + at * 15 * MINUTE_MS).toBe(NOON);
    expect(staff.joint.required[at]).toBe(5);
    expect(staff.joint.planned[at]).toBe(3);
    expect(staff.cities['bonn']?.planned[at]).toBe(2);
  });

  it('expects from now on who is planned and not absent, and nothing of the past', async () => {
    const { staff, absent } = await lookAs('leitung');
    const at = staff.labels.indexOf('12:00');
    expect(staff.joint.expected[at]).toBe(2);
    expect(staff.cities['bonn']?.expected[at]).toBe(1);
    expect(staff.joint.expected[at - 1]).toBeNull();
    // who runs the day hears how many are away; why, is for those who plan them
    expect(absent).toEqual({ sick: null, other: 1 });
    expect((await lookAs('planung')).absent).toEqual({ sick: 1, other: 0 });
  });

  it('counts nobody during a break, and knows no presence where nothing was heard', async () => {
    const { staff } = await lookAs('leitung');
    expect(staff.joint.planned[staff.labels.indexOf('13:00')]).toBe(0);
    expect(staff.joint.present.every((count) => count === null)).toBe(true);
  });

  it('lays the joint forecast with its own band on the same axis', async () => {
    const { staff, jointForecast } = await lookAs('leitung');
    const noon = staff.labels.indexOf('12:00');
    expect(jointForecast?.mean).toHaveLength(staff.labels.length);
    expect([jointForecast?.low[noon], jointForecast?.mean[noon], jointForecast?.high[noon]]).toEqual([
      30, 40, 52,
    ]);
  });

  it('shows a supervisor of one city nothing of another', async () => {
    const answer = await lookAs('bonnerin');
    expect(answer.board.cities.map(({ id }) => id)).toEqual(['bonn']);
    expect(Object.keys(answer.staff.cities)).toEqual(['bonn']);
    expect(answer.steering?.cities.map(({ city }) => city)).toEqual(['bonn']);
    expect(answer.jointForecast).toBeNull();
  });

  it('lists what a planner wrote about a span of the day, until it is taken back', async () => {
    const clock = new ZoneClock('Europe/Berlin');
    const span = { date: DAY, fromMinute: 600, untilMinute: 720 };
    const [id = ''] = await addAdjustments(
      db,
      {
        city: 'bonn',
        changes: [{ ...span, change: { kind: 'factor', factor: 1.3 } }],
        reason: 'Abfallbescheide',
      },
      { author: 'planner', now: DESK_NOW, clock },
    );
    const found = (await lookAs('leitung')).events.find(({ words }) => words?.en === 'Abfallbescheide');
    expect(found).toMatchObject({ city: 'bonn', atLocal: '10:00', factor: 1.3, kind: 'adjustment' });
    await withdrawAdjustment(db, id, DESK_NOW);
    expect((await lookAs('leitung')).events.map(({ words }) => words?.en)).not.toContain('Abfallbescheide');
  });

  it('lists the sick call among the events, without a name', async () => {
    const { events } = await lookAs('planung');
    expect((await lookAs('leitung')).events.map(({ kind }) => kind)).not.toContain('sick');
    expect(events.find(({ kind }) => kind === 'sick')).toMatchObject({
      people: 1,
      atLocal: '12:00',
      words: null,
    });
    expect(JSON.stringify(events)).not.toContain('K-002');
  });
});
