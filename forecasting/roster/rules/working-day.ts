import { agentRule, workedDays } from './rule.ts';

/** The law's own end, whatever a contract says (ArbZG § 3 sentence 2). */
const LONGEST_WORKING_DAY_MINUTES = 10 * 60;

/** Hard rule: all shifts of a day together are no longer than the contract's day and never over ten hours; sized by minutes over. */
export const workingDay = agentRule({
  name: 'workingDay',
  source: 'ArbZG § 3; JArbSchG § 8, MuSchG § 4 for particular persons',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    const allowed = Math.min(
      LONGEST_WORKING_DAY_MINUTES,
      own.contract?.maxDayMinutes ?? LONGEST_WORKING_DAY_MINUTES,
    );
    return workedDays(own, view)
      .filter(({ paid }) => paid > allowed)
      .map(({ date, paid }) => ({
        size: paid - allowed,
        agent: own.agent.id,
        date,
        facts: { allowed, found: paid },
      }));
  },
});
