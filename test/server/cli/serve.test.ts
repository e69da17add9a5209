import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { ended, endServerProcesses, runLeitstand, startServerProcess } from '../../support/start-server.ts';
import {
  newDisplayToken,
  tellEvents,
  TOLD_ENVIRONMENT,
  toldBoard,
  toldConfiguration,
} from '../../support/told-house.ts';

const configuration = toldConfiguration();
const environment = TOLD_ENVIRONMENT;

afterAll(endServerProcesses);

function entered(key: string): Readonly<Record<string, unknown>> {
  const at = new Date().toISOString();
  return {
    kind: 'CallEntered',
    key,
    at,
    call: key,
    visit: 0,
    queue: 'bonn',
    callerNumber: '+49 221 5551234',
  };
}

describe('leitstand serve as a process', () => {
  it('takes events by HTTP, shows them on the board, and has them after a stop and after a kill', async () => {
    const first = await startServerProcess({ configuration, environment });
    expect((await tellEvents(first.url, entered('a'), 'wrong')).status).toBe(401);
    const answer = await tellEvents(first.url, [
      entered('a'),
      { ...entered('b'), queue: 7 },
      entered('c'),
      entered('a'),
    ]);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      stored: 2,
      duplicates: 1,
      refused: 1,
      answers: [
        { outcome: 'stored' },
        { outcome: 'refused' },
        { outcome: 'stored' },
        { outcome: 'duplicate' },
      ],
    });
    const token = await newDisplayToken(first.configFile);
    expect((await toldBoard(first.url, token)).cities[0]).toMatchObject({ id: 'bonn', waiting: 2 });
    expect((await fetch(`${first.url}/api/v1/board`)).status).toBe(401);
    const metrics = await fetch(`${first.url}/metrics`, { headers: { authorization: 'Bearer monitor' } });
    expect(await metrics.text()).toContain('leitstand_events_stored_total{source="acd"} 2');
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Bearer right' }])
      expect([401, 403]).toContain((await fetch(`${first.url}/metrics`, { headers })).status);
    for (const path of ['/healthz', '/readyz']) expect((await fetch(`${first.url}${path}`)).status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.printed()).toContain('"msg":"stopped"');
    expect(first.printed()).not.toContain('5551234');

    const second = await startServerProcess({ configuration, environment, folder: first.folder });
    expect((await toldBoard(second.url, token)).cities[0]?.waiting).toBe(2);
    expect((await tellEvents(second.url, entered('d'))).status).toBe(200);
    expect(await second.end('SIGKILL')).toBeNull();

    const third = await startServerProcess({ configuration, environment, folder: first.folder });
    expect((await toldBoard(third.url, token)).cities[0]?.waiting).toBe(3);
    await third.end('SIGTERM');
  }, 120_000);

  it('refuses more than a megabyte, what is no JSON, and what is no event', async () => {
    const server = await startServerProcess({ configuration, environment });
    const large = await tellEvents(server.url, { ...entered('x'), closingCode: 'x'.repeat(1_100_000) });
    expect([large.status, await large.json()]).toEqual([413, { error: { code: 'body-too-large' } }]);
    const headers = { authorization: 'Bearer right', 'content-type': 'application/json' };
    const text = await fetch(`${server.url}/api/v1/events`, { method: 'POST', headers, body: '{"kind":' });
    expect([text.status, await text.json()]).toEqual([400, { error: { code: 'not-json' } }]);
    expect((await tellEvents(server.url, { events: 3 })).status).toBe(400);
    const description = await fetch(`${server.url}/api/v1/openapi.json`);
    expect(await description.json()).toMatchObject({ openapi: '3.1.0' });
    await server.end('SIGTERM');
  }, 60_000);

  it('refuses a second server on its folder and a taken port, in words, with status 2', async () => {
    const server = await startServerProcess({ configuration, environment });
    const second = runLeitstand(['serve', '--config', server.configFile], environment);
    let said = '';
    second.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
    expect(await ended(second)).toBe(2);
    expect(said).toMatch(/is in use by another leitstand \(process \d+, http:\/\/127\.0\.0\.1:\d+\)/);
    await server.end('SIGTERM');

    const blocker = createServer();
    await new Promise<void>((done) => blocker.listen(0, '127.0.0.1', done));
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const third = runLeitstand(['serve', '--config', server.configFile], {
      ...environment,
      LEITSTAND_PORT: port,
    });
    said = '';
    third.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
    expect(await ended(third)).toBe(2);
    expect(said).toContain(`port ${port} on 127.0.0.1 is taken by another program`);
    blocker.close();
  }, 90_000);

  it('ends with status 2 where the configuration is wrong, before anything is written', async () => {
    const child = runLeitstand(['serve', '--config', '/nowhere/leitstand.json'], environment);
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
    expect(await ended(child)).toBe(2);
    expect(said).toContain('/nowhere/leitstand.json: the configuration file cannot be read (ENOENT)');
  }, 30_000);
});
