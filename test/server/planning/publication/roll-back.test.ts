import { beforeEach, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import type { RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import { findPublication, publishRoster } from '../../../../server/planning/published/publication-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent as person,
  DESK_NOW,
  DeskClient,
  field,
  forecastDay,
  staffingHere,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { agent, day, lawfulShifts, problemOf } from '../../../support/small-roster-problem.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const REASON = 'mit der Person vereinbart';

describeOnBothEngines('rolling back to an earlier version', (engine) => {
  let db: Db;
  let planner: DeskClient;
  let simulated: RosterProblem | undefined;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    simulated = undefined;
    await addPeople(db, centre(), [person('A', 'koeln'), person('B', 'koeln')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    const server = await startDeskServer(db, {
      tools: {
        forecastDays: async (from) => [forecastDay(from)],
        checkRoster,
        optimise: async ({ present }) => ({ roster: present, objective: 0, bound: 0, blocked: [] }),
        simulate: async ({ problem }) => {
          simulated = problem;
          return [{ date: day(0), city: 'koeln', serviceLevel: 0.5, halfWidth: 0.01, target: 0.8 }];
        },
        repair: async () => [],
        staffing: staffingHere,
      },
    });
    planner = new DeskClient(server.url);
    await planner.signIn('planner');
    for (const startMinute of [480, 510]) await publish(startMinute);
    return () => server.close();
  });

  async function publish(startMinute: number): Promise<void> {
    await publishRoster(db, {
      draftId: 'draft',
      problem: problemOf([agent('A'), agent('B')]),
      roster: { shifts: ['A', 'B'].flatMap((id) => lawfulShifts(id, startMinute)) },
      report: {
        check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
        overrides: [],
        simulated: [],
      },
      rollsBackTo: null,
      accountId: null,
      now: DESK_NOW,
    });
  }

  async function addLeave(): Promise<void> {
    const values = { agent_id: 'A', kind: 'leave', from_day: day(1), until_day: day(1) };
    await db
      .insertInto('absence')
      .values({ ...values, id: 'leave', created_at: DESK_NOW, created_by: null })
      .execute();
  }

  const report = () => planner.send('GET', '/api/v1/publications/1/roll-back-report');
  const rollBack = (body: unknown) => planner.send('POST', '/api/v1/publications/1/roll-back', body);

  it('counts the rules anew against the absences of today, and wants a reason for each that is broken', async () => {
    await addLeave();
    const { body } = await report();
    const absence = { rule: 'absence', agent: 'A', date: day(1) };
    const broken = field(body, 'check', 'hardViolations');
    const open = Array.isArray(broken) ? broken.map((each: unknown) => field(each, 'rule')) : [];
    expect(open).toContain('absence');
    expect(JSON.stringify(broken)).toContain(`"date":"${day(1)}"`);
    const refused = await rollBack({ known: 2, overrides: [] });
    expect([refused.status, field(refused.body, 'error', 'code')]).toEqual([409, 'rules-broken']);
    const overrides = (Array.isArray(broken) ? broken : []).map((each: unknown) => ({
      rule: field(each, 'rule'),
      agent: field(each, 'agent') ?? null,
      date: field(each, 'date') ?? null,
      reason: REASON,
    }));
    expect((await rollBack({ known: 2, overrides })).status).toBe(201);
    const version = await findPublication(db, 3);
    expect(version?.rollsBackTo).toBe(1);
    expect(version?.report.overrides).toContainEqual(expect.objectContaining({ ...absence, reason: REASON }));
    expect(version?.problem.agents[0]?.absences).toMatchObject([{ kind: 'leave', from: day(1) }]);
  });

  it('is judged with the skills of today, and without people who have left', async () => {
    await db.deleteFrom('agent').where('id', '=', 'B').execute();
    const { body } = await report();
    expect(JSON.stringify(field(body, 'check', 'hardViolations'))).toContain('knownAgentAndPattern');
    expect(simulated?.agents.map(({ id, skills }) => [id, skills])).toEqual([['A', [{ skill: 'koeln' }]]]);
  });

  it('tells the simulated service level and the newest version of these days', async () => {
    const { body } = await report();
    expect(field(body, 'simulated', 0, 'serviceLevel')).toBe(0.5);
    expect(field(body, 'known')).toBe(2);
  });

  it('writes over no version that the planner did not know, and names who published it', async () => {
    await publish(540);
    const refused = await rollBack({ known: 2, overrides: [] });
    expect([refused.status, field(refused.body, 'error', 'code')]).toEqual([409, 'published-meanwhile']);
    expect(field(refused.body, 'error', 'newest', 'number')).toBe(3);
    expect(await findPublication(db, 4)).toBeUndefined();
  });

  it('does not go without saying what was known', async () => {
    expect((await rollBack({ overrides: [] })).status).toBe(422);
  });
});
