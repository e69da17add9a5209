import { seededRandom, type Random } from '../../maths/seeded.ts';
import type { ShiftPattern } from '../../shifts/shift-pattern.ts';
import { addDays, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { Absence, EmploymentContract, RosterAgent, SkillHolding, Wish } from '../model/agent.ts';
import type { PlanDay, RosterProblem } from '../model/problem.ts';

/** What a generated problem is made of. All shares are fractions. */
export interface GeneratorParameters {
  readonly agents: number;
  readonly weeks: number;
  readonly seed: number;
  /** A Monday. */
  readonly firstDay: PlainDate;
  /** Scheduled hours wanted ÷ hours that the contracts give. Default 0.96. */
  readonly load?: number;
  /** Agents on leave for one of the weeks. Default 0.08. */
  readonly onLeave?: number;
}

const generatedSkills = ['koeln', 'bonn', 'leverkusen'] as const;

/** Share of the demand per city: the joint centre's published call volumes of 3,900, 1,100 and 600 a day. */
const demandShares: Readonly<Record<(typeof generatedSkills)[number], number>> = {
  koeln: 0.7,
  bonn: 0.19,
  leverkusen: 0.11,
};

/** Weight of each hour from 7 to 21: a morning peak, a lower one after noon, a long evening. */
const hourWeights = [5, 9, 12, 13, 12, 10, 9, 10, 10, 8, 6, 4, 3, 2];
const weekdayWeights: Readonly<Record<number, number>> = { 1: 1.15, 2: 1.05, 3: 0.95, 4: 1, 5: 0.85, 6: 0.3 };
const OPEN_MINUTE = 7 * 60;
const CLOSE_MINUTE = 21 * 60;
const SATURDAY_OPEN_MINUTE = 8 * 60;
const SATURDAY_CLOSE_MINUTE = 16 * 60;

/** The centre's shift patterns: four to nine hours, starting on the half hour. */
export const generatedPatterns: readonly ShiftPattern[] = [
  pattern('V9', '9 Stunden', 540, 30),
  pattern('V8', '8 Stunden', 480, 30),
  pattern('T6', '6 Stunden', 360, 60),
  pattern('T5', '5 Stunden', 300, 60),
  pattern('T4', '4 Stunden', 240, 60),
];

/** Full time at 39 hours (TVöD-VKA § 6) and two kinds of part time. */
const generatedContracts: readonly EmploymentContract[] = [
  contract('voll', 39, 5, 2),
  contract('teil30', 30, 5, 2),
  contract('teil20', 20, 4, 2),
];

/** A joint centre's roster problem, the same for the same parameters. */
export function generateRosterProblem(parameters: GeneratorParameters): RosterProblem {
  const random = seededRandom(parameters.seed);
  const days = Array.from({ length: parameters.weeks * 7 }, (_, index) =>
    planDay(addDays(parameters.firstDay, index)),
  );
  const agents = Array.from({ length: parameters.agents }, (_, index) =>
    agent(index, days, parameters, random),
  );
  return {
    title: `${parameters.agents} agents, ${parameters.weeks} weeks, seed ${parameters.seed}`,
    zone: 'Europe/Berlin',
    intervalMinutes: 15,
    days,
    groups: generatedSkills.map((skill) => ({ id: skill, skills: [skill] })),
    demand: demand(agents, days, parameters.load ?? 0.96, random),
    patterns: generatedPatterns,
    contracts: generatedContracts,
    agents,
    seats: [],
    pins: [],
    sundayWorkAllowed: false,
    rules: {},
  };
}

function pattern(id: string, label: string, workMinutes: number, startStepMinutes: number): ShiftPattern {
  const breakMinutes = workMinutes > 360 ? 30 : 0;
  return {
    id,
    label,
    earliestStartMinute: OPEN_MINUTE,
    latestStartMinute: CLOSE_MINUTE - workMinutes - breakMinutes,
    startStepMinutes,
    workMinutes,
    breakMinutes,
  };
}

function contract(
  id: string,
  weeklyHours: number,
  maxDaysPerWeek: number,
  maxWeekends: number,
): EmploymentContract {
  return {
    id,
    weeklyMinutes: weeklyHours * 60,
    balanceMinutes: 8 * 60,
    maxDayMinutes: 540,
    maxDaysPerWeek,
    maxRunDays: 5,
    minRunDays: 2,
    minRestDays: 1,
    maxWeekends,
    earliestStartMinute: OPEN_MINUTE,
    latestEndMinute: CLOSE_MINUTE,
  };
}

function planDay(date: PlainDate): PlanDay {
  const weekday = weekdayOf(date);
  if (weekday === 7) return { date, isHoliday: true };
  const open =
    weekday === 6
      ? { startMinute: SATURDAY_OPEN_MINUTE, endMinute: SATURDAY_CLOSE_MINUTE }
      : { startMinute: OPEN_MINUTE, endMinute: CLOSE_MINUTE };
  return { date, open, isHoliday: false };
}

function agent(
  index: number,
  days: readonly PlanDay[],
  parameters: GeneratorParameters,
  random: Random,
): RosterAgent {
  const drawn = random();
  const contractId = drawn < 0.6 ? 'voll' : drawn < 0.8 ? 'teil30' : 'teil20';
  const absences: Absence[] = [];
  if (random() < (parameters.onLeave ?? 0.08)) {
    const week = Math.floor(random() * parameters.weeks);
    const from = days[week * 7]?.date ?? parameters.firstDay;
    absences.push({ from, until: addDays(from, 6), kind: 'leave' });
  }
  const number = String(index + 1).padStart(3, '0');
  return {
    id: `A${number}`,
    name: `Person ${number}`,
    city: cityOf(random),
    contract: contractId,
    skills: skillsOf(random),
    absences,
    wishes: wishesOf(days, random),
    burdens: {
      early: Math.floor(random() * 30),
      late: Math.floor(random() * 30),
      fridayLate: Math.floor(random() * 8),
      saturday: Math.floor(random() * 12),
      carnival: Math.floor(random() * 2),
      yearEnd: Math.floor(random() * 2),
      wishesRefused: Math.floor(random() * 6),
    },
  };
}

function cityOf(random: Random): string {
  const drawn = random();
  return drawn < 0.7 ? 'koeln' : drawn < 0.9 ? 'bonn' : 'leverkusen';
}

/** Everyone takes Köln's calls or one other city's; half know two cities, a fifth all three. */
function skillsOf(random: Random): readonly SkillHolding[] {
  const drawn = random();
  if (drawn < 0.2) return generatedSkills.map((skill) => ({ skill }));
  if (drawn < 0.45) return [{ skill: 'koeln' }, { skill: 'bonn' }];
  if (drawn < 0.6) return [{ skill: 'koeln' }, { skill: 'leverkusen' }];
  if (drawn < 0.9) return [{ skill: 'koeln' }];
  return [{ skill: random() < 0.6 ? 'bonn' : 'leverkusen' }];
}

function wishesOf(days: readonly PlanDay[], random: Random): readonly Wish[] {
  const openDays = days.filter(({ open }) => open !== undefined);
  const draw = (): PlanDay | undefined => openDays[Math.floor(random() * openDays.length)];
  const wishes = new Map<PlainDate, Wish>();
  for (let i = 0; i < 2; i++) {
    const day = draw();
    if (day !== undefined)
      wishes.set(day.date, { kind: 'dayOff', date: day.date, weight: 5 + Math.floor(random() * 16) });
  }
  const day = draw();
  if (day !== undefined && random() < 0.5) {
    wishes.set(day.date, {
      kind: 'avoidWithin',
      date: day.date,
      span: { startMinute: 16 * 60, endMinute: CLOSE_MINUTE },
      weight: 3 + Math.floor(random() * 8),
    });
  }
  return [...wishes.values()];
}

/** Whole agents per quarter hour and city, in sum the given share of the hours that contracts give. */
function demand(agents: readonly RosterAgent[], days: readonly PlanDay[], load: number, random: Random) {
  const weeks = days.length / 7;
  const contractHours = agents.reduce((hours, { contract: id, absences }) => {
    const weekly = (generatedContracts.find((each) => each.id === id)?.weeklyMinutes ?? 0) / 60;
    return hours + weekly * (weeks - absences.length);
  }, 0);
  const shapes = days.map(({ date, open }) => {
    const noise = 0.94 + random() * 0.12;
    const weight = weekdayWeights[weekdayOf(date)] ?? 0;
    return Array.from({ length: 96 }, (_, quarter) => {
      const minute = quarter * 15;
      if (open === undefined || minute < open.startMinute || minute >= open.endMinute) return 0;
      return weight * noise * (hourWeights[Math.floor((minute - OPEN_MINUTE) / 60)] ?? 0);
    });
  });
  const shapeSum = shapes.flat().reduce((sum, value) => sum + value, 0);
  const scale = (contractHours * 4 * load) / shapeSum;
  return generatedSkills.map((group) => ({
    group,
    scheduledAgents: shapes.map((row) => row.map((value) => Math.round(value * scale * demandShares[group]))),
  }));
}
