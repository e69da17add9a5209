import { weekdayOf } from '../../time/plain-date.ts';
import { isEmployed } from '../model/employment.ts';
import { paidMinutes } from '../model/roster.ts';
import { agentRule, shiftsOf } from './rule.ts';

/** ArbZG § 3: up to ten hours a day are balanced to eight on average within 24 weeks. */
const AVERAGE_DAY_MINUTES = 8 * 60;

/**
 * Hard rule: over the weeks before the plan that are known, up to 24 with the plan, the average working day (Monday to
 * Saturday without public holidays) has eight hours at most. Days of absence count neither way. Silent where nothing is
 * known about those weeks: the balance may lie in them. Sized by minutes beyond.
 */
export const averageWorkingDay = agentRule({
  name: 'averageWorkingDay',
  source: 'ArbZG § 3 sentence 2',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    const { agent } = own;
    const before = agent.workedBefore;
    if (before === undefined) return [];
    const workdays = view.problem.days.filter(
      ({ date, isHoliday }) =>
        weekdayOf(date) < 7 &&
        !isHoliday &&
        isEmployed(agent, date) &&
        !agent.absences.some(({ from, until }) => from <= date && date <= until),
    ).length;
    const found = before.paidMinutes + shiftsOf(own).reduce((sum, { shift }) => sum + paidMinutes(shift), 0);
    const allowed = (before.workdays + workdays) * AVERAGE_DAY_MINUTES;
    return found > allowed ? [{ size: found - allowed, agent: agent.id, facts: { found, allowed } }] : [];
  },
});
