import { valueAt } from '../maths/value-at.ts';
import { meanCurve, total } from './day-history.ts';

/** How a day is silent where calls always come. */
export type Silence = 'zeros' | 'unfinished' | 'gap';

/** Days of the same weekday that a silence is held against. */
const LEAST_WEEKS = 2;
const LEAST_WEEKS_IN_MID_DAY = 4;
/** Calls that must be missing for silence to mean something: by chance alone it is then below 1 in 100,000. */
const LEAST_MISSING_CALLS = 12;
/** Share of its day that must be missing at an edge: doors that shut a little early hide no calls. */
const LEAST_MISSING_SHARE = 0.05;
const GAP_SLOTS = 2;
/** Calls a slot must usually have for its silence to mean something: chance alone is then below 1 in 3,000. */
const GAP_LEAST_CALLS = 8;
/** Weeks in which the same hours were silent: then the hours have changed, and the records are whole. */
const WEEKS_OF_NEW_HOURS = 3;

/**
 * Whether a day has hours without a single call in which there always are some: its records end too early, begin
 * too late, have a hole, or hold nothing but zeros. True zeros of a small queue are no silence.
 *
 * @param before same weekdays before it that are whole
 * @param quiet the same, with those that were silent themselves: hours that stay silent week after week are new hours
 */
export function silenceOf(
  offered: Float64Array,
  before: readonly Float64Array[],
  quiet: readonly Float64Array[],
): Silence | undefined {
  if (before.length < LEAST_WEEKS) return undefined;
  const usual = meanCurve(before, offered.length);
  const first = offered.findIndex((calls) => calls > 0);
  if (first < 0) return total(usual) >= LEAST_MISSING_CALLS ? 'zeros' : undefined;
  const last = offered.findLastIndex((calls) => calls > 0);
  const isMissing = (from: number, until: number): boolean => {
    const missing = total(usual.slice(from, until));
    const weeks = quiet.filter((curve) => total(curve) > 0 && total(curve.slice(from, until)) === 0).length;
    return (
      missing >= LEAST_MISSING_CALLS &&
      missing >= LEAST_MISSING_SHARE * total(usual) &&
      weeks < WEEKS_OF_NEW_HOURS
    );
  };
  if (isMissing(last + 1, offered.length)) return 'unfinished';
  if (isMissing(0, first)) return 'gap';
  return before.length >= LEAST_WEEKS_IN_MID_DAY && hasHole(offered, usual, first, last) ? 'gap' : undefined;
}

/** Two slots in a row without a call where there usually are many, with calls before and after. */
function hasHole(offered: Float64Array, usual: Float64Array, first: number, last: number): boolean {
  let silent = 0;
  for (let slot = first; slot <= last; slot++) {
    const isSilent = offered[slot] === 0 && valueAt(usual, slot) >= GAP_LEAST_CALLS;
    silent = isSilent ? silent + 1 : 0;
    if (silent >= GAP_SLOTS) return true;
  }
  return false;
}
