import { isDeepStrictEqual } from 'node:util';
import { group } from 'd3-array';
import type { Agent } from '../../contract/people.ts';
import type { CityReach } from '../../platform/http/caller.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';

/** People by id, with their skills; those whose own city lies in the scope. */
export async function listAgents(db: Db, scope: CityReach = 'all'): Promise<readonly Agent[]> {
  return readAgents(db, { scope });
}

export async function findAgent(db: Db, id: string): Promise<Agent | undefined> {
  return (await findAgents(db, [id]))[0];
}

/** Those of the ids whom the house knows, by id. */
export async function findAgents(db: Db, ids: readonly string[]): Promise<readonly Agent[]> {
  return ids.length === 0 ? [] : readAgents(db, { scope: 'all', ids });
}

/** What a person is searched by. */
export interface AgentHead extends Pick<Agent, 'id' | 'name' | 'team' | 'city' | 'telephoneName'> {
  readonly lastDay: string | null;
}

/** Everybody in the scope by id, in few words: a list asks for one page of them whole. */
export async function listHeads(db: Db, scope: CityReach): Promise<readonly AgentHead[]> {
  let query = db
    .selectFrom('agent')
    .select(['id', 'name', 'team', 'city', 'telephone_name', 'employed_until'])
    .orderBy('id');
  if (scope !== 'all') query = query.where('city', 'in', scope.length === 0 ? [''] : [...scope]);
  return (await query.execute()).map(({ telephone_name, employed_until, ...head }) => ({
    ...head,
    telephoneName: telephone_name,
    lastDay: employed_until,
  }));
}

/** @param wanted `ids`: these people alone; an agent's page asks for nobody else */
async function readAgents(
  db: Db,
  { scope, ids }: { readonly scope: CityReach; readonly ids?: readonly string[] },
): Promise<readonly Agent[]> {
  let query = db.selectFrom('agent').selectAll().orderBy('id');
  let skillsQuery = db
    .selectFrom('agent_skill')
    .selectAll()
    .orderBy('agent_id')
    .orderBy('city')
    .orderBy('from_day');
  if (scope !== 'all') query = query.where('city', 'in', scope.length === 0 ? [''] : [...scope]);
  if (ids !== undefined) {
    query = query.where('id', 'in', ids);
    skillsQuery = skillsQuery.where('agent_id', 'in', ids);
  }
  const [rows, skills] = await Promise.all([query.execute(), skillsQuery.execute()]);
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

/** People of one statement, within the parameters that both engines take. */
const PEOPLE_PER_STATEMENT = 50;
const SKILLS_PER_STATEMENT = 200;

/**
 * Adds or replaces people, all or none. The embedded engine works on this thread: between the statements of a long list
 * everybody else has their turn.
 */
export async function saveAgents(db: Db, agents: readonly Agent[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const some of inParts(agents, PEOPLE_PER_STATEMENT)) {
      await saveSome(tx, some);
      await turnOfOthers();
    }
  });
}

async function saveSome(tx: Db, agents: readonly Agent[]): Promise<void> {
  await tx
    .insertInto('agent')
    .values(agents.map(rowOf))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((of) => ({
        name: of.ref('excluded.name'),
        team: of.ref('excluded.team'),
        city: of.ref('excluded.city'),
        telephone_name: of.ref('excluded.telephone_name'),
        weekly_minutes: of.ref('excluded.weekly_minutes'),
        days_per_week: of.ref('excluded.days_per_week'),
        earliest_start_minute: of.ref('excluded.earliest_start_minute'),
        latest_end_minute: of.ref('excluded.latest_end_minute'),
        employed_from: of.ref('excluded.employed_from'),
        employed_until: of.ref('excluded.employed_until'),
      })),
    )
    .execute();
  await tx
    .deleteFrom('agent_skill')
    .where(
      'agent_id',
      'in',
      agents.map(({ id }) => id),
    )
    .execute();
  const skills = agents.flatMap((agent) =>
    agent.skills.map(({ city, from, until }) => ({
      agent_id: agent.id,
      city,
      from_day: from,
      until_day: until,
    })),
  );
  for (const some of inParts(skills, SKILLS_PER_STATEMENT))
    await tx.insertInto('agent_skill').values(some).execute();
}

function rowOf(agent: Agent) {
  return {
    id: agent.id,
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
}

function inParts<T>(all: readonly T[], size: number): readonly T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

function turnOfOthers(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The telephone system distinguishes people by this name alone; those who would share one, with its owner. */
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
    (agent) => known.has(agent.id) && !isDeepStrictEqual(inOrder(known.get(agent.id)), inOrder(agent)),
  );
  return { added, changed, unchanged: wanted.length - added.length - changed.length };
}

/** The order in which a file names skills says nothing. */
function inOrder(agent: Agent | undefined): Agent | undefined {
  if (agent === undefined) return undefined;
  const nameOf = ({ city, from, until }: Agent['skills'][number]): string => `${city}@${from}..${until}`;
  return { ...agent, skills: agent.skills.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) };
}
