import ICAL from 'ical.js';
import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import type { RosterCheck, Violation } from '../../../forecasting/roster/model/rules.ts';
import { plannedAgents } from '../../../server/planning/intraday/planned-agents.ts';
import { plannedDuties } from '../../../server/planning/published/duty-store.ts';
import type { Db } from '../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DeskClient,
  field,
  forecastDay,
  staffingHere,
  startDeskServer,
  type DeskServer,
} from '../../support/desk-server.ts';
import { requirementRequest } from '../../support/requirement-request.ts';
import { centre } from '../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';

const DAY = '2026-11-24';

const inputs = requirementRequest(DAY);

function shift(agentId: string, startMinute = 480): Record<string, unknown> {
  return {
    agent: agentId,
    date: DAY,
    pattern: 'work-465',
    group: agentId.startsWith('K') ? 'koeln' : 'bonn',
    startMinute,
    endMinute: startMinute + 495,
    breaks: [{ startMinute: startMinute + 240, endMinute: startMinute + 270 }],
  };
}

const violation: Violation = {
  rule: 'restPeriod',
  hard: true,
  size: 45,
  unit: 'minutes',
  cost: 0,
  agent: 'K-001',
  date: plainDate(DAY),
  facts: {},
};

describeOnBothEngines('from requirement to an agent who sees the roster', (engine) => {
  let db: Db;
  let server: DeskServer;
  let planner: DeskClient;
  let check: RosterCheck = { lawful: true, hardViolations: [], softViolations: [], objective: 0, costs: {} };

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [agent('K-001', 'koeln'), agent('B-001', 'bonn', ['bonn', 'koeln'])]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'agent', [{ role: 'agent', city: 'koeln' }], 'K-001');
    server = await startDeskServer(db, {
      tools: {
        forecastDays: async (from) => [forecastDay(from)],
        checkRoster: () => check,
        optimise: async ({ present }) => ({ roster: present, objective: 1, bound: 1, blocked: [] }),
        simulate: async () => [],
        repair: async () => [],
        staffing: staffingHere,
      },
    });
    planner = new DeskClient(server.url);
    await planner.signIn('planner');
    return () => server.close();
  });

  async function newDraft(): Promise<string> {
    const requirement = await planner.send('POST', '/api/v1/requirements', inputs);
    const draft = await planner.send('POST', '/api/v1/drafts', {
      title: 'KW 48',
      from: DAY,
      until: DAY,
      requirementId: field(requirement.body, 'id'),
    });
    return String(field(draft.body, 'id'));
  }

  async function save(
    draft: string,
    basedOn: number,
    set: readonly unknown[],
    cleared: readonly unknown[] = [],
  ) {
    return planner.send('PUT', `/api/v1/drafts/${draft}`, { basedOn, set, cleared });
  }

  it('works out a requirement whose pool never needs more than its cities alone', async () => {
    const { body } = await planner.send('POST', '/api/v1/requirements', inputs);
    const run = await planner.send('GET', `/api/v1/requirements/${String(field(body, 'id'))}`);
    const at = (...path: (string | number)[]): number =>
      Number(field(run.body, 'days', 0, ...path, 'requiredAgents', 40));
    expect(at('joint')).toBeGreaterThan(0);
    expect(at('joint')).toBeLessThan(at('cities', 'koeln') + at('cities', 'bonn'));
  });

  it('refuses a requirement with a share written as percent, naming the field', async () => {
    const { status, body } = await planner.send('POST', '/api/v1/requirements', { ...inputs, shrinkage: 30 });
    expect([status, field(body, 'error', 'issues', 0, 'field')]).toEqual([422, 'shrinkage']);
  });

  it('never overwrites a newer state: a stale save hears who changed which cells', async () => {
    const draft = await newDraft();
    expect((await save(draft, 1, [shift('K-001')])).status).toBe(200);
    const stale = await save(draft, 1, [shift('K-001', 540), shift('B-001')]);
    expect(stale.status).toBe(409);
    expect(field(stale.body, 'error', 'stale')).toMatchObject({
      revision: 2,
      changes: [{ revision: 2, by: 'planner', cells: [{ agent: 'K-001', date: DAY }] }],
    });
    const now = await planner.send('GET', `/api/v1/drafts/${draft}`);
    expect(field(now.body, 'roster', 'shifts')).toMatchObject([{ agent: 'K-001', startMinute: 480 }]);
  });

  it('lets exactly one of two saves on the same revision through', async () => {
    const draft = await newDraft();
    const statuses = await Promise.all([
      save(draft, 1, [shift('K-001')]).then(({ status }) => status),
      save(draft, 1, [shift('B-001')]).then(({ status }) => status),
    ]);
    expect(statuses.toSorted()).toEqual([200, 409]);
  });

  it('refuses a shift of somebody who is not in the draft, and one whose break lies outside', async () => {
    const draft = await newDraft();
    const outside = { ...shift('K-001'), breaks: [{ startMinute: 0, endMinute: 30 }] };
    expect((await save(draft, 1, [shift('X-999')])).status).toBe(422);
    expect((await save(draft, 1, [outside])).status).toBe(422);
  });

  it('publishes no broken hard rule without a reason, and keeps who gave it', async () => {
    const draft = await newDraft();
    await save(draft, 1, [shift('K-001')]);
    check = { ...check, lawful: false, hardViolations: [violation] };
    const blocked = await planner.send('POST', `/api/v1/drafts/${draft}/publish`, {
      basedOn: 2,
      overrides: [],
    });
    const override = { rule: 'restPeriod', agent: 'K-001', date: DAY };
    const short = await planner.send('POST', `/api/v1/drafts/${draft}/publish`, {
      basedOn: 2,
      overrides: [{ ...override, reason: 'weil' }],
    });
    const reasoned = await planner.send('POST', `/api/v1/drafts/${draft}/publish`, {
      basedOn: 2,
      overrides: [{ ...override, reason: 'Mit der Person am Montag vereinbart' }],
    });
    check = { ...check, lawful: true, hardViolations: [] };
    expect([blocked.status, short.status, reasoned.status]).toEqual([409, 422, 201]);
    const number = String(field(reasoned.body, 'number'));
    const { body } = await planner.send('GET', `/api/v1/publications/${number}`);
    expect(field(body, 'report', 'overrides', 0, 'reason')).toBe('Mit der Person am Montag vereinbart');
  });

  it('shows the agent the published shift, its change and its cancellation, in page and feed alike', async () => {
    const me = new DeskClient(server.url);
    await me.signIn('agent');
    const draft = await newDraft();
    await save(draft, 1, [shift('K-001', 495)]);
    await planner.send('POST', `/api/v1/drafts/${draft}/publish`, { basedOn: 2, overrides: [] });
    const path = String(field((await me.send('POST', '/api/v1/my/feed')).body, 'path'));
    const first = await duty(me, path);
    await save(draft, 2, [shift('K-001', 600)]);
    await planner.send('POST', `/api/v1/drafts/${draft}/publish`, { basedOn: 3, overrides: [] });
    const moved = await duty(me, path);
    await save(draft, 3, [], [{ agent: 'K-001', date: DAY }]);
    await planner.send('POST', `/api/v1/drafts/${draft}/publish`, { basedOn: 4, overrides: [] });
    const gone = await duty(me, path);
    expect(moved.uid).toBe(first.uid);
    expect([moved.sequence - first.sequence, gone.sequence - first.sequence]).toEqual([1, 2]);
    expect([first.start, moved.start]).toEqual(['08:15', '10:00']);
    expect([moved.previousStart, gone.status, gone.pageStatus]).toEqual([495, 'CANCELLED', 'cancelled']);
  });

  async function duty(me: DeskClient, path: string) {
    const page = await me.send('GET', '/api/v1/my/schedule');
    const feed = await me.send('GET', path);
    const event = new ICAL.Event(
      ICAL.Component.fromString(String(feed.body)).getAllSubcomponents('vevent').at(-1) ??
        new ICAL.Component('vevent'),
    );
    return {
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toString().slice(11, 16),
      status: event.component.getFirstPropertyValue('status'),
      pageStatus: field(page.body, 'duties', 0, 'status'),
      previousStart: field(page.body, 'duties', 0, 'previous', 'startMinute'),
    };
  }

  it('rolls back by publishing the earlier version anew, with rising sequences', async () => {
    const draft = await newDraft();
    await save(draft, 1, [shift('K-001', 420)]);
    const one = await planner.send('POST', `/api/v1/drafts/${draft}/publish`, { basedOn: 2, overrides: [] });
    await save(draft, 2, [shift('K-001', 435)]);
    const two = await planner.send('POST', `/api/v1/drafts/${draft}/publish`, { basedOn: 3, overrides: [] });
    const back = await planner.send(
      'POST',
      `/api/v1/publications/${String(field(one.body, 'number'))}/roll-back`,
      { known: field(two.body, 'number'), overrides: [] },
    );
    expect(back.status).toBe(201);
    const duties = await plannedDuties(db, { from: DAY, until: DAY });
    expect(duties.map(({ body }) => body.startMinute)).toEqual([420]);
    const listed = await planner.send('GET', '/api/v1/publications');
    expect(field(listed.body, 'publications', 0, 'rollsBackTo')).toBe(field(one.body, 'number'));
  });

  it('counts the published people at their telephones as planned, breaks left out', async () => {
    const duties = await plannedDuties(db, { from: DAY, until: DAY });
    const { joint, cities } = plannedAgents(duties, DAY, 'Europe/Berlin');
    expect([joint[27], joint[28], joint[44], joint[46], joint[61]]).toEqual([0, 1, 0, 1, 0]);
    expect(cities['koeln']).toEqual(joint);
  });

  it('closes a feed for ever when it is revoked or opened anew', async () => {
    const me = new DeskClient(server.url);
    await me.signIn('agent');
    const old = String(field((await me.send('POST', '/api/v1/my/feed')).body, 'path'));
    const fresh = String(field((await me.send('POST', '/api/v1/my/feed')).body, 'path'));
    expect([(await me.send('GET', old)).status, (await me.send('GET', fresh)).status]).toEqual([404, 200]);
    await me.send('DELETE', '/api/v1/my/feed');
    expect((await me.send('GET', fresh)).status).toBe(404);
  });

  it('exports roster and requirement as CSV and XLSX, anonymised without a single name', async () => {
    const draft = await newDraft();
    await save(draft, 1, [shift('K-001')]);
    const ask = (query: string) => planner.send('GET', `/api/v1/drafts/${draft}/export?${query}`);
    expect(String((await ask('what=roster&as=csv')).body)).toContain('K-001;koeln;koeln;08:00;16:15');
    expect(String((await ask('what=roster&as=csv&names=anonymised')).body)).not.toContain('K-001');
    expect(String((await ask('what=requirement&as=csv')).body)).toContain('2026-11-24;08:00;');
    expect(String((await ask('what=roster&as=xlsx')).body).slice(0, 2)).toBe('PK');
    expect((await ask('what=roster&as=pdf')).status).toBe(422);
  });
});
