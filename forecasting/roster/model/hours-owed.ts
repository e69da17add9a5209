import { addDays, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { EmploymentContract, HoursBeside, PastDay, RosterAgent } from './agent.ts';
import { isPlannable } from './employment.ts';
import { pastPaidMinutes } from './past-days.ts';
import type { PlanDay, RosterProblem } from './problem.ts';
import { isYearEndDay } from './year-end.ts';

/** Paid minutes that a person owes over some days, and what is credited without work. */
export interface HoursOwed {
  /** Equal over whole weeks. In a part of a week somebody with fewer working days than the week has may have them there or not. */
  readonly least: number;
  readonly most: number;
  /** Public holidays, 24 and 31 December, absences: counts as worked. */
  readonly credited: number;
}

/** What the hours of a person are reckoned from. */
export type HoursProblem = Pick<RosterProblem, 'days' | 'groups' | 'rules'>;

/**
 * What a person owes over the days of a plan, and what is credited. Both count working days, so that an absent or free
 * day costs and earns the same in any span: whole weeks, parts of them, months. Days outside the employment, and days
 * without any skill to be planned with, are neither owed nor credited.
 *
 * The one place where hours owed are reckoned: search, checker, explanations and every page ask here.
 */
export function hoursOwed(
  problem: HoursProblem,
  agent: RosterAgent,
  contract: EmploymentContract,
): HoursOwed {
  const workdays = problem.days.filter(
    ({ date }) => weekdayOf(date) <= workdaysAWeek(contract) && isPlannable(problem, agent, date),
  );
  const perWeek = new Map<PlainDate, number>();
  for (const { date } of workdays) {
    const monday = addDays(date, 1 - weekdayOf(date));
    perWeek.set(monday, (perWeek.get(monday) ?? 0) + 1);
  }
  let least = 0;
  let most = 0;
  for (const count of perWeek.values()) {
    const days = daysInPart(contract, count);
    least += days.least * paidDay(contract);
    most += days.most * paidDay(contract);
  }
  const credited = workdays.reduce((minutes, day) => minutes + creditedOn(day, agent, contract), 0);
  // What was worked beyond the owed hours beside the plan is not owed in it; what is missing there may be caught up with.
  const surplus = agent.beside === undefined ? 0 : agent.beside.paidMinutes - agent.beside.owedMinutes;
  return { least: least - Math.max(0, surplus), most: most - surplus, credited };
}

/**
 * What published days of the plan's first and last calendar week count towards its hours.
 *
 * @param daysBeside published days of those weeks that the plan does not have
 * @param worked what the person works on published days, others than `daysBeside` left out
 * @returns undefined where there are no such days
 */
export function hoursBeside(
  problem: HoursProblem,
  agent: RosterAgent,
  contract: EmploymentContract,
  daysBeside: readonly PlanDay[],
  worked: readonly PastDay[],
): HoursBeside | undefined {
  if (daysBeside.length === 0) return undefined;
  const { beside: _before, ...alone } = agent;
  const dates = new Set(daysBeside.map(({ date }) => date));
  const both = { ...problem, days: [...problem.days, ...daysBeside] };
  const { credited } = hoursOwed({ ...problem, days: daysBeside }, alone, contract);
  return {
    paidMinutes: worked
      .filter(({ date }) => dates.has(date))
      .reduce((sum, day) => sum + pastPaidMinutes(day), credited),
    owedMinutes: hoursOwed(both, alone, contract).most - hoursOwed(problem, alone, contract).most,
  };
}

/** Working days of a week: Monday to Friday, with a sixth day where the contract has one (TVöD-VKA §§ 6 (3), 26). */
function workdaysAWeek({ maxDaysPerWeek }: EmploymentContract): number {
  return maxDaysPerWeek > 5 ? 6 : 5;
}

/** Days that somebody works in a week, at most as many as the week has. */
function daysWorkedAWeek(contract: EmploymentContract): number {
  return Math.max(1, Math.min(contract.maxDaysPerWeek, workdaysAWeek(contract)));
}

function paidDay(contract: EmploymentContract): number {
  return contract.weeklyMinutes / daysWorkedAWeek(contract);
}

/** How many of the person's working days lie in so many days of a week. */
function daysInPart(
  contract: EmploymentContract,
  count: number,
): { readonly least: number; readonly most: number } {
  const worked = daysWorkedAWeek(contract);
  return { least: Math.max(0, worked - (workdaysAWeek(contract) - count)), most: Math.min(worked, count) };
}

/** Holidays, 24 and 31 December are credited also to those who work on them; over a leave they go before it. */
function creditedOn({ date, isHoliday }: PlanDay, agent: RosterAgent, contract: EmploymentContract): number {
  const share = contract.weeklyMinutes / workdaysAWeek(contract);
  if (isHoliday || isYearEndDay(date)) return share;
  const absence = agent.absences.find(({ from, until }) => from <= date && date <= until);
  return absence === undefined ? 0 : (absence.creditedMinutesPerDay ?? share);
}
