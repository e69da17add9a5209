import { agentRule, shiftsOf } from './rule.ts';

/** Hard rule: whoever works for a skill group holds all its skills on that day. */
export const requiredSkill = agentRule({
  name: 'requiredSkill',
  source: 'partner cities: service agreements',
  hard: true,
  unit: 'shifts',
  check: (own, { problem }) =>
    shiftsOf(own).flatMap(({ shift }) => {
      const group = problem.groups.find(({ id }) => id === shift.group);
      const missing = (group?.skills ?? [shift.group]).filter(
        (skill) =>
          !own.agent.skills.some(
            (holding) =>
              holding.skill === skill &&
              (holding.from ?? shift.date) <= shift.date &&
              shift.date <= (holding.until ?? shift.date),
          ),
      );
      if (group !== undefined && missing.length === 0) return [];
      return [
        {
          size: 1,
          agent: own.agent.id,
          date: shift.date,
          group: shift.group,
          facts: { skill: missing.join(', ') },
        },
      ];
    }),
});
