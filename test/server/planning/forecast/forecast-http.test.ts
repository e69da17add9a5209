import { beforeAll, expect, it } from 'vitest';
import { generateHistory, JOINT_CENTRE_CITIES } from '../../../../forecasting/history/index.ts';
import { addDays, plainDate } from '../../../../forecasting/time/index.ts';
import { openForecast } from '../../../../server/planning/forecast/open-forecast.ts';
import { addHistory } from '../../../../server/planning/history/add-history.ts';
import type { Store } from '../../../../server/platform/store/database.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  DeskClient,
  field,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { endedJob, jobSupport, runJob, startJob } from '../../../support/run-job.ts';
import { centre, city } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const ZONE = 'Europe/Berlin';
const SPAN = { from: '2026-06-01', until: '2026-06-12' };
const records = generateHistory({
  from: plainDate('2026-03-30'),
  to: plainDate('2026-06-12'),
  zone: ZONE,
  cities: JOINT_CENTRE_CITIES.slice(1, 2),
  specialDays: [],
  seed: 5,
});
const FIRST_DAY = Date.parse('2026-06-01T00:00:00+02:00');
describeOnBothEngines('forecasts over HTTP', (engine) => {
  let store: Store;
  let db: Db;
  let server: DeskServer;
  let now = FIRST_DAY;
  const failures: unknown[] = [];
  const clients = new Map<string, DeskClient>();

  beforeAll(async () => {
    store = await engine.newStore();
    ({ db } = store);
    await addHistory(
      store,
      records.filter(({ start }) => start < FIRST_DAY),
    );
    await addPeople(db, centre(), []);
    const support = await jobSupport(
      db,
      () => now,
      (error) => failures.push(error),
    );
    server = await startDeskServer(db, { support }, [
      openForecast({
        store,
        support,
        now: () => now,
        centre: () => centre({ cities: [city('bonn')] }),
        onFailure: (error) => failures.push(error),
      }),
    ]);
    const accounts = [
      ['planner', { role: 'planner', city: '*' }],
      ['planner-bonn', { role: 'planner', city: 'bonn' }],
      ['supervisor-bonn', { role: 'supervisor', city: 'bonn' }],
    ] as const;
    for (const [name, grant] of accounts) {
      await addAccount(db, name, [grant]);
      const client = new DeskClient(server.url);
      await client.signIn(name);
      clients.set(name, client);
    }
    return () => server.close();
  });

  function ask(who: string, method: string, path: string, body?: unknown) {
    return clientOf(who).send(method, `/api/v1${path}`, body);
  }

  function upload(who: string, text: string, type = 'text/csv') {
    return clientOf(who).upload('/api/v1/history-imports', text, type);
  }

  function clientOf(who: string): DeskClient {
    const client = clients.get(who);
    if (client === undefined) throw new Error(`nobody is called ${who}`);
    return client;
  }

  /** Makes a forecast. @returns its versions */
  const run = (): Promise<unknown> => runJob(clientOf('planner'), 'forecast', SPAN);

  async function bonnVersion(state: unknown, who = 'planner'): Promise<unknown> {
    const { body } = await ask(
      who,
      'GET',
      `/cities/bonn/forecasts/${String(field(state, 'versions', 0, 'id'))}`,
    );
    return body;
  }

  function sum(values: unknown, from: number, to: number): number {
    if (!Array.isArray(values)) return Number.NaN;
    return values.slice(from, to).reduce((all: number, value) => all + Number(value), 0);
  }

  function slotsOf(version: unknown): number {
    const mean = field(version, 'forecast', 'days', 0, 'mean');
    return Array.isArray(mean) ? mean.length : 0;
  }

  it('runs as a job to its end, keeps what it was made from, repeats itself and takes adjustments again', async () => {
    const first = await run();
    const before = await bonnVersion(first);
    expect(before).toMatchObject({
      queue: 'bonn',
      ...SPAN,
      inputs: {
        model: 'auto',
        calendar: 'DE-NW',
        seed: null,
        learntFrom: '2026-03-30',
        learntUntil: '2026-05-29',
      },
    });
    expect(field(before, 'forecast', 'reasons', 'chosen')).toBeTypeOf('string');
    expect(field(before, 'forecast', 'inputsHash')).toMatch(/^[0-9a-f]{64}$/);
    const made = await ask('planner-bonn', 'POST', '/forecast-adjustments', {
      city: 'bonn',
      changes: [
        { date: '2026-06-02', fromMinute: 0, untilMinute: 1440, change: { kind: 'factor', factor: 2 } },
        { date: '2026-06-03', fromMinute: 480, untilMinute: 540, change: { kind: 'absolute', calls: 500 } },
      ],
      reason: 'Grundsteuerbescheide',
    });
    expect(made.status).toBe(201);

    const after = await bonnVersion(await run(), 'supervisor-bonn');
    expect(field(after, 'id')).not.toBe(field(before, 'id'));
    expect(field(after, 'forecast')).toEqual(field(before, 'forecast'));
    const slots = slotsOf(after);
    for (const slot of [4, 8]) {
      const adjusted = Number(field(after, 'adjusted', slots + slot, 'mean'));
      expect(adjusted).toBeCloseTo(2 * Number(field(after, 'forecast', 'days', 1, 'mean', slot)), 9);
    }
    const { body: shown } = await ask(
      'supervisor-bonn',
      'GET',
      `/forecast-days?from=${SPAN.from}&until=${SPAN.until}`,
    );
    const day = (index: number) => field(shown, 'days', index, 'cities', 'bonn');
    const place = 7 * 4 + 8;
    expect(Number(field(day(1), 'calls', place))).toBeCloseTo(
      2 * Number(field(day(1), 'modelCalls', place)),
      9,
    );
    expect(field(day(2), 'hours', 8, 'mean')).toBeCloseTo(500, 6);
    expect(field(day(2), 'hours', 9, 'mean')).toBeCloseTo(sum(field(day(2), 'modelCalls'), 36, 40), 6);
    expect([field(day(0), 'isAdjusted'), field(day(1), 'isAdjusted')]).toEqual([false, true]);
    const wide = field(day(0), 'day');
    const edges = ['low95', 'low', 'mean', 'high', 'high95'].map((edge) => Number(field(wide, edge)));
    expect(edges).toEqual(edges.toSorted((a, b) => a - b));
    expect(field(shown, 'days', 0, 'joint', 'day', 'mean')).toBeCloseTo(Number(field(wide, 'mean')), 6);

    const [bridge] = [shown]
      .flatMap((body) => field(body, 'days'))
      .filter((one) => field(one, 'date') === '2026-06-05');
    expect(field(bridge, 'joint', 'special')).toEqual({ de: 'Brückentag', en: 'Bridge day' });

    const query = `from=2026-06-02&until=2026-06-02`;
    const listed = await ask('supervisor-bonn', 'GET', `/forecast-adjustments?${query}`);
    expect(field(listed.body, 'adjustments')).toMatchObject([
      {
        city: 'bonn',
        date: '2026-06-02',
        fromMinute: 0,
        untilMinute: 1440,
        createdAt: FIRST_DAY,
        withdrawnAt: null,
      },
    ]);
    const path = `/forecast-adjustments/${String(field(made.body, 'ids', 0))}`;
    expect((await ask('planner-bonn', 'DELETE', path)).status).toBe(204);
    expect((await ask('planner-bonn', 'DELETE', path)).status).toBe(404);
    const { body: again } = await ask('planner', 'GET', `/forecast-days?${query}`);
    expect(field(again, 'days', 0, 'cities', 'bonn', 'isAdjusted')).toBe(false);
  }, 180_000);

  it('reports how a version did beside the naive rule once the days have come', async () => {
    const { body: list } = await ask('supervisor-bonn', 'GET', '/cities/bonn/forecasts');
    const path = `/cities/bonn/forecasts/${String(field(list, 'versions', 0, 'id'))}/accuracy`;
    expect((await ask('planner', 'GET', path)).body).toMatchObject({ days: 0 });
    await addHistory(
      store,
      records.filter(({ start }) => start >= FIRST_DAY),
    );
    now = Date.parse('2026-06-13T08:00:00+02:00');
    const { body } = await ask('supervisor-bonn', 'GET', path);
    expect(field(body, 'days')).toBe(9);
    expect(Number(field(body, 'wape'))).toBeLessThan(Number(field(body, 'naiveWape')));
  });

  it('measures versions by whole days alone, by the list that History shows', async () => {
    const { body: list } = await ask('supervisor-bonn', 'GET', '/cities/bonn/forecasts');
    const path = `/cities/bonn/forecasts/${String(field(list, 'versions', 0, 'id'))}/accuracy`;
    const { body: whole } = await ask('planner', 'GET', path);
    const noon = Date.parse('2026-06-11T12:00:00+02:00');
    const cut = await db
      .selectFrom('call_history')
      .selectAll()
      .where('starts_at', '>=', noon)
      .where('starts_at', '<', noon + 43_200_000)
      .execute();
    await db
      .deleteFrom('call_history')
      .where('starts_at', '>=', noon)
      .where('starts_at', '<', noon + 43_200_000)
      .execute();
    const { body } = await ask('planner', 'GET', path);
    const { body: past } = await ask('planner', 'GET', '/cities/bonn/history');
    await db.insertInto('call_history').values(cut).execute();
    expect(field(past, 'findings')).toContainEqual(
      expect.objectContaining({ date: '2026-06-11', kind: 'unfinished', isHeld: true }),
    );
    expect(field(body, 'days')).toBe(Number(field(whole, 'days')) - 1);
    await ask('planner', 'PUT', '/cities/bonn/history/2026-06-10', { decision: { kind: 'exclude' } });
    expect(field((await ask('planner', 'GET', path)).body, 'days')).toBe(Number(field(whole, 'days')) - 1);
    await ask('planner', 'PUT', '/cities/bonn/history/2026-06-10', { decision: null });
  });

  it('gives reasons for the newest version, with the report of the newest one of which days have come', async () => {
    const { body: list } = await ask('supervisor-bonn', 'GET', '/cities/bonn/forecasts');
    const newest = String(field(list, 'versions', 0, 'id'));
    const { body: version } = await ask('planner', 'GET', `/cities/bonn/forecasts/${newest}`);
    const { body: reports } = await ask('planner', 'GET', '/cities/bonn/forecast-accuracy');
    const { body } = await ask('supervisor-bonn', 'GET', '/cities/bonn/forecast-reasons');
    expect(field(body, 'forecast', 'reasons')).toEqual(field(version, 'forecast', 'reasons'));
    expect(field(body, 'forecast', 'learntUntil')).toBe(field(version, 'forecast', 'learntUntil'));
    expect(field(body, 'accuracy')).toEqual(field(reports, 'versions', 0));
    expect(field(body, 'accuracy', 'days')).toBe(9);
    const later = now;
    now = FIRST_DAY;
    const { body: early } = await ask('planner', 'GET', '/cities/bonn/forecast-reasons');
    now = later;
    expect(field(early, 'accuracy')).toBeNull();
  });

  it('ends a cancelled run without a version', async () => {
    const id = await startJob(clientOf('planner'), 'forecast', SPAN);
    expect((await ask('planner', 'POST', `/jobs/${id}/cancel`, {})).status).toBe(204);
    expect(await endedJob(clientOf('planner'), id)).toMatchObject({ state: 'cancelled', hasResult: false });
  }, 60_000);

  it('lets supervisors read and change nothing, and planners of one city start no joint run', async () => {
    const asked = [
      await ask('supervisor-bonn', 'POST', '/jobs', { kind: 'forecast', input: SPAN }),
      await ask('supervisor-bonn', 'POST', '/forecast-adjustments', {}),
      await ask('supervisor-bonn', 'PUT', '/cities/bonn/history/2026-05-04', { decision: null }),
      await ask('supervisor-bonn', 'POST', '/calendar-events', {}),
      await ask('planner-bonn', 'POST', '/jobs', { kind: 'forecast', input: SPAN }),
      await ask('planner-bonn', 'GET', '/cities/leverkusen/history'),
      await ask('supervisor-bonn', 'GET', '/cities/leverkusen/forecast-reasons'),
    ];
    expect(asked.map(({ body }) => field(body, 'error', 'code'))).toEqual([
      'not-allowed',
      'not-allowed',
      'not-allowed',
      'not-allowed',
      'not-your-city',
      'not-your-city',
      'not-your-city',
    ]);
  });

  it('shows history with its odd days and keeps what planners decide and name', async () => {
    const decided = await ask('planner-bonn', 'PUT', '/cities/bonn/history/2026-05-14', {
      decision: { kind: 'exclude' },
    });
    expect(decided.status).toBe(204);
    const { body } = await ask('supervisor-bonn', 'GET', '/cities/bonn/history');
    const findings = field(body, 'findings');
    expect(findings).toContainEqual(
      expect.objectContaining({ date: '2026-05-14', decision: { kind: 'exclude' } }),
    );
    const event = { from: '2026-06-15', until: '2026-06-16', name: 'Kommunalwahl', factor: 1.3 };
    const joint = await ask('planner-bonn', 'POST', '/calendar-events', { ...event, city: '*' });
    expect(field(joint.body, 'error', 'code')).toBe('not-your-city');
    const own = await ask('planner-bonn', 'POST', '/calendar-events', { ...event, city: 'bonn' });
    expect(own.status).toBe(201);
    const events = await ask('supervisor-bonn', 'GET', '/calendar-events');
    expect(field(events.body, 'events', 0)).toMatchObject({ ...event, city: 'bonn' });
  });

  it('takes a file in, shows what it understood, remembers the mapping and imports it', async () => {
    now = Date.parse('2027-03-02T00:00:00+01:00');
    const file = 'Von;Anrufe\n01.03.2027 08:00;12\n01.03.2027 08:15;9\n';
    const wrongKind = await upload('planner', file, 'text/html');
    expect(wrongKind.status).toBe(415);
    expect((await upload('planner-bonn', file)).status).toBe(403);
    const { status, body: preview } = await upload('planner', file);
    expect(status).toBe(201);
    expect(preview).toMatchObject({
      format: { delimiter: ';', header: ['Von', 'Anrufe'] },
      missing: ['queue'],
    });
    const path = `/history-imports/${String(field(preview, 'id'))}`;
    const start = (options: unknown) => {
      const input = { upload: field(preview, 'id'), options };
      return ask('planner', 'POST', '/jobs', { kind: 'import', input });
    };
    const early = await start({});
    expect(field(early.body, 'error', 'code')).toBe('columns-missing');
    const options = { columns: { start: 'Von', offered: 'Anrufe' }, queue: 'bonn' };
    const { body: mapped } = await ask('planner', 'POST', `${path}/preview`, options);
    expect(mapped).toMatchObject({
      format: { dateOrder: 'day.month.year', columns: { start: 0, offered: 1 } },
      missing: [],
      unknownQueues: [],
      sample: [{ line: 2, date: '2027-03-01', minute: 480, queue: 'bonn', offered: 12 }, { line: 3 }],
    });
    const { status: taken, body: job } = await start(options);
    expect(taken).toBe(202);
    // a second click must not start it twice
    expect(field((await start(options)).body, 'error', 'code')).toBe('import-started');
    const id = String(field(job, 'id'));
    expect(await endedJob(clientOf('planner'), id)).toMatchObject({
      state: 'done',
      progress: { fraction: 1 },
    });
    const { body: result } = await ask('planner', 'GET', `/jobs/${id}/result`);
    expect(result).toMatchObject({ outcome: 'imported', rows: 2, added: 2, conflictCount: 0 });
    const again = await upload('planner', file);
    expect(field(again.body, 'format', 'columns')).toEqual({ start: 0, offered: 1 });
    expect(failures).toEqual([]);
  }, 90_000);

  it('shows the heat map of a history and one day’s curve beside its weekday’s', async () => {
    now = Date.parse('2026-06-13T08:00:00+02:00');
    const { body } = await ask(
      'supervisor-bonn',
      'GET',
      '/cities/bonn/history/days?from=2026-05-11&until=2026-06-12',
    );
    const days = field(body, 'days');
    expect(days).toContainEqual(
      expect.objectContaining({
        date: '2026-05-14',
        decision: { kind: 'exclude' },
        name: { de: 'Christi Himmelfahrt', en: 'Ascension Day' },
      }),
    );
    expect(days).toContainEqual(expect.objectContaining({ date: '2026-06-08', source: 'imported' }));
    const { body: history } = await ask(
      'supervisor-bonn',
      'GET',
      '/cities/bonn/history?from=2026-05-11&until=2026-06-12',
    );
    expect(field(body, 'findings')).toEqual(field(history, 'findings'));
    const { body: day } = await ask('supervisor-bonn', 'GET', '/cities/bonn/history/days/2026-06-08');
    const { body: came } = await ask(
      'supervisor-bonn',
      'GET',
      '/actual-days?from=2026-06-08&until=2026-06-08',
    );
    expect(sum(field(day, 'offered'), 0, 96)).toBe(field(came, 'days', 0, 'cities', 'bonn', 'total'));
    expect(Math.abs(sum(field(day, 'usual'), 0, 96) / sum(field(day, 'offered'), 0, 96) - 1)).toBeLessThan(
      0.5,
    );
    // A history that is younger than eight weeks has a mean of as many days as there are.
    const { body: months } = await ask('supervisor-bonn', 'GET', '/cities/bonn/history');
    const second = addDays(plainDate(String(field(months, 'from'))), 14);
    const { body: young } = await ask('supervisor-bonn', 'GET', `/cities/bonn/history/days/${second}`);
    expect(Number(field(young, 'usualDays'))).toBeLessThanOrEqual(2);
    expect(Number(field(day, 'usualDays'))).toBeGreaterThan(5);
  });
});
