import { clockTime } from '../../forecasting/time/index.ts';
import { type ShiftsOfDay, shiftsOfDays } from '../../forecasting/roster/index.ts';
import { highsSolver } from '../planning/optimise/highs-solver.ts';
import type { CommandContext } from './command.ts';
import { printTable } from './output/print-table.ts';
import { readProblem } from './output/roster-product.ts';

export interface ShiftsRequest {
  readonly file: string;
  readonly text: string;
  /** For each day and skill group. */
  readonly seconds: number;
  readonly asJson: boolean;
}

/** `leitstand roster shifts`: which shifts each day needs, before it is known who works them. */
export async function printShifts(context: CommandContext, request: ShiftsRequest): Promise<void> {
  const problem = readProblem(request.text, request.file);
  const days: ShiftsOfDay[] = [];
  for (const day of shiftsOfDays(problem, await highsSolver(), request.seconds)) {
    if (context.cancelled.aborted) break;
    days.push(day);
  }
  if (request.asJson) context.print(`${JSON.stringify({ days: days.map(dayJson) })}\n`);
  else
    context.print(
      printTable(
        ['date', 'group', 'pattern', 'from', 'to', 'agents', 'breaks'],
        days.flatMap((day) => tableRows(day)),
      ),
    );
}

function dayJson({ date, group, cost, bound, shifts, breaks }: ShiftsOfDay) {
  return {
    date,
    group,
    cost,
    bound,
    shifts: shifts.map(({ start: { pattern, startMinute, endMinute }, agents }) => ({
      pattern,
      startMinute,
      endMinute,
      agents,
      breaks: breaks
        .filter(({ start }) => start.pattern === pattern && start.startMinute === startMinute)
        .map(({ span, agents: resting }) => ({ ...span, agents: resting })),
    })),
  };
}

function tableRows(day: ShiftsOfDay) {
  return dayJson(day).shifts.map(({ pattern, startMinute, endMinute, agents, breaks }) => [
    day.date,
    day.group,
    pattern,
    clockTime(startMinute),
    clockTime(endMinute),
    agents,
    breaks.map((each) => `${each.agents} × ${clockTime(each.startMinute)}`).join(', '),
  ]);
}
