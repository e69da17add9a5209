import { beforeAll, expect, it } from 'vitest';
import { parseConfiguration } from '../../../../server/platform/config/read-configuration.ts';
import { lookAtServer } from '../../../../server/operations/doctor/look-at-server.ts';
import { addAccount, DeskClient, field, PASSWORD } from '../../../support/desk-server.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';
import { TOLD_ENVIRONMENT, toldConfiguration } from '../../../support/told-house.ts';
import { startWholeServer, type WholeServer } from '../../../support/whole-server.ts';

const publicUrl = 'https://leitstand.example.org';
const BY_HTTPS = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' };

describeOnBothEngines('a proxy that ends HTTPS', (engine) => {
  let server: WholeServer;

  beforeAll(async () => {
    const store = await engine.newStore();
    server = await startWholeServer(store, { publicUrl, trustProxy: 1 });
    await addAccount(store.db, 'planner', [{ role: 'planner', city: '*' }]);
    return () => server.stop();
  });

  const warnings = async (): Promise<unknown> =>
    field(await (await fetch(`${server.url}/readyz`)).json(), 'warnings');

  /** What `doctor` says of the proxy. */
  async function proxyFindings() {
    const read = parseConfiguration(
      { ...toldConfiguration(), publicUrl, trustProxy: 1, port: server.port },
      'leitstand.json',
      TOLD_ENVIRONMENT,
    );
    return (await lookAtServer(read)).filter(({ subject }) => subject === 'proxy');
  }

  it('that keeps back how people came is named to the page, in the log once, to monitors and by doctor', async () => {
    const client = new DeskClient(server.url);
    expect(field(await client.session(), 'obstacle')).toBe('proxy-hides-https');
    const refused = await client.send('POST', '/api/v1/session', { name: 'planner', password: PASSWORD });
    expect([refused.status, field(refused.body, 'error', 'code')]).toEqual([409, 'proxy-hides-https']);
    expect(refused.headers.getSetCookie()).toEqual([]);
    await client.session();
    const said = server.logged.filter((line) => line.includes('X-Forwarded-Proto'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('"forwardedProto":"missing"');
    expect(await warnings()).toEqual(['proxy-hides-https']);
    const [proxy, ...more] = await proxyFindings();
    expect([proxy?.state, more]).toEqual(['bad', []]);
    expect(proxy?.advice).toContain('X-Forwarded-Proto: https');
  });

  it('that says it lets people in, and nobody speaks of it any more', async () => {
    const client = new DeskClient(server.url);
    const opened = await client.send('GET', '/api/v1/session', undefined, BY_HTTPS);
    expect([opened.status, field(opened.body, 'obstacle')]).toEqual([200, null]);
    const token = { 'x-csrf-token': String(field(opened.body, 'csrfToken')) };
    const entered = await client.send(
      'POST',
      '/api/v1/session',
      { name: 'planner', password: PASSWORD },
      { ...BY_HTTPS, ...token },
    );
    expect(entered.status).toBe(200);
    expect(entered.headers.getSetCookie().join()).toMatch(/leitstand\.session=.*; Secure/);
    expect(await warnings()).toEqual([]);
    expect(await proxyFindings()).toEqual([]);
  });

  it('is not believed where it is not trusted, as anybody may send a header', async () => {
    const store = await engine.newStore();
    const distrusting = await startWholeServer(store, { publicUrl, trustProxy: null });
    const asked = await fetch(`${distrusting.url}/api/v1/session`, { headers: BY_HTTPS });
    expect(field(await asked.json(), 'obstacle')).toBe('proxy-hides-https');
    await distrusting.stop();
  });
});
