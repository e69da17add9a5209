import { isProtectedOn } from '../model/protected-on.ts';
import { agentRule, workedDays } from './rule.ts';

/** Overtime in the sense of SGB IX § 207 begins above the eight hours of ArbZG § 3 (BAG 9 AZR 176/02). */
const ORDINARY_DAY_MINUTES = 8 * 60;

/** Hard rule: severely disabled people who asked for it are free of overtime; sized by the minutes over eight hours. */
export const noOvertime = agentRule({
  name: 'noOvertime',
  source: 'SGB IX § 207',
  hard: true,
  unit: 'minutes',
  check: (own, view) =>
    workedDays(own, view)
      .filter(
        ({ date, paid }) => paid > ORDINARY_DAY_MINUTES && isProtectedOn(own.agent, 'severelyDisabled', date),
      )
      .map(({ date, paid }) => ({
        size: paid - ORDINARY_DAY_MINUTES,
        agent: own.agent.id,
        date,
        facts: { found: paid, allowed: ORDINARY_DAY_MINUTES },
      })),
});
