import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { rosterChecker } from '../../forecasting/roster/checker/check-roster.ts';
import { generateRosterProblem } from '../../forecasting/roster/benchmark/generate-problem.ts';
import { planRoster } from '../../forecasting/roster/plan-roster.ts';
import type { RosterProblem } from '../../forecasting/roster/model/problem.ts';
import { repairSickCall } from '../../forecasting/roster/explain/repair.ts';
import type { Roster } from '../../forecasting/roster/model/roster.ts';
import { plainDate } from '../../forecasting/time/plain-date.ts';
import { seedDemoAccounts } from '../../server/organisation/accounts/demo-accounts.ts';
import { demoCentre } from '../../server/app/demo/demo-centre.ts';
import { createDraft } from '../../server/planning/drafts/draft-store.ts';
import { simulateRoster } from '../../server/planning/publication/simulate-roster.ts';
import type { Db } from '../../server/platform/store/schema.ts';
import {
  addPeople,
  agent as person,
  DESK_NOW,
  forecastDay,
  staffingHere,
  startDeskServer,
  type DeskServer,
} from './desk-server.ts';

const pages = resolve(import.meta.dirname, '../../dist/client');
const FIRST_DAY = plainDate('2026-11-30');

export interface RosterRoom {
  readonly server: DeskServer;
  readonly draftId: string;
  readonly problem: RosterProblem;
  readonly roster: Roster;
}

/** The desk with the built pages, real checker, simulator and repair, and one draft of generated people. */
export async function openRosterRoom(
  db: Db,
  size: { readonly agents: number; readonly weeks: number },
): Promise<RosterRoom> {
  const problem = withNumbers(generateRosterProblem({ ...size, seed: 3, firstDay: FIRST_DAY }));
  const { roster } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
  const people = problem.agents.map(({ id, city, skills }) =>
    person(
      id,
      city ?? 'koeln',
      skills.map(({ skill }) => skill),
    ),
  );
  await addPeople(db, demoCentre(FIRST_DAY), people);
  await seedDemoAccounts(db, problem.agents[0]?.id ?? '', DESK_NOW);
  const draftId = await createDraft(
    db,
    { title: 'KW 49 bis 52', requirementId: null, problem, roster },
    { accountId: null, now: DESK_NOW },
  );
  const server = await startDeskServer(
    db,
    {
      demo: true,
      tools: {
        forecastDays: async (from) => [forecastDay(from)],
        checkRoster: (one, other) => rosterChecker(one)(other),
        optimise: async ({ present }) => ({ roster: present, objective: 0, bound: 0, blocked: [] }),
        simulate: async (request) => simulateRoster(request),
        repair: async (task) => repairSickCall(task.problem, task.roster, task.call).openShifts,
        staffing: staffingHere,
      },
    },
    [],
    pages,
  );
  return { server, draftId, problem, roster };
}

/** Signs in as the planner and opens the draft. */
export async function openRosterPage(
  browser: Browser,
  room: RosterRoom,
  viewport = { width: 1440, height: 900 },
): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.goto(`${room.server.url}/desk`);
  await page.getByRole('button', { name: 'Planung' }).click();
  await page.getByRole('heading', { name: 'Heute' }).waitFor();
  await page.goto(`${room.server.url}/desk#/roster/${room.draftId}`);
  await page.getByRole('grid').waitFor();
  return page;
}

/** People known by their house and a number, as in the product's own demonstration. */
function withNumbers(problem: RosterProblem): RosterProblem {
  const counts = new Map<string, number>();
  const ids = new Map<string, string>();
  for (const { id, city = 'koeln' } of problem.agents) {
    const count = (counts.get(city) ?? 0) + 1;
    counts.set(city, count);
    ids.set(id, `${city.slice(0, 1).toUpperCase()}-${String(count).padStart(3, '0')}`);
  }
  return {
    ...problem,
    agents: problem.agents.map((agent) => {
      const id = ids.get(agent.id) ?? agent.id;
      return { ...agent, id, name: id };
    }),
  };
}
