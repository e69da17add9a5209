import type { EmploymentContract, RosterAgent } from '../../forecasting/roster/model/agent.ts';
import type { RosterProblem } from '../../forecasting/roster/model/problem.ts';
import type { Roster, RosterShift } from '../../forecasting/roster/model/roster.ts';
import type { ShiftPattern } from '../../forecasting/shifts/shift-pattern.ts';
import { addDays, plainDate, weekdayOf } from '../../forecasting/time/plain-date.ts';

const firstDay = plainDate('2026-11-30');

export const patterns: readonly ShiftPattern[] = [
  {
    id: 'V8',
    label: '8 Stunden',
    earliestStartMinute: 420,
    latestStartMinute: 750,
    startStepMinutes: 30,
    workMinutes: 480,
    breakMinutes: 30,
  },
  {
    id: 'T5',
    label: '5 Stunden',
    earliestStartMinute: 420,
    latestStartMinute: 960,
    startStepMinutes: 30,
    workMinutes: 300,
  },
];

export const contract: EmploymentContract = {
  id: 'full',
  weeklyMinutes: 2400,
  balanceMinutes: 480,
  maxDayMinutes: 480,
  maxDaysPerWeek: 5,
  maxRunDays: 5,
  minRunDays: 2,
  minRestDays: 2,
  maxWeekends: 1,
  earliestStartMinute: 420,
  latestEndMinute: 1260,
};

export function agent(id: string, changes: Partial<RosterAgent> = {}): RosterAgent {
  return {
    id,
    name: id,
    contract: 'full',
    skills: [{ skill: 'koeln' }],
    absences: [],
    wishes: [],
    ...changes,
  };
}

/** Two weeks from Monday, 30 November 2026; open Monday to Saturday 7–21, nobody wanted. */
export function problemOf(
  agents: readonly RosterAgent[],
  changes: Partial<RosterProblem> = {},
): RosterProblem {
  const days = Array.from({ length: 14 }, (_, index) => {
    const date = addDays(firstDay, index);
    return weekdayOf(date) === 7
      ? { date, isHoliday: true }
      : { date, open: { startMinute: 420, endMinute: 1260 }, isHoliday: false };
  });
  return {
    title: 'small',
    zone: 'Europe/Berlin',
    intervalMinutes: 15,
    days,
    groups: [
      { id: 'koeln', skills: ['koeln'] },
      { id: 'bonn', skills: ['bonn'] },
    ],
    demand: [{ group: 'koeln', scheduledAgents: days.map(() => new Array<number>(96).fill(0)) }],
    patterns,
    contracts: [contract],
    agents,
    seats: [],
    pins: [],
    sundayWorkAllowed: false,
    rules: {},
    ...changes,
  };
}

export function eightHours(
  agentId: string,
  day: number,
  startMinute = 480,
  changes: Partial<RosterShift> = {},
): RosterShift {
  return {
    agent: agentId,
    date: addDays(firstDay, day),
    pattern: 'V8',
    startMinute,
    endMinute: startMinute + 510,
    group: 'koeln',
    breaks: [{ startMinute: startMinute + 240, endMinute: startMinute + 270 }],
    ...changes,
  };
}

/** Ten lawful days of eight hours: Monday to Friday, twice. */
export function lawfulShifts(agentId: string, startMinute = 480): readonly RosterShift[] {
  return [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((day) => eightHours(agentId, day, startMinute));
}

export function without(shifts: readonly RosterShift[], ...days: number[]): readonly RosterShift[] {
  const dates = days.map((day) => addDays(firstDay, day));
  return shifts.filter(({ date }) => !dates.includes(date));
}

export function rosterOf(...shifts: readonly RosterShift[]): Roster {
  return { shifts };
}

export function day(index: number) {
  return addDays(firstDay, index);
}

export function fiveHours(agentId: string, index: number, startMinute = 480): RosterShift {
  return {
    ...eightHours(agentId, index),
    pattern: 'T5',
    startMinute,
    endMinute: startMinute + 300,
    breaks: [],
  };
}
