import { beforeAll, describe, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { generateRosterProblem } from '../../../../forecasting/roster/benchmark/generate-problem.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import { repairSickCall, withSickness } from '../../../../forecasting/roster/explain/repair.ts';
import { repairSentence } from '../../../../forecasting/roster/explain/repair-words.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import { keptPins } from '../../../../server/planning/drafts/kept-pins.ts';
import { publishRoster } from '../../../../server/planning/published/publication-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent as person,
  DESK_NOW,
  DeskClient,
  field,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import {
  agent,
  contract,
  day,
  eightHours,
  lawfulShifts,
  problemOf,
  rosterOf,
  without,
} from '../../../support/small-roster-problem.ts';
import { requirementRequest } from '../../../support/requirement-request.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

/** Two are wanted on Monday from 8 to half past four: A and C come, C late; B is free. */
function monday(balanceMinutes: number) {
  const problem = problemOf(
    [agent('A', { city: 'koeln' }), agent('B', { city: 'koeln' }), agent('C', { city: 'bonn' })],
    { contracts: [{ ...contract, balanceMinutes }], rules: { overstaffed: { enabled: false } } },
  );
  const wanted = problem.days.map((_day, index) =>
    Array.from({ length: 96 }, (_, at) => (index === 0 && at >= 32 && at < 66 ? 2 : 0)),
  );
  return {
    problem: { ...problem, demand: [{ group: 'koeln', scheduledAgents: wanted }] },
    roster: rosterOf(...lawfulShifts('A'), ...without(lawfulShifts('B'), 0), ...lawfulShifts('C', 600)),
  };
}

describe('repair', () => {
  const call = { agent: 'A', from: day(0), until: day(0) };

  it('prefers whoever is free, then moving a colleague, and says so in words', () => {
    const { problem, roster } = monday(960);
    const [open] = repairSickCall(problem, roster, call).openShifts;
    const said = open?.options.map((option) => repairSentence(option, 'de'));
    expect(said?.[0]).toBe('B hat frei und übernimmt 08:00–16:30.');
    expect(said).toContain('C arbeitet 08:00–16:30 statt 10:00–18:30.');
    expect(open?.costIfOpen).toBeGreaterThan(0);
  });

  it('offers a day off in exchange where the contract has no more hours', () => {
    const { problem, roster } = monday(0);
    const full = {
      ...problem,
      contracts: [{ ...contract, balanceMinutes: 0, minRunDays: 1, minRestDays: 1 }],
    };
    const overFull = { shifts: [...roster.shifts, eightHours('B', 12)] };
    const [open] = repairSickCall(full, overFull, call).openShifts;
    expect(open?.options.map(({ kind, agent: who }) => [kind, who])).toContainEqual(['exchange', 'B']);
    expect(open?.options.map(({ kind }) => kind)).not.toContain('takeover');
  });

  it('keeps the days of a leave that the sickness does not cover, on both sides of it', () => {
    const absencesAfter = (from: number, until: number) => {
      const leave = { from: day(2), until: day(9), kind: 'leave' as const, creditedMinutesPerDay: 468 };
      const problem = problemOf([agent('A', { absences: [leave] })]);
      const sick = withSickness(problem, { agent: 'A', from: day(from), until: day(until) });
      return sick.agents[0]?.absences.map((absence) => [
        absence.kind,
        absence.from,
        absence.until,
        absence.creditedMinutesPerDay,
      ]);
    };
    expect(absencesAfter(0, 2)).toEqual([
      ['leave', day(3), day(9), 468],
      ['sick', day(0), day(2), undefined],
    ]);
    expect(absencesAfter(4, 5)).toEqual([
      ['leave', day(2), day(3), 468],
      ['leave', day(6), day(9), 468],
      ['sick', day(4), day(5), undefined],
    ]);
    expect(absencesAfter(9, 12)?.[0]).toEqual(['leave', day(2), day(8), 468]);
    expect(absencesAfter(2, 9)).toEqual([['sick', day(2), day(9), undefined]]);
    expect(absencesAfter(10, 11)?.[0]).toEqual(['leave', day(2), day(9), 468]);
  });

  it('has work inside a leave that a sickness cut short called unlawful', () => {
    const leave = { from: day(2), until: day(9), kind: 'leave' as const };
    const problem = problemOf([agent('A', { absences: [leave] })]);
    const sick = withSickness(problem, { agent: 'A', from: day(0), until: day(2) });
    const { hardViolations } = checkRoster(sick, rosterOf(eightHours('A', 8)));
    expect(hardViolations.map(({ rule }) => rule)).toContain('absence');
  });

  it('proposes nothing that would have begun already: what is left of a running shift, nothing of one that is over', () => {
    const { problem, roster } = monday(960);
    const at = (minute: number) =>
      repairSickCall(problem, roster, { ...call, now: { date: day(0), minute } }).openShifts;
    expect(at(480)[0]?.options[0]?.add[0]).toMatchObject({ agent: 'B', startMinute: 480, endMinute: 990 });
    const [running] = at(600);
    expect(running?.options.length).toBeGreaterThan(0);
    for (const { add, remove } of running?.options ?? []) {
      expect(add.every(({ startMinute, endMinute }) => startMinute >= 600 && endMinute <= 990)).toBe(true);
      expect(remove.every((own) => own.date > day(0) || own.startMinute >= 600)).toBe(true);
    }
    expect(at(990)).toEqual([]);
  });

  it('offers nothing that the checker would call unlawful, exchanges and moves included', () => {
    const problem = generateRosterProblem({
      agents: 24,
      weeks: 2,
      seed: 3,
      firstDay: plainDate('2026-11-30'),
    });
    const { roster } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    const kinds = new Set<string>();
    for (const lost of roster.shifts.slice(0, 12)) {
      const sick = { agent: lost.agent, from: lost.date, until: lost.date };
      const repair = repairSickCall(problem, roster, sick);
      const known = new Set(
        checkRoster(repair.problem, repair.roster).hardViolations.map(({ agent: who }) => who),
      );
      for (const { add, remove, kind } of repair.openShifts[0]?.options ?? []) {
        kinds.add(kind);
        const shifts = [...repair.roster.shifts.filter((shift) => !remove.includes(shift)), ...add];
        const broken = checkRoster(repair.problem, { shifts }).hardViolations;
        expect(broken.filter(({ agent: who }) => !known.has(who))).toEqual([]);
      }
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['exchange', 'moved']));
  });
});

