import { beforeAll, expect, it } from 'vitest';
import { instant, HOUR_MS } from '../../../../forecasting/time/instant.ts';
import { repairSickCall } from '../../../../forecasting/roster/explain/repair.ts';
import type { Violation } from '../../../../forecasting/roster/model/rules.ts';
import { addDays, plainDate } from '../../../../forecasting/time/plain-date.ts';
import { roles, type Role } from '../../../../server/contract/account.ts';
import { USUAL_INPUTS } from '../../../../server/contract/plan.ts';
import { accessRules, type AccessMethod } from '../../../../server/platform/http/access.ts';
import { openForecast } from '../../../../server/planning/forecast/open-forecast.ts';
import { addAbsence } from '../../../../server/organisation/people/absence-store.ts';
import { addWish } from '../../../../server/organisation/people/wish-store.ts';
import { saveProtections } from '../../../../server/planning/drafts/protection-store.ts';
import { replaceDuties } from '../../../../server/planning/published/duty-store.ts';
import type { PlanningTools } from '../../../../server/planning/requirement/planning-tools.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { readWorkbookBytes } from '../../../../server/platform/input/read-workbook.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  forecastDay,
  staffingHere,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { jobSupport, startJob } from '../../../support/run-job.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const FROM = '2026-11-30';
const UNTIL = '2026-12-06';
const TODAY = '2026-11-23';
const THEIRS = 'B-777';

/** What is known of Bonn and its people: none of it may reach somebody of Köln, in whatever answer. */
const FOREIGN = [
  ...['B-777', 'B-778', 'Marker-Name', 'Marker-Tel', 'MARKER-NOTE', 'MARKER-WISH', 'MARKER-REASON'],
  // the last day of a protection, a minute at which nobody else begins, calls that nobody else has
  ...['2031-03-17', '"startMinute":437', '07:17', '771.25'],
  // what the wishes of everybody cost together, by itself and in the sum
  ...['613.5', '633.5'],
];

/** What is known of Köln's own person, for whoever plans them and nobody else. */
const FOR_PLANNERS = ['OWN-WISH', '2031-05-19', '"kind":"sick"', '"minor"', 'maternityProtection","hard'];

interface Question {
  readonly method: AccessMethod;
  readonly address: string;
  readonly body?: unknown;
}

