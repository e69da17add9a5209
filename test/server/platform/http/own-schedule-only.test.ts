import type { Router } from 'express';
import { beforeAll, expect, it } from 'vitest';
import { HOUR_MS, instant } from '../../../../forecasting/time/instant.ts';
import { openFeed } from '../../../../server/planning/schedule/feed-store.ts';
import { addAbsence } from '../../../../server/organisation/people/absence-store.ts';
import { replaceDuties } from '../../../../server/planning/published/duty-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const ME = 'K-001';
const OTHER = 'B-777';
const DAY = '2026-11-24';
/** A time that nothing else in the house has. */
const OTHERS_START = 613;

function routesOf(router: Router): readonly { readonly method: string; readonly path: string }[] {
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : [...new Set(route.stack.map(({ method }) => method.toUpperCase()))].map((method) => ({
          method,
          path: route.path,
        })),
  );
}

describeOnBothEngines('an agent and the schedule of another', (engine) => {
  let db: Db;
  let server: DeskServer;
  let me: DeskClient;
  let feed: string;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [agent(ME, 'koeln'), agent(OTHER, 'bonn')]);
    await addAccount(db, 'me', [{ role: 'agent', city: '*' }], ME);
    await addAccount(db, 'other', [{ role: 'agent', city: '*' }], OTHER);
    const body = (startMinute: number) => ({
      startMinute,
      endMinute: startMinute + 480,
      breaks: [],
      activities: [],
      group: 'bonn',
      pattern: 'day',
      cities: ['bonn'],
    });
    await replaceDuties(
      db,
      { from: DAY, until: DAY },
      [
        { agentId: OTHER, day: DAY, body: body(OTHERS_START) },
        { agentId: ME, day: DAY, body: body(480) },
      ],
      1,
      instant(DESK_NOW - 24 * HOUR_MS),
    );
    await addAbsence(
      db,
      { agentId: OTHER, kind: 'sick', from: '2026-12-01', until: '2026-12-02' },
      null,
      DESK_NOW,
    );
    feed = await openFeed(db, OTHER, DESK_NOW);
    server = await startDeskServer(db, {
      lastCallOf: (name) =>
        name === `Agent/${OTHER}`
          ? { call: 'secret-call', source: 'pbx', city: 'bonn', state: 'done', since: 1, talkSeconds: 9 }
          : null,
    });
    me = new DeskClient(server.url);
    await me.signIn('me');
    return () => server.close();
  });

  it('reads and changes nothing of them by any route, whatever the address, query or body names', async () => {
    const before = await stateOfOther();
    const found: string[] = [];
    const names = [OTHER, encodeURIComponent(`${OTHER}-${DAY}@leitstand`), DAY, `${OTHER}.ics`, '1'];
    const body = {
      agentId: OTHER,
      agent: OTHER,
      person: agent(OTHER, 'bonn'),
      basedOn: null,
      call: 'secret-call',
      source: 'pbx',
      closingCode: 'other',
      solvedAtFirstContact: true,
      tap: '00000000-0000-4000-8000-000000000000',
    };
    const routes = server.routers.flatMap(routesOf).filter(({ path }) => !path.includes('/session'));
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path } of routes)
      for (const name of path.includes(':') ? names : [''])
        for (const query of ['', `?agent=${OTHER}&agentId=${OTHER}&from=2026-01-01&until=2027-12-31`]) {
          const address = path.replaceAll(/:\w+/g, name) + query;
          const answer = await me.send(method, address, method === 'GET' ? undefined : body);
          const text = JSON.stringify(answer.body);
          if (text.includes(OTHER) || text.includes(String(OTHERS_START)) || text.includes('secret-call'))
            found.push(`${method} ${address}: ${text.slice(0, 100)}`);
        }
    expect(found).toEqual([]);
    expect(await stateOfOther()).toEqual(before);
    expect(server.classified).toEqual([]);
  });

  it('sees the other’s schedule where its owner asks, so that there was something to find', async () => {
    const other = new DeskClient(server.url);
    await other.signIn('other');
    const own = await other.send('GET', '/api/v1/my/schedule');
    expect(JSON.stringify(own.body)).toContain(String(OTHERS_START));
    const german = await me.send('GET', `/calendar/${feed}.ics`);
    const english = await me.send('GET', `/calendar/${feed}.ics?lang=en`);
    expect([german.status, english.status]).toEqual([200, 200]);
    expect(String(german.body)).toMatch(/X-WR-CALNAME:Dienstplan /);
    expect(String(english.body)).toMatch(/X-WR-CALNAME:Roster /);
  });

  async function stateOfOther() {
    return {
      duties: await db.selectFrom('duty').selectAll().where('agent_id', '=', OTHER).execute(),
      absences: await db.selectFrom('absence').selectAll().where('agent_id', '=', OTHER).execute(),
      seen: await db.selectFrom('schedule_seen').selectAll().where('agent_id', '=', OTHER).execute(),
      feeds: await db.selectFrom('calendar_feed').selectAll().where('agent_id', '=', OTHER).execute(),
      person: await db.selectFrom('agent').selectAll().where('id', '=', OTHER).execute(),
    };
  }
});
