import { describe, expect, it } from 'vitest';
import type { RosterAgent, Wish } from '../../../../forecasting/roster/model/agent.ts';
import { checkRoster, rosterChecker } from '../../../../forecasting/roster/checker/check-roster.ts';
import { CoverPrice } from '../../../../forecasting/roster/explain/cover-price.ts';
import { RosterExplainer, type Refusal } from '../../../../forecasting/roster/explain/explain.ts';
import { refusalSentence } from '../../../../forecasting/roster/explain/explanation-words.ts';
import { generateRosterProblem } from '../../../../forecasting/roster/benchmark/generate-problem.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import type { RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import type { Roster } from '../../../../forecasting/roster/model/roster.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
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

/** One person wanted for Cologne on some days between two minutes; nothing else has a price. */
function wanting(
  agents: readonly RosterAgent[],
  spans: Readonly<Record<number, readonly [number, number]>>,
  changes: Partial<RosterProblem> = {},
): RosterProblem {
  const rows = Array.from({ length: 14 }, (_, index) => {
    const [from, until] = spans[index] ?? [0, 0];
    return Array.from({ length: 96 }, (_, at) => (at * 15 >= from && at * 15 < until ? 1 : 0));
  });
  return problemOf(agents, {
    demand: [{ group: 'koeln', scheduledAgents: rows }],
    contracts: [{ ...contract, balanceMinutes: 0, minRunDays: 1, minRestDays: 1 }],
    rules: { overstaffed: { enabled: false } },
    ...changes,
  });
}

/** Monday, Tuesday, Thursday to Saturday, then Monday to Friday. */
const freeOnWednesday = (agentId: string) => [...without(lawfulShifts(agentId), 2), eightHours(agentId, 5)];

const dayOff: Wish = { kind: 'dayOff', date: day(2), weight: 5 };

/** Every alternative is lawful and costs what it says. */
function expectTrue(problem: RosterProblem, roster: Roster, { alternatives }: Refusal): void {
  const before = checkRoster(problem, roster);
  for (const { add, remove, costChange } of alternatives) {
    const shifts = [...roster.shifts.filter((shift) => !remove.includes(shift)), ...add];
    const after = checkRoster(problem, { shifts });
    expect(after.hardViolations).toEqual([]);
    expect(after.objective - before.objective).toBeCloseTo(costChange, 6);
  }
}

