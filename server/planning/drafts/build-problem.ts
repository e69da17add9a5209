import {
  burdensPerPerson,
  type EmploymentContract,
  isPlannable,
  noBurdens,
  type PlanDay,
  type Protection,
  type RosterAgent,
  type RosterProblem,
} from '../../../forecasting/roster/index.ts';
import type { ShiftPattern } from '../../../forecasting/shifts/index.ts';
import {
  addDays,
  isPlainDate,
  plainDate,
  type PlainDate,
  weekdayOf,
} from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { Agent } from '../../contract/people.ts';
import type { RequirementDay } from '../../contract/plan.ts';
import type { PersonWish } from '../../contract/wish.ts';
import type { Agreement } from '../../contract/works-agreement.ts';
import type { StoredAbsence } from '../../organisation/people/absence-store.ts';
import { weighed, wishFactors } from './fair-wishes.ts';
import { wishesOfDays } from './wishes-of-days.ts';
import type { PastDuties, PastOfAgent } from './past-duties.ts';
import { employmentOf } from './people-of-draft.ts';
import { demandOf } from '../requirement/requirement.ts';

export interface ProblemParts {
  readonly title: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly centre: Centre;
  readonly agents: readonly Agent[];
  readonly absences: readonly StoredAbsence[];
  readonly wishes: readonly PersonWish[];
  readonly requirement: readonly RequirementDay[];
  readonly pooled: boolean;
  /** Share of paid time away from the telephones that the requirement was raised by. */
  readonly shrinkage: number;
  readonly past: PastDuties;
  /** Prices of soft rules and minimum seats, where they differ from the defaults. */
  readonly agreement: Agreement;
  readonly protections: ReadonlyMap<string, readonly Protection[]>;
}

/** Paid interruption of screen work per hour, as the works agreement has it (ArbStättV annex 6.1 (2)). */
const SCREEN_BREAK_MINUTES_PER_HOUR = 5;

/** Lengths of work that the works agreement offers, in hours, and the hour at which a shift of that length may begin. */
const PATTERNS: readonly ShiftPattern[] = [4, 5, 6, 7, 7.75, 8.5].map((hours) => ({
  id: `work-${hours * 60}`,
  label: `${hours} h`,
  earliestStartMinute: 7 * 60,
  latestStartMinute: 14 * 60,
  startStepMinutes: 15,
  workMinutes: hours * 60,
}));

/** Everything that a roster of these days is made from and judged by; people who cannot be planned on any of them are left out. */
export function buildProblem(parts: ProblemParts): RosterProblem {
  const { centre, agents } = parts;
  const days = planDays(parts);
  const cityIds = centre.cities.map(({ id }) => id);
  const byDate = new Map(parts.requirement.map((day) => [day.date, day]));
  const demand = days.map((day) => {
    const requirement = byDate.get(day.date);
    return requirement === undefined || day.open === undefined
      ? cityIds.map(() => new Array<number>(96).fill(0))
      : demandOf(requirement, cityIds, parts.pooled).map((row) => withinOpening(row, day));
  });
  const contracts = new Map(agents.map((agent) => [contractId(agent), contractOf(agent)]));
  const factors = wishFactors(parts.past);
  const problem: RosterProblem = {
    title: parts.title,
    zone: centre.zone,
    intervalMinutes: 15,
    days,
    groups: cityIds.map((id) => ({ id, skills: [id] })),
    demand: cityIds.map((group, index) => ({
      group,
      scheduledAgents: demand.map((rows) => rows[index] ?? []),
    })),
    patterns: PATTERNS,
    contracts: [...contracts.values()],
    agents: agents.map((agent) => rosterAgent(agent, parts, factors.get(agent.id) ?? 1)),
    // A city that has left the centre has no offices to fill.
    seats: parts.agreement.seats.filter(({ city }) => cityIds.includes(city)),
    pins: [],
    screenBreaks: { minutesPerHour: SCREEN_BREAK_MINUTES_PER_HOUR, shrinkage: parts.shrinkage },
    sundayWorkAllowed: false,
    rules: parts.agreement.rules,
  };
  const plannable = {
    ...problem,
    agents: problem.agents.filter((agent) => days.some(({ date }) => isPlannable(problem, agent, date))),
  };
  return { ...plannable, burdensPerPerson: burdensPerPerson(plannable) };
}

