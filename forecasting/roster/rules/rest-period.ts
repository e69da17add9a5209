import { restAfterPlan } from '../model/next-days.ts';
import { restsBefore, type RestBefore } from './rest-before.ts';
import { agentRule, type AgentView, type RosterView } from './rule.ts';

/** Rest between two working days (ArbZG § 5 (1); the exceptions of (2) are not modelled). */
const MIN_REST_MINUTES = 11 * 60;

/**
 * Hard rule: eleven hours of rest between two working days of one agent, the published ones next to the plan included.
 * Sized by missing minutes.
 */
export const restPeriod = agentRule({
  name: 'restPeriod',
  source: 'ArbZG § 5 (1)',
  hard: true,
  unit: 'minutes',
  check: (own, view) =>
    [...restsBefore(own, view), ...restAfter(own, view)]
      .filter(({ restMinutes }) => restMinutes < MIN_REST_MINUTES)
      .map(({ date, startMinute, restMinutes }) => ({
        size: MIN_REST_MINUTES - restMinutes,
        agent: own.agent.id,
        date,
        minute: startMinute,
        facts: { found: restMinutes, allowed: MIN_REST_MINUTES },
      })),
});

/** Rest after the plan's last day, told on that day: the day after it is published and not the plan's to change. */
function restAfter(own: AgentView, view: RosterView): readonly Omit<RestBefore, 'day'>[] {
  const shifts = own.days.at(-1) ?? [];
  const latest = shifts.toSorted((one, other) => other.endMinute - one.endMinute)[0];
  if (latest === undefined) return [];
  const { date, startMinute, endMinute } = latest;
  return [{ date, startMinute, restMinutes: restAfterPlan(view.problem, own.agent, endMinute) }];
}
