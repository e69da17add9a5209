import { restsBefore } from './rest-before.ts';
import { agentRule } from './rule.ts';

/** Rest between two working days (ArbZG § 5 (1); the exceptions of (2) are not modelled). */
const MIN_REST_MINUTES = 11 * 60;

/**
 * Hard rule: eleven hours of rest between two working days of one agent, the last one before the plan included.
 * Sized by missing minutes.
 */
export const restPeriod = agentRule({
  name: 'restPeriod',
  source: 'ArbZG § 5 (1)',
  hard: true,
  unit: 'minutes',
  check: (own, view) =>
    restsBefore(own, view)
      .filter(({ restMinutes }) => restMinutes < MIN_REST_MINUTES)
      .map(({ date, startMinute, restMinutes }) => ({
        size: MIN_REST_MINUTES - restMinutes,
        agent: own.agent.id,
        date,
        minute: startMinute,
        facts: { found: restMinutes, allowed: MIN_REST_MINUTES },
      })),
});
