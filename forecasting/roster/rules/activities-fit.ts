import type { MinuteSpan } from '../../shifts/shift-pattern.ts';
import { agentRule, shiftsOf } from './rule.ts';

/**
 * Hard rule: a meeting or training lies inside its shift, touches no break and no other activity: whoever takes part
 * in working time has had no break by it. Sized by the minutes that lie wrong.
 */
export const activitiesFit = agentRule({
  name: 'activitiesFit',
  source: 'ArbZG § 4; BVerwG 5 C 1.12 (training is working time)',
  hard: true,
  unit: 'minutes',
  check: (own) =>
    shiftsOf(own).flatMap(({ shift }) =>
      (shift.activities ?? []).flatMap((activity, index) => {
        const length = activity.endMinute - activity.startMinute;
        const clashes = [...shift.breaks, ...(shift.activities ?? []).slice(0, index)];
        const size =
          length <= 0
            ? 1
            : length -
              shared(activity, shift) +
              clashes.reduce((sum, span) => sum + shared(activity, span), 0);
        return size > 0
          ? [
              {
                size,
                agent: own.agent.id,
                date: shift.date,
                minute: activity.startMinute,
                facts: { activity: activity.label },
              },
            ]
          : [];
      }),
    ),
});

function shared(one: MinuteSpan, other: MinuteSpan): number {
  return Math.max(0, Math.min(one.endMinute, other.endMinute) - Math.max(one.startMinute, other.startMinute));
}
