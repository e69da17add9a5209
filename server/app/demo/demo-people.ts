import { addDays, type Instant, type PlainDate } from '../../../forecasting/time/index.ts';
import { seedDemoAccounts } from '../../organisation/accounts/demo-accounts.ts';
import type { Centre } from '../../contract/centre.ts';
import type { Agent } from '../../contract/people.ts';
import { addAbsence, listAbsences, removeAbsence } from '../../organisation/people/absence-store.ts';
import { listAgents, saveAgents } from '../../organisation/people/agent-store.ts';
import { simulatedTeam } from '../../telephony/simulator/simulated-staff.ts';
import type { Db } from '../../platform/store/schema.ts';
import { queueName } from '../../live/events/call-id.ts';
import { demoGroups } from './demo-world.ts';

/** Contracts of the demonstration's team: weekly hours and days, in turn. */
const CONTRACTS = [
  { weeklyMinutes: 39 * 60, daysPerWeek: 5 },
  { weeklyMinutes: 39 * 60, daysPerWeek: 5 },
  { weeklyMinutes: 30 * 60, daysPerWeek: 5 },
  { weeklyMinutes: 19.5 * 60, daysPerWeek: 5 },
] as const;

/**
 * The same people that the simulated telephone system knows, as people on the roster; and an account per role. Every
 * start is a new day: who was entered as sick for it while somebody tried the last one is well again.
 */
export async function seedDemoPeople(db: Db, centre: Centre, today: PlainDate, now: Instant): Promise<void> {
  if ((await listAgents(db)).length === 0) {
    await saveAgents(db, demoAgents(centre));
    for (const [index, id] of ['K-007', 'B-004', 'L-003'].entries())
      await addAbsence(
        db,
        { agentId: id, kind: 'leave', from: addDays(today, 1 + index), until: addDays(today, 8 + index) },
        null,
        now,
      );
  }
  for (const { id, kind } of await listAbsences(db, today, today))
    if (kind === 'sick') await removeAbsence(db, id);
  await seedDemoAccounts(db, 'K-001', now);
}

function demoAgents(centre: Centre): readonly Agent[] {
  const homes = centre.cities.map(({ id, letter }) => ({
    queue: queueName(id),
    letter,
    agents: demoGroups[id]?.size ?? 0,
  }));
  return simulatedTeam(homes).map(({ name, queues }, index) => ({
    id: name,
    name,
    team: `Team ${1 + (index % 4)}`,
    city: queues[0] ?? '',
    telephoneName: name,
    contract: {
      ...(CONTRACTS[index % CONTRACTS.length] ?? CONTRACTS[0]),
      earliestStartMinute: 7 * 60,
      latestEndMinute: 18 * 60,
    },
    employment: { from: null, until: null },
    skills: queues.map((city) => ({ city, from: null, until: null })),
  }));
}
