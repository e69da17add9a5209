import type { RuleName } from '../../model/rules.ts';
import type { DutyAgent } from './duty-model.ts';
import { daysRelaxed, relaxedAgent, type PersonLimits, type Relaxation } from './relaxed-agent.ts';

/** Whether some calendar of a person keeps all that is asked. */
export type HasCalendar = (agent: DutyAgent) => boolean;

/** Pairs of days are tried for at most so many days. */
const MOST_DAYS_FOR_PAIRS = 20;
/** The grid of paid time. */
const STEP_MINUTES = 15;

/**
 * The least that must be given up of some rules, given that a calendar exists without them: the fewest days on which rules
 * about single days (pins, absences) do not hold, then each limit as near to what is asked as possible.
 *
 * @param asked the person with all rules
 * @param loose the person without `rules`
 */
export function leastRelaxation(
  rules: readonly RuleName[],
  asked: DutyAgent,
  loose: DutyAgent,
  hasCalendar: HasCalendar,
): Relaxation {
  const isEnough = (days: readonly number[], limits: Partial<PersonLimits>): boolean =>
    hasCalendar(relaxedAgent(asked, loose, { rules, days, limits }));
  const days = fewestDays(daysRelaxed(asked, loose), (some) => isEnough(some, {}));
  let limits: Partial<PersonLimits> = {};
  for (const name of ['maxRun', 'minRun', 'minOff', 'maxWeekends', 'maxDaysPerWeek'] as const) {
    const step = Math.sign(loose[name] - asked[name]);
    let value = asked[name];
    while (value !== loose[name] && !isEnough(days, { ...limits, [name]: value })) value += step;
    limits = { ...limits, [name]: value };
  }
  const minutes = nearestMinutes(asked, loose, (some) => isEnough(days, { ...limits, ...some }));
  return { rules, days, limits: { ...limits, ...minutes } };
}

/** One day if one is enough, else two; else days of which none can be left out. */
function fewestDays(
  days: readonly number[],
  isEnough: (days: readonly number[]) => boolean,
): readonly number[] {
  if (isEnough([])) return [];
  const one = days.find((day) => isEnough([day]));
  if (one !== undefined) return [one];
  if (days.length <= MOST_DAYS_FOR_PAIRS)
    for (const [index, first] of days.entries())
      for (const second of days.slice(index + 1)) if (isEnough([first, second])) return [first, second];
  let kept = days;
  for (const day of days) {
    const fewer = kept.filter((other) => other !== day);
    if (isEnough(fewer)) kept = fewer;
  }
  return kept;
}

type Minutes = Pick<PersonLimits, 'minMinutes' | 'maxMinutes'>;

/** Paid time as little over, or as little under, what is asked as possible, whichever is less. */
function nearestMinutes(
  asked: DutyAgent,
  loose: DutyAgent,
  isEnough: (minutes: Minutes) => boolean,
): Minutes {
  const over = (steps: number): Minutes => ({
    minMinutes: Math.max(asked.minMinutes, loose.minMinutes),
    maxMinutes: Math.min(asked.maxMinutes + steps * STEP_MINUTES, loose.maxMinutes),
  });
  const under = (steps: number): Minutes => ({
    minMinutes: Math.max(asked.minMinutes - steps * STEP_MINUTES, loose.minMinutes),
    maxMinutes: Math.min(asked.maxMinutes, loose.maxMinutes),
  });
  const most = Math.ceil((asked.offCost.length * 24 * 60) / STEP_MINUTES);
  const least = (widened: (steps: number) => Minutes): number => {
    let [tooFew, enough] = [-1, most];
    if (!isEnough(widened(most))) return Infinity;
    while (enough - tooFew > 1) {
      const middle = Math.floor((tooFew + enough) / 2);
      if (isEnough(widened(middle))) enough = middle;
      else tooFew = middle;
    }
    return enough;
  };
  const [stepsOver, stepsUnder] = [least(over), least(under)];
  if (stepsOver === Infinity && stepsUnder === Infinity) return loose;
  return stepsOver <= stepsUnder ? over(stepsOver) : under(stepsUnder);
}
