import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '../../../../forecasting/time/index.ts';
import { demoCentre } from '../../../../server/app/demo/demo-centre.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { runJob } from '../../../support/run-job.ts';
import {
  addAccount,
  addPeople,
  agent,
  DeskClient,
  field,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { requirementRequest } from '../../../support/requirement-request.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const DAY = '2026-11-24';
const inputs = { ...requirementRequest(DAY), model: 'erlangA' };

describeOnBothEngines('the requirement room', (engine) => {
  let db: Db;
  let server: DeskServer;
  let planner: DeskClient;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, demoCentre(plainDate(DAY)), [
      agent('K-001', 'koeln'),
      agent('K-002', 'koeln'),
      agent('B-001', 'bonn', ['bonn', 'koeln']),
    ]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'bonn', [{ role: 'planner', city: 'bonn' }]);
    server = await startDeskServer(db);
    planner = new DeskClient(server.url);
    await planner.signIn('planner');
    return () => server.close();
  });

  const joint = async (change: object): Promise<readonly number[]> => {
    const run = await planner.send('POST', '/api/v1/requirements', { ...inputs, ...change });
    const stored = await planner.send('GET', `/api/v1/requirements/${String(field(run.body, 'id'))}`);
    const row = field(stored.body, 'days', 0, 'joint', 'requiredAgents');
    return Array.isArray(row) ? row.map(Number) : [];
  };
  const sum = (row: readonly number[]): number => row.reduce((total, value) => total + value, 0);

  it('stores a run with all its inputs, what was left out included', async () => {
    const run = await planner.send('POST', '/api/v1/requirements', { ...inputs, minimumSeats: { bonn: 2 } });
    const stored = await planner.send('GET', `/api/v1/requirements/${String(field(run.body, 'id'))}`);
    expect(field(stored.body, 'inputs')).toEqual({
      ...inputs,
      metOver: 'interval',
      certainty: null,
      minimumSeats: { bonn: 2 },
      seed: null,
    });
  });

  it('is cheaper over the day, dearer with certainty, and keeps minimum seats while a city is open', async () => {
    const usual = await joint({});
    expect(sum(await joint({ metOver: 'day' }))).toBeLessThanOrEqual(sum(usual));
    // The sample forecast has no width: certainty costs nothing there, and nothing breaks.
    expect(await joint({ certainty: 0.9 })).toEqual(usual);
    const seated = await joint({ minimumSeats: { koeln: 12 } });
    expect(seated.slice(32, 72).every((agents) => agents >= 12)).toBe(true);
    expect(seated[31]).toBe(0);
    expect(seated[72]).toBe(0);
  });

  it('refuses a percentage, a certainty of all and half a seat, and stores nothing', async () => {
    const before = await planner.send('GET', '/api/v1/requirements');
    for (const change of [
      { certainty: 90 },
      { certainty: 1 },
      { minimumSeats: { koeln: 1.5 } },
      { shrinkage: 30 },
      { serviceLevelTargets: { koeln: 1 } },
      { patienceSeconds: 0 },
      { metOver: 'week' },
    ]) {
      const { status, body } = await planner.send('POST', '/api/v1/requirements', { ...inputs, ...change });
      expect(status, JSON.stringify(change)).toBe(422);
      expect(JSON.stringify(body)).toContain(Object.keys(change)[0]);
    }
    const after = await planner.send('GET', '/api/v1/requirements');
    expect(after.body).toEqual(before.body);
  });

  it('simulates formulas and search beside each other for the centre’s own skill groups, and stores the run', async () => {
    const job = await runJob(planner, 'requirement', { ...inputs, seed: 7 });
    expect(field(job, 'days', 0, 'holds')).toBe(true);
    expect(field(job, 'days', 0, 'staffings', 0, 'by')).toBe('erlangC');
    const groups = field(job, 'days', 0, 'groups');
    expect(JSON.stringify(groups)).toContain('["koeln"]');
    expect(JSON.stringify(groups)).toContain('["bonn","koeln"]'.replace('bonn","koeln', 'koeln","bonn'));
    const stored = await planner.send('GET', `/api/v1/requirements/${String(field(job, 'requirementId'))}`);
    expect(field(stored.body, 'inputs', 'seed')).toBe(7);
    expect(field(stored.body, 'days', 0, 'basis')).toBe('simulation');
    const total = field(stored.body, 'days', 0, 'joint', 'requiredAgents', 40);
    const parts = [0, 1].map((group) =>
      Number(field(stored.body, 'days', 0, 'groups', group, 'requiredAgents', 40)),
    );
    expect(parts[0] ?? 0).toBe(Number(total) - (parts[1] ?? 0));
    for (const city of [0, 1]) {
      const level = (path: string): number =>
        Number(field(job, 'days', 0, 'staffings', 2, 'levels', city, path));
      expect(level('value')).toBeGreaterThanOrEqual(level('target'));
      expect(level('halfWidth')).toBeGreaterThan(0);
    }
  }, 90_000);

  const newCity = {
    inputs,
    name: 'bruehl',
    callsPerDay: 200,
    averageHandleTimeSeconds: 240,
    like: 'bonn',
    startMinute: 540,
    endMinute: 900,
    ramp: [0.5, 1],
    serviceLevel: 0.8,
    answerThresholdSeconds: 20,
  };

  it('says what a new city needs and does to the others', async () => {
    const answer = await runJob(planner, 'newCity', newCity);
    expect(Number(field(answer, 'additionalHours'))).toBeGreaterThan(0);
    expect(Number(field(answer, 'additionalHours'))).toBeLessThanOrEqual(
      Number(field(answer, 'separateHours')),
    );
    expect(field(answer, 'ramp', 1, 'additionalHours')).toBe(field(answer, 'additionalHours'));
    const koeln = field(answer, 'cities', 0);
    expect(Number(field(koeln, 'withoutMoreAgents', 'value'))).toBeLessThan(
      Number(field(koeln, 'now', 'value')),
    );
    expect(field(answer, 'cities', 2)).toMatchObject({ name: 'bruehl', shapleyNow: null, now: null });
  }, 60_000);

  it('refuses a new city that does not fit, naming the field', async () => {
    for (const [change, name] of [
      [{ like: 'aachen' }, 'like'],
      [{ name: 'koeln' }, 'name'],
      [{ startMinute: 60, endMinute: 120 }, 'startMinute'],
      [{ callsPerDay: 0 }, 'callsPerDay'],
      [{ ramp: [50] }, 'ramp'],
      [{ serviceLevel: 80 }, 'serviceLevel'],
      [{ averageHandleTimeSeconds: -1 }, 'averageHandleTimeSeconds'],
    ] as const) {
      const { status, body } = await planner.send('POST', '/api/v1/jobs', {
        kind: 'newCity',
        input: { ...newCity, ...change },
      });
      expect(status, name).toBe(422);
      expect(JSON.stringify(body)).toContain(name);
    }
  });

  it('lets nobody start what concerns all cities who plans for one alone', async () => {
    const bonn = new DeskClient(server.url);
    await bonn.signIn('bonn');
    expect((await bonn.send('POST', '/api/v1/requirements', inputs)).status).toBe(403);
    for (const [kind, input] of Object.entries({ requirement: inputs, newCity }))
      expect((await bonn.send('POST', '/api/v1/jobs', { kind, input })).status).toBe(403);
    expect((await planner.send('GET', '/api/v1/jobs/none')).status).toBe(404);
  });
});
