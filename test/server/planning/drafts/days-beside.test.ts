import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { hoursOfWeek } from '../../../../client/desk/roster/editor/calendar-weeks.ts';
import { cellsOf } from '../../../../client/desk/roster/editor/roster-cells.ts';
import { checkRoster, mondayOf, planRoster, type RosterShift } from '../../../../forecasting/roster/index.ts';
import { addDays, plainDate, type PlainDate } from '../../../../forecasting/time/index.ts';
import { addAbsence } from '../../../../server/organisation/people/absence-store.ts';
import { draftProblem } from '../../../../server/planning/drafts/draft-problem.ts';
import { createDraft, findDraft } from '../../../../server/planning/drafts/draft-store.ts';
import { withoutAbsences } from '../../../../server/planning/drafts/people-of-draft.ts';
import { publishRoster } from '../../../../server/planning/published/publication-store.ts';
import { weeksOf } from '../../../../server/planning/schedule/weeks-of-person.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { addPeople, agent, DESK_NOW } from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const MONDAY = plainDate('2026-11-30');
const TUESDAY = addDays(MONDAY, 1);
const change = { accountId: null, now: DESK_NOW };
/** 19.5 hours on five days: 3.9 h each, with ten hours of play over a plan. */
const halfTime = { ...agent('K-001', 'koeln').contract, weeklyMinutes: 1170, daysPerWeek: 5 };
const people = [
  { ...agent('K-001', 'koeln'), contract: halfTime },
  { ...agent('K-002', 'koeln'), contract: { ...halfTime, daysPerWeek: 3 } },
];

function shift(id: string, date: PlainDate, hours: number, startMinute = 480): RosterShift {
  const endMinute = startMinute + hours * 60 + 30;
  const breaks = [{ startMinute: startMinute + 180, endMinute: startMinute + 210 }];
  return {
    agent: id,
    date,
    startMinute,
    endMinute,
    breaks,
    group: 'koeln',
    pattern: `work-${hours * 60}`,
  };
}

