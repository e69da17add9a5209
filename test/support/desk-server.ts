import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import type { Router } from 'express';
import pino from 'pino';
import { instant, type Instant } from '../../forecasting/time/instant.ts';
import { addDays, daysBetween, plainDate } from '../../forecasting/time/plain-date.ts';
import { repairSickCall } from '../../forecasting/roster/explain/repair.ts';
import type { Roster } from '../../forecasting/roster/model/roster.ts';
import type { RosterCheck } from '../../forecasting/roster/model/rules.ts';
import { createAccount, setPassword } from '../../server/organisation/accounts/account-store.ts';
import { confirmHolder } from '../../server/organisation/accounts/holder-confirmation.ts';
import {
  cookieSecret,
  identifyBySession,
  sessionMiddleware,
} from '../../server/organisation/accounts/session-middleware.ts';
import type { Room } from '../../server/app/compose.ts';
import type { Centre } from '../../server/contract/centre.ts';
import type { Grant } from '../../server/contract/account.ts';
import type { Agent } from '../../server/contract/people.ts';
import { createApp } from '../../server/app/app.ts';
import { saveAgents } from '../../server/organisation/people/agent-store.ts';
import { centreOrFirst } from '../../server/organisation/cities/centre-store.ts';
import { jobRoutes } from '../../server/platform/jobs/job-routes.ts';
import { openJobSupport } from '../../server/platform/jobs/job-support.ts';
import { deskRooms, type DeskOptions } from '../../server/app/desk-routers.ts';
import type { ForecastDay, PlanningTools } from '../../server/planning/requirement/planning-tools.ts';
import { runStaffingTask } from '../../server/planning/requirement/staffing-task.ts';
import type { Classification } from '../../server/planning/schedule/schedule-routes.ts';
import { sampleBoard } from './sample-board.ts';
import type { Db } from '../../server/platform/store/schema.ts';

/** Monday, 23 November 2026, noon in Berlin. */
export const DESK_NOW = instant(Date.UTC(2026, 10, 23, 11));
export const PASSWORD = 'correct horse battery';

export interface DeskServer {
  readonly url: string;
  readonly classified: Classification[];
  readonly centres: Centre[];
  readonly rooms: ReturnType<typeof deskRooms>;
  /** Everything that is mounted: the desk's routes and those of other rooms. */
  readonly routers: readonly Router[];
  close(): Promise<void>;
}

const lawful: RosterCheck = { lawful: true, hardViolations: [], softViolations: [], objective: 0, costs: {} };

/** Simulations about staffing on the test's own thread. */
export const staffingHere: PlanningTools['staffing'] = async (task, { onProgress }) =>
  runStaffingTask(task, onProgress);

/** The desk's rooms behind the real HTTP side on a free port, on a store that the test holds. */
export async function startDeskServer(
  db: Db,
  changes: Partial<DeskOptions> = {},
  others: readonly Room[] = [],
  pagesFolder = tmpdir(),
): Promise<DeskServer> {
  const now = changes.now ?? ((): Instant => DESK_NOW);
  const classified: Classification[] = [];
  const centres: Centre[] = [];
  const support = changes.support ?? (await openJobSupport({ db, now, onFailure: () => undefined }));
  const rooms = deskRooms({
    db,
    support,
    now,
    zone: 'Europe/Berlin',
    demo: false,
    secure: false,
    tools: {
      forecastDays: async (from, until) => daysOf(from, until).map(forecastDay),
      checkRoster: () => lawful,
      optimise: async ({ present }: { readonly present: Roster }) => ({
        roster: present,
        objective: 0,
        bound: 0,
        blocked: [],
      }),
      simulate: async () => [],
      repair: async ({ problem, roster, call }) => repairSickCall(problem, roster, call).openShifts,
      staffing: staffingHere,
    },
    board: () => sampleBoard(),
    unmappedQueues: () => [],
    onCentreChanged: (centre) => void centres.push(centre),
    onPublished: () => undefined,
    lastCallOf: () => null,
    classify: async (classification) => void classified.push(classification),
    ...changes,
  });
  const routers = [
    jobRoutes(support.jobs),
    ...rooms.routers,
    ...others.flatMap((room) => room.routers ?? []),
  ];
  const secret = await cookieSecret(db);
  const { sessions, requireToken } = sessionMiddleware({ db, now, secret, secure: false });
  const app = createApp({
    pagesFolder,
    log: pino({ level: 'silent' }),
    readiness: [],
    identify: [identifyBySession(db)],
    before: [sessions, requireToken],
    routers,
    secure: false,
    trustProxy: false,
  });
  const http = createServer(app);
  const url = await listen(http);
  return {
    url,
    classified,
    centres,
    rooms,
    routers,
    close: async () => {
      await support.close();
      for (const room of others) await room.close?.();
      // a browser keeps connections in reserve; nothing else would end them
      http.closeAllConnections();
      await new Promise<void>((done) => http.close(() => done()));
    },
  };
}

