import { beforeEach, expect, it } from 'vitest';
import { addDays, plainDate } from '../../../../forecasting/time/index.ts';
import { listAbsences } from '../../../../server/organisation/people/absence-store.ts';
import { findAgent, saveAgents } from '../../../../server/organisation/people/agent-store.ts';
import { draftProblem } from '../../../../server/planning/drafts/draft-problem.ts';
import { replaceDuties } from '../../../../server/planning/published/duty-store.ts';
import { expectedPresence } from '../../../../server/planning/today/expected-presence.ts';
import { addJob, listJobs, noteJobEnded } from '../../../../server/platform/jobs/job-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const DAY = plainDate('2026-11-23');
const duty = (agentId: string, day: string) => ({
  agentId,
  day,
  body: {
    startMinute: 480,
    endMinute: 960,
    breaks: [],
    activities: [],
    group: 'koeln',
    pattern: 'early',
    cities: ['koeln'],
  },
});

describeOnBothEngines('people who leave', (engine) => {
  let db: Db;
  let planner: DeskClient;
  let url = '';

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [agent('K-001', 'koeln'), agent('K-002', 'koeln'), agent('B-001', 'bonn')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'leitung', [{ role: 'supervisor', city: '*' }]);
    await addAccount(db, 'kim', [{ role: 'agent', city: 'koeln' }], 'K-002');
    await replaceDuties(
      db,
      { from: DAY, until: addDays(DAY, 1) },
      [duty('K-001', DAY), duty('K-001', addDays(DAY, 1))],
      1,
      DESK_NOW,
    );
    const server = await startDeskServer(db);
    ({ url } = server);
    planner = await signedIn('planner');
    return () => server.close();
  });

  async function signedIn(name: string): Promise<DeskClient> {
    const client = new DeskClient(url);
    await client.signIn(name);
    return client;
  }

  it('are deleted with all that is theirs alone where nothing of them is published', async () => {
    for (const id of ['K-001', 'K-002']) {
      await addJob(db, { id, kind: 'optimise', input: {}, author: null, requestedAt: DESK_NOW });
      const result = { roster: { shifts: [{ agent: id }] } };
      await noteJobEnded(db, id, { state: 'done', endedAt: DESK_NOW, progress: undefined, result });
    }
    const keep = { keep: { agents: ['K-002'] } };
    await addJob(db, { id: 'asked', kind: 'optimise', input: keep, author: null, requestedAt: DESK_NOW });
    expect((await planner.send('DELETE', '/api/v1/people/K-002')).status).toBe(204);
    expect(await findAgent(db, 'K-002')).toBeUndefined();
    expect((await listJobs(db, ['optimise'], 10)).map(({ id }) => id)).toEqual(['K-001']);
    const account = await db.selectFrom('account').select('agent_id').where('name', '=', 'kim').execute();
    expect(account).toEqual([{ agent_id: null }]);
  });

  it('are kept while a published roster says their name, which is told with its days', async () => {
    const { status, body } = await planner.send('DELETE', '/api/v1/people/K-001');
    expect([status, field(body, 'error', 'code')]).toEqual([409, 'person-in-rosters']);
    expect([field(body, 'error', 'first'), field(body, 'error', 'last')]).toEqual([DAY, addDays(DAY, 1)]);
    expect(await findAgent(db, 'K-001')).toBeDefined();
  });

  it('say before it which published duties their last day or an absence would touch', async () => {
    const { body } = await planner.send('GET', `/api/v1/people/K-001/duties?from=${addDays(DAY, 1)}`);
    expect(body).toEqual({
      kept: { first: DAY, last: addDays(DAY, 1) },
      duties: [{ day: addDays(DAY, 1), startMinute: 480, endMinute: 960 }],
    });
  });

  it('are in no plan after their last day, and do not count in a published one', async () => {
    await saveAgents(db, [{ ...agent('K-001', 'koeln'), employment: { from: null, until: DAY } }]);
    const problemFrom = (from: typeof DAY) =>
      draftProblem(db, {
        title: 'plan',
        from,
        until: addDays(from, 6),
        centre: centre(),
        requirement: [],
        pooled: true,
        shrinkage: 0,
      });
    const after = await problemFrom(addDays(DAY, 7));
    expect(after.agents.map(({ id }) => id)).toEqual(['B-001', 'K-002']);
    const during = await problemFrom(DAY);
    expect(during.agents.find(({ id }) => id === 'K-001')?.employment).toEqual({ until: DAY });
    const lost = await expectedPresence(db, addDays(DAY, 1), 'Europe/Berlin');
    expect(lost.dutiesLost.map(({ duty: { agentId }, kind }) => `${agentId} ${kind}`)).toEqual([
      'K-001 notEmployed',
    ]);
  });

  it('a sick call is taken back by who entered it, and by nobody else who may only run the day', async () => {
    const supervisor = await signedIn('leitung');
    const sick = (client: DeskClient, agentId: string) =>
      client.send('POST', '/api/v1/absences', { agentId, kind: 'sick', from: DAY, until: DAY });
    const own = await sick(supervisor, 'K-001');
    const other = await sick(planner, 'K-002');
    const listed = await supervisor.send('GET', '/api/v1/people');
    expect([0, 1].map((at) => field(listed.body, 'absences', at, 'isOwn'))).toEqual([true, false]);
    const refused = await supervisor.send('DELETE', `/api/v1/absences/${String(field(other.body, 'id'))}`);
    expect([refused.status, field(refused.body, 'error', 'code')]).toEqual([403, 'not-your-entry']);
    const taken = await supervisor.send('DELETE', `/api/v1/absences/${String(field(own.body, 'id'))}`);
    expect(taken.status).toBe(204);
    expect((await listAbsences(db, DAY, DAY)).map(({ agentId }) => agentId)).toEqual(['K-002']);
  });
});