describe('a gap', () => {
  it('names the colleague whose start would cover it when nobody is free', () => {
    const problem = wanting(
      [agent('A'), agent('B', { skills: [], absences: [{ from: day(0), until: day(13), kind: 'leave' }] })],
      { 0: [1080, 1140] },
    );
    const roster = rosterOf(...lawfulShifts('A'));
    const refusal = new RosterExplainer(problem, roster).whyGap('koeln', day(0), 1080);
    expectTrue(problem, roster, refusal);
    expect(refusal.alternatives[0]).toMatchObject({ kind: 'change', helper: 'A', costChange: -40 });
    expect(refusal.blockedBy).toContainEqual({ rule: 'requiredSkill', people: 1 });
    expect(refusalSentence(refusal, 'de')).toMatch(
      /^Nicht möglich für eine Person .* Nächste Möglichkeit: A arbeitet am 30\.11\. \d\d:\d\d–\d\d:\d\d statt 08:00–16:30; Bewertung -40\. Ausprobiert: andere Anfangszeit, Länge, Gruppe oder Pause \(\d+\), zusätzliche Schicht für Freie \(1\)\.$/,
    );
  });

  it('names a break that could lie elsewhere', () => {
    const problem = wanting([agent('A')], { 0: [480, 960] });
    const roster = rosterOf(...lawfulShifts('A').map((shift) => ({ ...shift, pinned: false })));
    const moved = wanting([agent('A')], { 0: [720, 750] });
    const refusal = new RosterExplainer(moved, roster).whyGap('koeln', day(0), 720);
    expectTrue(moved, roster, refusal);
    expect(refusal.alternatives[0]).toMatchObject({ kind: 'change', costChange: -20 });
    const open = new RosterExplainer(problem, roster).whyGap('koeln', day(0), 720);
    expect(open.alternatives[0]?.add[0]?.breaks).not.toEqual(roster.shifts[0]?.breaks);
  });

  it('offers minors a shift with a break where theirs has to lie', () => {
    const onlyStart = { earliestStartMinute: 480, latestStartMinute: 480, startStepMinutes: 30 };
    const seven = { id: 'V7', label: '7 Stunden', ...onlyStart, workMinutes: 420, breakMinutes: 60 };
    const problem = wanting(
      [agent('A', { protections: [{ kind: 'minor' }] })],
      { 0: [600, 810] },
      {
        patterns: [seven],
        contracts: [{ ...contract, balanceMinutes: 4800, minRunDays: 1, minRestDays: 1 }],
      },
    );
    const refusal = new RosterExplainer(problem, rosterOf()).whyGap('koeln', day(0), 600);
    expectTrue(problem, rosterOf(), refusal);
    expect(refusal.alternatives[0]).toMatchObject({ kind: 'addition', helper: 'A' });
  });

  it('leaves pinned shifts alone and says that nothing was left to try', () => {
    const problem = wanting([agent('A')], { 0: [1080, 1140] });
    const roster = rosterOf(...lawfulShifts('A').map((shift) => ({ ...shift, pinned: true })));
    const refusal = new RosterExplainer(problem, roster).whyGap('koeln', day(0), 1080);
    expect(refusal.alternatives).toEqual([]);
    expect(refusalSentence(refusal, 'en')).toBe(
      'No lawful way was found. No pattern and no shift that may change fits.',
    );
  });
});

describe('a refused day off', () => {
  it('names the rule that binds and the swap of days that would grant it', () => {
    const problem = wanting([agent('A', { wishes: [dayOff] }), agent('B')], {
      2: [480, 720],
      5: [480, 720],
    });
    const roster = rosterOf(...lawfulShifts('A'), ...freeOnWednesday('B'));
    const refusal = new RosterExplainer(problem, roster).whyWishRefused('A', dayOff);
    if (refusal === undefined) throw new Error('the wish is granted');
    expectTrue(problem, roster, refusal);
    expect(refusal.direct?.breaks.map(({ rule }) => rule)).toEqual(['contractMinutes']);
    expect(refusal.alternatives[0]).toMatchObject({ kind: 'swap', helper: 'B', costChange: -5 });
    expect(refusalSentence(refusal, 'en')).toContain(
      'Simply giving the day off – that breaks: contract hours. Nearest way: B works',
    );
    expect(refusalSentence(refusal, 'de')).toContain(
      'Nächste Möglichkeit: B arbeitet am 2.12. 08:00–16:30, hat am 5.12. frei; A arbeitet am 5.12. 08:00–16:30, hat am 2.12. frei; Bewertung -5.',
    );
  });

  it('tells the price of simply giving it, and what makes it dear', () => {
    const problem = wanting(
      [agent('A', { wishes: [dayOff] })],
      { 2: [480, 720] },
      { contracts: [{ ...contract, minRunDays: 1, minRestDays: 1 }] },
    );
    const roster = rosterOf(...lawfulShifts('A'));
    const refusal = new RosterExplainer(problem, roster).whyWishRefused('A', dayOff);
    expect(refusal?.direct).toMatchObject({
      kind: 'free',
      breaks: [],
      costChange: 155,
      costChanges: { understaffed: 160, dayOffRequest: -5 },
    });
    expect(refusal === undefined ? '' : refusalSentence(refusal, 'de')).toContain(
      'A hat am 2.12. frei; Bewertung +155 (vor allem Unterdeckung +160).',
    );
  });

  it('names another day of the same person', () => {
    const problem = wanting([agent('A', { wishes: [dayOff] })], {});
    const roster = rosterOf(...lawfulShifts('A'));
    const refusal = new RosterExplainer(problem, roster).whyWishRefused('A', dayOff);
    expect(refusal?.alternatives[0]).toMatchObject({ kind: 'otherDay', costChange: -5 });
  });

  it('is not explained where it is granted', () => {
    const problem = wanting([agent('A', { wishes: [dayOff] })], {});
    const roster = rosterOf(...without(lawfulShifts('A'), 2));
    expect(new RosterExplainer(problem, roster).whyWishRefused('A', dayOff)).toBeUndefined();
  });
});

