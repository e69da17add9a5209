import type { DutyModel } from '../model/duty-model.ts';
import { ColumnList, RowList, type Entry, type MipSolver } from '../../../maths/linear-program.ts';
import type { RelaxedShape, RelaxedWeek } from './relaxed-plan.ts';
import { teamOf } from '../model/team.ts';

const SECONDS = 4;
const CLOSE_ENOUGH = 0.02;
/** Shapes that cost so much more than the agent's cheapest are not looked at. */
const TOO_DEAR = 8;
/** Weight of what a shape costs beyond the cheapest, and of leaving what the relaxed program chose. */
const OF_COST = 10;
const OF_CHANGE = 0.05;
/** Price of a person more or fewer than the relaxed program has: rounding is cheap, beyond it covers are lost. */
const ROUNDING = 0.2;
const BEYOND = 10;
const WHOLE = 1e-6;
/** With more teams only single ones, pairs and all together are counted. */
const MOST_TEAMS_IN_ALL_UNIONS = 5;

/**
 * Settles who works on which day of a week, from its relaxed program.
 *
 * Rounding each person by themselves would leave a team short on one day and crowded on another. So everybody gets one
 * whole shape at least cost (by the program's prices), while every team, and every union of teams, keeps on
 * every day as many people as the program has there: of five people who can help a city, 2.5 in one team and 2.5 in
 * another must not become two and two.
 * @returns undefined when no answer was found
 */
export function settleShapes(
  model: DutyModel,
  week: RelaxedWeek,
  solver: MipSolver,
  time: { readonly clock: () => number; readonly until: number },
): ((agent: number, day: number) => boolean) | undefined {
  const rows = new RowList();
  const columns = new ColumnList();
  const unionRows = new Map<string, number[]>();
  for (const day of week.days)
    for (const { teams, people } of unionsOn(model, week, day)) {
      const row = rows.add(people, people);
      const down = people - Math.floor(people + WHOLE);
      const up = Math.ceil(people - WHOLE) - people;
      for (const [sign, rounding] of [
        [1, down],
        [-1, up],
      ] as const) {
        if (rounding > WHOLE) columns.add(ROUNDING, [[row, sign]], false, rounding);
        columns.add(BEYOND, [[row, sign]], false);
      }
      for (const team of teams) {
        const key = `${day}|${team}`;
        const list = unionRows.get(key) ?? [];
        list.push(row);
        unionRows.set(key, list);
      }
    }
  const placed: { shape: RelaxedShape; column: number }[] = [];
  for (const [agent, shapes] of shapesByAgent(week.shapes)) {
    const costs = shapes.map((shape) => costOf(model, week, shape));
    const least = Math.min(...costs);
    const oneShape = rows.add(1, 1);
    for (const [at, shape] of shapes.entries()) {
      const more = (costs[at] ?? 0) - least;
      if (more > TOO_DEAR) continue;
      const entries: Entry[] = [[oneShape, 1]];
      for (const [i, day] of week.days.entries())
        if (shape.works[i] === true)
          for (const row of unionRows.get(`${day}|${teamOf(model, agent, day)}`) ?? [])
            entries.push([row, 1]);
      const cost = OF_COST * more + OF_CHANGE * (1 - shape.share);
      placed.push({ shape, column: columns.add(cost, entries, true, 1) });
    }
  }
  const program = {
    rowLower: rows.lower,
    rowUpper: rows.upper,
    columns: columns.program(),
    integer: columns.integer,
  };
  const answer = solver.solveMip(program, {
    seconds: Math.min(SECONDS, time.until - time.clock()),
    relativeGap: CLOSE_ENOUGH,
  });
  if (answer === undefined) return undefined;
  const works = new Set<string>();
  for (const { shape, column } of placed) {
    if ((answer.columnValues[column] ?? 0) < 0.5) continue;
    for (const [at, day] of week.days.entries())
      if (shape.works[at] === true) works.add(`${shape.agent}|${day}`);
  }
  return (agent, day) => works.has(`${agent}|${day}`);
}

/** Unions of the teams of a day, and how many people the relaxed program has there. */
function unionsOn(
  model: DutyModel,
  { days, shapes }: RelaxedWeek,
  day: number,
): readonly { readonly teams: readonly string[]; readonly people: number }[] {
  const people = new Map<string, number>();
  for (const { agent, works, share } of shapes) {
    if (works[days.indexOf(day)] !== true) continue;
    const team = teamOf(model, agent, day);
    people.set(team, (people.get(team) ?? 0) + share);
  }
  const teams = [...people.keys()];
  const unions =
    teams.length <= MOST_TEAMS_IN_ALL_UNIONS
      ? allSubsets(teams)
      : [teams, ...teams.map((team) => [team]), ...pairsOf(teams)];
  return unions.map((union) => ({
    teams: union,
    people: union.reduce((sum, team) => sum + (people.get(team) ?? 0), 0),
  }));
}

function allSubsets(teams: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: (1 << teams.length) - 1 }, (_, index) =>
    teams.filter((_team, at) => ((index + 1) & (1 << at)) !== 0),
  );
}

function pairsOf(teams: readonly string[]): readonly (readonly string[])[] {
  return teams.flatMap((team, at) => teams.slice(at + 1).map((other) => [team, other]));
}

function shapesByAgent(shapes: readonly RelaxedShape[]): ReadonlyMap<number, readonly RelaxedShape[]> {
  const groups = new Map<number, RelaxedShape[]>();
  for (const shape of shapes) {
    const known = groups.get(shape.agent);
    if (known === undefined) groups.set(shape.agent, [shape]);
    else known.push(shape);
  }
  return groups;
}

/** A shape's own cost and that of its days of work. */
function costOf(
  model: DutyModel,
  { days, dayCost }: RelaxedWeek,
  { agent, works, cost }: RelaxedShape,
): number {
  return days.reduce(
    (sum, day, at) => (works[at] === true ? sum + (dayCost[agent * model.days + day] ?? 0) : sum),
    cost,
  );
}
