import { WANTED_PROBABILITY, type Steering } from '../../server/contract/today.ts';
import type { CityBoard } from '../../server/contract/wall.ts';
import type { MomentTexts } from '../text/moment-texts.ts';
import { formatCount, type Language } from '../text/format.ts';

/** The worst shortage still to come that the chart of people shows; `null`: nobody is missing. */
export interface WorstGap {
  readonly missing: number;
  /** Local time at which so many are missing. */
  readonly at: string;
}

/** What stands where there is no move to propose: it must be true beside the chances, the chart and the cities' states. */
export function nothingToDo(
  { cities: chances }: Pick<Steering, 'cities'>,
  cities: readonly CityBoard[],
  gap: WorstGap | null,
  texts: MomentTexts,
  language: Language,
): string {
  const words = texts.nothingToDo;
  if (chances.some(({ holdsProbability }) => holdsProbability < WANTED_PROBABILITY))
    return words.nothingHelps;
  if (gap !== null)
    return gap.missing === 1
      ? words.onePersonShort(gap.at)
      : words.shortOfPeople(formatCount(gap.missing, language), gap.at);
  const isStrained = cities.some(({ status: { level } }) => level === 'warning' || level === 'breach');
  return isStrained ? words.strained : words.allWell;
}
