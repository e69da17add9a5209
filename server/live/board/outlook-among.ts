import { LIKELY_MISSED } from '../../contract/today.ts';
import type { Outlook } from '../../contract/wall.ts';
import type { DayPlan } from './day-plan.ts';

/**
 * The prospects of the worst off of some cities: with the move that would help and the end of the backlog where it is the
 * worst off of all, and with the others that are likely to miss their target too.
 *
 * @returns `null` where none of them has prospects
 */
export function outlookAmong(
  { outlook, steering }: Pick<DayPlan, 'outlook' | 'steering'>,
  isShown: (city: string) => boolean,
): Outlook | null {
  const chances = (steering?.cities ?? [])
    .filter(({ city }) => isShown(city))
    .toSorted((one, other) => one.holdsProbability - other.holdsProbability);
  const [own] = chances;
  const worst =
    outlook !== null && isShown(outlook.city)
      ? outlook
      : own === undefined
        ? null
        : { ...own, move: null, backlogClearedAt: null };
  if (worst === null) return null;
  const alsoMissed = chances
    .filter(({ city, holdsProbability }) => city !== worst.city && holdsProbability < LIKELY_MISSED)
    .map(({ city }) => city);
  return { ...worst, alsoMissed };
}
