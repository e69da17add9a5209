import { patternStarts, type MinuteSpan } from '../../shifts/shift-pattern.ts';
import type { PlainDate } from '../../time/plain-date.ts';
import { breakPlacesOf } from './break-places-of.ts';
import type { RosterProblem } from './problem.ts';
import type { Roster, RosterShift } from './roster.ts';
import { ruleWeight } from './rules.ts';
import { overlaps } from './with-activities.ts';

const MOST_ROUNDS = 6;

/**
 * Places every break where it is missed least, now that it is known who works when.
 *
 * One break after the other moves to its cheapest lawful place given all others, until none moves any more: the cost
 * falls with each move, so this ends. Pinned shifts keep their breaks.
 */
export function placeBreaks(problem: RosterProblem, roster: Roster): Roster {
  const cover = new GroupCover(problem, roster);
  const shifts = [...roster.shifts];
  const starts = new Map(
    problem.patterns
      .flatMap(patternStarts)
      .map((start) => [startKey(start.pattern, start.startMinute), start]),
  );
  const agents = new Map(problem.agents.map((agent) => [agent.id, agent]));
  const placesOf = ({ agent, date, pattern, startMinute }: RosterShift) => {
    const start = starts.get(startKey(pattern, startMinute));
    return start === undefined ? [] : breakPlacesOf(problem, agents.get(agent), date, start);
  };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let moved = 0;
    for (const [index, shift] of shifts.entries()) {
      if (shift.pinned === true || shift.breaks.length === 0) continue;
      const free = placesOf(shift).filter(
        (spans) => !spans.some((span) => shift.activities?.some((activity) => overlaps(span, activity))),
      );
      const better = cover.cheapest(shift, free);
      if (better === undefined) continue;
      shifts[index] = { ...shift, breaks: better };
      moved++;
    }
    if (moved === 0) break;
  }
  return { shifts };
}

function startKey(pattern: string, startMinute: number): string {
  return `${pattern} ${startMinute}`;
}

/** Presence against demand per group, day and interval, and what one more person on break would cost there. */
class GroupCover {
  private readonly rows = new Map<string, Float64Array>();
  private readonly under: number;
  private readonly over: number;
  private readonly minutes: number;

  constructor(problem: RosterProblem, roster: Roster) {
    this.minutes = problem.intervalMinutes;
    this.under = ruleWeight(problem.rules, 'understaffed');
    this.over = ruleWeight(problem.rules, 'overstaffed');
    for (const { group, scheduledAgents } of problem.demand) {
      for (const [day, { date }] of problem.days.entries()) {
        const row = Float64Array.from(
          { length: (24 * 60) / this.minutes },
          (_, interval) => -(scheduledAgents[day]?.[interval] ?? 0),
        );
        this.rows.set(rowKey(group, date), row);
      }
    }
    for (const shift of roster.shifts) {
      this.add(shift, [shift], 1);
      this.add(shift, shift.breaks, -1);
      this.add(shift, shift.activities ?? [], -1);
    }
  }

  /** A cheaper place for the shift's break; the cover is updated to it. */
  cheapest(
    shift: RosterShift,
    places: readonly (readonly MinuteSpan[])[],
  ): readonly MinuteSpan[] | undefined {
    const row = this.rows.get(rowKey(shift.group, shift.date));
    if (row === undefined || places.length < 2) return undefined;
    this.add(shift, shift.breaks, 1);
    const now = this.price(row, shift.breaks);
    let best = shift.breaks;
    let lowest = now;
    for (const place of places) {
      const price = this.price(row, place);
      if (price < lowest - 1e-9) {
        lowest = price;
        best = place;
      }
    }
    this.add(shift, best, -1);
    return best === shift.breaks ? undefined : best;
  }

  private add(shift: RosterShift, spans: readonly MinuteSpan[], times: number): void {
    const row = this.rows.get(rowKey(shift.group, shift.date));
    if (row === undefined) return;
    for (const { startMinute, endMinute } of spans) {
      for (let at = Math.floor(startMinute / this.minutes); at * this.minutes < endMinute; at++)
        row[at] = (row[at] ?? 0) + times;
    }
  }

  /** Cost of one person less during the spans. */
  private price(row: Float64Array, spans: readonly MinuteSpan[]): number {
    let price = 0;
    for (const { startMinute, endMinute } of spans) {
      for (let at = Math.floor(startMinute / this.minutes); at * this.minutes < endMinute; at++) {
        const surplus = row[at] ?? 0;
        price += this.cost(surplus - 1) - this.cost(surplus);
      }
    }
    return price;
  }

  private cost(surplus: number): number {
    return surplus < 0 ? -surplus * this.under : surplus * this.over;
  }
}

function rowKey(group: string, date: PlainDate): string {
  return `${group} ${date}`;
}
