import { isDeepStrictEqual } from 'node:util';
import { group } from 'd3-array';
import type { Agent } from '../contract/people.ts';
import type { CityReach } from '../http/caller.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { Db } from '../store/schema.ts';

/** People by id, with their skills; those whose own city lies in the scope. */
export async function listAgents(db: Db, scope: CityReach = 'all'): Promise<readonly Agent[]> {
  let query = db.selectFrom('agent').selectAll().orderBy('id');
  if (scope !== 'all') query = query.where('city', 'in', scope.length === 0 ? [''] : [...scope]);
  const [rows, skills] = await Promise.all([
    query.execute(),
    db
      .selectFrom('agent_skill')
      .selectAll()
      .orderBy('agent_id')
      .orderBy('city')
      .orderBy('from_day')
      .execute(),
  ]);
  const skillsOf = group(skills, (skill) => skill.agent_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    team: row.team,
    city: row.city,
    telephoneName: row.telephone_name,
    contract: {
      weeklyMinutes: row.weekly_minutes,
      daysPerWeek: row.days_per_week,
      earliestStartMinute: row.earliest_start_minute,
      latestEndMinute: row.latest_end_minute,
    },
    employment: { from: row.employed_from, until: row.employed_until },
    skills: (skillsOf.get(row.id) ?? []).map(({ city, from_day, until_day }) => ({
      city,
      from: from_day,
      until: until_day,
    })),
  }));
}

export async function findAgent(db: Db, id: string): Promise<Agent | undefined> {
  return (await listAgents(db)).find((agent) => agent.id === id);
}

/** Adds or replaces people, all or none. */
export async function saveAgents(db: Db, agents: readonly Agent[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const agent of agents) {
      const row = {
        name: agent.name,
        team: agent.team,
        city: agent.city,
        telephone_name: agent.telephoneName,
        weekly_minutes: agent.contract.weeklyMinutes,
        days_per_week: agent.contract.daysPerWeek,
        earliest_start_minute: agent.contract.earliestStartMinute,
        latest_end_minute: agent.contract.latestEndMinute,
        employed_from: agent.employment.from,
        employed_until: agent.employment.until,
      };
      await tx
        .insertInto('agent')
        .values({ id: agent.id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      await tx.deleteFrom('agent_skill').where('agent_id', '=', agent.id).execute();
      await tx
        .insertInto('agent_skill')
        .values(
          agent.skills.map(({ city, from, until }) => ({
            agent_id: agent.id,
            city,
            from_day: from,
            until_day: until,
          })),
        )
        .execute();
    }
  });
}

/** The telephone system tells one person from another by this name alone; those who would share one, with its owner. */
export function telephoneNamesTaken(
  present: readonly Agent[],
  wanted: readonly Agent[],
): readonly { readonly agent: Agent; readonly owner: string }[] {
  const changing = new Set(wanted.map(({ id }) => id));
  const owners = new Map(
    present.filter(({ id }) => !changing.has(id)).map(({ id, telephoneName }) => [telephoneName, id]),
  );
  return wanted.flatMap((agent) => {
    const owner = agent.telephoneName === null ? undefined : owners.get(agent.telephoneName);
    return owner === undefined ? [] : [{ agent, owner }];
  });
}

/** What saving `wanted` would do to what is there. */
export function compareAgents(
  present: readonly Agent[],
  wanted: readonly Agent[],
): { readonly added: readonly Agent[]; readonly changed: readonly Agent[]; readonly unchanged: number } {
  const known = new Map(present.map((agent) => [agent.id, agent]));
  const added = wanted.filter((agent) => !known.has(agent.id));
  const changed = wanted.filter(
    (agent) => known.has(agent.id) && !isDeepStrictEqual(known.get(agent.id), agent),
  );
  return { added, changed, unchanged: wanted.length - added.length - changed.length };
}
