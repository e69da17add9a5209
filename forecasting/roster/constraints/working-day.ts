import { paidMinutes } from '../roster.ts';
import { agentRule, shiftsOf } from './rule.ts';

/** The law's own end, whatever a contract says (ArbZG § 3 sentence 2). */
const LONGEST_WORKING_DAY_MINUTES = 10 * 60;

/** Hard rule: the working day is no longer than the contract's and never over ten hours; sized by minutes over. */
export const workingDay = agentRule({
  name: 'workingDay',
  source: 'ArbZG § 3; JArbSchG § 8, MuSchG § 4 for particular persons',
  hard: true,
  unit: 'minutes',
  check: (own) =>
    shiftsOf(own).flatMap(({ shift }) => {
      const allowed = Math.min(
        LONGEST_WORKING_DAY_MINUTES,
        own.contract?.maxDayMinutes ?? LONGEST_WORKING_DAY_MINUTES,
      );
      const found = paidMinutes(shift);
      return found > allowed
        ? [{ size: found - allowed, agent: own.agent.id, date: shift.date, facts: { allowed, found } }]
        : [];
    }),
});
