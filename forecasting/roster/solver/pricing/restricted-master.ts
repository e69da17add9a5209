import { calendarColumns, slackColumns, type RosterColumn } from './column-pool.ts';
import { addCover, emptyDuties, type DutyModel, type Duties, type Plan } from '../model/duty-model.ts';
import type { MipSolver } from '../../../maths/linear-program.ts';

/**
 * The best roster that can be put together from given calendars, as a mixed-integer program.
 *
 * @param columns calendars to choose from; every agent needs at least one
 * @param start a known roster made of these calendars
 */
export function bestOfCalendars(
  model: DutyModel,
  solver: MipSolver,
  columns: readonly RosterColumn[],
  start: Plan,
  seconds: number,
): readonly Duties[] | undefined {
  const agents = model.agents.length;
  const slack = slackColumns(model, agents);
  const calendars = calendarColumns(model, agents, columns);
  const offset = slack.rows.length;
  const need = Array.from(model.need);
  const answer = solver.solveMip(
    {
      rowLower: [...model.agents.map(() => 1), ...need],
      rowUpper: [...model.agents.map(() => 1), ...need],
      columns: {
        costs: [...slack.costs, ...calendars.costs],
        lower: [...slack.lower, ...calendars.lower],
        upper: [...slack.upper, ...calendars.upper],
        starts: [...slack.starts, ...calendars.starts.slice(1).map((at) => at + offset)],
        rows: [...slack.rows, ...calendars.rows],
        values: [...slack.values, ...calendars.values],
      },
      integer: [...slack.costs.map(() => false), ...calendars.costs.map(() => true)],
    },
    { seconds, start: startValues(model, columns, start, slack.costs.length) },
  );
  if (answer === undefined) return undefined;
  const duties = model.agents.map(() => emptyDuties(model));
  for (const [index, column] of columns.entries())
    if ((answer.columnValues[slack.costs.length + index] ?? 0) > 0.5) duties[column.agent] = column.duties;
  return duties;
}

function startValues(
  model: DutyModel,
  columns: readonly RosterColumn[],
  start: Plan,
  slacks: number,
): Float64Array {
  const values = new Float64Array(slacks + columns.length);
  const counts = new Int32Array(model.need.length);
  for (const duties of start.duties)
    for (let day = 0; day < model.days; day++) addCover(model, counts, day, duties[day] ?? -1, 1);
  for (let cell = 0; cell < counts.length; cell++) {
    const missing = (model.need[cell] ?? 0) - (counts[cell] ?? 0);
    values[2 * cell] = Math.max(0, missing);
    values[2 * cell + 1] = Math.max(0, -missing);
  }
  const wanted = start.duties.map((duties) => duties.join());
  const placed = new Set<number>();
  for (const [index, { agent, duties }] of columns.entries()) {
    if (placed.has(agent) || duties.join() !== wanted[agent]) continue;
    placed.add(agent);
    values[slacks + index] = 1;
  }
  return values;
}
