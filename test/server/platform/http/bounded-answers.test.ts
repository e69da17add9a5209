import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { addDays, plainDate } from '../../../../forecasting/time/plain-date.ts';
import { openForecast } from '../../../../server/planning/forecast/open-forecast.ts';
import { accessRules } from '../../../../server/platform/http/access.ts';
import { MOST_DAYS, MOST_HISTORY_DAYS, MOST_LISTED } from '../../../../server/platform/http/answer-bounds.ts';
import { createAccount } from '../../../../server/organisation/accounts/account-store.ts';
import { saveAgents } from '../../../../server/organisation/people/agent-store.ts';
import { inTransaction } from '../../../../server/platform/store/in-transaction.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { jobSupport } from '../../../support/run-job.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

/** What keeps each answer from growing for years; a new route does not pass until somebody has decided. */
const BOUNDED_BY: Readonly<Record<string, 'list' | 'span' | 'people' | 'cities' | 'one'>> = {
  '/api/v1/openapi.json': 'one',
  '/api/v1/board': 'cities',
  '/api/v1/session': 'one',
  '/api/v1/accounts': 'list',
  '/api/v1/accounts/unbound-people': 'people',
  '/api/v1/centre': 'cities',
  '/api/v1/people': 'list',
  '/api/v1/people/:agent': 'one',
  '/api/v1/people/:agent/duties': 'list',
  '/api/v1/people/:agent/protections': 'one',
  '/api/v1/today': 'cities',
  '/api/v1/requirements': 'list',
  '/api/v1/requirements/:requirement': 'one',
  '/api/v1/skill-sets': 'people',
  '/api/v1/works-agreement': 'one',
  '/api/v1/drafts': 'list',
  '/api/v1/drafts/:draft': 'one',
  '/api/v1/drafts/:draft/report': 'one',
  '/api/v1/drafts/:draft/export': 'one',
  '/api/v1/jobs': 'list',
  '/api/v1/jobs/:job': 'one',
  '/api/v1/jobs/:job/result': 'one',
  '/api/v1/publications': 'list',
  '/api/v1/publications/:number': 'one',
  '/api/v1/publications/:number/roll-back-report': 'one',
  '/api/v1/forecast-runs': 'list',
  '/api/v1/cities/:city/forecasts': 'list',
  '/api/v1/cities/:city/forecasts/:version': 'one',
  '/api/v1/cities/:city/forecasts/:version/accuracy': 'one',
  '/api/v1/cities/:city/forecast-accuracy': 'list',
  '/api/v1/cities/:city/forecast-reasons': 'one',
  '/api/v1/forecast-days': 'span',
  '/api/v1/actual-days': 'span',
  '/api/v1/forecast-adjustments': 'list',
  '/api/v1/cities/:city/history': 'span',
  '/api/v1/cities/:city/history/days': 'span',
  // a line a month
  '/api/v1/cities/:city/history/months': 'one',
  '/api/v1/cities/:city/history/days/:day': 'one',
  '/api/v1/history-imports': 'list',
  '/api/v1/calendar-events': 'list',
  '/api/v1/my/schedule': 'one',
  '/api/v1/my/reasons/:day': 'one',
  '/api/v1/my/last-call': 'one',
};

const TODAY = plainDate('2026-11-23');
const PEOPLE = 5_000;
/** Absences of each person in a year, one a month. */
const A_YEAR_AWAY = 12;
const ACCOUNTS = 150;
const MUCH = 1.2;

