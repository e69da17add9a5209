import type { DutyModel } from '../model/duty-model.ts';
import { ColumnList, RowList, type Entry, type MipSolver } from '../../../maths/linear-program.ts';
import type { RelaxedWeek } from './relaxed-plan.ts';
import { teamOf } from '../model/team.ts';

/** How likely one agent works on one weekend in the relaxed plan. */
export interface WeekendShare {
  readonly agent: number;
  readonly week: number;
  readonly share: number;
  /** Agents of one class may work the same duties on the weekend. */
  readonly team: string;
}

const SECONDS = 2;
/** Rewards for a weekend that stays possible; a person missing on a weekend costs one. */
const POSSIBLE = 0.01;
const LIKELY = 0.1;

/**
 * Whole weekends that each agent may work, out of shares.
 *
 * Many agents come out with half of every weekend. Rounding each by itself would send them all to the same ones, so every
 * weekend keeps as many people of every class as the relaxed plan has there.
 * @returns the weekends that may be worked, as `agent|week`
 */
export function settleWeekends(
  shares: readonly WeekendShare[],
  mostOf: (agent: number) => number,
  sure: number,
  solver: MipSolver,
): ReadonlySet<string> {
  if (shares.length === 0) return new Set();
  const rows = new RowList();
  const columns = new ColumnList();
  const agentRows = new Map<number, number>();
  const teamRows = new Map<string, number>();
  const wanted = new Map<string, number>();
  const teamOf = ({ team, week }: WeekendShare): string => `${week}|${team}`;
  for (const each of shares) wanted.set(teamOf(each), (wanted.get(teamOf(each)) ?? 0) + each.share);
  for (const { agent } of shares) if (!agentRows.has(agent)) agentRows.set(agent, rows.add(0, mostOf(agent)));
  for (const [team, people] of wanted) {
    const row = rows.add(people, Infinity);
    teamRows.set(team, row);
    columns.add(1, [[row, 1]], false);
  }
  const placed = shares.map((each) => {
    const entries: Entry[] = [
      [agentRows.get(each.agent) ?? 0, 1],
      [teamRows.get(teamOf(each)) ?? 0, 1],
    ];
    const reward = POSSIBLE + (LIKELY + (each.share >= sure ? 2 : 0)) * each.share;
    return { each, column: columns.add(-reward, entries, true, 1) };
  });
  const program = {
    rowLower: rows.lower,
    rowUpper: rows.upper,
    columns: columns.program(),
    integer: columns.integer,
  };
  const answer = solver.solveMip(program, { seconds: SECONDS });
  return new Set(
    placed
      .filter(({ column }) => (answer?.columnValues[column] ?? 0) > 0.5)
      .map(({ each }) => `${each.agent}|${each.week}`),
  );
}

/** Weekend work in the relaxed weeks. */
export function weekendShares(model: DutyModel, weeks: readonly RelaxedWeek[]): readonly WeekendShare[] {
  return weeks.flatMap(({ days, shapes }, week) => {
    const shares = new Map<number, WeekendShare>();
    for (const { agent, works, share } of shapes) {
      const [first] = days.filter((day, at) => (model.weekendDay[day] ?? 0) > 0 && works[at] === true);
      if (first === undefined) continue;
      const before = shares.get(agent);
      const team = before?.team ?? teamOf(model, agent, first);
      shares.set(agent, { agent, week, team, share: (before?.share ?? 0) + share });
    }
    return [...shares.values()];
  });
}