function daysOf(from: string, until: string): readonly string[] {
  const first = plainDate(from);
  return Array.from({ length: daysBetween(first, plainDate(until)) + 1 }, (_, at) => addDays(first, at));
}

/** Ten calls a quarter hour from 8 to 18 in every city of the sample centre. */
export function forecastDay(date: string): ForecastDay {
  const calls = Array.from({ length: 96 }, (_, at) => (at >= 32 && at < 72 ? 10 : 0));
  const curve = { calls, low: calls, high: calls, averageHandleTimeSeconds: calls.map(() => 210) };
  return { date, cities: { koeln: curve, bonn: curve } };
}

export async function addAccount(
  db: Db,
  name: string,
  grants: readonly Grant[],
  agentId: string | null = null,
): Promise<string> {
  const outcome = await createAccount(db, { name, displayName: name, grants, agentId }, DESK_NOW);
  if (!outcome.ok) throw new Error(`the account ${name} is there already`);
  await setPassword(db, outcome.id, PASSWORD);
  if (agentId !== null) await confirmHolder(db, outcome.id, agentId);
  return outcome.id;
}

export async function addPeople(db: Db, centre: Centre, agents: readonly Agent[]): Promise<void> {
  await centreOrFirst(db, centre, DESK_NOW);
  await saveAgents(db, agents);
}

export function agent(id: string, city: string, skills: readonly string[] = [city]): Agent {
  return {
    id,
    name: id,
    team: 'Team 1',
    city,
    telephoneName: `Agent/${id}`,
    contract: { weeklyMinutes: 2340, daysPerWeek: 5, earliestStartMinute: 420, latestEndMinute: 1080 },
    employment: { from: null, until: null },
    skills: skills.map((skill) => ({ city: skill, from: null, until: null })),
  };
}

function listen(http: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', () => {
      const address = http.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

/** A browser's memory without the browser: keeps the cookie and sends the session's token. */
export class DeskClient {
  readonly #url: string;
  #cookie = '';
  #csrfToken = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** As the browser would send it; empty before the first answer. */
  get cookie(): string {
    return this.#cookie;
  }

  async signIn(name: string, password = PASSWORD): Promise<number> {
    await this.session();
    const { status, body } = await this.send('POST', '/api/v1/session', { name, password });
    if (status === 200) this.#csrfToken = String(field(body, 'csrfToken'));
    return status;
  }

  async session(): Promise<unknown> {
    const { body } = await this.send('GET', '/api/v1/session');
    this.#csrfToken = String(field(body, 'csrfToken'));
    return body;
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers }> {
    return this.#ask(method, path, body === undefined ? undefined : JSON.stringify(body), {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    });
  }

  /** Sends a body that may be no JSON as if it were. */
  sendText(method: string, path: string, content: string) {
    return this.#ask(method, path, content, { 'content-type': 'application/json' });
  }

  /** Sends a file as it is. */
  upload(path: string, content: string, type = 'text/csv') {
    return this.#ask('POST', path, content, { 'content-type': type });
  }

  async #ask(
    method: string,
    path: string,
    content: string | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers }> {
    const response = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(method === 'GET' ? {} : { 'x-csrf-token': this.#csrfToken }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith('leitstand.session='));
    if (cookie !== undefined) this.#cookie = cookie.split(';', 1)[0] ?? '';
    const text = await response.text();
    return { status: response.status, body: parsed(text), headers: response.headers };
  }
}

/** A field of an answer; undefined where it is not there. */
export function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.entries(at).find(([name]) => name === String(key))?.[1];
  }
  return at;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
