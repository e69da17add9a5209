import { checkRoster } from '../../forecasting/roster/checker/check-roster.ts';
import { instant } from '../../forecasting/time/instant.ts';
import { NO_PLAN } from '../../server/live/board/day-plan.ts';
import type { AppliedMove, Proposal } from '../../server/contract/today.ts';
import { WorkerPool } from '../../server/platform/workers/worker-pool.ts';
import { publishRoster } from '../../server/planning/published/publication-store.ts';
import { realPlanningTools } from '../../server/app/real-planning-tools.ts';
import type { Db } from '../../server/platform/store/schema.ts';
import { addAccount, addPeople, agent, startDeskServer, type DeskServer } from './desk-server.ts';
import { centre } from './sample-centre.ts';
import * as roster from './small-roster-problem.ts';

/** The second day of the small roster, nine o'clock in Berlin. */
const NOW = instant(Date.UTC(2026, 11, 1, 8));
export const MOVES_DAY = roster.day(1);
const PEOPLE = ['A', 'B', 'C'];

export const BREAK_MOVE: AppliedMove = {
  kind: 'break',
  group: 'koeln',
  agents: 2,
  fromLocal: '12:00',
  toLocal: '12:30',
  breakLocal: '13:00',
};
const proposal: Proposal = {
  ...BREAK_MOVE,
  id: 'p',
  fromGroup: 'Köln',
  effects: [
    { city: 'koeln', before: 0.7, after: 0.92 },
    { city: 'bonn', before: 0.8, after: 0.86 },
  ],
};

export interface MovesWorld {
  readonly server: DeskServer;
  /** How often duties were published since it was opened. */
  published(): number;
  close(): Promise<void>;
}

/**
 * A published roster of three people with their break at noon, and one proposal: to move two of the breaks. Signs in as
 * `leitung`, who runs the day for all cities, `bonnerin`, who does for one, and `a`, who is one of the three.
 */
export async function openMovesWorld(db: Db, pagesFolder?: string): Promise<MovesWorld> {
  await addPeople(
    db,
    centre(),
    PEOPLE.map((id) => agent(id, 'koeln')),
  );
  await addAccount(db, 'leitung', [{ role: 'supervisor', city: '*' }]);
  await addAccount(db, 'bonnerin', [{ role: 'supervisor', city: 'bonn' }]);
  await addAccount(db, 'a', [{ role: 'agent', city: 'koeln' }], 'A');
  await publishRoster(db, {
    draftId: 'draft',
    problem: roster.problemOf(PEOPLE.map((id) => roster.agent(id))),
    roster: { shifts: PEOPLE.flatMap((id) => roster.lawfulShifts(id)) },
    report: {
      check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
      overrides: [],
      simulated: [],
    },
    rollsBackTo: null,
    accountId: null,
    now: NOW,
  });
  let published = 0;
  const pool = new WorkerPool(1);
  const server = await startDeskServer(
    db,
    {
      now: () => NOW,
      tools: {
        ...realPlanningTools({ pool, moments: pool, now: () => NOW, forecastDays: async () => [] }),
        checkRoster,
      },
      dayPlan: () => ({ ...NO_PLAN, steering: { cities: [], proposals: [proposal] } }),
      onPublished: () => void (published += 1),
    },
    [],
    pagesFolder,
  );
  return {
    server,
    published: () => published,
    close: async () => {
      await server.close();
      await pool.close();
    },
  };
}
