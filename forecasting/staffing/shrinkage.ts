import type { Weekday } from '../time/plain-date.ts';
import { percentageHint } from '../erlang/require-argument.ts';

/** Paid time that one cause takes away, where and when it does. */
export interface ShrinkageCause {
  /** For people, e.g. "leave", "sickness", "team meeting". */
  readonly cause: string;
  /** Share of paid time, in [0, 1). */
  readonly share: number;
  /** Every day unless given. */
  readonly weekdays?: readonly Weekday[] | undefined;
  /** Minutes of the day [from, to); all day unless given. */
  readonly fromMinute?: number | undefined;
  readonly toMinute?: number | undefined;
}

/**
 * Shrinkage at a moment: the causes that hold then, added up, as each is a share of the same paid time.
 *
 * @throws RangeError for a share outside [0, 1) or causes that together leave nobody
 */
export function shrinkageAt(
  causes: readonly ShrinkageCause[],
  weekday: Weekday,
  minuteOfDay: number,
): number {
  let total = 0;
  for (const { cause, share, weekdays, fromMinute = 0, toMinute = 1440 } of causes) {
    if (!(share >= 0 && share < 1))
      throw new RangeError(`shrinkage by ${cause} must be in [0, 1), got ${share}${percentageHint(share)}`);
    const holds =
      (weekdays?.includes(weekday) ?? true) && minuteOfDay >= fromMinute && minuteOfDay < toMinute;
    if (holds) total += share;
  }
  // Shares such as 0.1 + 0.2 must not miss a tie by their binary error.
  const rounded = Math.round(total * 1e12) / 1e12;
  if (rounded < 1) return rounded;
  throw new RangeError(
    `the causes of shrinkage on weekday ${weekday} at minute ${minuteOfDay} add up to ${rounded}, nobody is left`,
  );
}
