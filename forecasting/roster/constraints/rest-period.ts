import { addDays } from '../../time/plain-date.ts';
import { agentRule, shiftsOf, type Finding, type RosterView } from './rule.ts';

/** Rest between two working days (ArbZG § 5 (1); the exceptions of (2) are not modelled). */
const MIN_REST_MINUTES = 11 * 60;

/**
 * Hard rule: eleven hours of rest between two working days of one agent, the last one before the plan included.
 * Rest is elapsed time: the night the clocks go forward is one hour shorter than it looks. Sized by missing minutes.
 */
export const restPeriod = agentRule({
  name: 'restPeriod',
  source: 'ArbZG § 5 (1)',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    const findings: Finding[] = [];
    const firstDate = view.problem.days[0]?.date;
    const eve =
      firstDate === undefined
        ? undefined
        : own.agent.past?.find(({ date }) => date === addDays(firstDate, -1));
    let lastDay = -1;
    let lastEnd = eve?.endMinute;
    for (const { shift, day } of shiftsOf(own)) {
      if (lastEnd !== undefined && day !== lastDay) {
        let rest = elapsed(view, day, shift.startMinute) - elapsed(view, lastDay, lastEnd);
        for (let between = lastDay; between < day; between++) rest += view.dayMinutes[between] ?? 24 * 60;
        if (rest < MIN_REST_MINUTES)
          findings.push({
            size: MIN_REST_MINUTES - rest,
            agent: own.agent.id,
            date: shift.date,
            minute: shift.startMinute,
            facts: { found: rest, allowed: MIN_REST_MINUTES },
          });
      }
      lastDay = day;
      lastEnd = shift.endMinute;
    }
    return findings;
  },
});

/** The clocks change before this minute of the day (at two or three o'clock, EU directive 2000/84/EC). */
const CLOCKS_HAVE_CHANGED_MINUTE = 3 * 60;

/** Minutes since local midnight that have really passed at a wall-clock minute of a day. */
function elapsed(view: RosterView, day: number, minute: number): number {
  const length = view.dayMinutes[day] ?? 24 * 60;
  return minute >= CLOCKS_HAVE_CHANGED_MINUTE ? minute + length - 24 * 60 : minute;
}
