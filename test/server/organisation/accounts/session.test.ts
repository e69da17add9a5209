import { EventEmitter, once } from 'node:events';
import { Router } from 'express';
import { beforeAll, expect, it } from 'vitest';
import {
  firstAdministratorLink,
  issueLink,
  redeemLink,
} from '../../../../server/organisation/accounts/account-links.ts';
import { disableAccount, findAccount } from '../../../../server/organisation/accounts/account-store.ts';
import { seedDemoAccounts } from '../../../../server/organisation/accounts/demo-accounts.ts';
import { instant } from '../../../../forecasting/time/instant.ts';
import type { Room } from '../../../../server/app/compose.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  DESK_NOW,
  DeskClient,
  field,
  PASSWORD,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

describeOnBothEngines('signing in', (engine) => {
  let db: Db;
  let server: DeskServer;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    server = await startDeskServer(db);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    return () => server.close();
  });

  it('lets a person in with name and password, and out again', async () => {
    const client = new DeskClient(server.url);
    expect(await client.signIn('planner')).toBe(200);
    expect(field(await client.session(), 'me', 'name')).toBe('planner');
    await client.send('DELETE', '/api/v1/session');
    expect(field(await client.session(), 'me')).toBeNull();
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const client = new DeskClient(server.url);
    await client.session();
    const wrong = await client.send('POST', '/api/v1/session', { name: 'planner', password: 'no' });
    const unknown = await client.send('POST', '/api/v1/session', { name: 'nobody', password: 'no' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(unknown.body).toEqual(wrong.body);
  });

  it('gives a new session id at each sign-in, so that a planted one is worth nothing', async () => {
    const client = new DeskClient(server.url);
    await client.signIn('planner');
    const planted = client.cookie;
    await client.signIn('planner');
    expect(client.cookie).not.toBe(planted);
    const old = await fetch(`${server.url}/api/v1/drafts`, { headers: { cookie: planted } });
    expect(old.status).toBe(401);
  });

  it('takes no sign-in that a foreign page sends, which can set no header of ours', async () => {
    const body = JSON.stringify({ name: 'planner', password: PASSWORD });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/api/v1/session`, { method: 'POST', headers, body });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
  });

  it('lets nobody change by a session without its token, not even with a bearer token beside it', async () => {
    const client = new DeskClient(server.url);
    await client.signIn('planner');
    const response = await fetch(`${server.url}/api/v1/drafts`, {
      method: 'POST',
      headers: { cookie: client.cookie, authorization: 'Bearer whatever' },
    });
    expect(response.status).toBe(403);
  });

  it('keeps neither the password nor the session id in the store', async () => {
    const client = new DeskClient(server.url);
    await client.signIn('planner');
    const sessions = await db.selectFrom('web_session').selectAll().execute();
    const account = await findAccount(db, 'planner');
    expect(account?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(sessions)).not.toContain(PASSWORD);
    expect(sessions.every(({ id_hash }) => /^[0-9a-f]{64}$/.test(id_hash))).toBe(true);
  });

  it('refuses a change without the session token', async () => {
    const client = new DeskClient(server.url);
    await client.signIn('planner');
    const { status } = await client.send('POST', '/api/v1/requirements', {}, { 'x-csrf-token': 'guessed' });
    expect(status).toBe(403);
  });

  it('sets a cookie that scripts cannot read and foreign pages do not send', async () => {
    const client = new DeskClient(server.url);
    await client.session();
    const { headers } = await client.send('POST', '/api/v1/session', { name: 'planner', password: PASSWORD });
    expect(headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/);
  });

  it('is not undone by an answer that was asked for before and comes after', async () => {
    const { room, signals } = slowPage();
    const other = await startDeskServer(db, {}, [room]);
    const client = new DeskClient(other.url);
    expect(await client.signIn('planner')).toBe(200);
    const reached = once(signals, 'reached');
    const late = fetch(`${other.url}/api/v1/openapi.json`, { headers: { cookie: client.cookie } });
    await reached;
    expect(await client.signIn('planner')).toBe(200);
    signals.emit('release');
    expect((await late).headers.getSetCookie()).toEqual([]);
    expect(field(await client.session(), 'me', 'name')).toBe('planner');
    await other.close();
  });

  it('ends twelve hours after the last request, whatever the browser still holds', async () => {
    let now = DESK_NOW;
    const other = await startDeskServer(db, { now: () => now });
    const client = new DeskClient(other.url);
    await client.signIn('planner');
    const names: unknown[] = [];
    for (const hours of [11, 11, 13]) {
      now = instant(now + hours * 3_600_000);
      names.push(field(await client.session(), 'me', 'name'));
    }
    await other.close();
    expect(names).toEqual(['planner', 'planner', undefined]);
  });

  it('stops guessing after ten wrong passwords', async () => {
    const other = await startDeskServer(db);
    const client = new DeskClient(other.url);
    await client.session();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1)
      statuses.push(
        (await client.send('POST', '/api/v1/session', { name: 'planner', password: 'x' })).status,
      );
    await other.close();
    expect(statuses.slice(0, 10).every((status) => status === 401)).toBe(true);
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it('ends every session of an account that is disabled', async () => {
    const id = await addAccount(db, 'leaver', [{ role: 'planner', city: '*' }]);
    const client = new DeskClient(server.url);
    await client.signIn('leaver');
    await disableAccount(db, id, DESK_NOW);
    expect((await client.send('GET', '/api/v1/drafts')).status).toBe(401);
    expect(await new DeskClient(server.url).signIn('leaver')).toBe(401);
  });

  it('refuses role buttons outside the demo, and to another machine inside it', async () => {
    await seedDemoAccounts(db, 'K-001', DESK_NOW);
    const client = new DeskClient(server.url);
    await client.session();
    expect((await client.send('POST', '/api/v1/session/demo', { role: 'planner' })).status).toBe(403);
    const demo = await startDeskServer(db, { demo: true });
    const near = new DeskClient(demo.url);
    await near.session();
    const behindProxy = await near.send(
      'POST',
      '/api/v1/session/demo',
      { role: 'planner' },
      { 'x-forwarded-for': '192.0.2.7' },
    );
    const button = await near.send('POST', '/api/v1/session/demo', { role: 'planner' });
    await demo.close();
    expect([behindProxy.status, button.status]).toEqual([403, 200]);
  });
});

describeOnBothEngines('one-time links', (engine) => {
  const linkToken = (path: string): string => path.split('=')[1] ?? '';

  it('let the first administrator in once, and never again', async () => {
    const { db } = await engine.newStore();
    const link = await firstAdministratorLink(db, DESK_NOW);
    const token = linkToken(link ?? '');
    expect(await redeemLink(db, token, PASSWORD, DESK_NOW)).toMatchObject({ ok: true });
    expect(await redeemLink(db, token, PASSWORD, DESK_NOW)).toEqual({ ok: false, code: 'link-invalid' });
    expect(await firstAdministratorLink(db, DESK_NOW)).toBeUndefined();
  });

  it('give a fresh first link at each start until one is used, and kill the old one', async () => {
    const { db } = await engine.newStore();
    const first = await firstAdministratorLink(db, DESK_NOW);
    const second = await firstAdministratorLink(db, DESK_NOW);
    expect(await redeemLink(db, linkToken(first ?? ''), PASSWORD, DESK_NOW)).toMatchObject({ ok: false });
    expect(await redeemLink(db, linkToken(second ?? ''), PASSWORD, DESK_NOW)).toMatchObject({ ok: true });
  });

  it('are redeemed by one of two hands that hold the same link', async () => {
    const { db } = await engine.newStore();
    const id = await addAccount(db, 'invited', []);
    const token = linkToken(await issueLink(db, id, 'invitation', DESK_NOW));
    const outcomes = await Promise.all([
      redeemLink(db, token, PASSWORD, DESK_NOW),
      redeemLink(db, token, PASSWORD, DESK_NOW),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('expire: a reset after two hours', async () => {
    const { db } = await engine.newStore();
    const id = await addAccount(db, 'forgetful', []);
    const token = linkToken(await issueLink(db, id, 'reset', DESK_NOW));
    const later = instant(DESK_NOW + 2 * 3_600_000);
    expect(await redeemLink(db, token, PASSWORD, later)).toEqual({ ok: false, code: 'link-invalid' });
  });

  it('stand in the store only as a hash', async () => {
    const { db } = await engine.newStore();
    const token = linkToken((await firstAdministratorLink(db, DESK_NOW)) ?? '');
    const rows = await db.selectFrom('account_link').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

/** A document on a network that holds its answer back: tells `reached`, and answers after `release`. */
function slowPage(): { readonly room: Room; readonly signals: EventEmitter } {
  const signals = new EventEmitter();
  const router = Router().get('/api/v1/openapi.json', (_request, response) => {
    signals.once('release', () => response.send(''));
    signals.emit('reached');
  });
  return { room: { routers: [router] }, signals };
}
