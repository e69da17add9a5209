import { beforeEach, expect, it } from 'vitest';
import type { Grant } from '../../../../server/contract/account.ts';
import { seedDemoAccounts } from '../../../../server/organisation/accounts/demo-accounts.ts';
import { addAbsence } from '../../../../server/organisation/people/absence-store.ts';
import { addWish } from '../../../../server/organisation/people/wish-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  PASSWORD,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const AWAY = '2026-12-03';
const WISHED = '2026-12-04';
const isAgent: readonly Grant[] = [{ role: 'agent', city: 'koeln' }];

describeOnBothEngines('the own page of somebody whose account another hand may hold', (engine) => {
  let db: Db;
  let server: DeskServer;
  let owner: string;
  let care: DeskClient;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [agent('K-001', 'koeln'), agent('K-002', 'koeln')]);
    await addAbsence(db, { agentId: 'K-001', kind: 'sick', from: AWAY, until: AWAY }, null, DESK_NOW);
    const wish = {
      kind: 'dayOff',
      from: WISHED,
      until: WISHED,
      minute: null,
      weight: 3,
      remark: '',
    } as const;
    await addWish(db, { agentId: 'K-001', ...wish }, null, DESK_NOW);
    owner = await addAccount(db, 'owner', isAgent, 'K-001');
    await addAccount(db, 'care', [{ role: 'administrator', city: 'koeln' }]);
    await addAccount(db, 'chief', [{ role: 'administrator', city: '*' }]);
    await addAccount(db, 'planner', [{ role: 'planner', city: 'koeln' }]);
    await addAccount(db, 'elsewhere', [{ role: 'planner', city: 'bonn' }]);
    await addAccount(db, 'both', [
      { role: 'administrator', city: 'koeln' },
      { role: 'planner', city: 'koeln' },
    ]);
    server = await startDeskServer(db);
    care = await signedIn('care');
    return () => server.close();
  });

  async function signedIn(name: string): Promise<DeskClient> {
    const client = new DeskClient(server.url);
    expect(await client.signIn(name)).toBe(200);
    return client;
  }

  /** Whoever was given the link chooses the password. */
  async function opened(link: unknown): Promise<DeskClient> {
    const client = new DeskClient(server.url);
    await client.session();
    const token = String(link).split('=')[1];
    const { status, body } = await client.send('POST', '/api/v1/session/link', { token, password: PASSWORD });
    expect(status).toBe(200);
    await client.signIn(String(field(body, 'me', 'name')));
    return client;
  }

  async function resetBy(client: DeskClient, account = owner): Promise<DeskClient> {
    return opened(field((await client.send('POST', `/api/v1/accounts/${account}/reset`)).body, 'link'));
  }

  async function page(client: DeskClient) {
    const { status, body } = await client.send('GET', '/api/v1/my/schedule');
    expect(status).toBe(200);
    const code = field(body, 'confirmationCode');
    return {
      code: typeof code === 'string' && /^\d{6}$/.test(code) ? 'six digits' : code,
      kind: field(body, 'absences', 0, 'kind'),
      from: field(body, 'absences', 0, 'from'),
      wish: field(body, 'wishes', 0, 'day'),
    };
  }

  async function codeOn(client: DeskClient): Promise<unknown> {
    return field((await client.send('GET', '/api/v1/my/schedule')).body, 'confirmationCode');
  }

  const WHOLE = { code: null, kind: 'sick', from: AWAY, wish: WISHED };
  const KEPT = { code: 'six digits', kind: null, from: AWAY, wish: undefined };

  async function confirm(name: string, code: unknown, person = 'K-001'): Promise<readonly unknown[]> {
    const client = await signedIn(name);
    const { status, body } = await client.send('POST', `/api/v1/people/${person}/account/confirm`, { code });
    return [status, field(body, 'error', 'issues', 0, 'field') ?? field(body, 'error', 'code')];
  }

  const ways: Readonly<Record<string, () => Promise<DeskClient>>> = {
    'a new password for its account': () => resetBy(care),
    'a new password by the administrator of all cities': async () => resetBy(await signedIn('chief')),
    'a second account, once the first is bound to nobody': async () => {
      await change(care, owner, isAgent, null);
      const wanted = { name: 'second', displayName: 'x', grants: isAgent, agentId: 'K-001' };
      return opened(field((await care.send('POST', '/api/v1/accounts', wanted)).body, 'link'));
    },
    'an account whose password they know, bound to the person': async () => {
      const known = await addAccount(db, 'known', isAgent, 'K-002');
      await change(care, owner, isAgent, null);
      await change(care, known, isAgent, 'K-001');
      return signedIn('known');
    },
    'an account whose password they know, made an agent’s': async () => {
      const grants: readonly Grant[] = [{ role: 'supervisor', city: 'koeln' }];
      const known = await addAccount(db, 'known', grants);
      await change(care, owner, isAgent, null);
      await change(care, known, grants, 'K-001');
      await change(care, known, [...grants, ...isAgent], 'K-001');
      return signedIn('known');
    },
    'the same account, bound to somebody else in between': async () => {
      await change(care, owner, isAgent, 'K-002');
      const known = await resetBy(care);
      await change(care, owner, isAgent, 'K-001');
      return known;
    },
  };
  for (const [way, open] of Object.entries(ways))
    it(`says that they are away and not why, to who opens it by ${way}`, async () => {
      expect(await page(await signedIn('owner'))).toEqual(WHOLE);
      const client = await open();
      expect(await page(client)).toEqual(KEPT);
      const refused = [
        await client.send('GET', `/api/v1/my/reasons/${WISHED}`),
        await client.send('POST', '/api/v1/my/schedule/seen'),
        await client.send('POST', '/api/v1/my/feed'),
        await client.send('DELETE', '/api/v1/my/feed'),
      ];
      expect(refused.map(({ status, body }) => [status, field(body, 'error', 'code')])).toEqual(
        refused.map(() => [403, 'account-not-confirmed']),
      );
    });

  it('is whole again when a planner of the city has the code from its holder, and nobody else can say so', async () => {
    const holder = await resetBy(care);
    const code = await codeOn(holder);
    const listed = (await (await signedIn('planner')).send('GET', '/api/v1/people')).body;
    expect(field(listed, 'accounts', 0)).toMatchObject({ name: 'owner', waits: true });
    expect(JSON.stringify(listed)).not.toContain(String(code));
    expect(field((await care.send('GET', '/api/v1/people')).body, 'accounts', 0, 'waits')).toBe(false);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect([
      await confirm('planner', wrong),
      await confirm('planner', 'code'),
      await confirm('planner', code, 'K-002'),
      await confirm('care', code),
      await confirm('chief', code),
      await confirm('elsewhere', code),
    ]).toEqual([
      [422, 'code'],
      [422, 'code'],
      [422, 'code'],
      [403, 'not-allowed'],
      [403, 'not-allowed'],
      [403, 'not-your-city'],
    ]);
    expect(await page(holder)).toEqual(KEPT);
    expect(await confirm('planner', `${String(code).slice(0, 3)} ${String(code).slice(3)}`)).toEqual([
      204,
      undefined,
    ]);
    expect(await page(holder)).toEqual(WHOLE);
    // the next password is another holder, whose code is another one
    const next = await resetBy(care);
    expect(await codeOn(next)).not.toBe(code);
    expect(await confirm('planner', code)).toEqual([422, 'code']);
    const changes = await db.selectFrom('audit').select(['action', 'subject', 'detail']).execute();
    expect(changes.map(({ action }) => action).sort()).toEqual([
      ...['account:holderConfirmed', 'account:passwordChosen', 'account:passwordChosen'],
      ...['account:resetIssued', 'account:resetIssued'],
    ]);
    expect(changes.find(({ action }) => action === 'account:resetIssued')).toMatchObject({
      subject: owner,
      detail: '{"agentId":"K-001"}',
    });
  });

  it('is whole at once where the link came from somebody who plans them, and stays so for its owner meanwhile', async () => {
    const present = await signedIn('owner');
    const both = await signedIn('both');
    const issued = await both.send('POST', `/api/v1/accounts/${owner}/reset`);
    expect(await page(present)).toEqual(WHOLE);
    expect(await page(await opened(field(issued.body, 'link')))).toEqual(WHOLE);
  });

  it('is nobody’s who held an account of the number before it was given to somebody new', async () => {
    const planner = await signedIn('planner');
    expect((await planner.send('DELETE', '/api/v1/people/K-001')).status).toBe(204);
    await addPeople(db, centre(), [agent('K-001', 'koeln')]);
    await addAbsence(db, { agentId: 'K-001', kind: 'sick', from: AWAY, until: AWAY }, null, DESK_NOW);
    await change(care, owner, isAgent, 'K-001');
    expect(await page(await signedIn('owner'))).toEqual(KEPT);
  });

  it('is whole in the demonstration, whose agent has no password', async () => {
    await db.updateTable('account').set({ agent_id: null }).where('id', '=', owner).execute();
    await seedDemoAccounts(db, 'K-001', DESK_NOW);
    // a folder of a former release
    await db.updateTable('account').set({ confirmed_for: null }).execute();
    await seedDemoAccounts(db, 'K-001', DESK_NOW);
    const accounts = await db.selectFrom('account').select(['name', 'confirmed_for']).execute();
    expect(accounts.find(({ name }) => name === 'demo-agent')?.confirmed_for).toBe('K-001');
  });

  async function change(
    client: DeskClient,
    account: string,
    grants: readonly Grant[],
    agentId: string | null,
  ): Promise<void> {
    const wanted = { displayName: 'x', grants, agentId };
    expect((await client.send('PUT', `/api/v1/accounts/${account}`, wanted)).status).toBe(204);
  }
});
