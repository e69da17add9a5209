import { beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { listAbsences } from '../../../../server/organisation/people/absence-store.ts';
import { findAgent, listAgents } from '../../../../server/organisation/people/agent-store.ts';
import {
  addAccount,
  addPeople,
  agent,
  DeskClient,
  field,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const HEADER = 'id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills';

describeOnBothEngines('people at the desk', (engine) => {
  let db: Db;
  let server: DeskServer;
  let planner: DeskClient;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [agent('K-001', 'koeln'), agent('K-002', 'koeln')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'kim', [{ role: 'agent', city: 'koeln' }], 'K-001');
    server = await startDeskServer(db);
    planner = new DeskClient(server.url);
    await planner.signIn('planner');
    return () => server.close();
  });

  const save = (person: unknown, basedOn: unknown, id = String(field(person, 'id'))) =>
    planner.send('PUT', `/api/v1/people/${id}`, { person, basedOn });

  it('are listed with skills, absences and the account that belongs to them', async () => {
    const { body } = await planner.send('GET', '/api/v1/people');
    expect(field(body, 'accounts')).toEqual([
      { agentId: 'K-001', name: 'kim', isDisabled: false, waits: false },
    ]);
    const { contract: _contract, ...listed } = agent('K-001', 'koeln');
    expect(field(body, 'people', 0)).toEqual({
      ...listed,
      weeklyMinutes: 2340,
      daysPerWeek: 5,
      hasLeft: false,
    });
    const whole = await planner.send('GET', '/api/v1/people/K-001');
    expect([whole.status, field(whole.body, 'person')]).toEqual([200, agent('K-001', 'koeln')]);
  });

  it('are added and changed on the state that the form showed; an older state writes nothing', async () => {
    const fresh = agent('K-100', 'koeln');
    expect((await save(fresh, null)).status).toBe(204);
    const moved = { ...fresh, team: 'Team 2' };
    expect((await save(moved, fresh)).status).toBe(204);
    const late = await save({ ...fresh, team: 'Team 3' }, fresh);
    expect([late.status, field(late.body, 'error', 'code')]).toEqual([409, 'stale']);
    expect(field(late.body, 'error', 'present', 'team')).toBe('Team 2');
    const again = await save(fresh, null);
    expect(again.status).toBe(409);
    expect((await findAgent(db, 'K-100'))?.team).toBe('Team 2');
  });

  const person = agent('K-200', 'koeln');
  const { contract } = person;
  const wrong: Readonly<Record<string, readonly [unknown, string]>> = {
    'no name': [{ ...person, name: ' ' }, 'name'],
    'no team': [{ ...person, team: '' }, 'team'],
    'an unknown city': [{ ...person, city: 'aachen' }, 'city'],
    'a skill in an unknown city': [
      { ...person, skills: [{ city: 'aachen', from: null, until: null }] },
      'skills.0.city',
    ],
    'no skill': [{ ...person, skills: [] }, 'skills'],
    'a skill that ends before it begins': [
      { ...person, skills: [{ city: 'koeln', from: '2026-12-01', until: '2026-11-01' }] },
      'skills.0.until',
    ],
    'a day that is none': [
      { ...person, skills: [{ city: 'koeln', from: '2026-02-30', until: null }] },
      'skills.0.from',
    ],
    'more hours than the law allows': [
      { ...person, contract: { ...contract, weeklyMinutes: 49 * 60 } },
      'contract.weeklyMinutes',
    ],
    'a half day a week': [{ ...person, contract: { ...contract, daysPerWeek: 4.5 } }, 'contract.daysPerWeek'],
    'an end before the start': [
      { ...person, contract: { ...contract, earliestStartMinute: 900, latestEndMinute: 800 } },
      'contract.latestEndMinute',
    ],
    'the telephone name of another': [{ ...person, telephoneName: 'Agent/K-001' }, 'telephoneName'],
  };
  for (const [what, [body, where]] of Object.entries(wrong))
    it(`are refused with ${what}, the field named and nothing written`, async () => {
      const answer = await save(body, null, 'K-200');
      const at = field(answer.body, 'error', 'issues', 0, 'field');
      expect([answer.status, String(at).replace(/^person\./, '')]).toEqual([422, where]);
      expect(await findAgent(db, 'K-200')).toBeUndefined();
    });

  it('are refused under an address that names somebody else', async () => {
    expect((await save(person, null, 'K-201')).status).toBe(422);
  });

  const csv = (...lines: readonly string[]): string => [HEADER, ...lines].join('\n');
  const line = (id: string, telephone = '', hours = '39') =>
    `${id};${id};T;koeln;${telephone};${hours};5;;;koeln`;

  it('are imported after a preview that writes nothing; twice changes nothing', async () => {
    const text = csv(line('K-300'), line('K-301'));
    const ask = async (write: boolean) =>
      (await planner.upload(`/api/v1/people/import?write=${write}`, text)).body;
    expect(await ask(false)).toMatchObject({ added: ['K-300', 'K-301'], written: false });
    expect(await findAgent(db, 'K-300')).toBeUndefined();
    expect(await ask(true)).toMatchObject({ added: ['K-300', 'K-301'], written: true });
    expect(await ask(true)).toMatchObject({ added: [], changed: [], unchanged: 2 });
  });

  it('are the same when a file names their skills in another order', async () => {
    const skilled = (skills: string) => csv(line('K-310').replace(/koeln$/, skills));
    await planner.upload('/api/v1/people/import?write=true', skilled('koeln bonn koeln@2026-01-01..'));
    const { body } = await planner.upload(
      '/api/v1/people/import?write=true',
      skilled('koeln@2026-01-01.. koeln bonn'),
    );
    expect(body).toMatchObject({ changedCount: 0, unchanged: 1 });
  });

  it('are told by their number and the first hundred when there are many, and all of them are stored', async () => {
    const many = csv(...Array.from({ length: 130 }, (_, at) => line(`L-${at}`)));
    const { body } = await planner.upload('/api/v1/people/import?write=true', many);
    expect(body).toMatchObject({ addedCount: 130, added: { length: 100 }, changedCount: 0, changed: [] });
    const stored = (await listAgents(db)).filter(({ id }) => id.startsWith('L-'));
    expect([stored.length, new Set(stored.map(({ skills }) => skills.length))]).toEqual([130, new Set([1])]);
    const wrong = await planner.upload('/api/v1/people/import?write=true', many.replaceAll(';39;', ';99;'));
    expect(wrong.body).toMatchObject({ issueCount: 130, issues: { length: 100 }, written: false });
  });

  it('are imported from files alone', async () => {
    const { status, body } = await planner.send('POST', '/api/v1/people/import?write=true', {});
    expect([status, field(body, 'error', 'code')]).toEqual([415, 'csv-wanted']);
    expect((await planner.upload('/api/v1/people/import', csv(line('K-320')))).status).toBe(422);
    expect((await planner.upload('/api/v1/people/import?write=true', 'x'.repeat(2_100_000))).status).toBe(
      413,
    );
  });

  it('are imported all or not at all', async () => {
    const before = await listAgents(db);
    const text = csv(line('K-400'), line('K-401', '', '99'));
    const answer = await planner.upload('/api/v1/people/import?write=true', text);
    expect([answer.status, field(answer.body, 'issues', 0, 'line')]).toEqual([422, 3]);
    expect(await listAgents(db)).toEqual(before);
  });

  it('are not imported with a telephone name that somebody else has', async () => {
    const text = csv(line('K-500', 'Agent/K-001'));
    const answer = await planner.upload('/api/v1/people/import?write=true', text);
    expect(field(answer.body, 'issues', 0)).toMatchObject({ line: 2, field: 'telephone' });
  });

  const absence = (changes: Readonly<Record<string, unknown>> = {}) => ({
    agentId: 'K-001',
    kind: 'leave',
    from: '2026-12-07',
    until: '2026-12-11',
    ...changes,
  });

  it('are away once a day: an overlap is refused and says with what', async () => {
    expect((await planner.send('POST', '/api/v1/absences', absence())).status).toBe(201);
    const answer = await planner.send(
      'POST',
      '/api/v1/absences',
      absence({ kind: 'sick', from: '2026-12-11', until: '2026-12-14' }),
    );
    expect([answer.status, field(answer.body, 'error', 'code')]).toEqual([409, 'absence-overlaps']);
    expect(field(answer.body, 'error', 'with')).toMatchObject({ kind: 'leave', until: '2026-12-11' });
    const next = absence({ kind: 'sick', from: '2026-12-12', until: '2026-12-14' });
    expect((await planner.send('POST', '/api/v1/absences', next)).status).toBe(201);
  });

  const wrongAbsences: Readonly<Record<string, readonly [unknown, number, string | undefined]>> = {
    nobody: [absence({ agentId: 'X-1' }), 404, undefined],
    'a kind that does not exist': [absence({ kind: 'holiday' }), 422, 'kind'],
    'a last day before the first': [absence({ until: '2026-12-01' }), 422, 'until'],
    'a day that is none': [absence({ from: '2026-02-30' }), 422, 'from'],
    'a day in words': [absence({ until: 'Friday' }), 422, 'until'],
  };
  for (const [what, [body, status, where]] of Object.entries(wrongAbsences))
    it(`have no absence for ${what}`, async () => {
      const before = await listAbsences(db, '2026-01-01', '2027-12-31');
      const answer = await planner.send('POST', '/api/v1/absences', body);
      expect([answer.status, field(answer.body, 'error', 'issues', 0, 'field')]).toEqual([status, where]);
      expect(await listAbsences(db, '2026-01-01', '2027-12-31')).toEqual(before);
    });
});
