import type { Random } from '../../../maths/seeded.ts';
import { shuffled, type RosterSearch } from './roster-search.ts';

export interface GuidedOptions {
  readonly worth: Float64Array;
  readonly random: Random;
  readonly sweeps: number;
  /** Share of the true marginal prices in the first sweep; grows to 1 in equal ratios. */
  readonly startShare: number;
  readonly isOver: () => boolean;
}

/**
 * Agents answer first to what cells are worth in the whole plan (dual prices), then more and more to what is really
 * missing now. Under the dual prices everyone picks calendars of the relaxed optimum; the growing share of true
 * marginal prices settles who of several equally good ones gives way.
 */
export function descendGuided(search: RosterSearch, options: GuidedOptions): void {
  const { worth, random, sweeps, startShare } = options;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const own = startShare * (1 / startShare) ** (sweep / Math.max(1, sweeps - 1));
    for (const agent of shuffled(search.duties.length, random)) {
      if (options.isOver()) return;
      search.step(agent, 0, 0, search.model.days, { worth, share: 1 - own });
    }
  }
}
