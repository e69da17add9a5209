import type { Router } from 'express';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../../../server/contract/account.ts';
import { accessRules, findRule, type AccessMethod } from '../../../../server/platform/http/access.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { openStore } from '../../../../server/platform/store/database.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { jobSupport } from '../../../support/run-job.ts';
import { openForecast } from '../../../../server/planning/forecast/open-forecast.ts';
import { centre } from '../../../support/sample-centre.ts';

interface MountedRoute {
  readonly method: AccessMethod;
  readonly path: string;
}

function doubled(city: string) {
  const change = { kind: 'factor', factor: 2 };
  return {
    city,
    changes: [{ date: '2026-12-01', fromMinute: 0, untilMinute: 1440, change }],
    reason: 'Wahl',
  };
}

const methods: readonly AccessMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Reads the routes out of a mounted Express router. */
function routesOf(router: Router): readonly MountedRoute[] {
  return router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const used = new Set(route.stack.map(({ method }) => method.toUpperCase()));
    return methods.filter((method) => used.has(method)).map((method) => ({ method, path: route.path }));
  });
}

let db: Db;
let server: DeskServer;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leitstand-access-'));
  const store = await openStore({ engine: 'sqlite', folder });
  ({ db } = store);
  await addPeople(db, centre(), [agent('K-001', 'koeln'), agent('B-001', 'bonn')]);
  for (const role of roles) {
    await addAccount(db, `${role}-koeln`, [{ role, city: 'koeln' }], role === 'agent' ? 'K-001' : null);
    await addAccount(db, `${role}-all`, [{ role, city: '*' }], role === 'agent' ? 'K-001' : null);
  }
  const support = await jobSupport(db);
  server = await startDeskServer(db, { support }, [
    openForecast({ store, now: () => DESK_NOW, support, centre, onFailure: () => undefined }),
  ]);
  return async () => {
    await server.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
});

describe('the access table', () => {
  it('knows every route that the desk mounts', () => {
    const unknown = server.routers
      .flatMap(routesOf)
      .filter(({ method, path }) => findRule(method, path) === undefined);
    expect(unknown).toEqual([]);
  });

  it('names no route of the desk that nobody mounts', () => {
    const mounted = new Set(server.routers.flatMap(routesOf).map(({ method, path }) => `${method} ${path}`));
    const ours =
      /^\/(calendar|api\/v1\/(session|accounts|centre|cities|people|absences|wishes|repairs|requirements|forecast-runs|forecast-days|actual-days|forecast-adjustments|history-imports|calendar-events|drafts|jobs|publications|my)\b)/;
    const idle = accessRules
      .filter(({ method, path }) => method !== 'SOCKET' && ours.test(path))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => !mounted.has(name));
    expect(idle).toEqual([]);
  });

  it('holds every mounted route against every role: refused is 403, a stranger hears 401', async () => {
    const clients = new Map<string, DeskClient>();
    for (const role of roles) {
      const client = new DeskClient(server.url);
      await client.signIn(`${role}-all`);
      clients.set(role, client);
    }
    const wrong: string[] = [];
    const stranger = new DeskClient(server.url);
    await stranger.session();
    for (const { method, path } of server.routers.flatMap(routesOf)) {
      const rule = findRule(method, path);
      if (rule === undefined || rule.allow === 'everyone') continue;
      const address = path.replaceAll(/:\w+/g, 'bonn');
      const asked = await stranger.send(method, address, method === 'GET' ? undefined : {});
      // after thirty strange requests a minute the answer is 429: refused all the same
      if (![401, 429].includes(asked.status)) wrong.push(`stranger ${method} ${path}: ${asked.status}`);
      for (const role of roles) {
        const client = clients.get(role);
        if (client === undefined) continue;
        const { status, body } = await client.send(method, address, method === 'GET' ? undefined : {});
        const refused = status === 403 && field(body, 'error', 'code') === 'not-allowed';
        if (refused === rule.allow.includes(role)) wrong.push(`${role} ${method} ${path}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('keeps a person of one city out of the other: change, absence, import, city and joint plan', async () => {
    const planner = new DeskClient(server.url);
    await planner.signIn('planner-koeln');
    const administrator = new DeskClient(server.url);
    await administrator.signIn('administrator-koeln');
    const absence = { kind: 'leave', from: '2026-12-01', until: '2026-12-02' };
    const csv =
      'id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills\nB-002;;T;bonn;;39;5;;;bonn';
    const others = [
      await planner.send('PUT', '/api/v1/people/B-001', { person: agent('B-001', 'bonn'), basedOn: null }),
      await planner.send('PUT', '/api/v1/people/B-001', { person: agent('B-001', 'koeln'), basedOn: null }),
      await planner.send('POST', '/api/v1/absences', { ...absence, agentId: 'B-001' }),
      await planner.upload('/api/v1/people/import?write=true', csv),
      await administrator.send('PUT', '/api/v1/cities/bonn', {}),
      await planner.send('POST', '/api/v1/requirements', {}),
      await planner.send('GET', '/api/v1/cities/bonn/forecasts'),
      await planner.send('PUT', '/api/v1/cities/bonn/history/2026-11-20', { decision: null }),
      await planner.send('POST', '/api/v1/forecast-adjustments', doubled('bonn')),
      await planner.send('POST', '/api/v1/forecast-adjustments', doubled('*')),
      await planner.send('GET', '/api/v1/cities/bonn/history/days'),
      await planner.send('POST', '/api/v1/history-imports/x/preview', {}),
      await planner.send('POST', '/api/v1/jobs', { kind: 'import', input: {} }),
      await planner.send('POST', '/api/v1/jobs', { kind: 'forecast', input: {} }),
      await planner.send('POST', '/api/v1/jobs', { kind: 'optimise', input: {} }),
      await planner.send('POST', '/api/v1/drafts/x/publish', {}),
    ];
    expect(others.map(({ body }) => field(body, 'error', 'code'))).toEqual(others.map(() => 'not-your-city'));
    const own = await planner.send('POST', '/api/v1/absences', { ...absence, agentId: 'K-001' });
    expect(own.status).toBe(201);
    const { body } = await planner.send('GET', '/api/v1/people');
    expect(JSON.stringify(body)).not.toContain('B-001');
  });

  it('has no route by which an agent could name another person', () => {
    const open = accessRules.filter(({ allow }) => allow !== 'everyone' && allow.includes('agent'));
    expect(open.filter(({ path }) => !path.startsWith('/api/v1/my/'))).toEqual([]);
    expect(open.filter(({ path }) => /:(agent|account|person)/.test(path))).toEqual([]);
  });

  it('lets no agent hear a socket event', () => {
    const events = accessRules.filter(({ method }) => method === 'SOCKET');
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter(({ allow }) => allow === 'everyone' || allow.includes('agent'))).toEqual([]);
  });
});