function planDays({ from, until, centre }: ProblemParts): readonly PlanDay[] {
  const days: PlanDay[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) days.push(planDay(centre, date));
  return days;
}

/** When the joint centre is open on a day, and what kind of day it is. */
export function planDay({ cities }: Pick<Centre, 'cities'>, date: PlainDate): PlanDay {
  const spans = cities.flatMap(({ hours }) => {
    const weekday = String(weekdayOf(date));
    const ordinary = Object.entries(hours.week).find(([key]) => key === weekday)?.[1] ?? [];
    return hours.dates[date]?.open ?? ordinary;
  });
  const kinds = cities.map(({ hours }) => hours.dates[date]?.kind);
  const open =
    spans.length === 0
      ? undefined
      : {
          startMinute: Math.min(...spans.map((span) => minuteOf(span.from))),
          endMinute: Math.max(...spans.map((span) => minuteOf(span.to))),
        };
  return {
    date,
    ...(open === undefined ? {} : { open }),
    isHoliday: weekdayOf(date) === 7 || kinds.includes('holiday'),
    ...(kinds.includes('carnival') ? { isCarnival: true } : {}),
  };
}

function withinOpening(row: readonly number[], day: PlanDay): number[] {
  const { open } = day;
  return Array.from({ length: 96 }, (_, at) =>
    open !== undefined && at * 15 >= open.startMinute && at * 15 < open.endMinute ? (row[at] ?? 0) : 0,
  );
}

function contractId({ contract }: Agent): string {
  const { weeklyMinutes, daysPerWeek, earliestStartMinute, latestEndMinute } = contract;
  return `${weeklyMinutes / 60}h-${daysPerWeek}d-${earliestStartMinute}-${latestEndMinute}`;
}

/** Limits of the law and of the works agreement around what the person's contract says. */
function contractOf(agent: Agent): EmploymentContract {
  const { weeklyMinutes, daysPerWeek, earliestStartMinute, latestEndMinute } = agent.contract;
  return {
    id: contractId(agent),
    weeklyMinutes,
    balanceMinutes: 10 * 60,
    maxDayMinutes: 10 * 60,
    maxDaysPerWeek: daysPerWeek,
    maxRunDays: 6,
    minRunDays: 1,
    minRestDays: 1,
    maxWeekends: 2,
    earliestStartMinute,
    latestEndMinute,
  };
}

function rosterAgent(agent: Agent, parts: ProblemParts, wishFactor: number): RosterAgent {
  const { absences, past, protections } = parts;
  const before = past.size === 0 ? undefined : (past.get(agent.id) ?? nothingBefore);
  return {
    id: agent.id,
    name: agent.name,
    city: agent.city,
    contract: contractId(agent),
    ...employmentOf(agent.employment),
    skills: agent.skills.map(({ city, from, until }) => ({
      skill: city,
      ...(from === null ? {} : { from: plainDate(from) }),
      ...(until === null ? {} : { until: plainDate(until) }),
    })),
    absences: absences
      .filter((absence) => absence.agentId === agent.id)
      .flatMap(({ from, until, kind }) =>
        isPlainDate(from) && isPlainDate(until) ? [{ from, until, kind }] : [],
      ),
    wishes: wishesOfDays(
      parts.wishes.filter(({ agentId }) => agentId === agent.id),
      parts,
    ).map((wish) => weighed(wish, wishFactor)),
    ...before,
    ...(protections.has(agent.id) ? { protections: protections.get(agent.id) ?? [] } : {}),
  };
}

/** Somebody new in a house that has published before. */
const nothingBefore: PastOfAgent = {
  burdens: noBurdens,
  wishesGranted: 0,
  sundaysWorked: 0,
};

function minuteOf(local: string): number {
  const [hours = '0', minutes = '0'] = local.split(':');
  return Number(hours) * 60 + Number(minutes);
}
