import { sampleCorrelation } from 'simple-statistics';
import type { DayMiss } from '../models/model.ts';

/** Believed before there are days to compare, and for how many days that stands. */
const USUAL_CORRELATION = 0.3;
const USUAL_DAYS = 20;
const LARGEST = 0.95;

/**
 * How far queues miss their forecasts together: mean correlation of the relative misses of day totals over all pairs of
 * queues, few days shrunk to what is usual.
 *
 * @param misses one list per queue; only days that two queues have in common are compared
 * @returns a correlation in [0, 0.95]
 */
export function jointCorrelation(misses: readonly (readonly DayMiss[])[]): number {
  let weighted = USUAL_CORRELATION * USUAL_DAYS;
  let days = USUAL_DAYS;
  for (const [index, own] of misses.entries()) {
    for (const other of misses.slice(index + 1)) {
      const theirs = new Map(other.map(({ date, share }) => [date, share]));
      const pairs = own.flatMap(({ date, share }): readonly (readonly [number, number])[] => {
        const match = theirs.get(date);
        return match === undefined ? [] : [[share, match]];
      });
      if (pairs.length < 3) continue;
      weighted += pairs.length * correlation(pairs);
      days += pairs.length;
    }
  }
  return Math.min(LARGEST, Math.max(0, weighted / days));
}

/** Nothing goes together with what never varies. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const found = sampleCorrelation(
    pairs.map(([own]) => own),
    pairs.map(([, other]) => other),
  );
  return Number.isFinite(found) ? found : 0;
}
