import { describe, expect, it } from 'vitest';
import type { EmploymentContract, RosterAgent } from '../../../../forecasting/roster/model/agent.ts';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { hoursOwed } from '../../../../forecasting/roster/model/hours-owed.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import type { PlanDay, RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import { addDays, daysBetween, plainDate, weekdayOf } from '../../../../forecasting/time/plain-date.ts';
import { agent, contract, eightHours, problemOf, rosterOf } from '../../../support/small-roster-problem.ts';

const MONDAY = '2026-11-30';
/** 39 h on five days: 7.8 h each. */
const full: EmploymentContract = { ...contract, weeklyMinutes: 2340, balanceMinutes: 0 };
const three: EmploymentContract = { ...full, weeklyMinutes: 1170, maxDaysPerWeek: 3 };
const six: EmploymentContract = { ...full, maxDaysPerWeek: 6 };

function span(from: string, until: string, holidays: readonly string[] = []): readonly PlanDay[] {
  const first = plainDate(from);
  return Array.from({ length: daysBetween(first, plainDate(until)) + 1 }, (_, index) => {
    const date = addDays(first, index);
    const isHoliday = weekdayOf(date) === 7 || holidays.includes(date);
    return { date, isHoliday, ...(isHoliday ? {} : { open: { startMinute: 420, endMinute: 1260 } }) };
  });
}

function owed(days: readonly PlanDay[], person: Partial<RosterAgent> = {}, agreed = full) {
  return hoursOwed(problemOf([], { days }), agent('A', person), agreed);
}

const leave = (from: string, until: string): Partial<RosterAgent> => ({
  absences: [{ from: plainDate(from), until: plainDate(until), kind: 'leave' }],
});

describe('hours owed', () => {
  it('are a fifth of the week for each day from Monday to Friday, in any span', () => {
    for (const [from, until, days] of [
      [MONDAY, '2026-12-04', 5],
      [MONDAY, '2026-12-06', 5],
      [MONDAY, '2026-12-13', 10],
      [MONDAY, MONDAY, 1],
      ['2026-12-02', '2026-12-08', 5],
      ['2026-12-05', '2026-12-06', 0],
      ['2026-12-01', '2026-12-31', 23],
    ] as const)
      expect(owed(span(from, until))).toMatchObject({ least: days * 468, most: days * 468 });
  });

  it('are all credited over an absence, whatever the span, holidays and the year’s last days among them', () => {
    for (const [from, until, holidays] of [
      [MONDAY, '2026-12-04', []],
      ['2026-05-01', '2026-05-31', ['2026-05-01', '2026-05-14', '2026-05-25']],
      ['2026-12-21', '2027-01-03', ['2026-12-25', '2026-12-26', '2027-01-01']],
      ['2026-12-02', '2026-12-08', []],
    ] as const)
      for (const agreed of [full, six]) {
        const { least, most, credited } = owed(span(from, until, holidays), leave(from, until), agreed);
        expect([least, most]).toEqual([credited, credited]);
      }
  });

  it('are sixths for who has six working days, and leave whole weeks as they were', () => {
    expect(owed(span(MONDAY, '2026-12-04'), {}, six).most).toBe(5 * 390);
    expect(owed(span(MONDAY, '2026-12-06'), {}, six).most).toBe(2340);
  });

  it('leave open, in a part of a week, where the days of a part-timer lie', () => {
    expect(owed(span(MONDAY, '2026-12-01'), {}, three)).toMatchObject({ least: 0, most: 2 * 390 });
    expect(owed(span(MONDAY, '2026-12-03'), {}, three)).toMatchObject({ least: 2 * 390, most: 3 * 390 });
    expect(owed(span(MONDAY, '2026-12-06'), {}, three)).toMatchObject({ least: 1170, most: 1170 });
  });

  it('begin and end with the employment, and with a skill to be planned with', () => {
    const week = span(MONDAY, '2026-12-06');
    const second = plainDate('2026-12-01');
    expect(owed(week, { employment: { from: second } })).toMatchObject({ least: 4 * 468, most: 4 * 468 });
    expect(owed(week, { employment: { until: second } }).most).toBe(2 * 468);
    expect(owed(week, { skills: [{ skill: 'koeln', from: second }] }).most).toBe(4 * 468);
    expect(owed(week, { ...leave(MONDAY, '2026-12-06'), employment: { until: second } })).toEqual({
      least: 2 * 468,
      most: 2 * 468,
      credited: 2 * 468,
    });
  });

  it('count what was published beside the plan: more there is less here, less there may be caught up with', () => {
    const days = span('2026-12-01', '2026-12-06');
    const beside = (paidMinutes: number) => ({ beside: { paidMinutes, owedMinutes: 468 } });
    expect(owed(days, beside(600))).toMatchObject({ least: 4 * 468 - 132, most: 4 * 468 - 132 });
    expect(owed(days, beside(0))).toMatchObject({ least: 4 * 468, most: 5 * 468 });
  });
});

describe('people who come and go', () => {
  const wanted = (days: readonly PlanDay[]) => [
    {
      group: 'koeln',
      scheduledAgents: days.map(({ open }) =>
        Array.from({ length: 96 }, (_, at) => (open !== undefined && at >= 32 && at < 72 ? 1 : 0)),
      ),
    },
  ];
  const planned = (person: Partial<RosterAgent>): { problem: RosterProblem; days: readonly string[] } => {
    const usual = problemOf([agent('A'), agent('B', person)]);
    const problem = { ...usual, demand: wanted(usual.days) };
    const outcome = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    expect(outcome.blocked).toEqual([]);
    expect(checkRoster(problem, outcome.roster).hardViolations).toEqual([]);
    const days = outcome.roster.shifts.filter(({ agent: id }) => id === 'B').map(({ date }) => date);
    return { problem, days: days.sort() };
  };

  it('are planned in their time, and block nobody before and after it', () => {
    const second = plainDate('2026-12-07');
    for (const person of [{ employment: { from: second } }, { skills: [{ skill: 'koeln', from: second }] }]) {
      const { days } = planned(person);
      expect(days.length).toBeGreaterThan(0);
      expect(days.every((day) => day >= second)).toBe(true);
    }
    for (const person of [
      { employment: { until: plainDate('2026-11-29') } },
      { employment: { from: plainDate('2027-01-01') } },
      { skills: [{ skill: 'koeln', until: plainDate('2026-11-29') }] },
    ])
      expect(planned(person).days).toEqual([]);
  });

  it('break a rule by a shift outside their time', () => {
    const problem = problemOf([agent('A', { employment: { until: plainDate('2026-12-01') } })]);
    const roster = rosterOf(eightHours('A', 0), eightHours('A', 1), eightHours('A', 2));
    expect(checkRoster(problem, roster).hardViolations.map(({ rule, date }) => `${rule} ${date}`)).toContain(
      'employment 2026-12-02',
    );
  });
});