describe('a refused shift wish', () => {
  const notEarly: Wish = {
    kind: 'avoidWithin',
    date: day(2),
    span: { startMinute: 0, endMinute: 600 },
    weight: 5,
  };

  it('names a later start of the own shift', () => {
    const problem = wanting([agent('A', { wishes: [notEarly] })], {});
    const roster = rosterOf(...lawfulShifts('A'));
    const refusal = new RosterExplainer(problem, roster).whyWishRefused('A', notEarly);
    if (refusal === undefined) throw new Error('the wish is granted');
    expectTrue(problem, roster, refusal);
    expect(refusal.alternatives[0]).toMatchObject({ helper: 'A', costChange: -5 });
    expect(refusal.direct).toMatchObject({ kind: 'change', breaks: [] });
  });

  it('names the colleague to exchange shifts with where the early hours are needed', () => {
    const problem = wanting([agent('A', { wishes: [notEarly] }), agent('B')], { 2: [480, 600] });
    const late = lawfulShifts('B').map((shift) => (shift.date === day(2) ? eightHours('B', 2, 630) : shift));
    const roster = rosterOf(...lawfulShifts('A'), ...late);
    const refusal = new RosterExplainer(problem, roster).whyWishRefused('A', notEarly);
    if (refusal === undefined) throw new Error('the wish is granted');
    expectTrue(problem, roster, refusal);
    expect(refusal.alternatives[0]).toMatchObject({ kind: 'trade', helper: 'B', costChange: -5 });
    expect(refusalSentence(refusal, 'en')).toContain(
      'Nearest way: A works 10:30–19:00 instead of 08:00–16:30 on 2 Dec; B works 08:00–16:30 instead of 10:30–19:00 on 2 Dec',
    );
  });

  it('to work on a free day names a day of the own to give for it', () => {
    const saturday: Wish = {
      kind: 'workWithin',
      date: day(5),
      span: { startMinute: 420, endMinute: 1260 },
      weight: 5,
    };
    const problem = wanting([agent('A', { wishes: [saturday] })], {});
    const roster = rosterOf(...lawfulShifts('A'));
    const refusal = new RosterExplainer(problem, roster).whyWishRefused('A', saturday);
    if (refusal === undefined) throw new Error('the wish is granted');
    expectTrue(problem, roster, refusal);
    expect(refusal.direct?.breaks.map(({ rule }) => rule)).toContain('contractMinutes');
    expect(refusal.alternatives[0]).toMatchObject({ kind: 'otherDay', costChange: -5 });
  });
});

describe('the price of cover', () => {
  it('changes as the checker counts it', () => {
    const problem = generateRosterProblem({
      agents: 24,
      weeks: 2,
      seed: 3,
      firstDay: plainDate('2026-11-30'),
    });
    const { roster, check: now } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    const check = rosterChecker(problem);
    const cover = new CoverPrice(problem, roster);
    const priceOf = ({ costs }: typeof now): number =>
      (costs.understaffed ?? 0) + (costs.overstaffed ?? 0) + (costs.minimumSeats ?? 0);
    for (const [index, shift] of roster.shifts.slice(0, 40).entries()) {
      const other = roster.shifts[index + 40];
      if (other === undefined) continue;
      const add = [{ ...shift, agent: other.agent, date: other.date }];
      const shifts = [...roster.shifts.filter((each) => each !== shift && each !== other), ...add];
      expect(cover.change({ add, remove: [shift, other] })).toBeCloseTo(
        priceOf(check({ shifts })) - priceOf(now),
        6,
      );
    }
  });
});
