import { patternStarts, type MinuteSpan, type PatternStart } from '../../shifts/shift-pattern.ts';
import { weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import { breakPlacesOf } from '../model/break-places-of.ts';
import type { CoverPrice } from './cover-price.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster, RosterShift } from '../model/roster.ts';
import { shiftWithActivities } from '../model/with-activities.ts';

/** Shifts that come and go together. */
export interface Move {
  readonly add: readonly RosterShift[];
  readonly remove: readonly RosterShift[];
}

/**
 * What is changed: an `addition` for somebody free, a `change` of a shift's start, pattern, group or break, a `takeover` by
 * somebody free, a colleague `moved` into it, a `trade` of shifts on one day, a `swap` of days, the shift on the person's
 * `otherDay`, or the day simply `free`.
 */
export type WayKind = 'addition' | 'change' | 'takeover' | 'moved' | 'trade' | 'swap' | 'otherDay' | 'free';

/** A way to do it otherwise, to be tried. */
export interface Way extends Move {
  readonly kind: WayKind;
  /** Whose day changes for it. */
  readonly helper: string;
}

/** What ways are made from. */
export interface Ground {
  readonly problem: RosterProblem;
  readonly roster: Roster;
  readonly cover: CoverPrice;
}

/** Every start that opening hours and patterns allow on a day. */
export function startsOn(problem: RosterProblem, date: PlainDate): readonly PatternStart[] {
  const open = problem.days.find((each) => each.date === date)?.open;
  if (open === undefined) return [];
  return problem.patterns
    .filter(({ weekdays }) => weekdays?.includes(weekdayOf(date)) !== false)
    .flatMap(patternStarts)
    .filter(({ startMinute, endMinute }) => startMinute >= open.startMinute && endMinute <= open.endMinute);
}

/** The groups that a person may work for on a day. */
export function groupsOf(problem: RosterProblem, agent: string, date: PlainDate): readonly string[] {
  const held = new Set(
    problem.agents
      .find(({ id }) => id === agent)
      ?.skills.filter(({ from, until }) => (from ?? date) <= date && date <= (until ?? date))
      .map(({ skill }) => skill),
  );
  return problem.groups.filter(({ skills }) => skills.every((skill) => held.has(skill))).map(({ id }) => id);
}

/** What a break has to keep clear of, and which shift goes in return. */
export interface BreakWish {
  readonly isPossible?: (breaks: readonly MinuteSpan[]) => boolean;
  readonly remove?: readonly RosterShift[];
}

/** A shift for somebody, with the break where it is missed least; undefined where no lawful place is possible. */
export function shiftAt(
  { problem, cover }: Ground,
  where: Pick<RosterShift, 'agent' | 'date' | 'group'>,
  start: PatternStart,
  { isPossible = () => true, remove = [] }: BreakWish = {},
): RosterShift | undefined {
  let best: RosterShift | undefined;
  let bestPrice = Infinity;
  const agent = problem.agents.find(({ id }) => id === where.agent);
  for (const breaks of breakPlacesOf(problem, agent, where.date, start).filter(isPossible)) {
    const { pattern, startMinute, endMinute } = start;
    const shift: RosterShift = { ...where, pattern, startMinute, endMinute, breaks };
    const price = cover.change({ add: [shift], remove });
    if (price < bestPrice) [best, bestPrice] = [shift, price];
  }
  return best;
}

/** The same hours for another person, who brings their own meetings. */
export function shiftFor(problem: RosterProblem, shift: RosterShift, agent: string): RosterShift {
  const { date, pattern, startMinute, endMinute, group, breaks } = shift;
  return shiftWithActivities(problem, { agent, date, pattern, startMinute, endMinute, group, breaks });
}

/** A person's shift at another time, in which every meeting of theirs still has its place. */
export function changedShift(
  problem: RosterProblem,
  own: RosterShift,
  to: RosterShift,
): RosterShift | undefined {
  const { activities } = own;
  const changed = shiftWithActivities(problem, activities === undefined ? to : { ...to, activities });
  return (changed.activities?.length ?? 0) >= (activities?.length ?? 0) ? changed : undefined;
}

/** Whose shift may be changed: what a planner pinned stays. */
export function isFree(problem: RosterProblem, { agent, date, pinned }: RosterShift): boolean {
  return pinned !== true && !problem.pins.some((pin) => pin.agent === agent && pin.date === date);
}
