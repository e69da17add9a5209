import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { boardSchema, type Board } from '../../../server/contract/wall.ts';
import { ended, endServerProcesses, runLeitstand, startServerProcess } from '../../support/start-server.ts';

const allDay = [{ from: '00:00', to: '24:00' }];
const configuration = {
  sources: [{ type: 'http', id: 'acd', tokenVariable: 'ACD_TOKEN' }],
  cities: [
    {
      id: 'bonn',
      name: 'Bonn',
      queues: [{ source: 'acd', name: 'bonn' }],
      hours: {
        week: Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, allDay])),
        dates: {},
      },
      contracts: [
        {
          validFrom: '2020-01-01',
          answerThresholdSeconds: 20,
          serviceLevelTarget: 0.8,
          answerRateTarget: 0.9,
        },
      ],
    },
  ],
  holidays: 'none',
};
const environment = { ACD_TOKEN: 'right', LEITSTAND_METRICS_TOKEN: 'monitor' };

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

async function tell(url: string, events: unknown, token = 'right'): Promise<Response> {
  return fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
}

async function displayToken(configFile: string): Promise<string> {
  const child = runLeitstand(['display', 'create', 'Test', '--json', '--config', configFile], environment);
  let printed = '';
  child.stdout?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  await ended(child);
  return v.parse(v.object({ token: v.string() }), JSON.parse(printed)).token;
}

async function board(url: string, token: string): Promise<Board> {
  const response = await fetch(`${url}/api/v1/board`, { headers: { authorization: `Bearer ${token}` } });
  return v.parse(boardSchema, await response.json());
}

describe('leitstand serve as a process', () => {
  it('takes events by HTTP, shows them on the board, and has them after a stop and after a kill', async () => {
    const first = await startServerProcess({ configuration, environment });
    expect((await tell(first.url, entered('a'), 'wrong')).status).toBe(401);
    const answer = await tell(first.url, [
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
    const token = await displayToken(first.configFile);
    expect((await board(first.url, token)).cities[0]).toMatchObject({ id: 'bonn', waiting: 2 });
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
    expect((await board(second.url, token)).cities[0]?.waiting).toBe(2);
    expect((await tell(second.url, entered('d'))).status).toBe(200);
    expect(await second.end('SIGKILL')).toBeNull();

    const third = await startServerProcess({ configuration, environment, folder: first.folder });
    expect((await board(third.url, token)).cities[0]?.waiting).toBe(3);
    await third.end('SIGTERM');
  }, 120_000);

  it('refuses more than a megabyte, what is no JSON, and what is no event', async () => {
    const server = await startServerProcess({ configuration, environment });
    const large = await tell(server.url, { ...entered('x'), closingCode: 'x'.repeat(1_100_000) });
    expect([large.status, await large.json()]).toEqual([413, { error: { code: 'body-too-large' } }]);
    const headers = { authorization: 'Bearer right', 'content-type': 'application/json' };
    const text = await fetch(`${server.url}/api/v1/events`, { method: 'POST', headers, body: '{"kind":' });
    expect([text.status, await text.json()]).toEqual([400, { error: { code: 'not-json' } }]);
    expect((await tell(server.url, { events: 3 })).status).toBe(400);
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
