import type { PatternStart } from '../../../shifts/shift-pattern.ts';
import { weekdayOf, type PlainDate } from '../../../time/plain-date.ts';
import type { EmploymentContract, RosterAgent, Wish } from '../../model/agent.ts';
import { isEmployed } from '../../model/employment.ts';
import { hoursOwed } from '../../model/hours-owed.ts';
import { restAfterPlan } from '../../model/next-days.ts';
import { minorsBreakPlaces, needsMinorsBreaks } from '../../model/break-places-of.ts';
import { burdenPrice, burdensOfShift, type Burden } from '../../model/fairness.ts';
import type { PlanDay, RosterProblem } from '../../model/problem.ts';
import { isRestDay } from '../../model/rest-day.ts';
import type { Roster, RosterShift } from '../../model/roster.ts';
import { ruleWeight, type RuleName } from '../../model/rules.ts';
import { isYearEndDay } from '../../model/year-end.ts';
import { mayWorkProtected, paidMinutesLeft, restBeforePlan, sundaysLeft } from './person-limits.ts';
import { stateBefore } from './before-plan.ts';
import type { DutyFamily } from './compile-problem.ts';
import type { DutyAgent } from './duty-model.ts';
import { daysTakenByNext, weekLimits } from './week-limits.ts';

const NO_LIMIT = 1_000_000;
/** ArbZG § 5 (1). */
const MIN_REST_MINUTES = 11 * 60;
/** Shares of a week are no whole minutes, work is. */
const ROUNDING = 1e-6;

/** One person's rules and prices as numbers. Rules that the planner switched off ask for nothing. */
export function compileAgent(
  problem: RosterProblem,
  agent: RosterAgent,
  kinds: readonly PatternStart[],
  families: readonly DutyFamily[],
  seatCities: readonly string[],
  previous: Roster | undefined,
): DutyAgent {
  const contract = problem.contracts.find(({ id }) => id === agent.contract);
  if (contract === undefined)
    throw new RangeError(`agent ${agent.id} has an unknown contract "${agent.contract}"`);
  const isOn = (rule: RuleName): boolean => problem.rules[rule]?.enabled !== false;
  const days = problem.days.length;
  const city = seatCityOf(agent, seatCities);
  const ofMinors = new Set(families.filter(({ isForMinors }) => isForMinors).map(({ kind }) => kind));
  const allowed = new Uint8Array(days * families.length);
  const workCost = new Float64Array(days * kinds.length);
  const offCost = new Float64Array(days);
  for (const [day, planDay] of problem.days.entries()) {
    const groups = groupsOn(problem, agent, planDay.date, isOn('requiredSkill'));
    const isMinor = needsMinorsBreaks(problem, agent, planDay.date);
    const mayWork = kindsAllowed(problem, agent, contract, planDay, kinds, isOn);
    const pin = isOn('pinned')
      ? problem.pins.find((candidate) => candidate.agent === agent.id && candidate.date === planDay.date)
      : undefined;
    for (const [index, family] of families.entries()) {
      const kind = kinds[family.kind];
      const fitsPin =
        pin === undefined ||
        (pin.kind === 'shift' &&
          kind?.pattern === pin.pattern &&
          kind.startMinute === pin.startMinute &&
          family.group === pin.group);
      const hasBreaks = family.isForMinors === (isMinor && ofMinors.has(family.kind));
      const helps = groups.has(family.group) && family.city === city;
      if (mayWork[family.kind] === true && helps && hasBreaks && fitsPin)
        allowed[day * families.length + index] = 1;
    }
    offCost[day] = pin?.kind === 'shift' ? Infinity : 0;
  }
  priceWishes(problem, agent, kinds, workCost, offCost);
  priceBurdens(problem, agent, kinds, workCost);
  priceDays(problem, agent, kinds, workCost, offCost);
  if (previous !== undefined) priceChanges(problem, agent, kinds, previous, workCost, offCost);
  const { least, most, credited } = hoursOwed(problem, agent, contract);
  const countsMinutes = isOn('contractMinutes');
  const limit = (rule: RuleName, value: number, none: number): number => (isOn(rule) ? value : none);
  return {
    name: agent.id,
    allowed,
    workCost,
    offCost,
    minMinutes: countsMinutes
      ? Math.max(0, Math.ceil(least - credited - contract.balanceMinutes - ROUNDING))
      : 0,
    maxMinutes: Math.min(
      countsMinutes
        ? Math.max(0, Math.floor(most - credited + contract.balanceMinutes + ROUNDING))
        : NO_LIMIT,
      isOn('averageWorkingDay') ? paidMinutesLeft(problem, agent) : NO_LIMIT,
    ),
    maxRun: Math.max(1, limit('longestRun', contract.maxRunDays, 7)),
    minRun: Math.max(1, limit('shortestRun', contract.minRunDays, 1)),
    minOff: Math.max(1, limit('shortestRest', contract.minRestDays, 1)),
    maxWeekends: limit('weekends', contract.maxWeekends, 99),
    ...weekLimits(problem, agent, contract, isOn),
    maxOfKind: new Int32Array(kinds.length).fill(days),
    before: stateBefore(problem, agent, kinds, restBeforePlan(problem, agent, isOn)),
  };
}