describeOnBothEngines('answers of a house with years of data', (engine) => {
  let planner: DeskClient;

  beforeAll(async () => {
    const store = await engine.newStore();
    await inTransaction(store.db, fill);
    const support = await jobSupport(store.db);
    const forecast = openForecast({
      store,
      now: () => DESK_NOW,
      support,
      centre,
      onFailure: () => undefined,
    });
    const server = await startDeskServer(store.db, { support }, [forecast]);
    planner = new DeskClient(server.url);
    await planner.signIn('joint');
    return () => server.close();
  }, 120_000);

  it('are bounded, every one of them', () => {
    const routes = accessRules.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'));
    expect(routes.map(({ path }) => path).sort()).toEqual(Object.keys(BOUNDED_BY).sort());
  });

  const lists: Readonly<Record<string, readonly [path: string, key: string, most: number, bytes: number]>> = {
    drafts: ['/api/v1/drafts', 'drafts', MOST_LISTED.drafts, 250],
    publications: ['/api/v1/publications', 'publications', MOST_LISTED.publications, 400],
    requirements: ['/api/v1/requirements', 'requirements', MOST_LISTED.requirements, 200],
    jobs: ['/api/v1/jobs', 'jobs', MOST_LISTED.jobs, 300],
    'forecast runs': ['/api/v1/forecast-runs', 'runs', MOST_LISTED.forecastRuns, 400],
    'versions of a city’s forecasts': [
      '/api/v1/cities/koeln/forecasts',
      'versions',
      MOST_LISTED.forecastRuns,
      300,
    ],
    imports: ['/api/v1/history-imports', 'imports', MOST_LISTED.imports, 300],
    'calendar events': ['/api/v1/calendar-events', 'events', MOST_LISTED.calendarEvents, 300],
    adjustments: [
      `/api/v1/forecast-adjustments?from=${TODAY}&until=${addDays(TODAY, 6)}`,
      'adjustments',
      MOST_LISTED.adjustments,
      400,
    ],
    people: ['/api/v1/people', 'people', MOST_LISTED.people, 2_500],
    accounts: ['/api/v1/accounts', 'accounts', MOST_LISTED.accounts, 300],
    'duties of a person': ['/api/v1/people/P-0/duties?from=2020-01-01', 'duties', MOST_LISTED.duties, 80],
  };
  for (const [what, [path, key, most, bytes]] of Object.entries(lists))
    it(`list ${most} ${what} and no more, each in few words`, async () => {
      const { status, body } = await planner.send('GET', path);
      const rows = field(body, key);
      expect([status, Array.isArray(rows) ? rows.length : body]).toEqual([200, most]);
      expect(JSON.stringify(body).length).toBeLessThan(most * bytes);
    });

  it('list what is newest', async () => {
    const { body } = await planner.send('GET', '/api/v1/drafts');
    expect(field(body, 'drafts', 0, 'title')).toBe('Plan 119');
    const events = await planner.send('GET', '/api/v1/calendar-events');
    expect(field(events.body, 'events', MOST_LISTED.calendarEvents - 1, 'name')).toBe('Tag 1199');
    const people = await planner.send('GET', '/api/v1/people');
    expect(field(people.body, 'wishes', 0, 'from')).toBe(TODAY);
  });

  it('stay below half a megabyte for a page of people with a year of absences, and for those without an account', async () => {
    const year = await planner.send(
      'GET',
      `/api/v1/people?from=${TODAY}&until=${addDays(TODAY, MOST_DAYS - 1)}`,
    );
    const absences = field(year.body, 'absences');
    expect(Array.isArray(absences) ? absences.length : absences).toBe(MOST_LISTED.people * A_YEAR_AWAY);
    expect(field(year.body, 'found')).toBe(PEOPLE);
    const unbound = await planner.send('GET', '/api/v1/accounts/unbound-people');
    expect(field(unbound.body, 'people', PEOPLE - 1 - ACCOUNTS)).toBeDefined();
    for (const { body } of [year, unbound]) expect(JSON.stringify(body).length).toBeLessThan(500_000);
  });

  it('lead to everybody, page by page, each once', async () => {
    const seen: unknown[] = [];
    for (let page = 0; ; page += 1) {
      const { body } = await planner.send('GET', `/api/v1/people?page=${page}`);
      const people = field(body, 'people');
      if (!Array.isArray(people) || people.length === 0) break;
      seen.push(...people.map((person: unknown) => field(person, 'id')));
    }
    expect([seen.length, new Set(seen).size]).toEqual([PEOPLE, PEOPLE]);
    const second = await planner.send('GET', '/api/v1/accounts?page=1');
    expect([field(second.body, 'accounts', 0) !== undefined, field(second.body, 'found')]).toEqual([
      true,
      ACCOUNTS + 1,
    ]);
  });

  const spans: Readonly<Record<string, number>> = {
    '/api/v1/people': MOST_DAYS,
    '/api/v1/forecast-adjustments': MOST_DAYS,
    '/api/v1/forecast-days': MOST_DAYS,
    '/api/v1/actual-days': MOST_DAYS,
    '/api/v1/cities/koeln/history': MOST_HISTORY_DAYS,
    '/api/v1/cities/koeln/history/days': MOST_HISTORY_DAYS,
  };
  for (const [path, most] of Object.entries(spans))
    it(`tell of ${most} days at most at ${path}`, async () => {
      const ask = (from: string, until: string) =>
        planner.send('GET', `${path}?from=${from}&until=${until}`).then(({ status }) => status);
      expect([
        await ask(TODAY, addDays(TODAY, most - 1)),
        await ask(TODAY, addDays(TODAY, most)),
        await ask('0001-01-01', '9999-12-31'),
        await ask(TODAY, addDays(TODAY, -1)),
      ]).toEqual([200, 422, 422, 422]);
    });
});

