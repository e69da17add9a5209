import { weekdayOf } from '../../time/plain-date.ts';
import { agentRule, dayOf, works } from './rule.ts';

/** Hard rule: weekends with work on Saturday or Sunday, at most so many in the plan. */
export const weekends = agentRule({
  name: 'weekends',
  source: 'works agreement: free weekends; ArbZG § 11 (1)',
  hard: true,
  unit: 'weekends',
  check: (own, view) => {
    const allowed = own.contract?.maxWeekends ?? Infinity;
    let found = 0;
    for (let day = 0; day < view.problem.days.length; day++) {
      const weekday = weekdayOf(dayOf(view, day).date);
      if (weekday === 6 && works(own, day)) found++;
      if (weekday === 7 && works(own, day) && (day === 0 || !works(own, day - 1))) found++;
    }
    return found > allowed ? [{ size: found - allowed, agent: own.agent.id, facts: { found, allowed } }] : [];
  },
});
