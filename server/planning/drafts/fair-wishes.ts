import type { Wish } from '../../../forecasting/roster/index.ts';
import type { PastDuties, PastOfAgent } from './past-duties.ts';

/** Wishes of people refused most often weigh at most so many times their own weight. */
const MOST_FACTOR = 2;

/**
 * By what each person's wishes are weighed in a new draft: 1 + the share of their wishes refused over half a year, above
 * the smallest share in the team. Whoever wished for nothing, and whoever is new, has a factor of 1.
 */
export function wishFactors(past: PastDuties): ReadonlyMap<string, number> {
  const shares = [...past].flatMap(([agent, own]) => {
    const share = refusedShare(own);
    return share === undefined ? [] : [[agent, share] as const];
  });
  const least = Math.min(...shares.map(([, share]) => share));
  return new Map(shares.map(([agent, share]) => [agent, Math.min(MOST_FACTOR, 1 + share - least)]));
}

/** A wish with its price times the factor, in tenths of a point. */
export function weighed<T extends Wish>(wish: T, factor: number): T {
  return { ...wish, weight: Math.round(wish.weight * factor * 10) / 10 };
}

function refusedShare({ burdens, wishesGranted }: PastOfAgent): number | undefined {
  const all = wishesGranted + burdens.wishesRefused;
  return all === 0 ? undefined : burdens.wishesRefused / all;
}
