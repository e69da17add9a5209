import type { BuiltWindow, MinuteLimits } from './built-window.ts';
import type { Duties, DutyModel } from '../model/duty-model.ts';
import type { LpAnswer, MipSolver } from '../../../maths/linear-program.ts';
import { minutePrices, paidMinutes } from './relaxed-values.ts';
import type { WindowProgram } from './window-program.ts';
import { noDuties } from './window-start.ts';

/** What the linear program of a plan says about one of its weeks: small enough to be told to other searchers. */
export interface RelaxedWeek {
  readonly days: readonly number[];
  /** Per cell of the plan: what covering it is worth; nought outside the week. */
  readonly worth: Float64Array;
  /** agents × days of the plan: what a day's work of an agent costs, what it covers taken off; nought outside the week. */
  readonly dayCost: Float64Array;
  /** Per agent: what a paid minute costs because of the limits of their sum. */
  readonly minutePrice: Float64Array;
  /** Per agent: paid minutes. */
  readonly minutes: Float64Array;
  /** agents × days of the plan: paid minutes of the day, should the agent work on it. */
  readonly dayMinutes: Float64Array;
  readonly shapes: readonly RelaxedShape[];
}

/** A lawful way of one agent to spread work and free days over the week, and how much of it the program takes. */
export interface RelaxedShape {
  readonly agent: number;
  /** Per day of the week's `days`. */
  readonly works: readonly boolean[];
  readonly cost: number;
  readonly share: number;
}

/** What the rest of the plan leaves a week. */
export interface WeekRoom {
  /** Everyone's calendar; the days in question are off. */
  readonly duties: readonly Duties[];
  readonly mayWork: (agent: number, day: number) => boolean;
  readonly minutes: (agent: number) => MinuteLimits;
}

interface SolverTime {
  /** Elapsed seconds, from any origin, and the moment by which to come back. */
  readonly clock: () => number;
  readonly until: number;
}

/** Agents × days of one program: larger plans are relaxed in parts. */
const MOST_AGENT_DAYS = 4000;

/** Weeks that are relaxed together: as many as one program can hold. */
export function partsOf(
  model: DutyModel,
  weeks: readonly (readonly number[])[],
): readonly (readonly (readonly number[])[])[] {
  const weeksPerPart = Math.max(1, Math.floor(MOST_AGENT_DAYS / (model.agents.length * 7)));
  return Array.from({ length: Math.ceil(weeks.length / weeksPerPart) }, (_, part) =>
    weeks.slice(part * weeksPerPart, (part + 1) * weeksPerPart),
  );
}

/**
 * Relaxes a part of a plan to a linear program solved by an interior point: who works on which day comes out nearly
 * whole, and the prices of cover nearly optimal.
 *
 * @param part weeks of the plan; a part of several gets its share of the paid minutes and weekends
 * @returns undefined when the time ran out
 */
export function relaxPart(
  model: DutyModel,
  program: WindowProgram,
  solver: MipSolver,
  weeks: readonly (readonly number[])[],
  part: readonly (readonly number[])[],
  time: SolverTime,
): readonly RelaxedWeek[] | undefined {
  const days = part.flat();
  const window = program.build({
    duties: noDuties(model),
    days,
    agents: everyone(model),
    minutes: (agent) => {
      const owner = model.agents[agent];
      const share = shareOf(model, agent, weeks.flat(), days);
      return { least: share * (owner?.minMinutes ?? 0), most: share * (owner?.maxMinutes ?? 0) };
    },
    mostWeekends: (agent) => weekendsIn(model, agent, weeks, part),
    isLinear: true,
  });
  const answer = solveInside(window, solver, time);
  return answer === undefined ? undefined : part.map((week) => relaxedWeek(model, window, answer, week));
}

/**
 * Some days of one week once more, in the room that the rest of the plan leaves them: what the whole plan's program says
 * of shapes no longer adds up once it is settled who has which weekend off.
 * @returns undefined when the time ran out
 */
export function relaxInRoom(
  model: DutyModel,
  program: WindowProgram,
  solver: MipSolver,
  days: readonly number[],
  room: WeekRoom,
  time: SolverTime,
): RelaxedWeek | undefined {
  const window = program.build({
    duties: room.duties,
    days,
    agents: everyone(model),
    works: (agent, day) => (room.mayWork(agent, day) ? undefined : false),
    minutes: room.minutes,
    isLinear: true,
  });
  const answer = solveInside(window, solver, time);
  return answer === undefined ? undefined : relaxedWeek(model, window, answer, days);
}

function solveInside(window: BuiltWindow, solver: MipSolver, time: SolverTime): LpAnswer | undefined {
  const lp = solver.openLp(window.program, { interior: true });
  try {
    return lp.solve(time.until - time.clock());
  } finally {
    lp.close();
  }
}

function relaxedWeek(
  model: DutyModel,
  window: BuiltWindow,
  answer: LpAnswer,
  days: readonly number[],
): RelaxedWeek {
  const perDay = new Set(days);
  const worth = new Float64Array(model.need.length);
  for (const day of days) {
    const from = model.coverStart[day * model.variants] ?? 0;
    const to = model.coverStart[(day + 1) * model.variants] ?? 0;
    for (const cell of model.coverCell.subarray(from, to))
      worth[cell] = window.cover.worth(cell, answer.rowDuals);
  }
  const dayCost = new Float64Array(model.agents.length * model.days);
  for (const agent of model.agents.keys()) {
    for (const day of days) {
      const row = window.dayRow(agent, day);
      if (row !== undefined) dayCost[agent * model.days + day] = answer.rowDuals[row] ?? 0;
    }
  }
  const price = minutePrices(window, answer);
  const { minutes, dayMinutes } = paidMinutes(model, window, answer);
  return {
    days,
    worth,
    dayCost,
    minutePrice: Float64Array.from(model.agents, (_, agent) => price(agent)),
    minutes: Float64Array.from(model.agents, (_, agent) =>
      days.reduce((sum, day) => sum + (minutes[agent * model.days + day] ?? 0), 0),
    ),
    dayMinutes,
    shapes: window.shapes
      .filter((shape) => shape.days.every((day) => perDay.has(day)))
      .map(({ agent, days: own, works, column }) => ({
        agent,
        works: days.map((day) => works[own.indexOf(day)] === true),
        cost: window.program.columns.costs[column] ?? 0,
        share: answer.columnValues[column] ?? 0,
      })),
  };
}

function everyone(model: DutyModel): readonly number[] {
  return model.agents.map((_, agent) => agent);
}

/** Some days' part of the days on which an agent may work at all. */
function shareOf(model: DutyModel, agent: number, all: readonly number[], days: readonly number[]): number {
  const openIn = (some: readonly number[]): number => some.filter((day) => isOpen(model, agent, day)).length;
  return openIn(days) / Math.max(1, openIn(all));
}

/** A part's share of the weekends that an agent may work. */
function weekendsIn(
  model: DutyModel,
  agent: number,
  weeks: readonly (readonly number[])[],
  part: readonly (readonly number[])[],
): number {
  const openIn = (some: readonly (readonly number[])[]): number =>
    some.filter((week) => week.some((day) => (model.weekendDay[day] ?? 0) > 0 && isOpen(model, agent, day)))
      .length;
  const most = model.agents[agent]?.maxWeekends ?? 0;
  return Math.min(most, (most * openIn(part)) / Math.max(1, openIn(weeks)));
}

function isOpen({ families, agents }: DutyModel, agent: number, day: number): boolean {
  return agents[agent]?.allowed.subarray(day * families, (day + 1) * families).includes(1) === true;
}