/** The city whose minimum seats the person fills. */
export function seatCityOf({ city }: RosterAgent, seatCities: readonly string[]): string | undefined {
  return city !== undefined && seatCities.includes(city) ? city : undefined;
}

function groupsOn(
  problem: RosterProblem,
  agent: RosterAgent,
  date: PlainDate,
  needsSkill: boolean,
): ReadonlySet<string> {
  const held = new Set(
    agent.skills
      .filter(({ from, until }) => (from ?? date) <= date && date <= (until ?? date))
      .map(({ skill }) => skill),
  );
  return new Set(
    problem.groups
      .filter(({ skills }) => !needsSkill || skills.every((skill) => held.has(skill)))
      .map(({ id }) => id),
  );
}

/** Per kind: whether the agent may work it on this day. */
function kindsAllowed(
  problem: RosterProblem,
  agent: RosterAgent,
  contract: EmploymentContract,
  planDay: PlanDay,
  kinds: readonly PatternStart[],
  isOn: (rule: RuleName) => boolean,
): readonly boolean[] {
  const { date, open } = planDay;
  const none = kinds.map(() => false);
  if (isOn('employment') && !isEmployed(agent, date)) return none;
  if (isOn('absence') && agent.absences.some(({ from, until }) => from <= date && date <= until)) return none;
  if (isOn('sundaysAndHolidays') && isRestDay(planDay) && !problem.sundayWorkAllowed) return none;
  if (isOn('openingHours') && open === undefined) return none;
  if (daysTakenByNext(problem, agent, contract, isOn).has(date)) return none;
  if (isOn('freeSundays') && !sundaysLeft(problem, agent).has(date) && weekdayOf(date) === 7) return none;
  const isMinor = needsMinorsBreaks(problem, agent, date);
  const weekday = weekdayOf(date);
  const earliestStart = Math.min(...kinds.map(({ startMinute }) => startMinute));
  const patterns = new Map(problem.patterns.map((pattern) => [pattern.id, pattern]));
  const spans = agent.availability?.find((entry) => entry.weekday === weekday)?.spans;
  const within = (kind: PatternStart, start: number, end: number): boolean =>
    kind.startMinute >= start && kind.endMinute <= end;
  const isLast = date === problem.days.at(-1)?.date && isOn('restPeriod');
  return kinds.map((kind) => {
    if (isLast && restAfterPlan(problem, agent, kind.endMinute) < MIN_REST_MINUTES) return false;
    if (patterns.get(kind.pattern)?.weekdays?.includes(weekday) === false) return false;
    if (isOn('openingHours') && open !== undefined && !within(kind, open.startMinute, open.endMinute))
      return false;
    if (isOn('workingDay') && kind.workMinutes > Math.min(contract.maxDayMinutes, 600)) return false;
    if (!mayWorkProtected(agent, planDay, kind, earliestStart, isOn)) return false;
    if (isMinor && minorsBreakPlaces(kind, problem.intervalMinutes).length === 0) return false;
    if (!isOn('availability')) return true;
    if (!within(kind, contract.earliestStartMinute, contract.latestEndMinute)) return false;
    return spans?.some(({ startMinute, endMinute }) => within(kind, startMinute, endMinute)) ?? true;
  });
}

function priceWishes(
  problem: RosterProblem,
  agent: RosterAgent,
  kinds: readonly PatternStart[],
  workCost: Float64Array,
  offCost: Float64Array,
): void {
  const dayIndex = new Map(problem.days.map(({ date }, index) => [date, index]));
  for (const wish of agent.wishes) {
    const day = dayIndex.get(wish.date);
    if (day === undefined) continue;
    const price =
      wish.weight * ruleWeight(problem.rules, wish.kind === 'dayOff' ? 'dayOffRequest' : 'shiftWish');
    for (const [index, kind] of kinds.entries()) {
      const slot = day * kinds.length + index;
      if (!grantedByWork(wish, kind)) workCost[slot] = (workCost[slot] ?? 0) + price;
    }
    if (wish.kind === 'workWithin') offCost[day] = (offCost[day] ?? 0) + price;
  }
}