describeOnBothEngines('a city’s people and figures, asked for by everybody of another city', (engine) => {
  let db: Db;
  let url = '';
  let joint: DeskClient;
  let questions: readonly Question[] = [];

  beforeAll(async () => {
    const store = await engine.newStore();
    ({ db } = store);
    const theirs = {
      ...agent(THEIRS, 'bonn', ['bonn', 'koeln']),
      name: 'Marker-Name',
      telephoneName: 'Marker-Tel',
    };
    await addPeople(db, centre(), [
      agent('K-001', 'koeln'),
      agent('K-002', 'koeln'),
      theirs,
      agent('B-778', 'bonn'),
    ]);
    await addAccount(db, 'joint', [{ role: 'planner', city: '*' }]);
    for (const role of roles)
      await addAccount(db, role, [{ role, city: 'koeln' }], role === 'agent' ? 'K-002' : null);
    const account = await addAccount(db, 'theirs', [{ role: 'agent', city: 'bonn' }], THEIRS);
    await saveProtections(db, THEIRS, [{ kind: 'maternity', from: null, until: '2031-03-17' }]);
    await saveProtections(db, 'K-001', [{ kind: 'minor', from: null, until: '2031-05-19' }]);
    const absence = await absent(THEIRS, '2026-12-03');
    await absent('B-778', TODAY);
    await absent('K-001', '2026-12-02');
    const wish = await wished(THEIRS, 'MARKER-WISH');
    await wished('K-001', 'OWN-WISH');
    await replaceDuties(db, { from: TODAY, until: TODAY }, [THEIRS, 'B-778'].map(dutyToday), 1, DESK_NOW);
    const support = await jobSupport(db);
    const now = () => DESK_NOW;
    const forecast = openForecast({ store, now, support, centre, onFailure: () => undefined });
    const server = await startDeskServer(db, { tools, support }, [forecast]);
    ({ url } = server);
    joint = await signedIn('joint');
    const requirement = await made('/api/v1/requirements', { ...USUAL_INPUTS, from: FROM, until: UNTIL });
    const plan = { title: 'Marker-Name krank', from: FROM, until: UNTIL, requirementId: requirement };
    const draft = await made('/api/v1/drafts', plan);
    const set = [shiftOf(THEIRS, 437), shiftOf('K-001', 480)];
    await joint.send('PUT', `/api/v1/drafts/${draft}`, { basedOn: 1, set, cleared: [] });
    const overrides = [
      { ...broken(THEIRS), reason: 'MARKER-REASON because of' },
      { ...broken('K-001'), reason: 'nobody else is there' },
    ];
    const published = await joint.send('POST', `/api/v1/drafts/${draft}/publish`, { basedOn: 2, overrides });
    expect(published.status).toBe(201);
    const run = await startJob(joint, 'optimise', { draft, seconds: 1, seed: 1 });
    const ids = {
      draft,
      requirement,
      run,
      account,
      absence,
      wish,
      agent: THEIRS,
      number: '1',
      city: 'bonn',
      day: '2026-12-01',
    };
    questions = [...everyRoute(ids), ...furtherQuestions(ids)];
    return () => server.close();
  });

  it('keeps them out of every answer of every route, for every role', async () => {
    const found: string[] = [];
    for (const role of roles)
      for (const question of questions) {
        const { status, text } = await ask(role, question);
        const forbidden = [...FOREIGN, ...(role === 'planner' || role === 'agent' ? [] : FOR_PLANNERS)];
        // what somebody sent themselves is no news to them
        const sent = `${question.address} ${JSON.stringify(question.body ?? '')}`;
        const leaked = forbidden.filter((marker) => text.includes(marker) && !sent.includes(marker));
        if (leaked.length > 0)
          found.push(`${role} ${question.method} ${question.address} ${status}: ${leaked.join(', ')}`);
        if (status >= 500) found.push(`${role} ${question.method} ${question.address}: ${status}`);
      }
    expect(found).toEqual([]);
  }, 120_000);

  it('gives them to whoever plans for all cities, so that there is something to be kept', async () => {
    const told = new Set<string>();
    for (const question of questions.filter(({ method }) => method === 'GET')) {
      const { body } = await joint.send('GET', question.address);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      for (const marker of [...FOREIGN, ...FOR_PLANNERS]) if (text.includes(marker)) told.add(marker);
    }
    expect([...FOREIGN, ...FOR_PLANNERS].filter((marker) => !told.has(marker))).toEqual([]);
  }, 60_000);

  it('keeps them out of workbooks as well, in which no text can be searched', async () => {
    const draft = questions.find(({ address }) => /drafts\/[^/]+$/.test(address))?.address ?? '';
    const words = async (client: DeskClient): Promise<string> => {
      const books = ['roster', 'requirement'].map(async (what) => {
        const { cookie } = client;
        const file = await fetch(`${url}${draft.split('?', 1)[0]}/export?what=${what}&as=xlsx`, {
          headers: { cookie },
        });
        expect(file.status).toBe(200);
        return JSON.stringify(await readWorkbookBytes(Buffer.from(await file.arrayBuffer()), 1e7));
      });
      return (await Promise.all(books)).join();
    };
    const whole = await words(joint);
    const told = FOREIGN.filter((marker) => whole.includes(marker));
    expect(told).toContain('Marker-Name');
    for (const role of ['planner', 'supervisor'] as const) {
      const own = await words(await signedIn(role));
      expect([role, told.filter((marker) => own.includes(marker))]).toEqual([role, []]);
    }
  });

  it('leaves a planner of one city what it takes to plan: their people whole, and the cover as sums', async () => {
    const draft = questions.find(({ address }) => /drafts\/[^/]+$/.test(address))?.address ?? '';
    const { body } = await (await signedIn('planner')).send('GET', draft);
    expect(field(body, 'reader')).toEqual({ sees: ['koeln'], plans: ['koeln'] });
    expect(field(body, 'problem', 'agents', 0)).toMatchObject({
      id: 'K-001',
      protections: [{ kind: 'minor', until: '2031-05-19' }],
      absences: [{ from: '2026-12-02', until: '2026-12-02', kind: 'sick' }],
    });
    expect(field(body, 'problem', 'demand', 1)).toBeUndefined();
    const at = 10 * 4;
    expect(field(body, 'problem', 'demand', 0, 'coveredElsewhere', 0, at)).toBe(1);
    expect(field(body, 'others', 'planned', 0, at)).toBe(1);
    const whole = await joint.send('GET', draft);
    const needed = [0, 1, 2].map((group) =>
      Number(field(whole.body, 'problem', 'demand', group, 'scheduledAgents', 0, at)),
    );
    expect(field(body, 'others', 'required', 0, at)).toBe(needed.reduce((sum, people) => sum + people, 0));
  });

  it('answers one thing to who asks for another city’s person and for nobody', async () => {
    const planner = await signedIn('planner');
    const asked = async (id: string) => [
      await planner.send('GET', `/api/v1/people/${id}/protections`),
      await planner.send('POST', '/api/v1/absences', { agentId: id, kind: 'leave', from: FROM, until: FROM }),
      await planner.send('POST', '/api/v1/repairs', { agent: id, from: FROM, until: FROM }),
      await planner.send('GET', `/api/v1/people/${id}/duties?from=${FROM}`),
      await planner.send('DELETE', `/api/v1/people/${id}`),
      await planner.send('PUT', `/api/v1/people/${id}/protections`, { protections: [] }),
    ];
    const of = async (id: string) => (await asked(id)).map(({ status, body }) => [status, body]);
    expect(await of(THEIRS)).toEqual(await of('nobody'));
  });

  async function signedIn(name: string): Promise<DeskClient> {
    const client = new DeskClient(url);
    expect(await client.signIn(name)).toBe(200);
    return client;
  }

  const clients = new Map<Role, DeskClient>();
  async function ask(role: Role, { method, address, body }: Question) {
    const client = clients.get(role) ?? (await signedIn(role));
    clients.set(role, client);
    const answer =
      typeof body === 'string'
        ? await client.upload(address, body)
        : await client.send(method, address, method === 'GET' ? undefined : (body ?? {}));
    return {
      status: answer.status,
      text: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
    };
  }

  async function made(path: string, body: unknown, status = 201): Promise<string> {
    const answer = await joint.send('POST', path, body);
    expect([path, answer.status]).toEqual([path, status]);
    return String(field(answer.body, 'id'));
  }

  async function absent(agentId: string, day: string): Promise<string> {
    const added = await addAbsence(
      db,
      { agentId, kind: 'sick', from: day, until: day },
      null,
      instant(DESK_NOW - HOUR_MS),
    );
    return added.ok ? added.id : '';
  }

  async function wished(agentId: string, remark: string): Promise<string> {
    const wish = {
      agentId,
      kind: 'dayOff',
      from: FROM,
      until: FROM,
      minute: null,
      weight: 3,
      remark,
    } as const;
    const added = await addWish(db, wish, null, DESK_NOW);
    return added.ok ? added.id : '';
  }
});

