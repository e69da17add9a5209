import { minorsBreakMinutes } from '../../shifts/minors-breaks.ts';
import { weekdayOf } from '../../time/plain-date.ts';
import type { Contract, Protection, RosterAgent } from '../agent.ts';
import { daysWorked, pastDaysOfWeek, pastPaidMinutes } from '../past-days.ts';
import type { RosterProblem } from '../problem.ts';
import { isProtected, type IsOn } from './person-limits.ts';

/** Working days that a calendar week leaves a person. */
export interface WeekLimits {
  /** 7 = no limit. */
  readonly maxDaysPerWeek: number;
  /** Part of that limit which the days before the plan have used up of its first week. */
  readonly daysBeforeInWeek: number;
}

const NO_LIMIT = 7;
/** Five days a week keep forty hours of minors and ninety in a fortnight of expecting women. */
const PROTECTED_DAYS = 5;
const LONGEST_MINORS_DAY_MINUTES = 8 * 60;
const LONGEST_MINORS_WEEK_MINUTES = 40 * 60;
const LONGEST_MATERNITY_DAY_MINUTES = 8.5 * 60;
const LONGEST_FORTNIGHT_MINUTES = 90 * 60;

/** Limits of the contract and of the law's protection of persons, in days: a little stricter than hours would be. */
export function weekLimits(
  problem: RosterProblem,
  agent: RosterAgent,
  contract: Contract,
  isOn: IsOn,
): WeekLimits {
  const ofContract = isOn('daysPerWeek') ? contract.maxDaysPerWeek : NO_LIMIT;
  const needsCount = !runLimitsWeek(problem, contract, isOn);
  const protectedDays = [
    ...(isBound(problem, agent, 'minor', isOn) ? [minorsDaysLeft(problem, agent)] : []),
    ...(isBound(problem, agent, 'maternity', isOn) ? [maternityDaysLeft(problem, agent)] : []),
  ];
  const maxDaysPerWeek = Math.min(
    needsCount ? ofContract : NO_LIMIT,
    protectedDays.length > 0 ? PROTECTED_DAYS : NO_LIMIT,
  );
  const left = Math.min(ofContract - daysBefore(problem, agent), ...protectedDays);
  return { maxDaysPerWeek, daysBeforeInWeek: Math.max(0, maxDaysPerWeek - Math.max(0, left)) };
}

/**
 * Whether the longest run already keeps the week's days: where every Sunday is closed, a week's working days lie from
 * Monday to Saturday, and more of them than five would be one run of six.
 */
function runLimitsWeek(problem: RosterProblem, contract: Contract, isOn: IsOn): boolean {
  const sundaysClosed = problem.days.every(({ date, open }) => weekdayOf(date) !== 7 || open === undefined);
  const runLimits = isOn('longestRun') && contract.maxRunDays <= 5 && isOn('openingHours');
  return sundaysClosed && runLimits && contract.maxDaysPerWeek >= 5;
}

function isBound(
  problem: RosterProblem,
  agent: RosterAgent,
  kind: Exclude<Protection['kind'], 'severelyDisabled'>,
  isOn: IsOn,
): boolean {
  const rule = kind === 'minor' ? 'minorsProtection' : 'maternityProtection';
  return isOn(rule) && problem.days.some(({ date }) => isProtected(agent, kind, date));
}

function daysBefore({ days: [first] }: RosterProblem, agent: RosterAgent): number {
  return first === undefined ? 0 : daysWorked(pastDaysOfWeek(agent, first.date));
}

/** Days of eight hours that the week of the plan's first day has room for. */
function minorsDaysLeft(problem: RosterProblem, agent: RosterAgent): number {
  const [first] = problem.days;
  const paid = (first === undefined ? [] : pastDaysOfWeek(agent, first.date))
    .filter(({ date }) => isProtected(agent, 'minor', date))
    .reduce((sum, day) => sum + pastPaidMinutes(day, minorsBreakMinutes), 0);
  return Math.min(
    PROTECTED_DAYS - daysBefore(problem, agent),
    Math.floor((LONGEST_MINORS_WEEK_MINUTES - paid) / LONGEST_MINORS_DAY_MINUTES),
  );
}

/** Days of eight and a half hours that it has room for, with the week before it and with five such days after it. */
function maternityDaysLeft(problem: RosterProblem, agent: RosterAgent): number {
  const [first] = problem.days;
  const [own = 0, before = 0] = [0, 1].map((weeksBack) =>
    (first === undefined ? [] : pastDaysOfWeek(agent, first.date, weeksBack))
      .filter(({ date }) => isProtected(agent, 'maternity', date))
      .reduce((sum, day) => sum + pastPaidMinutes(day), 0),
  );
  const weekAfter = PROTECTED_DAYS * LONGEST_MATERNITY_DAY_MINUTES;
  const left = LONGEST_FORTNIGHT_MINUTES - own - Math.max(before, weekAfter);
  return Math.min(
    PROTECTED_DAYS - daysBefore(problem, agent),
    Math.floor(left / LONGEST_MATERNITY_DAY_MINUTES),
  );
}
