import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, type AppParts } from '../../../server/app/app.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-pages-'));
const logged: string[] = [];
const servers: ReturnType<typeof createServer>[] = [];

async function serve(parts: Partial<AppParts> = {}): Promise<string> {
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const app = createApp({
    pagesFolder: folder,
    log,
    readiness: [],
    identify: [
      async (request) =>
        request.get('authorization') === 'Bearer good'
          ? { kind: 'display', displayId: 'd', scope: 'all' }
          : undefined,
    ],
    before: [],
    routers: [],
    secure: false,
    trustProxy: false,
    ...parts,
  });
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

beforeAll(() => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'wall.html'), '<!doctype html><title>Wall</title>');
  writeFileSync(join(folder, 'assets/wall-abc.js'), 'export {};');
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

const board = Router();
board.get('/api/v1/board', (_request, response) => {
  response.json({ scope: 'all' });
});

describe('the HTTP side', () => {
  it('keeps hashed files for ever and asks for pages anew', async () => {
    const origin = await serve();
    const page = await fetch(`${origin}/wall`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const script = await fetch(`${origin}/assets/wall-abc.js`);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(`${origin}/`, { redirect: 'manual' })).headers.get('location')).toBe('/wall');
  });

  it('forbids scripts from elsewhere and inline scripts', async () => {
    const policy = (await fetch(`${await serve()}/wall`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('insists on HTTPS only where browsers come by HTTPS', async () => {
    const plain = await fetch(`${await serve()}/wall`);
    expect(plain.headers.get('strict-transport-security')).toBeNull();
    expect(plain.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    const secure = await fetch(`${await serve({ secure: true })}/wall`);
    expect(secure.headers.get('strict-transport-security')).toContain('max-age=');
  });

  it('answers 401 to a stranger, 200 to a known display, 404 and 405 to what is not listed', async () => {
    const origin = await serve({ routers: [board] });
    const ask = async (path: string, init?: RequestInit): Promise<unknown[]> => {
      const response = await fetch(origin + path, init);
      const body: unknown = await response.json();
      return [response.status, body];
    };
    const token = { headers: { authorization: 'Bearer good' } };
    expect(await ask('/api/v1/board')).toEqual([401, { error: { code: 'sign-in-needed' } }]);
    expect(await ask('/api/v1/board', token)).toEqual([200, { scope: 'all' }]);
    expect(await ask('/api/v1/board', { method: 'DELETE', ...token })).toEqual([
      405,
      { error: { code: 'method-not-allowed' } },
    ]);
    expect(await ask('/api/v1/secrets', token)).toEqual([404, { error: { code: 'not-found' } }]);
    expect(await ask('/api/v1/events', { method: 'POST', ...token })).toEqual([
      403,
      { error: { code: 'not-allowed' } },
    ]);
  });

  it('leaves a listed route that nobody mounted unanswered and an unlisted one that somebody mounted closed', async () => {
    const rogue = Router();
    rogue.get('/api/v1/rogue', (_request, response) => {
      response.json({ open: true });
    });
    const origin = await serve({ routers: [rogue] });
    expect((await fetch(`${origin}/api/v1/rogue`)).status).toBe(404);
    expect((await fetch(`${origin}/api/v1/openapi.json`)).status).toBe(404);
  });

  it('answers 429 to somebody who tries token after token, and lets the right one pass all the same', async () => {
    const origin = await serve({ routers: [board] });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const response = await fetch(`${origin}/api/v1/board`, {
        headers: { authorization: `Bearer ${attempt}` },
      });
      statuses.push(response.status);
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    const right = await fetch(`${origin}/api/v1/board`, { headers: { authorization: 'Bearer good' } });
    expect(right.status).toBe(200);
  });

  it('tells nobody outside what went wrong inside', async () => {
    const broken = Router();
    broken.get('/api/v1/board', () => {
      throw new Error('password is hunter2');
    });
    const origin = await serve({ routers: [broken] });
    const response = await fetch(`${origin}/api/v1/board?token=abc`, {
      headers: { authorization: 'Bearer good' },
    });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: { code: 'internal' } });
    expect(logged.join('')).toContain('hunter2');
    expect(logged.join('')).not.toContain('abc"');
  });

  it('is alive at once and ready when everything it needs is there', async () => {
    let storeIsOpen = false;
    const origin = await serve({
      readiness: [
        { name: 'store', isReady: async () => storeIsOpen },
        {
          name: 'broken',
          isReady: () => (storeIsOpen ? Promise.resolve(true) : Promise.reject(new Error())),
        },
      ],
    });
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    const before = await fetch(`${origin}/readyz`);
    expect([before.status, await before.json()]).toEqual([
      503,
      { ready: false, checks: { store: false, broken: false }, warnings: [] },
    ]);
    storeIsOpen = true;
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  });
});
