import { resolve } from 'node:path';
import type { Wish } from '../../forecasting/roster/model/agent.ts';
import type { RosterShift } from '../../forecasting/roster/model/roster.ts';
import { addDays, plainDate } from '../../forecasting/time/plain-date.ts';
import type { Instant } from '../../forecasting/time/instant.ts';
import { instant } from '../../forecasting/time/instant.ts';
import { addAbsence } from '../../server/organisation/people/absence-store.ts';
import { NOTHING_AGREED } from '../../server/contract/works-agreement.ts';
import { buildProblem } from '../../server/planning/drafts/build-problem.ts';
import { dutiesOf, replaceDuties } from '../../server/planning/published/duty-store.ts';
import { publishRoster } from '../../server/planning/published/publication-store.ts';
import type { Db } from '../../server/platform/store/schema.ts';
import { city } from './sample-centre.ts';
import { centre } from './sample-centre.ts';
import { addAccount, addPeople, agent } from './desk-server.ts';

/** The built pages; `buildPages` makes them. */
export const BUILT_PAGES = resolve(import.meta.dirname, '../../dist/client');

/** Monday, 23 November 2026, 17:42 in Berlin. */
export const EVENING = instant(Date.UTC(2026, 10, 23, 16, 42));
const WEEK_BEFORE = instant(EVENING - 7 * 86_400_000);
const FROM = plainDate('2026-11-16');
const UNTIL = plainDate('2026-12-13');
const ME = 'K-014';

export const cityCentre = centre({
  cities: [
    city('koeln', { name: 'Köln' }),
    city('bonn', { name: 'Bonn', letter: 'B' }),
    city('leverkusen', { name: 'Leverkusen', letter: 'L' }),
  ],
});

/**
 * One agent's four published weeks with everything that the page can show: breaks, a training, a changed and a
 * cancelled duty, leave, and wishes, one kept and one not. Signs in as `k014`.
 */
export async function seedSchedule(db: Db): Promise<void> {
  await addPeople(db, cityCentre, [agent(ME, 'koeln', ['koeln', 'bonn']), agent('K-015', 'koeln')]);
  await addAccount(db, 'k014', [{ role: 'agent', city: 'koeln' }], ME);
  const first = weekdays().map((date) => shift(ME, date, date.endsWith('27') ? 450 : 480));
  await publish(db, first, WEEK_BEFORE);
  const changed = first
    .filter(({ date }) => date !== plainDate('2026-12-08'))
    .map((duty) => (duty.date === plainDate('2026-11-26') ? shift(ME, duty.date, 540) : duty));
  await publish(db, changed, instant(EVENING - 3_600_000));
  await addTraining(db, '2026-11-25', instant(WEEK_BEFORE));
  await addAbsence(
    db,
    { agentId: ME, kind: 'leave', from: '2026-12-09', until: '2026-12-11' },
    null,
    WEEK_BEFORE,
  );
  await db.insertInto('schedule_seen').values({ agent_id: ME, seen_at: WEEK_BEFORE }).execute();
}

const wishes: readonly Wish[] = [
  { kind: 'dayOff', date: plainDate('2026-12-02'), weight: 1 },
  { kind: 'dayOff', date: plainDate('2026-12-03'), weight: 1 },
];

function weekdays() {
  const days = [];
  for (let day = FROM; day <= UNTIL; day = addDays(day, 1)) days.push(day);
  return days.filter(
    (day) => day !== plainDate('2026-12-02') && ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  );
}

function shift(agentId: string, date: ReturnType<typeof plainDate>, startMinute: number): RosterShift {
  return {
    agent: agentId,
    date,
    pattern: 'work-480',
    group: 'koeln',
    startMinute,
    endMinute: startMinute + 510,
    breaks: [{ startMinute: startMinute + 255, endMinute: startMinute + 285 }],
  };
}

async function publish(db: Db, shifts: readonly RosterShift[], now: Instant): Promise<void> {
  const bare = buildProblem({
    title: 'Vier Wochen',
    from: FROM,
    until: UNTIL,
    centre: cityCentre,
    agents: [agent(ME, 'koeln', ['koeln', 'bonn'])],
    absences: [],
    wishes: [],
    requirement: [],
    pooled: false,
    shrinkage: 0,
    past: new Map(),
    protections: new Map(),
    agreement: NOTHING_AGREED,
  });
  const oneFrom9To12 = Array.from({ length: 96 }, (_, at) => (at >= 36 && at < 48 ? 1 : 0));
  const problem = {
    ...bare,
    groups: bare.groups.map((group) =>
      group.id === 'koeln' ? { ...group, skills: ['koeln', 'bonn'] } : group,
    ),
    demand: bare.demand.map((demand) =>
      demand.group === 'koeln' ? { ...demand, scheduledAgents: bare.days.map(() => oneFrom9To12) } : demand,
    ),
    agents: bare.agents.map((one) => ({ ...one, wishes })),
  };
  await publishRoster(db, {
    draftId: 'draft',
    problem,
    roster: { shifts },
    report: {
      check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
      overrides: [],
      simulated: [],
    },
    rollsBackTo: null,
    accountId: null,
    now,
  });
}

/** Trainings inside a duty are published by no page yet; the store and the agent's page know them. */
async function addTraining(db: Db, day: string, now: Instant): Promise<void> {
  const span = { from: day, until: day };
  const [duty] = await dutiesOf(db, ME, span);
  if (duty === undefined) throw new Error(`there is no duty on ${day}`);
  const body = { ...duty.body, activities: [{ startMinute: 600, endMinute: 660, label: 'Schulung' }] };
  await replaceDuties(db, span, [{ agentId: ME, day, body }], 1, now);
}
