import { weekdayOf } from '../../time/plain-date.ts';
import { mondayOf } from '../model/minutes-of-week.ts';
import { nextDaysOfWeek } from '../model/next-days.ts';
import { daysWorked, pastDaysOfWeek } from '../model/past-days.ts';
import { agentRule, dayOf, works, type Finding } from './rule.ts';

/**
 * Hard rule: not more working days from Monday to Sunday than the contract says, the published ones next to the plan
 * included; sized by days over.
 */
export const daysPerWeek = agentRule({
  name: 'daysPerWeek',
  source: 'contract; TVöD-VKA § 6 (1)',
  hard: true,
  unit: 'days',
  check: (own, view) => {
    const allowed = own.contract?.maxDaysPerWeek ?? 7;
    const findings: Finding[] = [];
    const last = dayOf(view, view.problem.days.length - 1).date;
    const after = daysWorked(nextDaysOfWeek(own.agent, last));
    const lastMonday = mondayOf(last);
    let found = daysWorked(pastDaysOfWeek(own.agent, dayOf(view, 0).date));
    for (let day = 0; day < view.problem.days.length; day++) {
      const { date } = dayOf(view, day);
      if (weekdayOf(date) === 1) found = 0;
      if (!works(own, day)) continue;
      found++;
      const inWeek = found + (date >= lastMonday ? after : 0);
      if (inWeek > allowed)
        findings.push({ size: 1, agent: own.agent.id, date, facts: { found: inWeek, allowed } });
    }
    return findings;
  },
});
