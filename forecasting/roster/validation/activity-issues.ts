import type { RosterProblem } from '../model/problem.ts';
import type { ProblemIssue } from './problem-issue.ts';
import { overlaps } from '../model/with-activities.ts';

/** Meetings and trainings that no roster can hold: unknown guests, closed hours, two at once for one person. */
export function activityIssues({ activities = [], agents, days }: RosterProblem): readonly ProblemIssue[] {
  const known = new Set(agents.map(({ id }) => id));
  return activities.flatMap((activity, index): ProblemIssue[] => {
    const { date, label } = activity;
    const strangers = activity.agents
      .filter((id) => !known.has(id))
      .map((agent): ProblemIssue => ({
        code: 'activityUnknownGuest',
        rule: 'plannedActivities',
        agent,
        date,
        facts: { activity: label },
      }));
    const open = days.find((day) => day.date === date)?.open;
    const isOutside =
      open === undefined ||
      activity.startMinute < open.startMinute ||
      activity.endMinute > open.endMinute ||
      activity.endMinute <= activity.startMinute;
    const outside: ProblemIssue[] = isOutside
      ? [{ code: 'activityOutsideOpening', rule: 'plannedActivities', date, facts: { activity: label } }]
      : [];
    const clashes = activities
      .slice(0, index)
      .filter((other) => other.date === date && overlaps(other, activity))
      .flatMap((other) =>
        other.agents
          .filter((id) => activity.agents.includes(id))
          .map((agent): ProblemIssue => ({
            code: 'activitiesOverlap',
            rule: 'activitiesFit',
            agent,
            date,
            facts: { first: other.label, second: label },
          })),
      );
    return [...strangers, ...outside, ...clashes];
  });
}
