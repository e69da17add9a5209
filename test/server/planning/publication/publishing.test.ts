import { planRefusalWords } from '../../../../client/desk/roster/publish/plan-refusal.ts';
import { beforeEach, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import type { PublicationReport } from '../../../../server/contract/plan.ts';
import { plannedDuties } from '../../../../server/planning/published/duty-store.ts';
import { PlannedNow } from '../../../../server/planning/today/planned-now.ts';
import {
  listPublications,
  publishRoster,
  type NewPublication,
} from '../../../../server/planning/published/publication-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  DESK_NOW,
  addAccount,
  addPeople,
  agent,
  DeskClient,
  field,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { requirementRequest } from '../../../support/requirement-request.ts';
import { centre } from '../../../support/sample-centre.ts';
import * as roster from '../../../support/small-roster-problem.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const report: PublicationReport = {
  check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
  overrides: [],
  simulated: [],
};

function publication(startMinute: number, changes: Partial<NewPublication> = {}): NewPublication {
  return {
    draftId: 'draft',
    problem: roster.problemOf([roster.agent('A')]),
    roster: roster.rosterOf(...roster.lawfulShifts('A', startMinute)),
    report,
    rollsBackTo: null,
    accountId: null,
    now: DESK_NOW,
    ...changes,
  };
}

describeOnBothEngines('publishing at the same moment', (engine) => {
  let db: Db;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
  });

  it('gives every publication a number of its own, and people what the last one says', async () => {
    const outcomes = await Promise.all(
      [480, 510, 540, 570].map((start) => publishRoster(db, publication(start))),
    );
    const numbers = outcomes.map((outcome) => (outcome.ok ? outcome.number : 0));
    expect(numbers.toSorted()).toEqual([1, 2, 3, 4]);
    const last = 480 + 30 * numbers.indexOf(4);
    const duties = await plannedDuties(db, { from: roster.day(0), until: roster.day(13) });
    expect(new Set(duties.map(({ body }) => body.startMinute))).toEqual(new Set([last]));
    expect(duties.every(({ publication: number }) => number === 4)).toBe(true);
  });

  it('lets one of two planners through who both knew of no version, and tells the other who was quicker', async () => {
    const outcomes = await Promise.all([
      publishRoster(db, publication(480, { known: null })),
      publishRoster(db, publication(510, { known: null })),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = outcomes.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ code: 'published-meanwhile', newest: { number: 1 } });
    expect(await listPublications(db)).toHaveLength(1);
  });

  it('does not count versions of other days as newer', async () => {
    const early = publication(480);
    const days = early.problem.days.map((day, index) => ({ ...day, date: roster.day(index + 28) }));
    await publishRoster(
      db,
      publication(480, { problem: { ...early.problem, days }, roster: { shifts: [] } }),
    );
    expect((await publishRoster(db, publication(510, { known: null }))).ok).toBe(true);
  });

  it('says at the desk in the answer who published meanwhile, and writes nothing', async () => {
    await addPeople(db, centre(), [agent('K-001', 'koeln')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    const server = await startDeskServer(db);
    const planner = new DeskClient(server.url);
    await planner.signIn('planner');
    const DAY = '2026-11-24';
    const requirement = await planner.send('POST', '/api/v1/requirements', requirementRequest(DAY));
    const draft = await planner.send('POST', '/api/v1/drafts', {
      title: 'KW 48',
      from: DAY,
      until: DAY,
      requirementId: field(requirement.body, 'id'),
    });
    const path = `/api/v1/drafts/${String(field(draft.body, 'id'))}`;
    const shown = await planner.send('GET', `${path}/report`);
    expect(field(shown.body, 'known')).toBe(null);
    const first = await planner.send('POST', `${path}/publish`, { basedOn: 1, overrides: [], known: null });
    const second = await planner.send('POST', `${path}/publish`, { basedOn: 1, overrides: [], known: null });
    expect([first.status, second.status, field(second.body, 'error', 'code')]).toEqual([
      201,
      409,
      'published-meanwhile',
    ]);
    expect(field(second.body, 'error', 'newest')).toMatchObject({ number: 1, by: 'planner', at: DESK_NOW });
    await server.close();
  });

  it('counts planned people on the telephones less the shrinkage that the requirement was raised by', async () => {
    const people = ['A', 'B', 'C', 'D', 'E'];
    const problem = {
      ...roster.problemOf(people.map((id) => roster.agent(id))),
      screenBreaks: { minutesPerHour: 5, shrinkage: 0.2 },
    };
    const shifts = people.flatMap((id) => roster.lawfulShifts(id));
    await publishRoster(db, publication(480, { problem, roster: { shifts } }));
    const planned = new PlannedNow(db, 'Europe/Berlin');
    const nine = instant(Date.UTC(2026, 10, 30, 8));
    await planned.refresh(nine);
    expect(planned.plannedIn(nine)).toBe(4);
    expect(planned.plannedIn(instant(Date.UTC(2026, 10, 30, 11)))).toBe(0);
    expect(planned.dutiesOn(plainDate('2026-11-30'))).toHaveLength(5);
  });

  it('makes no draft where people or absences contradict each other, and names person, day and rule', async () => {
    await addPeople(db, centre(), [agent('K-001', 'koeln')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    for (const from of ['2026-11-23', '2026-11-24'])
      await db
        .insertInto('absence')
        .values({
          id: from,
          agent_id: 'K-001',
          kind: 'leave',
          from_day: from,
          until_day: '2026-11-25',
          created_at: DESK_NOW,
          created_by: null,
        })
        .execute();
    const server = await startDeskServer(db);
    const planner = new DeskClient(server.url);
    await planner.signIn('planner');
    const span = { from: '2026-11-24', until: '2026-11-24' };
    const requirement = await planner.send('POST', '/api/v1/requirements', requirementRequest(span.from));
    const refused = await planner.send('POST', '/api/v1/drafts', {
      title: 'KW 48',
      ...span,
      requirementId: field(requirement.body, 'id'),
    });
    expect([refused.status, field(refused.body, 'error', 'code')]).toEqual([409, 'plan-impossible']);
    expect(field(refused.body, 'error', 'issues', 0)).toMatchObject({
      code: 'absencesOverlap',
      rule: 'absence',
      agent: 'K-001',
      date: '2026-11-24',
    });
    const details = field(refused.body, 'error');
    expect(planRefusalWords({ issues: field(details, 'issues') }, 'de')).toContain(
      'K-001, 2026-11-24, Abwesenheit: Zwei Abwesenheiten überschneiden sich',
    );
    expect(field((await planner.send('GET', '/api/v1/drafts')).body, 'drafts')).toEqual([]);
    await server.close();
  });
});