describeOnBothEngines('published days beside a draft', (engine) => {
  let db: Db;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), people);
  });

  function problemOf(from: PlainDate, until: PlainDate) {
    return draftProblem(db, {
      title: 'plan',
      from,
      until,
      centre: centre(),
      requirement: [],
      pooled: true,
      shrinkage: 0,
    });
  }

  async function publish(from: PlainDate, until: PlainDate, shifts: readonly RosterShift[]): Promise<void> {
    const outcome = await publishRoster(db, {
      draftId: 'd',
      problem: await problemOf(from, until),
      roster: { shifts },
      report: {
        check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
        overrides: [],
        simulated: [],
      },
      rollsBackTo: null,
      ...change,
    });
    expect(outcome.ok).toBe(true);
  }

  async function draftOf(from: PlainDate, until: PlainDate, shifts: readonly RosterShift[]) {
    const problem = withoutAbsences(await problemOf(from, until));
    const id = await createDraft(
      db,
      { title: 'd', requirementId: null, problem, roster: { shifts } },
      change,
    );
    const draft = await findDraft(db, id);
    if (draft === undefined) throw new Error('the draft is gone');
    return draft;
  }

  const rulesOf = async (from: PlainDate, until: PlainDate, shifts: readonly RosterShift[]) => {
    const { problem, roster } = await draftOf(from, until, shifts);
    const { hardViolations } = checkRoster(problem, roster);
    return hardViolations.filter(({ agent: of }) => of === 'K-001').map(({ rule }) => rule);
  };

  it('count in the hours of the week: 28 h from Tuesday to Monday beside a long Monday are too many', async () => {
    const own = [1, 2, 3, 4].map((at) => shift('K-001', addDays(MONDAY, at), 7));
    expect(await rulesOf(TUESDAY, addDays(MONDAY, 7), own)).toEqual([]);
    await publish(MONDAY, MONDAY, [shift('K-001', MONDAY, 8.5)]);
    expect(await rulesOf(TUESDAY, addDays(MONDAY, 7), own)).toEqual(['contractMinutes']);
  });

  it('reach a draft that was made before they were published, before and after its days', async () => {
    const made = await draftOf(TUESDAY, addDays(MONDAY, 3), [shift('K-001', addDays(MONDAY, 3), 4, 990)]);
    await publish(addDays(MONDAY, 4), addDays(MONDAY, 4), [shift('K-001', addDays(MONDAY, 4), 4, 420)]);
    const again = await findDraft(db, made.id);
    if (again === undefined) throw new Error('the draft is gone');
    const broken = checkRoster(again.problem, again.roster).hardViolations;
    expect(broken.find(({ rule }) => rule === 'restPeriod')).toMatchObject({
      agent: 'K-001',
      date: addDays(MONDAY, 3),
      facts: { found: 24 * 60 + 420 - 1260, allowed: 660 },
    });
  });

  it('take their days from the week of whoever works three, and the search keeps it', async () => {
    await publish(
      addDays(MONDAY, 8),
      addDays(MONDAY, 13),
      [8, 9, 10].map((at) => shift('K-002', addDays(MONDAY, at), 6)),
    );
    const problem = await problemOf(MONDAY, addDays(MONDAY, 7));
    const everybodyWanted = {
      ...problem,
      demand: problem.demand.map((demand) => ({
        ...demand,
        scheduledAgents: problem.days.map(({ open }) =>
          Array.from({ length: 96 }, (_, at) => (open !== undefined && at >= 32 && at < 72 ? 2 : 0)),
        ),
      })),
    };
    const { roster, blocked } = planRoster(everybodyWanted, { seed: 1, clock: () => 0, seconds: 0 });
    expect(blocked).toEqual([]);
    expect(checkRoster(everybodyWanted, roster).hardViolations).toEqual([]);
    const monday = addDays(MONDAY, 7);
    expect(roster.shifts.some((own) => own.agent === 'K-002' && own.date === monday)).toBe(false);
    const fourth = { shifts: [shift('K-002', monday, 6)] };
    expect(checkRoster(problem, fourth).hardViolations.map(({ rule }) => rule)).toContain('daysPerWeek');
  });

  it('do not count where the person was absent', async () => {
    await publish(MONDAY, MONDAY, [shift('K-001', MONDAY, 8.5)]);
    const sick = { agentId: 'K-001', kind: 'sick' as const, from: MONDAY, until: MONDAY };
    await addAbsence(db, sick, null, DESK_NOW);
    const { problem } = await draftOf(TUESDAY, addDays(MONDAY, 7), []);
    expect(problem.agents[0]).toMatchObject({ past: [], beside: { paidMinutes: 234, owedMinutes: 234 } });
  });

  it('make a week’s hours one figure at desk and phone, whatever was published and who was away', async () => {
    const at = fc.integer({ min: 0, max: 20 });
    const duties = fc.uniqueArray(fc.record({ at, hours: fc.constantFrom(4, 5, 6, 8.5) }), {
      selector: (duty) => duty.at,
      maxLength: 21,
    });
    await fc.assert(
      fc.asyncProperty(
        duties,
        fc.tuple(at, at),
        fc.option(at, { nil: undefined }),
        fc.tuple(at, at),
        async (drawn, cut, away, plan) => {
          await db.deleteFrom('absence').execute();
          await db.deleteFrom('duty').execute();
          await db.deleteFrom('publication').execute();
          const all = drawn.map(({ at: day, hours }) => shift('K-001', addDays(MONDAY, day), hours));
          const [first, last] = [Math.min(...cut), Math.max(...cut)];
          for (const [from, until] of [
            [0, first],
            [first + 1, last],
            [last + 1, 20],
          ] as const)
            if (from <= until)
              await publish(addDays(MONDAY, from), addDays(MONDAY, until), within(all, from, until));
          if (away !== undefined) {
            const date = addDays(MONDAY, away);
            await addAbsence(
              db,
              { agentId: 'K-001', kind: 'leave', from: date, until: date },
              null,
              DESK_NOW,
            );
          }
          const [from, until] = [Math.min(...plan), Math.max(...plan)];
          const draft = await draftOf(
            addDays(MONDAY, from),
            addDays(MONDAY, until),
            within(all, from, until),
          );
          const [person] = draft.problem.agents;
          const [shifts] = cellsOf(draft.problem, draft.roster);
          if (person === undefined || shifts === undefined) throw new Error('nobody is planned');
          const phone = await weeksOf(db, people[0] ?? agent('K-001', 'koeln'), {
            from: MONDAY,
            until: addDays(MONDAY, 20),
          });
          for (const { monday, paidMinutes } of phone) {
            const isPlanned = draft.problem.days.some(({ date }) => mondayOf(date) === monday);
            if (isPlanned)
              expect(hoursOfWeek({ agent: person, shifts }, plainDate(monday)) * 60).toBe(paidMinutes);
          }
          const worked = drawn.filter((duty) => duty.at !== away);
          expect(phone.reduce((sum, week) => sum + week.paidMinutes, 0)).toBe(
            worked.reduce((sum, { hours }) => sum + hours * 60, 0),
          );
        },
      ),
      { numRuns: 15 },
    );
  });
});

function within(shifts: readonly RosterShift[], from: number, until: number): readonly RosterShift[] {
  return shifts.filter(({ date }) => addDays(MONDAY, from) <= date && date <= addDays(MONDAY, until));
}
