import { isEmployed } from '../model/employment.ts';
import { agentRule, type Finding } from './rule.ts';

/**
 * Soft rule: whoever is invited to a meeting or training takes part: they work that day and the activity is in their
 * shift. Nobody who is absent or not employed is missed. One finding per missed activity.
 */
export const plannedActivities = agentRule({
  name: 'plannedActivities',
  source: 'works agreement: team meetings; TVöD § 5 (4) (training is working time)',
  hard: false,
  unit: 'shifts',
  check: (own, view) =>
    (view.problem.activities ?? []).flatMap(({ date, agents, startMinute, endMinute, label }): Finding[] => {
      const day = view.dayIndex.get(date);
      if (day === undefined || !agents.includes(own.agent.id)) return [];
      if (!isEmployed(own.agent, date)) return [];
      if (own.agent.absences.some(({ from, until }) => from <= date && date <= until)) return [];
      const takesPart = (own.days[day] ?? []).some(({ activities }) =>
        activities?.some((each) => each.startMinute === startMinute && each.endMinute === endMinute),
      );
      return takesPart
        ? []
        : [{ size: 1, agent: own.agent.id, date, minute: startMinute, facts: { activity: label } }];
    }),
});
