import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import type { NewWish } from '../../../../server/contract/wish.ts';
import { addWish, listWishes } from '../../../../server/organisation/people/wish-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { requirementRequest } from '../../../support/requirement-request.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const MONDAY = '2026-11-30';
const FRIDAY = '2026-12-04';

describeOnBothEngines('wishes', (engine) => {
  let db: Db;
  let server: DeskServer;
  let planner: DeskClient;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    const people = ['K-001', 'K-002', 'K-003', 'K-004'].map((id) => agent(id, 'koeln'));
    await addPeople(db, centre(), [...people, agent('B-001', 'bonn')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'planner-bonn', [{ role: 'planner', city: 'bonn' }]);
    await addAccount(db, 'kim', [{ role: 'agent', city: 'koeln' }], 'K-001');
    server = await startDeskServer(db);
    planner = await signedIn('planner');
    return () => server.close();
  });

  async function signedIn(name: string): Promise<DeskClient> {
    const client = new DeskClient(server.url);
    expect(await client.signIn(name)).toBe(200);
    return client;
  }

  const wish = (changes: Partial<NewWish> = {}): NewWish => ({
    agentId: 'K-001',
    kind: 'dayOff',
    from: MONDAY,
    until: MONDAY,
    minute: null,
    weight: 20,
    remark: '',
    ...changes,
  });
  const enter = (body: unknown) => planner.send('POST', '/api/v1/wishes', body);
  const stored = () => listWishes(db, '0000-01-01', '9999-12-31');

  it('go from the planner’s form through draft and publication to the agent’s page, kept and refused', async () => {
    const kim = await signedIn('kim');
    const told = async () => field((await kim.send('GET', '/api/v1/my/schedule')).body, 'wishes');
    const early = { startMinute: 0, endMinute: 540 };
    const late = { startMinute: 900, endMinute: 1440 };
    const entered = [
      wish({ until: '2026-12-01', remark: 'Umzug' }),
      wish({ kind: 'notBefore', minute: 540, from: '2026-12-02', until: '2026-12-02', weight: 5 }),
      wish({ kind: 'notAfter', minute: 900, from: '2026-12-02', until: '2026-12-02', weight: 7 }),
    ];
    for (const one of entered) expect((await enter(one)).status).toBe(201);
    expect(await told()).toEqual([
      { day: MONDAY, kind: 'dayOff', span: null, isKept: null },
      { day: '2026-12-01', kind: 'dayOff', span: null, isKept: null },
      { day: '2026-12-02', kind: 'avoidWithin', span: late, isKept: null },
      { day: '2026-12-02', kind: 'avoidWithin', span: early, isKept: null },
    ]);

    const requirement = await planner.send(
      'POST',
      '/api/v1/requirements',
      requirementRequest('2026-12-01', FRIDAY),
    );
    const made = await planner.send('POST', '/api/v1/drafts', {
      title: 'KW 49',
      from: '2026-12-01',
      until: FRIDAY,
      requirementId: field(requirement.body, 'id'),
    });
    const path = `/api/v1/drafts/${String(field(made.body, 'id'))}`;
    const draft = await planner.send('GET', path);
    const agents = field(draft.body, 'problem', 'agents');
    const own: unknown = Array.isArray(agents)
      ? agents.find((one: unknown) => field(one, 'id') === 'K-001')
      : null;
    expect(field(own, 'wishes')).toEqual([
      { kind: 'dayOff', date: plainDate('2026-12-01'), weight: 20 },
      { kind: 'avoidWithin', date: plainDate('2026-12-02'), span: late, weight: 7 },
      { kind: 'avoidWithin', date: plainDate('2026-12-02'), span: early, weight: 5 },
    ]);

    const shift = (date: string) => ({
      agent: 'K-001',
      date,
      pattern: 'work-465',
      group: 'koeln',
      startMinute: 480,
      endMinute: 900,
      breaks: [{ startMinute: 720, endMinute: 750 }],
    });
    const set = [shift('2026-12-02')];
    const saved = await planner.send('PUT', path, { basedOn: 1, set, cleared: [] });
    const publication = { basedOn: field(saved.body, 'revision'), overrides: [] };
    expect((await planner.send('POST', `${path}/publish`, publication)).status).toBe(201);
    expect(await told()).toEqual([
      { day: MONDAY, kind: 'dayOff', span: null, isKept: null },
      { day: '2026-12-01', kind: 'dayOff', span: null, isKept: true },
      { day: '2026-12-02', kind: 'avoidWithin', span: late, isKept: true },
      { day: '2026-12-02', kind: 'avoidWithin', span: early, isKept: false },
    ]);
  });

  it('are listed and removed by planners of the person’s city alone; the audit keeps the remark to itself', async () => {
    const body = wish({ agentId: 'K-002', remark: 'Arzttermin' });
    const id = field((await enter(body)).body, 'id');
    const shown = await planner.send('GET', '/api/v1/people');
    expect(field(shown.body, 'wishes')).toContainEqual({ id, ...body });
    const bonn = await signedIn('planner-bonn');
    const seen = await bonn.send('GET', '/api/v1/people');
    expect(field(seen.body, 'wishes')).toEqual([]);
    const tries = [
      await bonn.send('DELETE', `/api/v1/wishes/${String(id)}`),
      await bonn.send('POST', '/api/v1/wishes', wish({ agentId: 'K-003' })),
    ];
    expect(tries.map((answer) => field(answer.body, 'error', 'code'))).toEqual(
      tries.map(() => 'not-your-city'),
    );
    expect(await stored()).toContainEqual({ id, ...body });
    expect((await planner.send('DELETE', `/api/v1/wishes/${String(id)}`)).status).toBe(204);
    expect((await planner.send('DELETE', `/api/v1/wishes/${String(id)}`)).status).toBe(404);
    expect(await stored()).not.toContainEqual({ id, ...body });
    const audit = await db.selectFrom('audit').selectAll().where('subject', '=', 'K-002').execute();
    expect(audit.map(({ action }) => action).toSorted()).toEqual(['wish:added', 'wish:removed']);
    expect(JSON.stringify(audit)).not.toContain('Arzttermin');
  });

  const sameDays = { agentId: 'K-003', from: MONDAY, until: FRIDAY };
  const against: Readonly<Record<string, readonly [Partial<NewWish>, Partial<NewWish>]>> = {
    'a day off and hours': [{}, { kind: 'notBefore', minute: 540 }],
    'the same kind twice': [
      { kind: 'notAfter', minute: 900 },
      { kind: 'notAfter', minute: 960 },
    ],
    'hours that leave none': [
      { kind: 'notBefore', minute: 720 },
      { kind: 'notAfter', minute: 720 },
    ],
  };
  for (const [what, [first, second]] of Object.entries(against))
    it(`do not contradict each other on one day: ${what}; the answer says with what`, async () => {
      const one = field((await enter(wish({ ...sameDays, ...first }))).body, 'id');
      const before = await stored();
      const refused = await enter(wish({ ...sameDays, ...second, from: FRIDAY, until: '2026-12-07' }));
      expect([refused.status, field(refused.body, 'error', 'code')]).toEqual([409, 'wish-contradicts']);
      expect(field(refused.body, 'error', 'with', 'id')).toBe(one);
      expect(await stored()).toEqual(before);
      await planner.send('DELETE', `/api/v1/wishes/${String(one)}`);
    });

  it('do not contradict each other when two hands enter them at the same moment', async () => {
    const hands = Array.from({ length: 6 }, (_, weight) =>
      addWish(db, wish({ agentId: 'K-004', weight: weight + 1 }), null, DESK_NOW),
    );
    expect((await Promise.all(hands)).filter(({ ok }) => ok)).toHaveLength(1);
  });

  const wrong: Readonly<Record<string, readonly [unknown, number, string | undefined]>> = {
    'somebody unknown': [wish({ agentId: 'X-1' }), 404, undefined],
    'a kind that does not exist': [{ ...wish(), kind: 'never' }, 422, 'kind'],
    'a day that is past': [wish({ from: '2026-11-22', until: MONDAY }), 422, 'from'],
    'a last day before the first': [wish({ from: FRIDAY }), 422, 'until'],
    'a day that is none': [wish({ from: '2026-02-30' }), 422, 'from'],
    'a whole year': [wish({ until: '2027-11-29' }), 422, 'until'],
    'no weight': [wish({ weight: 0 }), 422, 'weight'],
    'too much weight': [wish({ weight: 101 }), 422, 'weight'],
    'half a weight': [wish({ weight: 1.5 }), 422, 'weight'],
    'hours without a time': [wish({ kind: 'notBefore' }), 422, 'minute'],
    'a day off with a time': [wish({ minute: 540 }), 422, 'minute'],
    'a time past midnight': [wish({ kind: 'notAfter', minute: 1440 }), 422, 'minute'],
    'a remark without end': [wish({ remark: 'x'.repeat(201) }), 422, 'remark'],
    'no body at all': [[], 422, 'agentId'],
  };
  for (const [what, [body, status, where]] of Object.entries(wrong))
    it(`are refused for ${what}, the field named and nothing written`, async () => {
      const before = await stored();
      const answer = await enter(body);
      expect([answer.status, field(answer.body, 'error', 'issues', 0, 'field')]).toEqual([status, where]);
      expect(await stored()).toEqual(before);
    });
});
