import { dayRuns } from './day-runs.ts';
import { agentRule, dayOf } from './rule.ts';

/** Hard rule: not more working days in a row than the contract says; sized by days over. */
export const longestRun = agentRule({
  name: 'longestRun',
  source: 'works agreement: working days in a row',
  hard: true,
  unit: 'days',
  check: (own, view) =>
    dayRuns(own, view).flatMap(({ isWork, length, firstDay }) => {
      const allowed = own.contract?.maxRunDays ?? 7;
      return isWork && length > allowed
        ? [
            {
              size: length - allowed,
              agent: own.agent.id,
              date: dayOf(view, firstDay).date,
              facts: { found: length, allowed },
            },
          ]
        : [];
    }),
});
