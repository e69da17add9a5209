import { paidMinutes } from '../roster.ts';
import { isProtectedOn } from './protected-on.ts';
import { agentRule, shiftsOf } from './rule.ts';

/** Overtime in the sense of SGB IX § 207 begins above the eight hours of ArbZG § 3 (BAG 9 AZR 176/02). */
const ORDINARY_DAY_MINUTES = 8 * 60;

/** Hard rule: severely disabled people who asked for it are free of overtime; sized by the minutes over eight hours. */
export const noOvertime = agentRule({
  name: 'noOvertime',
  source: 'SGB IX § 207',
  hard: true,
  unit: 'minutes',
  check: (own) =>
    shiftsOf(own).flatMap(({ shift }) => {
      const found = paidMinutes(shift);
      return found > ORDINARY_DAY_MINUTES && isProtectedOn(own.agent, 'severelyDisabled', shift.date)
        ? [
            {
              size: found - ORDINARY_DAY_MINUTES,
              agent: own.agent.id,
              date: shift.date,
              facts: { found, allowed: ORDINARY_DAY_MINUTES },
            },
          ]
        : [];
    }),
});
