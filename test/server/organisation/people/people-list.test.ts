import { beforeAll, expect, it } from 'vitest';
import type { Grant } from '../../../../server/contract/account.ts';
import { addAbsence } from '../../../../server/organisation/people/absence-store.ts';
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
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const TODAY = '2026-11-23';

describeOnBothEngines('the list of people', (engine) => {
  let server: DeskServer;

  beforeAll(async () => {
    const { db } = await engine.newStore();
    await addPeople(db, centre(), [
      { ...agent('K-001', 'koeln'), name: 'Käthe Öztürk', team: 'Nord' },
      { ...agent('K-002', 'koeln'), employment: { from: null, until: '2026-10-31' } },
      { ...agent('K-003', 'koeln'), employment: { from: '2020-01-01', until: '2027-01-31' } },
      { ...agent('B-001', 'bonn'), name: 'Bodo', team: 'Süd' },
    ]);
    await addAbsence(db, { agentId: 'K-001', kind: 'sick', from: TODAY, until: TODAY }, null, DESK_NOW);
    await addAbsence(db, { agentId: 'B-001', kind: 'sick', from: TODAY, until: TODAY }, null, DESK_NOW);
    await addAccount(db, 'bodo.b', [{ role: 'agent', city: 'bonn' }], 'B-001');
    await addAccount(db, 'kaethe', [{ role: 'agent', city: 'koeln' }], 'K-001');
    const accounts: Readonly<Record<string, readonly Grant[]>> = {
      joint: [{ role: 'planner', city: '*' }],
      planner: [{ role: 'planner', city: 'koeln' }],
      care: [{ role: 'administrator', city: 'koeln' }],
      supervisor: [{ role: 'supervisor', city: 'koeln' }],
    };
    for (const [name, grants] of Object.entries(accounts)) await addAccount(db, name, grants);
    server = await startDeskServer(db);
    return () => server.close();
  });

  async function asked(name: string, query = ''): Promise<unknown> {
    const client = new DeskClient(server.url);
    await client.signIn(name);
    const { status, body } = await client.send('GET', `/api/v1/people${query}`);
    expect(status).toBe(200);
    return body;
  }

  async function idsOf(name: string, query: string): Promise<unknown> {
    const people = field(await asked(name, query), 'people');
    return Array.isArray(people) ? people.map((person: unknown) => field(person, 'id')) : people;
  }

  it('finds people by every word of number, name, team, telephone and account, and by city', async () => {
    const searches: Readonly<Record<string, readonly string[]>> = {
      '': ['B-001', 'K-001', 'K-003'],
      'words=öztürk%20NORD': ['K-001'],
      'words=agent/k-003': ['K-003'],
      'words=bodo.b': ['B-001'],
      'words=nord%20süd': [],
      'city=bonn': ['B-001'],
      'city=koeln&former=true': ['K-001', 'K-002', 'K-003'],
    };
    for (const [query, ids] of Object.entries(searches))
      expect([query, await idsOf('joint', `?${query}`)]).toEqual([query, ids]);
  });

  it('counts and proposes what the reader sees, whatever is searched for', async () => {
    const body = await asked('planner', '?words=nobody');
    expect([field(body, 'found'), field(body, 'counts'), field(body, 'teams')]).toEqual([
      0,
      { present: 2, former: 1, awayToday: 1 },
      ['Nord', 'Team 1'],
    ]);
    for (const words of ['B-001', 'Bodo', 'bodo.b', 'Süd'])
      expect(field(await asked('planner', `?former=true&words=${words}`), 'found')).toBe(0);
    expect(await idsOf('planner', '?city=bonn')).toEqual([]);
  });

  it('tells when somebody came and goes to those alone who plan or keep them', async () => {
    const employments = async (name: string) => {
      const body = await asked(name, '?former=true');
      return [1, 2].map((at) => [
        field(body, 'people', at, 'hasLeft'),
        field(body, 'people', at, 'employment'),
      ]);
    };
    const whole = [
      [true, { from: null, until: '2026-10-31' }],
      [false, { from: '2020-01-01', until: '2027-01-31' }],
    ];
    expect(await employments('planner')).toEqual(whole);
    expect(await employments('care')).toEqual(whole);
    expect(await employments('supervisor')).toEqual([
      [true, null],
      [false, null],
    ]);
    const client = new DeskClient(server.url);
    await client.signIn('supervisor');
    expect((await client.send('GET', '/api/v1/people/K-003')).status).toBe(403);
  });

  it('answers one thing to who asks for another city’s person whole and for nobody', async () => {
    const client = new DeskClient(server.url);
    await client.signIn('planner');
    const answers = [
      await client.send('GET', '/api/v1/people/B-001'),
      await client.send('GET', '/api/v1/people/X-999'),
    ];
    expect(answers.map(({ status, body }) => [status, field(body, 'error', 'code')])).toEqual(
      answers.map(() => [403, 'not-your-city']),
    );
  });

  it('refuses a page that is none', async () => {
    const client = new DeskClient(server.url);
    await client.signIn('joint');
    for (const page of ['-1', '1.5', 'x', '99999'])
      expect([page, (await client.send('GET', `/api/v1/people?page=${page}`)).status]).toEqual([page, 422]);
  });

  it('offers an administrator the people without an account, of their cities alone', async () => {
    const client = new DeskClient(server.url);
    await client.signIn('care');
    const { body } = await client.send('GET', '/api/v1/accounts/unbound-people');
    expect(field(body, 'people')).toEqual([
      { id: 'K-002', name: 'K-002' },
      { id: 'K-003', name: 'K-003' },
    ]);
  });
});
