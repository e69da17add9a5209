import type { MinuteLimits } from './built-window.ts';
import type { DutyAgent, DutyModel } from '../model/duty-model.ts';

/** Least and most paid minutes on the days settled after one, by the kind worked on it. */
export type MinutesInReach = (day: number, kind: number) => MinuteLimits;

const NOTHING: MinuteLimits = { least: 0, most: 0 };
const OUT_OF_REACH: MinuteLimits = { least: Infinity, most: -Infinity };

/**
 * What a person can still be paid on the days not yet settled, rest included: before a long early Saturday no late
 * Friday is in reach, and after a late Friday no long early Saturday.
 *
 * @param days in the order in which they are settled, ascending or descending
 * @param works whether the person works on a day
 */
export function minutesInReach(
  model: DutyModel,
  agent: DutyAgent,
  days: readonly number[],
  works: (day: number) => boolean,
): MinutesInReach {
  const { kinds, minutes, mayFollow } = model;
  const afterKind = new Map<number, readonly MinuteLimits[]>();
  let afterFree = NOTHING;
  let next:
    { readonly day: number; readonly kinds: readonly number[]; readonly sums: MinuteLimits[] } | undefined;
  for (const day of days.toReversed()) {
    const following = next;
    const own = Array.from({ length: kinds }, (_, kind): MinuteLimits => {
      if (following === undefined || Math.abs(following.day - day) !== 1) return afterFree;
      const isForward = following.day > day;
      return span(
        following.sums.filter((_sum, at) => {
          const other = following.kinds[at] ?? 0;
          return mayFollow[isForward ? kind * kinds + other : other * kinds + kind] === 1;
        }),
      );
    });
    afterKind.set(day, own);
    if (!works(day)) {
      next = undefined;
      continue;
    }
    const open = kindsOn(model, agent, day);
    const sums = open.map((kind) => {
      const { least, most } = own[kind] ?? NOTHING;
      return { least: least + (minutes[kind] ?? 0), most: most + (minutes[kind] ?? 0) };
    });
    next = { day, kinds: open, sums };
    afterFree = span(sums);
  }
  return (day, kind) => afterKind.get(day)?.[kind] ?? NOTHING;
}

function span(sums: readonly MinuteLimits[]): MinuteLimits {
  let { least, most } = OUT_OF_REACH;
  for (const sum of sums) {
    least = Math.min(least, sum.least);
    most = Math.max(most, sum.most);
  }
  return { least, most };
}

function kindsOn(
  { families, familyKind }: DutyModel,
  { allowed }: DutyAgent,
  day: number,
): readonly number[] {
  const found = new Set<number>();
  for (let family = 0; family < families; family++)
    if (allowed[day * families + family] === 1) found.add(familyKind[family] ?? 0);
  return [...found];
}