describe('what a new run leaves alone', () => {
  it('is every pinned shift, and each day of the people and dates that are held', () => {
    const { problem, roster } = monday(960);
    const pinned = { ...roster.shifts[1], pinned: true };
    const shifts = roster.shifts.map((shift, index) => (index === 1 ? { ...shift, ...pinned } : shift));
    const pins = keptPins(problem, { shifts }, { agents: ['B'], dates: [day(4)] });
    const of = (agentId: string) => pins.filter((pin) => pin.agent === agentId);
    expect(of('A').map(({ date }) => date)).toEqual([day(1), day(4)]);
    expect(of('B')).toHaveLength(14);
    expect(
      of('B')
        .filter(({ kind }) => kind === 'off')
        .map(({ date }) => date),
    ).toContain(day(0));
    expect(of('C').map(({ date }) => date)).toEqual([day(4)]);
  });

  it('stays as it is, while the rest changes only where it pays', () => {
    const problem = generateRosterProblem({
      agents: 12,
      weeks: 2,
      seed: 4,
      firstDay: plainDate('2026-11-30'),
    });
    const { roster } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    const [held = ''] = problem.agents.map(({ id }) => id);
    const pins = keptPins(problem, roster, { agents: [held], dates: [] });
    const anew = planRoster({ ...problem, pins }, { seed: 7, clock: () => 0, seconds: 0 }).roster;
    const duties = (shifts: typeof roster.shifts) =>
      shifts
        .filter((shift) => shift.agent === held)
        .map(({ date, startMinute, group }) => [date, startMinute, group]);
    expect(duties(anew.shifts)).toEqual(duties(roster.shifts));
  });
});

