import { minorsBreakMinutes } from '../../../shifts/minors-breaks.ts';
import { weekdayOf, type PlainDate } from '../../../time/plain-date.ts';
import type { EmploymentContract, Protection, RosterAgent } from '../../model/agent.ts';
import { mondayOf } from '../../model/minutes-of-week.ts';
import { nextDaysOfWeek } from '../../model/next-days.ts';
import { daysWorked, pastDaysOfWeek, pastPaidMinutes } from '../../model/past-days.ts';
import type { RosterProblem } from '../../model/problem.ts';
import { isProtected, type IsOn } from './person-limits.ts';

/** Working days that a calendar week leaves a person. */
export interface WeekLimits {
  /** 7 = no limit. */
  readonly maxDaysPerWeek: number;
  /** Part of that limit which published days have used up of the plan's first week. */
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
  contract: EmploymentContract,
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
  const after = isWithinWeek(problem) ? daysAfter(problem, agent) : 0;
  const left = Math.min(ofContract - daysBefore(problem, agent) - after, ...protectedDays);
  return { maxDaysPerWeek, daysBeforeInWeek: Math.max(0, maxDaysPerWeek - Math.max(0, left)) };
}

/**
 * Days of the plan's last week that published days after it leave no room for: the latest ones, pinned shifts spared. The
 * search counts a week's days from its beginning, so what comes after is kept free beforehand, a little stricter than
 * the limit. A plan within one week counts them exactly.
 */
export function daysTakenByNext(
  problem: RosterProblem,
  agent: RosterAgent,
  { maxDaysPerWeek }: EmploymentContract,
  isOn: IsOn,
): ReadonlySet<PlainDate> {
  const last = problem.days.at(-1)?.date;
  const after = daysAfter(problem, agent);
  if (last === undefined || after === 0 || !isOn('daysPerWeek') || isWithinWeek(problem)) return new Set();
  const isPinned = (date: PlainDate): boolean =>
    isOn('pinned') &&
    problem.pins.some((pin) => pin.kind === 'shift' && pin.agent === agent.id && pin.date === date);
  const open = problem.days.filter((day) => day.date >= mondayOf(last) && day.open !== undefined);
  const tooMany = open.length - Math.max(0, maxDaysPerWeek - after);
  const dates = open.map(({ date }) => date).filter((date) => !isPinned(date));
  return new Set(tooMany > 0 ? dates.slice(-tooMany) : []);
}

function isWithinWeek({ days }: RosterProblem): boolean {
  const [first, last] = [days.at(0)?.date, days.at(-1)?.date];
  return first !== undefined && last !== undefined && mondayOf(first) === mondayOf(last);
}

function daysAfter({ days }: RosterProblem, agent: RosterAgent): number {
  const last = days.at(-1)?.date;
  return last === undefined ? 0 : daysWorked(nextDaysOfWeek(agent, last));
}

/**
 * Whether the longest run already keeps the week's days: where every Sunday is closed, a week's working days lie from
 * Monday to Saturday, and more of them than five would be one run of six.
 */
function runLimitsWeek(problem: RosterProblem, contract: EmploymentContract, isOn: IsOn): boolean {
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