function grantedByWork(wish: Wish, kind: PatternStart): boolean {
  switch (wish.kind) {
    case 'dayOff':
      return false;
    case 'workWithin':
      return kind.startMinute >= wish.span.startMinute && kind.endMinute <= wish.span.endMinute;
    case 'avoidWithin':
      return kind.endMinute <= wish.span.startMinute || kind.startMinute >= wish.span.endMinute;
    default:
      return wish satisfies never;
  }
}

/** Burdens of each kind on each day, the same for everyone: worked out once per list of kinds. */
const burdensOf = new WeakMap<readonly PatternStart[], readonly (readonly Burden[])[]>();

function burdenTable(problem: RosterProblem, kinds: readonly PatternStart[]): readonly (readonly Burden[])[] {
  const known = burdensOf.get(kinds);
  if (known !== undefined) return known;
  const table = problem.days.flatMap((day) => kinds.map((kind) => burdensOfShift(kind, day)));
  burdensOf.set(kinds, table);
  return table;
}

function priceBurdens(
  problem: RosterProblem,
  agent: RosterAgent,
  kinds: readonly PatternStart[],
  workCost: Float64Array,
): void {
  const weight = ruleWeight(problem.rules, 'fairBurdens');
  const { burdens } = agent;
  if (burdens === undefined || weight === 0) return;
  for (const [slot, carried] of burdenTable(problem, kinds).entries()) {
    for (const burden of carried)
      workCost[slot] = (workCost[slot] ?? 0) + weight * burdenPrice(problem, burdens, burden);
  }
}

/** What a day costs whatever else is worked: the year's last days, missed meetings, screen breaks without room. */
function priceDays(
  problem: RosterProblem,
  agent: RosterAgent,
  kinds: readonly PatternStart[],
  workCost: Float64Array,
  offCost: Float64Array,
): void {
  const yearEnd = ruleWeight(problem.rules, 'yearEndDays');
  const missed = ruleWeight(problem.rules, 'plannedActivities');
  const { minutesPerHour, shrinkage } = problem.screenBreaks ?? { minutesPerHour: 0, shrinkage: 0 };
  const perMinute = ruleWeight(problem.rules, 'screenBreaks') * Math.max(0, minutesPerHour / 60 - shrinkage);
  for (const [day, { date }] of problem.days.entries()) {
    const isAway =
      !isEmployed(agent, date) || agent.absences.some(({ from, until }) => from <= date && date <= until);
    const invited = isAway
      ? []
      : (problem.activities ?? []).filter((each) => each.date === date && each.agents.includes(agent.id));
    offCost[day] = (offCost[day] ?? 0) + missed * invited.length;
    if (invited.length === 0 && !isYearEndDay(date) && perMinute === 0) continue;
    for (const [index, kind] of kinds.entries()) {
      const slot = day * kinds.length + index;
      const outside = invited.filter(
        ({ startMinute, endMinute }) => startMinute < kind.startMinute || endMinute > kind.endMinute,
      );
      workCost[slot] =
        (workCost[slot] ?? 0) +
        missed * outside.length +
        (isYearEndDay(date) ? yearEnd : 0) +
        perMinute * kind.workMinutes;
    }
  }
}

function priceChanges(
  problem: RosterProblem,
  agent: RosterAgent,
  kinds: readonly PatternStart[],
  previous: Roster,
  workCost: Float64Array,
  offCost: Float64Array,
): void {
  const price = ruleWeight(problem.rules, 'change');
  const own = new Map<PlainDate, RosterShift>();
  for (const shift of previous.shifts) if (shift.agent === agent.id) own.set(shift.date, shift);
  for (const [day, { date }] of problem.days.entries()) {
    const before = own.get(date);
    if (before !== undefined) offCost[day] = (offCost[day] ?? 0) + price;
    for (const [index, kind] of kinds.entries()) {
      const slot = day * kinds.length + index;
      if (before?.startMinute !== kind.startMinute || before.endMinute !== kind.endMinute)
        workCost[slot] = (workCost[slot] ?? 0) + price;
    }
  }
}
