import { beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DeskClient,
  field,
  PASSWORD,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const everywhere = { role: 'administrator', city: '*' } as const;

describeOnBothEngines('account care', (engine) => {
  let db: Db;
  let server: DeskServer;
  let chief: DeskClient;
  let chiefId: string;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [
      ...['K-001', 'K-002', 'K-003'].map((id) => agent(id, 'koeln')),
      ...['B-001', 'B-002'].map((id) => agent(id, 'bonn')),
    ]);
    chiefId = await addAccount(db, 'chief', [everywhere]);
    await addAccount(db, 'chief-bonn', [{ role: 'administrator', city: 'bonn' }]);
    server = await startDeskServer(db);
    chief = new DeskClient(server.url);
    await chief.signIn('chief');
    return () => server.close();
  });

  const wanted = (name: string, city = 'koeln', agentId: string | null = null) => ({
    name,
    displayName: 'Frau Muster',
    grants: [{ role: 'planner', city }],
    agentId,
  });

  async function invite(name: string, city?: string, agentId?: string | null) {
    const { status, body } = await chief.send('POST', '/api/v1/accounts', wanted(name, city, agentId));
    expect(status).toBe(201);
    return { id: String(field(body, 'id')), link: String(field(body, 'link')) };
  }

  async function row(name: string): Promise<unknown> {
    const { body } = await chief.send('GET', '/api/v1/accounts');
    const accounts = field(body, 'accounts');
    return Array.isArray(accounts) ? accounts.find((one: unknown) => field(one, 'name') === name) : undefined;
  }

  it('invites with a link that stands in the answer alone, and lists it as open until it is used', async () => {
    const { link } = await invite('planner1');
    expect(link).toMatch(/^\/desk#invitation=[\w-]{32}$/);
    const before = await row('planner1');
    expect(field(before, 'openLink', 'purpose')).toBe('invitation');
    expect(JSON.stringify(before)).not.toContain(link.split('=')[1]);
    const guest = new DeskClient(server.url);
    await guest.session();
    const token = link.split('=')[1];
    await guest.send('POST', '/api/v1/session/link', { token, password: PASSWORD });
    const after = await row('planner1');
    expect([field(after, 'openLink'), field(after, 'hasPassword')]).toEqual([null, true]);
  });

  it('refuses a name that is taken, and names the field', async () => {
    await invite('twice');
    const { status, body } = await chief.send('POST', '/api/v1/accounts', wanted('TWICE '));
    expect([status, field(body, 'error', 'code'), field(body, 'error', 'issues', 0, 'field')]).toEqual([
      409,
      'name-taken',
      'name',
    ]);
  });

  const wrong: Readonly<Record<string, readonly [unknown, string]>> = {
    'a name with blanks': [wanted('two words'), 'name'],
    'a name of one letter': [wanted('x'), 'name'],
    'an empty display name': [{ ...wanted('fine1'), displayName: '  ' }, 'displayName'],
    'no right at all': [{ ...wanted('fine2'), grants: [] }, 'grants'],
    'a role that does not exist': [
      { ...wanted('fine3'), grants: [{ role: 'boss', city: '*' }] },
      'grants.0.role',
    ],
    'a city that does not exist': [wanted('fine4', 'aachen'), 'grants.0.city'],
    'a person who does not exist': [wanted('fine5', 'koeln', 'X-999'), 'agentId'],
    'no body at all': [[], 'name'],
  };
  for (const [what, [body, where]] of Object.entries(wrong))
    it(`refuses ${what}, names the field and writes nothing`, async () => {
      const before = await db.selectFrom('account').select('id').execute();
      const answer = await chief.send('POST', '/api/v1/accounts', body);
      expect([answer.status, field(answer.body, 'error', 'issues', 0, 'field')]).toEqual([422, where]);
      expect(await db.selectFrom('account').select('id').execute()).toHaveLength(before.length);
    });

  it('gives one account to one person on the roster', async () => {
    await invite('k001', 'koeln', 'K-001');
    const { status, body } = await chief.send('POST', '/api/v1/accounts', wanted('other', 'koeln', 'K-001'));
    expect([status, field(body, 'error', 'issues', 0, 'field')]).toEqual([422, 'agentId']);
  });

  it('changes name, rights and person at once; a withdrawn right ends within the next request', async () => {
    const id = await addAccount(db, 'mover', [{ role: 'planner', city: '*' }]);
    const client = new DeskClient(server.url);
    await client.signIn('mover');
    expect((await client.send('GET', '/api/v1/drafts')).status).toBe(200);
    const change = {
      displayName: 'Neu',
      grants: [{ role: 'agent', city: 'bonn' }],
      agentId: 'B-001',
    };
    expect((await chief.send('PUT', `/api/v1/accounts/${id}`, change)).status).toBe(204);
    expect(await row('mover')).toMatchObject(change);
    expect((await client.send('GET', '/api/v1/drafts')).status).toBe(403);
  });

  it('keeps the administrator from taking the right to care for accounts from themselves', async () => {
    const change = { displayName: 'chief', grants: [{ role: 'planner', city: '*' }], agentId: null };
    const demoted = await chief.send('PUT', `/api/v1/accounts/${chiefId}`, change);
    const disabled = await chief.send('POST', `/api/v1/accounts/${chiefId}/disable`);
    expect([field(demoted.body, 'error', 'code'), field(disabled.body, 'error', 'code')]).toEqual([
      'cannot-demote-oneself',
      'cannot-disable-oneself',
    ]);
    const renamed = { ...change, displayName: 'Chefin', grants: [everywhere] };
    expect((await chief.send('PUT', `/api/v1/accounts/${chiefId}`, renamed)).status).toBe(204);
  });

  it('lets nobody give themselves a role, a city or a person’s schedule, whatever they care for', async () => {
    const id = await addAccount(db, 'ambitious', [{ role: 'administrator', city: 'koeln' }]);
    const client = new DeskClient(server.url);
    await client.signIn('ambitious');
    const own = { role: 'administrator', city: 'koeln' } as const;
    const wishes = [
      [client, id, [own, { role: 'planner', city: 'koeln' }], null],
      [client, id, [own], 'K-001'],
      [chief, chiefId, [everywhere, { role: 'planner', city: '*' }], null],
      [chief, chiefId, [everywhere, { role: 'agent', city: 'bonn' }], 'B-001'],
    ] as const;
    for (const [who, account, grants, agentId] of wishes) {
      const change = { displayName: 'x', grants, agentId };
      const { status, body } = await who.send('PUT', `/api/v1/accounts/${account}`, change);
      expect([status, field(body, 'error', 'code')]).toEqual([403, 'cannot-grant-oneself']);
    }
    const elsewhere = {
      displayName: 'x',
      grants: [own, { role: 'administrator', city: 'bonn' }],
      agentId: null,
    };
    expect((await client.send('PUT', `/api/v1/accounts/${id}`, elsewhere)).status).toBe(403);
    expect((await client.send('GET', '/api/v1/drafts')).status).toBe(403);
  });

  it('lets an administrator of one city open no planner’s account, new or old, unless they plan there', async () => {
    const given = [{ role: 'administrator', city: 'koeln' }] as const;
    await addAccount(db, 'koeln-care', [...given]);
    await addAccount(db, 'koeln-both', [...given, { role: 'planner', city: 'koeln' }]);
    const present = [{ role: 'supervisor', city: 'koeln' }] as const;
    const supervisor = await addAccount(db, 'koeln-runs', [...present]);
    const planning = await addAccount(db, 'koeln-plans', [{ role: 'planner', city: 'koeln' }]);
    const asked = async (name: string, tail: string) => {
      const client = new DeskClient(server.url);
      await client.signIn(name);
      const widened = {
        displayName: 'x',
        grants: [...present, { role: 'planner', city: 'koeln' }],
        agentId: null,
      };
      return [
        await client.send('POST', '/api/v1/accounts', wanted(`second-${tail}`)),
        await client.send('PUT', `/api/v1/accounts/${supervisor}`, widened),
        await client.send('POST', `/api/v1/accounts/${planning}/reset`),
      ];
    };
    expect((await asked('koeln-care', 'a')).map(({ status, body }) => [status, body])).toEqual(
      Array(3).fill([403, { error: { code: 'right-not-held' } }]),
    );
    const care = new DeskClient(server.url);
    await care.signIn('koeln-care');
    const less = { ...wanted('second-b'), grants: [...present] };
    const renamed = { displayName: 'Frau Neu', grants: [{ role: 'planner', city: 'koeln' }], agentId: null };
    expect([
      (await care.send('POST', '/api/v1/accounts', less)).status,
      (await care.send('PUT', `/api/v1/accounts/${planning}`, renamed)).status,
    ]).toEqual([201, 204]);
    expect((await asked('koeln-both', 'c')).map(({ status }) => status)).toEqual([201, 204, 200]);
  });

  it('binds no account to another city’s person, and does not say whether there is one', async () => {
    const bonn = new DeskClient(server.url);
    await bonn.signIn('chief-bonn');
    const bound = await addAccount(db, 'helper-of-koeln', [{ role: 'agent', city: 'bonn' }], 'K-002');
    const answers = [
      await bonn.send('POST', '/api/v1/accounts', wanted('spy3', 'bonn', 'K-001')),
      await bonn.send('POST', '/api/v1/accounts', wanted('spy4', 'bonn', 'nobody')),
      await bonn.send('POST', `/api/v1/accounts/${bound}/reset`),
      await bonn.send('PUT', `/api/v1/accounts/${bound}`, { ...wanted('x', 'bonn'), name: undefined }),
    ];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [403, { error: { code: 'not-your-city' } }]),
    );
    expect(JSON.stringify((await bonn.send('GET', '/api/v1/accounts')).body)).not.toContain('K-002');
  });

  it('ends session and calendar with the account at once, and gives neither back when it is let in again', async () => {
    const id = await addAccount(db, 'leaver', [{ role: 'agent', city: 'koeln' }], 'K-003');
    const leaver = new DeskClient(server.url);
    await leaver.signIn('leaver');
    const path = String(field((await leaver.send('POST', '/api/v1/my/feed')).body, 'path'));
    const calendar = async (): Promise<number> => (await fetch(server.url + path)).status;
    expect(await calendar()).toBe(200);
    await chief.send('POST', `/api/v1/accounts/${id}/disable`);
    expect([await calendar(), (await leaver.send('GET', '/api/v1/my/schedule')).status]).toEqual([404, 401]);
    await chief.send('POST', `/api/v1/accounts/${id}/enable`);
    expect([await calendar(), (await leaver.send('GET', '/api/v1/my/schedule')).status]).toEqual([404, 401]);
    await leaver.signIn('leaver');
    const again = String(field((await leaver.send('POST', '/api/v1/my/feed')).body, 'path'));
    expect((await fetch(server.url + again)).status).toBe(200);
    const change = { displayName: 'x', grants: [{ role: 'supervisor', city: 'koeln' }], agentId: 'K-003' };
    await chief.send('PUT', `/api/v1/accounts/${id}`, change);
    expect((await fetch(server.url + again)).status).toBe(404);
  });

  it('ends a calendar with the bond between account and person: the next account does not wake it', async () => {
    const agents = [{ role: 'agent', city: 'bonn' }] as const;
    const id = await addAccount(db, 'first-holder', [...agents], 'B-002');
    const first = new DeskClient(server.url);
    await first.signIn('first-holder');
    const path = String(field((await first.send('POST', '/api/v1/my/feed')).body, 'path'));
    const calendar = async (): Promise<number> => (await fetch(server.url + path)).status;
    expect(await calendar()).toBe(200);
    const rebound = { displayName: 'x', grants: [...agents], agentId: null };
    expect((await chief.send('PUT', `/api/v1/accounts/${id}`, rebound)).status).toBe(204);
    await addAccount(db, 'second-holder', [...agents], 'B-002');
    expect(await calendar()).toBe(404);
  });

  it('disables, refuses a reset meanwhile, and lets in again with the old password', async () => {
    const id = await addAccount(db, 'pausing', [{ role: 'planner', city: '*' }]);
    await chief.send('POST', `/api/v1/accounts/${id}/disable`);
    expect(await new DeskClient(server.url).signIn('pausing')).toBe(401);
    expect((await chief.send('POST', `/api/v1/accounts/${id}/reset`)).status).toBe(409);
    await chief.send('POST', `/api/v1/accounts/${id}/enable`);
    expect(await new DeskClient(server.url).signIn('pausing')).toBe(200);
  });

  it('ends the older link when a new one is issued', async () => {
    const { id, link } = await invite('forgetful');
    const again = await chief.send('POST', `/api/v1/accounts/${id}/reset`);
    const redeem = async (path: string) => {
      const guest = new DeskClient(server.url);
      await guest.session();
      return (
        await guest.send('POST', '/api/v1/session/link', { token: path.split('=')[1], password: PASSWORD })
      ).status;
    };
    expect([await redeem(link), await redeem(String(field(again.body, 'link')))]).toEqual([410, 200]);
  });

  it('keeps an administrator of one city within it: sees, invites, changes and resets nobody else', async () => {
    const { id } = await invite('planner-koeln', 'koeln');
    const { id: both } = await invite('planner-all', '*');
    const bonn = new DeskClient(server.url);
    await bonn.signIn('chief-bonn');
    const listed = await bonn.send('GET', '/api/v1/accounts');
    expect(JSON.stringify(listed.body)).not.toMatch(/planner-koeln|planner-all|"chief"/);
    expect(JSON.stringify(listed.body)).toContain('chief-bonn');
    const own = { displayName: 'x', grants: [{ role: 'planner', city: 'bonn' }], agentId: null };
    const tries = [
      await bonn.send('POST', '/api/v1/accounts', wanted('spy1', 'koeln')),
      await bonn.send('POST', '/api/v1/accounts', wanted('spy2', '*')),
      await bonn.send('PUT', `/api/v1/accounts/${id}`, own),
      await bonn.send('POST', `/api/v1/accounts/${both}/reset`),
      await bonn.send('POST', `/api/v1/accounts/${chiefId}/reset`),
      await bonn.send('POST', `/api/v1/accounts/${id}/disable`),
      await bonn.send('POST', `/api/v1/accounts/${id}/enable`),
    ];
    expect(tries.map(({ body }) => field(body, 'error', 'code'))).toEqual(tries.map(() => 'not-your-city'));
    const helper = { ...wanted('helper', 'bonn'), grants: [{ role: 'supervisor', city: 'bonn' }] };
    expect((await bonn.send('POST', '/api/v1/accounts', helper)).status).toBe(201);
  });
});
