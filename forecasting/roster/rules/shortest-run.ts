import { dayRuns } from './day-runs.ts';
import { agentRule, dayOf } from './rule.ts';

/** Hard rule: no isolated working days where the contract asks for longer runs; runs at the plan's edges are not judged. */
export const shortestRun = agentRule({
  name: 'shortestRun',
  source: 'works agreement: working days in a row',
  hard: true,
  unit: 'days',
  check: (own, view) =>
    dayRuns(own, view).flatMap(({ isWork, length, firstDay, openStart, openEnd }) => {
      const allowed = own.contract?.minRunDays ?? 1;
      return isWork && length < allowed && !openStart && !openEnd
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
