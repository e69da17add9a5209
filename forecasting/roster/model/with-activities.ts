import { patternStarts, type MinuteSpan } from '../../shifts/shift-pattern.ts';
import { breakPlacesOf } from './break-places-of.ts';
import type { PlannedActivity, RosterProblem } from './problem.ts';
import type { Activity, Roster, RosterShift } from './roster.ts';

/**
 * Puts every planned meeting and training into the shifts that cover it, and moves a break that lies in its way to the
 * nearest lawful place clear of it. Activities that a planner put into a shift stay while they still fit.
 */
export function withActivities(problem: RosterProblem, roster: Roster): Roster {
  const planned = problem.activities ?? [];
  if (planned.length === 0) return roster;
  return { shifts: roster.shifts.map((shift) => shiftWithActivities(problem, shift)) };
}

/** One shift with the activities that its owner is invited to on its day. */
export function shiftWithActivities(problem: RosterProblem, shift: RosterShift): RosterShift {
  const invited = (problem.activities ?? []).filter(
    (each) => each.date === shift.date && each.agents.includes(shift.agent) && liesIn(each, shift),
  );
  const activities: Activity[] = (shift.activities ?? []).filter((own) => liesIn(own, shift));
  for (const each of invited)
    if (!activities.some((own) => overlaps(own, each))) activities.push(withoutGuests(each));
  if (activities.length === 0) return withoutActivities(shift);
  activities.sort((one, other) => one.startMinute - other.startMinute);
  return { ...shift, activities, breaks: clearBreaks(problem, shift, activities) };
}

/**
 * Every activity of a roster as one that the next roster is planned around: what a planner put into one shift comes back
 * in whatever shift the person then has.
 */
export function activitiesOf(roster: Roster): readonly PlannedActivity[] {
  return roster.shifts.flatMap(({ agent, date, activities }) =>
    (activities ?? []).map((activity) => ({ ...activity, date, agents: [agent] })),
  );
}

export function overlaps(one: MinuteSpan, other: MinuteSpan): boolean {
  return one.startMinute < other.endMinute && other.startMinute < one.endMinute;
}

function liesIn(inner: MinuteSpan, outer: MinuteSpan): boolean {
  return inner.startMinute >= outer.startMinute && inner.endMinute <= outer.endMinute;
}

function withoutGuests({ kind, label, startMinute, endMinute }: PlannedActivity): Activity {
  return { kind, label, startMinute, endMinute };
}

function withoutActivities({ activities, ...shift }: RosterShift): RosterShift {
  void activities;
  return shift;
}

function clearBreaks(
  problem: RosterProblem,
  shift: RosterShift,
  activities: readonly Activity[],
): readonly MinuteSpan[] {
  const isClear = (breaks: readonly MinuteSpan[]): boolean =>
    breaks.every((pause) => !activities.some((activity) => overlaps(pause, activity)));
  if (isClear(shift.breaks)) return shift.breaks;
  const start = problem.patterns
    .filter(({ id }) => id === shift.pattern)
    .flatMap(patternStarts)
    .find(({ startMinute }) => startMinute === shift.startMinute);
  const wished = shift.breaks[0]?.startMinute ?? shift.startMinute;
  const distance = (breaks: readonly MinuteSpan[]): number =>
    Math.abs((breaks[0]?.startMinute ?? wished) - wished);
  const owner = problem.agents.find(({ id }) => id === shift.agent);
  const places = start === undefined ? [] : breakPlacesOf(problem, owner, shift.date, start);
  return places.filter(isClear).toSorted((one, other) => distance(one) - distance(other))[0] ?? shift.breaks;
}
