import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '../../forecasting/time/instant.ts';
import { importCalls } from '../../server/planning/import/import-calls.ts';
import { understandCalls } from '../../server/planning/import/understand-calls.ts';
import { openForecast } from '../../server/planning/forecast/open-forecast.ts';
import type { Store } from '../../server/platform/store/database.ts';
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
} from './desk-server.ts';
import { jobSupport } from './run-job.ts';
import type { DeskOptions } from '../../server/app/desk-routers.ts';
import { requirementRequest } from './requirement-request.ts';
import { centre } from './sample-centre.ts';

/** What planners do to the store, each change one request or one import; killed in the middle it must be all or nothing. */
export const CHANGE_KINDS = [
  'publish',
  'saveDraft',
  'adjust',
  'saveCity',
  'importAgents',
  'importCalls',
  'addAbsence',
  'addWish',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const PEOPLE = 40;
const FROM = '2026-11-23';
const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'] as const;
const CALL_ROWS = 400;

export function kindOf(change: number): ChangeKind {
  return CHANGE_KINDS[change % CHANGE_KINDS.length] ?? 'publish';
}

/** People, accounts and a centre in a new store, and two drafts that differ in every duty. */
export async function preparePlan(store: Store): Promise<void> {
  const { db } = store;
  await addPeople(db, centre(), people());
  await addAccount(db, 'planner', [
    { role: 'planner', city: '*' },
    { role: 'administrator', city: '*' },
  ]);
  const planner = await openPlanner(store, () => 0);
  for (const start of [420, 540]) {
    const requirement = await planner.ask(
      'POST',
      '/api/v1/requirements',
      requirementRequest(FROM, DAYS[DAYS.length - 1]),
    );
    const draft = await planner.ask('POST', '/api/v1/drafts', {
      title: `from ${start}`,
      from: FROM,
      until: DAYS[DAYS.length - 1],
      requirementId: field(requirement, 'id'),
    });
    await planner.ask('PUT', `/api/v1/drafts/${String(field(draft, 'id'))}`, {
      basedOn: 1,
      set: DAYS.flatMap((date) => people().map(({ id }) => shift(id, date, start))),
      cleared: [],
    });
  }
  await planner.close();
}

export interface Planner {
  /** Does the change with this number, as any process would do it. */
  do(change: number): Promise<void>;
  ask(method: string, path: string, body: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** A planner at a desk of its own over real HTTP. @param change the change under way: its number is the clock */
export async function openPlanner(store: Store, change: () => number): Promise<Planner> {
  const now = () => instant(DESK_NOW + change() * 1_000);
  const support = await jobSupport(store.db, now);
  const forecast = openForecast({ store, now, support, centre, onFailure: () => undefined });
  const desk = {
    now,
    support,
    tools: {
      forecastDays: async () => DAYS.map(forecastDay),
      checkRoster: () => ({ lawful: true, hardViolations: [], softViolations: [], objective: 0, costs: {} }),
      optimise: async ({ present }) => ({ roster: present, objective: 0, bound: 0, blocked: [] }),
      simulate: async () => [],
      repair: async () => [],
      staffing: staffingHere,
    },
  } satisfies Partial<DeskOptions>;
  const server = await startDeskServer(store.db, desk, [forecast]);
  const client = new DeskClient(server.url);
  await client.signIn('planner');
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer =
      typeof body === 'string' ? await client.upload(path, body) : await client.send(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    ask,
    close: () => server.close(),
    do: (number) => changes[kindOf(number)](number, ask, store),
  };
}

type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

const changes: Readonly<Record<ChangeKind, (change: number, ask: Ask, store: Store) => Promise<void>>> = {
  publish: async (change, ask) => {
    const { id, revision } = await draft(ask, roundOf(change) % 2);
    await ask('POST', `/api/v1/drafts/${id}/publish`, { basedOn: revision, overrides: [] });
  },
  saveDraft: async (change, ask) => {
    const { id, revision } = await draft(ask, roundOf(change) % 2);
    const start = 480 + (roundOf(change) % 8) * 15;
    await ask('PUT', `/api/v1/drafts/${id}`, {
      basedOn: revision,
      set: people().map((person) => shift(person.id, FROM, start)),
      cleared: [],
    });
  },
  adjust: async (change, ask) => {
    const factor = 1 + (roundOf(change) % 40) / 100;
    const adjustment = {
      city: 'koeln',
      changes: [{ date: FROM, fromMinute: 0, untilMinute: 1440, change: { kind: 'factor', factor } }],
      reason: `round ${roundOf(change)}`,
    };
    await ask('POST', '/api/v1/forecast-adjustments', adjustment);
  },
  saveCity: async (change, ask) => {
    const present = await ask('GET', '/api/v1/centre');
    const [city] = centre().cities;
    if (city === undefined) throw new Error('the sample centre has cities');
    const { colours: _, ...plain } = city;
    await ask('PUT', `/api/v1/cities/${city.id}`, {
      basedOn: field(present, 'revision'),
      hue: null,
      city: { ...plain, greeting: `Guten Tag ${roundOf(change)}` },
    });
  },
  importAgents: async (change, ask) => {
    const head = 'id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills';
    const lines = people().map(
      ({ id, city }) => `${id};${id};Team ${roundOf(change)};${city};Agent/${id};39;5;07:00;18:00;koeln bonn`,
    );
    await ask('POST', '/api/v1/people/import?write=true', [head, ...lines].join('\n'));
  },
  importCalls: async (change, _ask, store) => {
    const file = join(tmpdir(), `leitstand-change-${process.pid}.csv`);
    await writeFile(file, callsOf(roundOf(change)));
    const { format } = await understandCalls(file);
    const outcome = await importCalls(store, file, format, {
      zone: 'Europe/Berlin',
      now: Date.parse('2028-01-01T00:00:00Z'),
      cities: [],
      choices: {},
      provenance: { fileName: 'calls.csv', author: null },
    });
    if (outcome.kind !== 'imported') throw new Error(JSON.stringify(outcome));
  },
  addAbsence: async (change, ask) => {
    const day = new Date(Date.UTC(2027, 0, 1 + roundOf(change))).toISOString().slice(0, 10);
    await ask('POST', '/api/v1/absences', { agentId: 'P-001', kind: 'leave', from: day, until: day });
  },
  addWish: async (change, ask) => {
    const day = new Date(Date.UTC(2027, 0, 1 + roundOf(change))).toISOString().slice(0, 10);
    const wish = { kind: 'dayOff', from: day, until: day, minute: null, weight: 20, remark: '' };
    await ask('POST', '/api/v1/wishes', { agentId: 'P-002', ...wish });
  },
};

/** How often the change's kind was done before. */
function roundOf(change: number): number {
  return Math.floor(change / CHANGE_KINDS.length);
}

function people() {
  return Array.from({ length: PEOPLE }, (_, number) =>
    agent(`P-${String(number + 1).padStart(3, '0')}`, number % 2 === 0 ? 'koeln' : 'bonn', ['koeln', 'bonn']),
  );
}

function shift(agentId: string, date: string, startMinute: number): Record<string, unknown> {
  return {
    agent: agentId,
    date,
    pattern: 'work-465',
    group: 'koeln',
    startMinute,
    endMinute: startMinute + 495,
    breaks: [{ startMinute: startMinute + 240, endMinute: startMinute + 270 }],
  };
}

/** The draft that starts at one of the two hours; lists come by the time of their change. */
async function draft(ask: Ask, place: number): Promise<{ readonly id: string; readonly revision: unknown }> {
  const list = field(await ask('GET', '/api/v1/drafts'), 'drafts');
  const drafts: readonly unknown[] = Array.isArray(list) ? list : [];
  const found = drafts.find((one) => field(one, 'title') === (place === 0 ? 'from 420' : 'from 540'));
  return { id: String(field(found, 'id')), revision: field(found, 'revision') };
}

/** Quarter hours of a span of days of its own. */
function callsOf(round: number): string {
  const rows = Array.from({ length: CALL_ROWS }, (_, index) => {
    const at = new Date(Date.UTC(2024, 0, 1) + (round * CALL_ROWS + index) * 900_000);
    const [day, time] = at.toISOString().split('T');
    return `${day ?? ''}T${(time ?? '').slice(0, 5)}Z;koeln;${index % 50};${Math.floor((index % 50) / 2)}`;
  });
  return `start;queue;offered;answered\n${rows.join('\n')}\n`;
}
