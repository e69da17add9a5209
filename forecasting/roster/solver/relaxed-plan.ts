import { OFF, type DutyModel } from './duty-model.ts';
import type { MipSolver } from './linear-program.ts';
import type { BuiltWindow } from './built-window.ts';
import { settleWeekends, type WeekendShare } from './weekend-rota.ts';
import type { WindowProgram } from './window-program.ts';

/** What the linear program over whole calendars, people told apart, says about a plan. */
export interface RelaxedPlan {
  /** What covering each cell is worth. */
  readonly worth: Float64Array;
  /** False on weekends that the agent has to keep free; undefined where the week may decide. */
  readonly works: (agent: number, day: number) => boolean | undefined;
  /** Limits of an agent's paid minutes on days of one week: kept in every week, the plan's limits are kept too. */
  readonly minutes: (
    agent: number,
    days: readonly number[],
  ) => { readonly least: number; readonly most: number };
}

/** So likely a weekend is worked. */
const SURE = 0.999;
/** Agents × days of one program: larger plans are relaxed in parts. */
const MOST_AGENT_DAYS = 4000;

/**
 * Relaxes a plan to linear programs solved by an interior point: who works on which day comes out nearly whole, and the
 * prices of cover nearly optimal, in a few seconds for a hundred people and four weeks.
 *
 * @param weeks the plan's days, week by week
 * @returns undefined when the time ran out
 */
export function relaxPlan(
  model: DutyModel,
  program: WindowProgram,
  solver: MipSolver,
  weeks: readonly (readonly number[])[],
  time: { readonly clock: () => number; readonly until: number },
): RelaxedPlan | undefined {
  const agents = model.agents.map((_, agent) => agent);
  const free = agents.map(() => new Int16Array(model.days).fill(OFF));
  const worth = new Float64Array(model.need.length);
  const settled = new Map<string, boolean>();
  const expected = new Map<string, number>();
  const openDays = agents.map((agent) =>
    weeks.map((days) => days.filter((day) => isOpen(model, agent, day)).length),
  );
  const openInAll = openDays.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const shareOf = (agent: number, part: readonly number[]): number =>
    part.reduce((sum, week) => sum + (openDays[agent]?.[week] ?? 0), 0) / Math.max(1, openInAll[agent] ?? 0);
  const weeksPerPart = Math.max(1, Math.floor(MOST_AGENT_DAYS / (agents.length * 7)));
  for (let first = 0; first < weeks.length; first += weeksPerPart) {
    const part = weeks.map((_, week) => week).slice(first, first + weeksPerPart);
    const window = program.build({
      duties: free,
      days: part.flatMap((week) => weeks[week] ?? []),
      agents,
      minutes: (agent) => limitsOf(model, agent, shareOf(agent, part)),
    });
    const lp = solver.openLp(window.program, { interior: true });
    try {
      const answer = lp.solve(time.until - time.clock());
      if (answer === undefined) return undefined;
      for (const [cell, row] of window.cellRows) worth[cell] = answer.rowDuals[row] ?? 0;
      readShapes(model, window, answer.columnValues, settled, solver);
      for (const { agent, day, minutes, column } of window.choices) {
        const key = `${agent}|${day}`;
        expected.set(key, (expected.get(key) ?? 0) + minutes * Math.max(0, answer.columnValues[column] ?? 0));
      }
    } finally {
      lp.close();
    }
  }
  const minutesOn = (agent: number, days: readonly number[]): number =>
    days.reduce((sum, day) => sum + (expected.get(`${agent}|${day}`) ?? 0), 0);
  const inAll = agents.map((agent) => minutesOn(agent, weeks.flat()));
  return {
    worth,
    works: (agent, day) => settled.get(`${agent}|${day}`),
    minutes: (agent, days) => {
      const owner = model.agents[agent];
      const open = days.filter((day) => isOpen(model, agent, day)).length;
      if (owner === undefined || open === 0) return { least: 0, most: 0 };
      const share = open / (openInAll[agent] ?? open);
      const own = minutesOn(agent, days);
      return {
        least: own - share * Math.max(0, (inAll[agent] ?? 0) - owner.minMinutes),
        most: own + share * Math.max(0, owner.maxMinutes - (inAll[agent] ?? 0)),
      };
    },
  };
}

function isOpen(model: DutyModel, agent: number, day: number): boolean {
  const { families, agents } = model;
  return agents[agent]?.allowed.subarray(day * families, (day + 1) * families).includes(1) === true;
}

function limitsOf(model: DutyModel, agent: number, share: number) {
  const owner = model.agents[agent];
  if (owner === undefined || share === 0) return { least: 0, most: 0 };
  return { least: share * owner.minMinutes, most: share * owner.maxMinutes };
}

/**
 * Weekends off beyond those that an agent may work; all else is left to the weeks. Settling what the program is nearly sure
 * of as well saves little and costs a twentieth: of twenty people with 0.95 each, one is missing on a Saturday.
 */
function readShapes(
  model: DutyModel,
  { shapes }: BuiltWindow,
  values: Float64Array,
  settled: Map<string, boolean>,
  solver: MipSolver,
): void {
  const shares = new Map<string, WeekendShare>();
  for (const { agent, days, works, column } of shapes) {
    const value = values[column] ?? 0;
    const weekend = days.filter((day, at) => (model.weekendDay[day] ?? 0) > 0 && works[at] === true);
    const [first] = weekend;
    if (first === undefined) continue;
    const week = weekOf(model, first);
    const key = `${agent}|${week}`;
    const before = shares.get(key);
    const team = before?.team ?? teamOf(model, agent, first);
    shares.set(key, { agent, week, team, share: (before?.share ?? 0) + value });
  }
  const mostOf = (agent: number): number => model.agents[agent]?.maxWeekends ?? 0;
  const allowed = settleWeekends([...shares.values()], mostOf, SURE, solver);
  for (const { agent, days } of shapes)
    for (const day of days)
      if ((model.weekendDay[day] ?? 0) > 0 && !allowed.has(`${agent}|${weekOf(model, day)}`))
        settled.set(`${agent}|${day}`, false);
}

/** Agents with the same name may work the same on a day. */
function teamOf({ families, agents }: DutyModel, agent: number, day: number): string {
  return agents[agent]?.allowed.subarray(day * families, (day + 1) * families).join('') ?? '';
}

function weekOf(model: DutyModel, day: number): number {
  let week = 0;
  for (let each = 1; each <= day; each++) if (model.startsWeek[each] === 1) week++;
  return week;
}
