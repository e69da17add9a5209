import { ColumnList, type Entry, type MipSolver } from '../maths/linear-program.ts';
import { breakPlaces } from './break-places.ts';
import type { MinuteSpan, PatternStart } from './shift-pattern.ts';

/** How many people should work which shift on a day, and when they take their breaks. */
export interface ChosenShifts {
  readonly shifts: readonly { readonly start: PatternStart; readonly agents: number }[];
  readonly breaks: readonly {
    readonly start: PatternStart;
    readonly span: MinuteSpan;
    readonly agents: number;
  }[];
  readonly cost: number;
  /** No choice is cheaper. */
  readonly bound: number;
}

export interface CoverPrices {
  /** Per missing agent and interval, and per agent too many. */
  readonly understaffed: number;
  readonly overstaffed: number;
  /** Per paid minute, so that hours are not wasted where nobody is missing. */
  readonly paidMinute: number;
}

/**
 * The cheapest mix of shifts for one day and one skill group, before it is known who works them.
 *
 * Breaks are implicit (Aykin 1996): one number per shift start says how many work it, one per start and place says how
 * many of these are on break there; both sums agree per start. People are not told apart, so the program stays small.
 *
 * @param wanted scheduled agents per interval from local midnight
 * @param starts shift starts that fit into the day's opening hours
 * @returns undefined when nothing was found in time
 */
export function chooseShifts(
  wanted: readonly number[],
  starts: readonly PatternStart[],
  intervalMinutes: 15 | 30,
  prices: CoverPrices,
  solver: MipSolver,
  seconds: number,
): ChosenShifts | undefined {
  const intervals = wanted.length;
  const places = starts.map((start) =>
    breakPlaces(start, intervalMinutes).flatMap(([span]) => (span === undefined ? [] : [span])),
  );
  const breakRows = starts
    .map((_, index) => ((places[index]?.length ?? 0) > 0 ? index : -1))
    .filter((index) => index >= 0);
  const rowOfStart = new Map(breakRows.map((start, row) => [start, intervals + row]));
  const columns = new ColumnList();
  for (let interval = 0; interval < intervals; interval++) {
    columns.add(prices.understaffed, [[interval, 1]], false);
    columns.add(prices.overstaffed, [[interval, -1]], false);
  }
  const firstShift = columns.count;
  for (const [index, start] of starts.entries()) {
    const row = rowOfStart.get(index);
    const present = intervalsOf(start, intervalMinutes).map((interval): Entry => [interval, 1]);
    columns.add(
      prices.paidMinute * start.workMinutes,
      row === undefined ? present : [...present, [row, -1]],
      true,
    );
  }
  const firstBreak = columns.count;
  const breakColumns: { readonly start: PatternStart; readonly span: MinuteSpan }[] = [];
  for (const [index, start] of starts.entries()) {
    for (const span of places[index] ?? []) {
      const away = intervalsOf(span, intervalMinutes).map((interval): Entry => [interval, -1]);
      columns.add(0, [...away, [rowOfStart.get(index) ?? 0, 1]], true);
      breakColumns.push({ start, span });
    }
  }
  const bounds = [...wanted, ...breakRows.map(() => 0)];
  const answer = solver.solveMip(
    { rowLower: bounds, rowUpper: bounds, columns: columns.program(), integer: columns.integer },
    { seconds, relativeGap: 1e-4 },
  );
  if (answer === undefined) return undefined;
  const agents = (column: number): number => Math.round(answer.columnValues[column] ?? 0);
  return {
    shifts: starts
      .map((start, index) => ({ start, agents: agents(firstShift + index) }))
      .filter((each) => each.agents > 0),
    breaks: breakColumns
      .map((each, index) => ({ ...each, agents: agents(firstBreak + index) }))
      .filter((each) => each.agents > 0),
    cost: answer.objective,
    bound: answer.bound,
  };
}

function intervalsOf({ startMinute, endMinute }: MinuteSpan, intervalMinutes: number): number[] {
  const first = Math.floor(startMinute / intervalMinutes);
  const end = Math.ceil(endMinute / intervalMinutes);
  return Array.from({ length: end - first }, (_, index) => first + index);
}
