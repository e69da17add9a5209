import { valueAt } from '../maths/value-at.ts';
import { lastSameWeekdays } from '../history/fill-causally.ts';
import { knownBefore, total, type DayHistory } from '../history/day-history.ts';
import type { PlainDate } from '../time/plain-date.ts';

/** How a stored forecast did against what came, beside "the same weekday last week" as known then. */
export interface VersionAccuracy {
  /** Days that have come since. */
  readonly days: number;
  readonly offered: number;
  /** Shares; `undefined` while nothing has come. */
  readonly wape: number | undefined;
  readonly bias: number | undefined;
  readonly naiveWape: number | undefined;
  readonly insideBand: number | undefined;
}

/** A forecast day as a version keeps it. */
export interface KeptDay {
  readonly date: PlainDate;
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Ratios come from sums over all slots of all days that came; the naive rule knows only days before `from`. */
export function versionAccuracy(
  days: readonly KeptDay[],
  history: DayHistory,
  from: PlainDate,
): VersionAccuracy {
  const outcomes = new Map(history.days.map(({ date, offered }) => [date, offered]));
  const known = knownBefore(history, from);
  let came = 0;
  let offered = 0;
  let absolute = 0;
  let error = 0;
  let naive = 0;
  let inside = 0;
  let slots = 0;
  for (const day of days) {
    const outcome = outcomes.get(day.date);
    if (outcome === undefined) continue;
    const lastWeek = lastSameWeekdays(known, day.date, 1)[0]?.offered;
    came += 1;
    offered += total(outcome);
    for (const [slot, calls] of outcome.entries()) {
      const mean = valueAt(day.mean, slot);
      absolute += Math.abs(mean - calls);
      error += mean - calls;
      naive += Math.abs((lastWeek?.[slot] ?? 0) - calls);
      if (calls >= valueAt(day.low, slot) && calls <= valueAt(day.high, slot)) inside += 1;
      slots += 1;
    }
  }
  const share = (sum: number, of: number) => (of > 0 ? sum / of : undefined);
  return {
    days: came,
    offered,
    wape: share(absolute, offered),
    bias: share(error, offered),
    naiveWape: share(naive, offered),
    insideBand: share(inside, slots),
  };
}
