import { isRestDay } from '../model/rest-day.ts';
import { agentRule, dayOf, shiftsOf } from './rule.ts';

/** Hard rule: no work on Sundays and public holidays unless the site is exempt (ArbZG §§ 9, 10). */
export const sundaysAndHolidays = agentRule({
  name: 'sundaysAndHolidays',
  source: 'ArbZG §§ 9, 10; FeiertG NW § 2',
  hard: true,
  unit: 'shifts',
  check: (own, view) =>
    view.problem.sundayWorkAllowed
      ? []
      : shiftsOf(own).flatMap(({ shift, day }) =>
          isRestDay(dayOf(view, day)) ? [{ size: 1, agent: own.agent.id, date: shift.date }] : [],
        ),
});