describeOnBothEngines('a sick call of this morning at the desk', (engine) => {
  let db: Db;
  let server: DeskServer;
  let planner: DeskClient;
  const sick = { agent: 'A', from: day(0), until: day(0) };

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [person('A', 'koeln'), person('B', 'koeln'), person('C', 'bonn')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    await addAccount(db, 'lead-koeln', [{ role: 'supervisor', city: 'koeln' }]);
    server = await startDeskServer(db);
    planner = new DeskClient(server.url);
    await planner.signIn('planner');
    return () => server.close();
  });

  it('has no options where nothing is published', async () => {
    const { body } = await planner.send('POST', '/api/v1/repairs', sick);
    expect(body).toEqual({ publication: null, openShifts: [] });
  });

  it('is answered with ranked options, of which a draft ready to publish is made', async () => {
    const { problem, roster } = monday(960);
    const report = {
      check: { lawful: true, hardViolations: [], objective: 0, costs: {} },
      overrides: [],
      simulated: [],
    };
    await publishRoster(db, {
      draftId: 'd',
      problem,
      roster,
      report,
      rollsBackTo: null,
      accountId: null,
      now: DESK_NOW,
    });
    const { body } = await planner.send('POST', '/api/v1/repairs', sick);
    expect(field(body, 'openShifts', 0, 'options', 0, 'de')).toBe('B hat frei und übernimmt 08:00–16:30.');
    const made = await planner.send('POST', '/api/v1/repairs/drafts', {
      ...sick,
      title: 'A sick from Monday',
      publication: field(body, 'publication'),
      set: field(body, 'openShifts', 0, 'options', 0, 'add'),
      cleared: [],
    });
    expect(made.status).toBe(201);
    const draft = await planner.send('GET', `/api/v1/drafts/${String(field(made.body, 'id'))}`);
    expect(field(draft.body, 'title')).toBe('A sick from Monday');
    const onMonday = JSON.stringify(field(draft.body, 'roster', 'shifts'));
    expect(onMonday).toContain(`"agent":"B","date":"${day(0)}"`);
    expect(onMonday).not.toContain(`"agent":"A","date":"${day(0)}"`);
    expect(field(draft.body, 'problem', 'agents', 0, 'absences', 0)).toMatchObject({
      kind: 'sick',
      from: day(0),
    });
  });

  it('names nobody of another city to a supervisor of one city', async () => {
    const lead = new DeskClient(server.url);
    await lead.signIn('lead-koeln');
    const { body, status } = await lead.send('POST', '/api/v1/repairs', sick);
    expect(status).toBe(200);
    expect(JSON.stringify(field(body, 'openShifts', 0, 'options'))).not.toContain('"C"');
    const whole = await planner.send('POST', '/api/v1/repairs', sick);
    const option = (answer: unknown, what: string) => field(answer, 'openShifts', 0, 'options', 0, what);
    expect([option(body, 'agent'), option(whole.body, 'agent')]).toEqual(['B', 'B']);
    // the price of an option that refuses a wish would tell of the wish
    expect([option(body, 'price'), typeof option(whole.body, 'price')]).toEqual([null, 'number']);
    expect((await lead.send('POST', '/api/v1/repairs', { ...sick, agent: 'C' })).status).toBe(403);
    expect((await lead.send('POST', '/api/v1/repairs/drafts', sick)).status).toBe(403);
  });

  it('refuses days in the wrong order and people who are not there', async () => {
    const turned = await planner.send('POST', '/api/v1/repairs', { agent: 'A', from: day(2), until: day(0) });
    expect([
      turned.status,
      (await planner.send('POST', '/api/v1/repairs', { ...sick, agent: 'X' })).status,
    ]).toEqual([422, 404]);
  });

  it('keeps protections of single people out of sight of all but planners, and in every new draft', async () => {
    const path = '/api/v1/people/A/protections';
    const wanted = { protections: [{ kind: 'minor', from: null, until: '2027-03-01' }] };
    expect((await planner.send('PUT', path, wanted)).status).toBe(204);
    expect((await planner.send('GET', path)).body).toEqual(wanted);
    const twice = { protections: [...wanted.protections, ...wanted.protections] };
    expect((await planner.send('PUT', path, twice)).status).toBe(422);
    const lead = new DeskClient(server.url);
    await lead.signIn('lead-koeln');
    expect((await lead.send('GET', path)).status).toBe(403);
    const span = { from: day(0), until: day(0) };
    const requirement = await planner.send('POST', '/api/v1/requirements', requirementRequest(day(0)));
    const made = await planner.send('POST', '/api/v1/drafts', {
      title: 'KW 49',
      ...span,
      requirementId: field(requirement.body, 'id'),
    });
    const draft = await planner.send('GET', `/api/v1/drafts/${String(field(made.body, 'id'))}`);
    expect(field(draft.body, 'problem', 'agents', 0, 'protections')).toEqual([
      { kind: 'minor', until: '2027-03-01' },
    ]);
    expect(field(draft.body, 'problem', 'screenBreaks')).toEqual({ minutesPerHour: 5, shrinkage: 0.1 });
  });
});