/** Every line of the access table, with the ids of what is there; signing out would end the questions. */
function everyRoute(ids: Readonly<Record<string, string>>): readonly Question[] {
  const query: Readonly<Record<string, string>> = {
    '/api/v1/drafts/:draft/export': '?what=roster&as=csv',
    '/api/v1/skill-sets': `?day=${FROM}`,
  };
  return accessRules
    .filter(
      ({ method, path }) =>
        method !== 'SOCKET' && path.startsWith('/api/') && !path.startsWith('/api/v1/session'),
    )
    .map(({ method, path }) => ({
      method,
      address:
        path.replaceAll(/:(\w+)/g, (_all, name: string) => ids[name] ?? 'unknown') +
        (query[path] ?? (method === 'GET' ? `?from=${FROM}&until=${UNTIL}` : '')),
    }));
}

/** Questions that get further than their route's first look, about the other city and with the own as a pretext. */
function furtherQuestions({ draft = '' }: Readonly<Record<string, string>>): readonly Question[] {
  const span = { from: '2026-12-03', until: '2026-12-03' };
  const own = agent('K-001', 'koeln');
  const csv = `id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills\nK-009;;T;koeln;Marker-Tel;39;5;;;koeln`;
  const wish = { kind: 'dayOff', minute: null, weight: 1, remark: '', ...span };
  const cell = { agent: THEIRS, date: FROM };
  return [
    { method: 'GET', address: `/api/v1/drafts/${draft}/export?what=requirement&as=csv` },
    { method: 'GET', address: `/api/v1/drafts/${draft}/export?what=roster&as=csv&names=anonymised` },
    {
      method: 'PUT',
      address: '/api/v1/people/K-001',
      body: { person: { ...own, telephoneName: 'Marker-Tel' }, basedOn: own },
    },
    {
      method: 'PUT',
      address: `/api/v1/people/${THEIRS}`,
      body: { person: agent(THEIRS, 'koeln'), basedOn: null },
    },
    { method: 'POST', address: '/api/v1/people/import?write=true', body: csv },
    { method: 'POST', address: '/api/v1/absences', body: { agentId: THEIRS, kind: 'leave', ...span } },
    {
      method: 'POST',
      address: '/api/v1/absences',
      body: { agentId: 'K-001', kind: 'leave', from: '2026-12-02', until: '2026-12-02' },
    },
    { method: 'POST', address: '/api/v1/wishes', body: { agentId: THEIRS, ...wish } },
    { method: 'POST', address: '/api/v1/repairs', body: { agent: THEIRS, from: FROM, until: UNTIL } },
    { method: 'POST', address: '/api/v1/repairs', body: { agent: 'K-001', from: FROM, until: UNTIL } },
    {
      method: 'PUT',
      address: `/api/v1/drafts/${draft}`,
      body: { basedOn: 1, set: [], cleared: [{ agent: 'K-001', date: FROM }] },
    },
    { method: 'PUT', address: `/api/v1/drafts/${draft}`, body: { basedOn: 2, set: [], cleared: [cell] } },
    { method: 'POST', address: `/api/v1/drafts/${draft}/publish`, body: { basedOn: 2, overrides: [] } },
    {
      method: 'POST',
      address: '/api/v1/accounts',
      body: { name: 'spy', displayName: 'x', grants: [{ role: 'agent', city: 'koeln' }], agentId: THEIRS },
    },
  ];
}

