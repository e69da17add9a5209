import { dayRuns } from './day-runs.ts';
import { agentRule, dayOf } from './rule.ts';

/** Hard rule: days off come in runs of at least so many; runs at the plan's edges are not judged. */
export const shortestRest = agentRule({
  name: 'shortestRest',
  source: 'works agreement: days off in a row',
  hard: true,
  unit: 'days',
  check: (own, view) =>
    dayRuns(own, view).flatMap(({ isWork, length, firstDay, openStart, openEnd }) => {
      const allowed = own.contract?.minRestDays ?? 1;
      return !isWork && length < allowed && !openStart && !openEnd
        ? [
            {
              size: allowed - length,
              agent: own.agent.id,
              date: dayOf(view, firstDay).date,
              facts: { found: length, allowed },
            },
          ]
        : [];
    }),
});
