import { beforeEach, expect, it } from 'vitest';
import { defaultWeights } from '../../../forecasting/roster/model/rules.ts';
import { SETTABLE_RULES } from '../../../server/contract/works-agreement.ts';
import type { Db } from '../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DeskClient,
  field,
  startDeskServer,
} from '../../support/desk-server.ts';
import { requirementRequest } from '../../support/requirement-request.ts';
import { centre } from '../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';

const PATH = '/api/v1/works-agreement';
const DAY = '2026-11-24';
const settings = {
  rules: { dayOffRequest: { weight: 3 }, overstaffed: { enabled: false } },
  seats: [{ city: 'bonn', agents: 2, startMinute: 480, endMinute: 960 }],
};

it('every rule with a price can be set, and none without', () => {
  expect([...SETTABLE_RULES].sort()).toEqual(Object.keys(defaultWeights).sort());
});

describeOnBothEngines('what the centre has agreed', (engine) => {
  let db: Db;
  let planner: DeskClient;
  let url: string;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [agent('K-001', 'koeln'), agent('B-001', 'bonn')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'bonn', [{ role: 'planner', city: 'bonn' }]);
    const server = await startDeskServer(db);
    ({ url } = server);
    planner = new DeskClient(url);
    await planner.signIn('planner');
    return () => server.close();
  });

  const put = (basedOn: number, wanted: unknown = settings) =>
    planner.send('PUT', PATH, { basedOn, settings: wanted });

  async function newDraft() {
    const requirement = await planner.send('POST', '/api/v1/requirements', requirementRequest(DAY));
    const made = await planner.send('POST', '/api/v1/drafts', {
      title: 'agreed',
      from: DAY,
      until: DAY,
      requirementId: field(requirement.body, 'id'),
    });
    return planner.send('GET', `/api/v1/drafts/${String(field(made.body, 'id'))}`);
  }

  it('is nothing but the defaults at first, and they are told', async () => {
    expect((await planner.send('GET', PATH)).body).toEqual({
      revision: 0,
      settings: { rules: {}, seats: [] },
      defaults: defaultWeights,
    });
  });

  it('is kept by every draft made from then on, and not by those before', async () => {
    const before = await newDraft();
    expect((await put(0)).body).toEqual({ revision: 1 });
    const { body } = await newDraft();
    expect(field(body, 'problem', 'rules')).toEqual(settings.rules);
    expect(field(body, 'problem', 'seats')).toEqual(settings.seats);
    const path = `/api/v1/drafts/${String(field(before.body, 'id'))}`;
    expect(field((await planner.send('GET', path)).body, 'problem', 'seats')).toEqual([]);
  });

  it('goes back to the defaults', async () => {
    await put(0);
    expect((await put(1, { rules: {}, seats: [] })).body).toEqual({ revision: 2 });
    expect(field((await newDraft()).body, 'problem', 'rules')).toEqual({});
  });

  it('is not written over by a planner who has not seen the newest state', async () => {
    await put(0);
    expect((await put(0, { rules: {}, seats: [] })).status).toBe(409);
    expect(field((await planner.send('GET', PATH)).body, 'settings')).toEqual(settings);
  });

  it('switches no hard rule off, takes no wrong price and no city that is not there', async () => {
    for (const wrong of [
      { rules: { restPeriod: { enabled: false } }, seats: [] },
      { rules: { shiftWish: { weight: -1 } }, seats: [] },
      { rules: {}, seats: [{ city: 'bonn', agents: 2, startMinute: 960, endMinute: 480 }] },
      { rules: {}, seats: [{ city: 'atlantis', agents: 2, startMinute: 480, endMinute: 960 }] },
    ])
      expect((await put(0, wrong)).status).toBe(422);
    expect(field((await planner.send('GET', PATH)).body, 'revision')).toBe(0);
  });

  it('is changed by planners of all cities alone', async () => {
    const bonn = new DeskClient(url);
    await bonn.signIn('bonn');
    expect((await bonn.send('PUT', PATH, { basedOn: 0, settings })).status).toBe(403);
  });

  it('stands in the audit with what was agreed before', async () => {
    await put(0);
    const entry = await db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'plan:agreementChanged')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(entry.detail)).toEqual({ before: { rules: {}, seats: [] }, after: settings });
  });
});
