import { paidMinutes } from '../model/roster.ts';
import { agentRule, shiftsOf } from './rule.ts';

/**
 * Soft rule: paid interruptions of screen work have their place. They are taken by turns, not at minutes of the roster,
 * so what must hold is that the demand leaves room for them: its shrinkage is at least their share of paid time.
 * Sized by the minutes of each shift for which there is none. They are no breaks in the sense of ArbZG § 4.
 */
export const screenBreaks = agentRule({
  name: 'screenBreaks',
  source: 'ArbStättV annex 6.1 (2)',
  hard: false,
  unit: 'minutes',
  check: (own, { problem }) => {
    const { screenBreaks: setting } = problem;
    if (setting === undefined) return [];
    const missing = setting.minutesPerHour / 60 - setting.shrinkage;
    if (missing <= 1e-9) return [];
    return shiftsOf(own).map(({ shift }) => ({
      size: missing * paidMinutes(shift),
      agent: own.agent.id,
      date: shift.date,
      facts: { wanted: (setting.minutesPerHour / 60) * paidMinutes(shift) },
    }));
  },
});
