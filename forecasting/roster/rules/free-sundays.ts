import { weekdayOf } from '../../time/plain-date.ts';
import { agentRule, shiftsOf } from './rule.ts';

/** ArbZG § 11 (1): at least fifteen Sundays a year stay free. */
const FREE_SUNDAYS = 15;
const SUNDAYS_A_YEAR = 52;

/**
 * Hard rule: where Sunday work is allowed, fifteen Sundays of the 52 weeks that end with the plan stay free; sized by
 * the Sundays too many, named on each of them.
 */
export const freeSundays = agentRule({
  name: 'freeSundays',
  source: 'ArbZG § 11 (1)',
  hard: true,
  unit: 'days',
  check: (own) => {
    const allowed = SUNDAYS_A_YEAR - FREE_SUNDAYS;
    const before = own.agent.sundaysWorked ?? 0;
    const sundays = [
      ...new Set(
        shiftsOf(own)
          .map(({ shift }) => shift.date)
          .filter((date) => weekdayOf(date) === 7),
      ),
    ];
    return sundays.flatMap((date, index) =>
      before + index + 1 > allowed
        ? [{ size: 1, agent: own.agent.id, date, facts: { found: before + index + 1, allowed } }]
        : [],
    );
  },
});