function shiftOf(id: string, startMinute: number) {
  const activity = {
    kind: 'meeting',
    label: id === THEIRS ? 'MARKER-NOTE' : 'Runde',
    startMinute: 700,
    endMinute: 715,
  };
  return {
    agent: id,
    date: FROM,
    pattern: 'work-480',
    group: 'koeln',
    startMinute,
    endMinute: startMinute + 480,
    breaks: [],
    activities: [activity],
  };
}

function dutyToday(agentId: string) {
  const activities = [{ startMinute: 700, endMinute: 715, label: 'MARKER-NOTE' }];
  const body = {
    startMinute: 437,
    endMinute: 900,
    breaks: [],
    activities,
    group: 'bonn',
    pattern: 'x',
    cities: ['bonn'],
  };
  return { agentId, day: TODAY, body };
}

function broken(id: string) {
  return { rule: 'maternityProtection', agent: id, date: FROM };
}

function violation(id: string): Violation {
  return {
    rule: 'maternityProtection',
    hard: true,
    size: 1,
    unit: 'minutes',
    cost: 0,
    agent: id,
    date: plainDate(FROM),
    facts: {},
  };
}

/** The planning tools of a desk where Bonn has calls that nobody else has, and a rule is broken in each city. */
const tools: PlanningTools = {
  forecastDays: async (from, until) =>
    daysOf(from, until).map((date) => {
      const { date: on, cities } = forecastDay(date);
      const calls = cities['koeln']?.calls.map((value) => (value > 0 ? 771.25 : 0)) ?? [];
      const averageHandleTimeSeconds = calls.map(() => 60);
      return {
        date: on,
        cities: { ...cities, bonn: { calls, low: calls, high: calls, averageHandleTimeSeconds } },
      };
    }),
  checkRoster: () => ({
    lawful: false,
    hardViolations: [violation(THEIRS), violation('K-001')],
    softViolations: [],
    objective: 633.5,
    costs: { dayOffRequest: 613.5, understaffed: 20 },
  }),
  optimise: async ({ present }) => ({ roster: present, objective: 0, bound: 0, blocked: [] }),
  simulate: async () => [],
  repair: async ({ problem, roster, call }) => repairSickCall(problem, roster, call).openShifts,
  staffing: staffingHere,
};

function daysOf(from: string, until: string): readonly string[] {
  const days: string[] = [];
  for (let day = plainDate(from); day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
