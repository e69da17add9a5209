import { daysBetween } from '../../time/plain-date.ts';
import { planRule } from './rule.ts';

/** Soft rule: a roster is known so many days before its first day; a warning at publication, sized by missing days. */
export const notice = planRule({
  name: 'notice',
  source: 'works agreement: notice of rosters',
  hard: false,
  unit: 'days',
  check: ({ problem }) => {
    const first = problem.days[0]?.date;
    if (problem.notice === undefined || first === undefined) return [];
    const { publishedOn, days: allowed } = problem.notice;
    const found = daysBetween(publishedOn, first);
    return found < allowed ? [{ size: allowed - found, date: first, facts: { found, allowed } }] : [];
  },
});