/** Rows of years, a fifth more than any list holds. */
async function fill(db: Db): Promise<void> {
  await addPeople(db, centre(), [agent('P-0', 'koeln')]);
  await addAccount(db, 'joint', [
    { role: 'planner', city: '*' },
    { role: 'administrator', city: '*' },
  ]);
  const people = many(PEOPLE, (index) => `P-${index}`);
  await saveAgents(
    db,
    people.map((id) => agent(id, 'koeln', ['koeln', 'bonn'])),
  );
  const days = { from_day: TODAY, until_day: TODAY };
  const by = { author: 'somebody', created_at: DESK_NOW };
  const report = JSON.stringify({
    check: {
      lawful: true,
      objective: 0,
      costs: {},
      hardViolations: many(200, (index) => ({ rule: 'x', index })),
    },
    overrides: [],
    simulated: [],
  });
  await put(MOST_LISTED.drafts, (index) =>
    db.insertInto('roster_draft').values({
      ...days,
      id: randomUUID(),
      title: `Plan ${index}`,
      requirement_id: null,
      revision: 1,
      updated_at: DESK_NOW + index,
      updated_by: null,
      problem: '{}',
      roster: '{}',
      origin: null,
    }),
  );
  await put(MOST_LISTED.publications, (index) =>
    db.insertInto('publication').values({
      ...days,
      number: index + 1,
      draft_id: randomUUID(),
      at: DESK_NOW,
      account_id: null,
      problem: '{}',
      roster: '{}',
      report,
      rolls_back_to: null,
      origin: null,
    }),
  );
  const points = many(200, (seconds) => ({ seconds, objective: 1790.25, bound: 1767.5 }));
  await put(MOST_LISTED.jobs, (index) =>
    db.insertInto('job').values({
      id: randomUUID(),
      kind: 'optimise',
      input: '{}',
      account_id: null,
      state: 'done',
      requested_at: DESK_NOW + index,
      started_at: DESK_NOW,
      ended_at: DESK_NOW,
      progress: JSON.stringify({ trajectory: points }),
      result: '{}',
    }),
  );
  await put(MOST_LISTED.requirements, () =>
    db.insertInto('requirement_run').values({
      ...days,
      id: randomUUID(),
      created_at: DESK_NOW,
      account_id: null,
      inputs: '{}',
      result: '[]',
    }),
  );
  await put(MOST_LISTED.forecastRuns, (index) =>
    db.insertInto('forecast_version').values({
      ...by,
      id: randomUUID(),
      from_day: '2022-01-01',
      until_day: '2022-01-07',
      queue: 'koeln',
      inputs: '{}',
      result: '{}',
      run_id: `run ${index}`,
    }),
  );
  await put(MOST_LISTED.imports, (index) =>
    db.insertInto('history_import').values({
      id: randomUUID(),
      owner: 'x',
      begun_at: DESK_NOW,
      alive_at: DESK_NOW,
      ended_at: DESK_NOW + index,
      file_name: `calls ${index}.csv`,
      author: null,
      queues: '["koeln"]',
      added: 1,
      from_at: 0,
      until_at: 1,
      gone_at: null,
    }),
  );
  await put(MOST_LISTED.calendarEvents, (index) => {
    const day = addDays(TODAY, index);
    const span = { from_day: day, until_day: day };
    return db
      .insertInto('calendar_event')
      .values({ ...span, ...by, id: randomUUID(), queue: '*', name: `Tag ${index}`, factor: null });
  });
  await put(MOST_LISTED.adjustments, (index) =>
    db.insertInto('forecast_adjustment').values({
      ...by,
      id: randomUUID(),
      queue: '*',
      from_at: DESK_NOW,
      until_at: DESK_NOW + 900_000,
      change: JSON.stringify({ kind: 'factor', factor: 1.1 }),
      reason: `Grund ${index}`,
      withdrawn_at: null,
    }),
  );
  const body = JSON.stringify({
    ...{ startMinute: 480, endMinute: 900, breaks: [], activities: [], group: 'koeln', pattern: 'x' },
    cities: ['koeln'],
  });
  await put(MOST_LISTED.duties, (index) =>
    db.insertInto('duty').values({
      agent_id: 'P-0',
      day: addDays(plainDate('2022-01-01'), index),
      uid: `${index}`,
      sequence: 0,
      status: 'planned',
      body,
      previous: null,
      changed_at: DESK_NOW,
      publication: 1,
    }),
  );
  const entered = { created_at: DESK_NOW, created_by: null };
  const once = many(PEOPLE, (index) =>
    [0, 1, 2, 3].map((week) => [people[index] ?? '', addDays(TODAY, 7 * week)]),
  );
  for (const some of inParts(once.flat(), 500))
    await db
      .insertInto('wish')
      .values(
        some.map(([agent_id = '', day = '']) => ({
          ...entered,
          id: randomUUID(),
          agent_id,
          kind: 'dayOff',
          from_day: day,
          until_day: day,
          minute: null,
          weight: 1,
          remark: '',
        })),
      )
      .execute();
  const months = many(A_YEAR_AWAY, (month) => addDays(TODAY, 30 * month));
  for (const day of [...months, addDays(TODAY, -200)])
    for (const some of inParts(people, 500))
      await db
        .insertInto('absence')
        .values(
          some.map((agent_id) => ({
            ...entered,
            id: randomUUID(),
            agent_id,
            kind: 'sick',
            from_day: day,
            until_day: day,
          })),
        )
        .execute();
  for (const [index, id] of people.slice(0, ACCOUNTS).entries())
    await createAccount(
      db,
      { name: `account-${index}`, displayName: id, grants: [{ role: 'agent', city: 'koeln' }], agentId: id },
      DESK_NOW,
    );
}

async function put(most: number, insert: (index: number) => { execute(): Promise<unknown> }): Promise<void> {
  for (const index of many(most * MUCH, (at) => at)) await insert(index).execute();
}

function many<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: Math.round(count) }, (_, index) => make(index));
}

function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return many(Math.ceil(all.length / size), (at) => all.slice(at * size, (at + 1) * size));
}
