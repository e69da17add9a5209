import type { RuleName } from '../../model/rules.ts';
import type { DutyAgent } from './duty-model.ts';

/** Numbers of a person's calendar that a rule sets. */
export type PersonLimits = Pick<
  DutyAgent,
  'minMinutes' | 'maxMinutes' | 'maxRun' | 'minRun' | 'minOff' | 'maxWeekends' | 'maxDaysPerWeek'
>;

/** What is given up to plan one person at all. */
export interface Relaxation {
  readonly rules: readonly RuleName[];
  /** Numbers of the days on which rules about single days are given up; on all others they hold. */
  readonly days: readonly number[];
  /** Where the person's limits lie instead; those of the rules given up where they are not named. */
  readonly limits: Partial<PersonLimits>;
}

/**
 * A person of whom less is asked.
 *
 * @param asked with all rules
 * @param loose without the rules given up
 */
export function relaxedAgent(asked: DutyAgent, loose: DutyAgent, { days, limits }: Relaxation): DutyAgent {
  const families = asked.allowed.length / asked.offCost.length;
  const allowed = asked.allowed.slice();
  const offCost = asked.offCost.slice();
  for (const day of days) {
    allowed.set(loose.allowed.subarray(day * families, (day + 1) * families), day * families);
    offCost[day] = loose.offCost[day] ?? 0;
  }
  return { ...loose, allowed, offCost, ...limits };
}

/** The days on which more is possible without the rules given up. */
export function daysRelaxed(asked: DutyAgent, loose: DutyAgent): readonly number[] {
  const families = asked.allowed.length / asked.offCost.length;
  return Array.from(asked.offCost, (_, day) => day).filter(
    (day) =>
      asked.offCost[day] !== loose.offCost[day] ||
      asked.allowed
        .subarray(day * families, (day + 1) * families)
        .some((may, family) => may !== loose.allowed[day * families + family]),
  );
}
