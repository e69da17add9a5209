import { isYearEndDay } from '../model/year-end.ts';
import { agentRule, shiftsOf } from './rule.ts';

/**
 * Soft rule: 24 and 31 December are free. Who is needed nevertheless gets the time back within three months: the days
 * are credited like public holidays, so that work on them takes hours off the person's other days. One finding per duty.
 */
export const yearEndDays = agentRule({
  name: 'yearEndDays',
  source: 'TVöD § 6 (3) sentences 1 to 3',
  hard: false,
  unit: 'shifts',
  check: (own) =>
    shiftsOf(own).flatMap(({ shift }) =>
      isYearEndDay(shift.date)
        ? [{ size: 1, agent: own.agent.id, date: shift.date, minute: shift.startMinute }]
        : [],
    ),
});
