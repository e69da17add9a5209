import { addDays, daysBetween, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import { isRestDay } from '../model/rest-day.ts';
import { agentRule, dayOf, workedDays, works, type AgentView, type RosterView } from './rule.ts';

/** Two weeks around a Sunday, eight around a holiday that falls on a weekday, the day itself included. */
const DAYS_FOR_SUNDAY = 2 * 7;
const DAYS_FOR_HOLIDAY = 8 * 7;

/** A day of rest on which somebody worked, and the days of the plan among which another is owed; before it, they are below 0. */
interface Owed {
  readonly date: PlainDate;
  readonly earliest: number;
  readonly latest: number;
}

/**
 * Hard rule: whoever works on a Sunday has a weekday free within two weeks, whoever works on a public holiday that falls
 * on a weekday within eight, before it or after; each such day stands for one. Any weekday without work will do, one of
 * absence too. Not judged: what may still be granted after the plan, and holidays before it. Sized by the days missing.
 */
export const substituteRestDay = agentRule({
  name: 'substituteRestDay',
  source: 'ArbZG § 11 (3)',
  hard: true,
  unit: 'days',
  check: (own, view) => {
    const last = view.problem.days.length - 1;
    const waiting = owedDays(own, view)
      .filter(({ latest }) => 0 <= latest && latest <= last)
      .sort((one, other) => one.latest - other.latest);
    const missing: Owed[] = [];
    const isFree = freeWeekdays(own, view);
    for (let day = Math.min(0, ...waiting.map(({ earliest }) => earliest)); waiting.length > 0; day++) {
      while (waiting[0] !== undefined && waiting[0].latest < day) missing.push(...waiting.splice(0, 1));
      const next = waiting.findIndex(({ earliest }) => earliest <= day);
      if (next >= 0 && isFree(day)) waiting.splice(next, 1);
    }
    return missing.map(({ date, latest }) => ({
      size: 1,
      agent: own.agent.id,
      date,
      facts: { until: dayOf(view, latest).date },
    }));
  },
});

function owedDays(own: AgentView, view: RosterView): readonly Owed[] {
  const first = dayOf(view, 0).date;
  const inPlan = workedDays(own, view)
    .map(({ day }) => dayOf(view, day))
    .filter(isRestDay)
    .map(({ date }) => date);
  const before = (own.agent.past ?? [])
    .map(({ date }) => date)
    .filter((date) => date < first && weekdayOf(date) === 7);
  return [...new Set([...before, ...inPlan])].map((date) => {
    const reach = (weekdayOf(date) === 7 ? DAYS_FOR_SUNDAY : DAYS_FOR_HOLIDAY) - 1;
    const day = daysBetween(first, date);
    return { date, earliest: day - reach, latest: day + reach };
  });
}

/** Whether a day, counted from the plan's first, is a weekday without work; before the plan as far as is known. */
function freeWeekdays(own: AgentView, view: RosterView): (day: number) => boolean {
  const first = dayOf(view, 0).date;
  const past = new Set((own.agent.past ?? []).map(({ date }) => date));
  return (day) => {
    if (day >= 0) return !works(own, day) && !isRestDay(dayOf(view, day));
    const date = addDays(first, day);
    return weekdayOf(date) < 7 && !past.has(date);
  };
}
