import { seededRandom } from '../maths/seeded.ts';
import { compilePlannable, type BlockedAgent } from './explain/blocked-agents.ts';
import { checkRoster } from './checker/check-roster.ts';
import { evenBurdens } from './fairness/even-burdens.ts';
import { placeBreaks } from './model/place-breaks.ts';
import type { RosterProblem } from './model/problem.ts';
import type { Roster } from './model/roster.ts';
import type { RosterCheck } from './model/rules.ts';
import { withActivities } from './model/with-activities.ts';
import { anneal } from './solver/annealing/anneal.ts';
import { decodeRoster } from './solver/model/compile-problem.ts';
import { descendGuided } from './solver/annealing/guided-descent.ts';
import { ascendPrices } from './solver/pricing/price-ascent.ts';
import { RosterSearch } from './solver/annealing/roster-search.ts';

export interface QuickRoster {
  readonly roster: Roster;
  readonly check: RosterCheck;
  /** People for whom no lawful calendar exists, and why; they are planned with the fewest rules given up. */
  readonly blocked: readonly BlockedAgent[];
}

/** Share of the time in which burdens are evened out between people. */
const EVENING_SHARE = 0.1;

/**
 * A lawful roster quickly, on the thread that asks: a first one within a second or two for a hundred people and four
 * weeks, then better ones until the time is up. For a good roster with a bound run the solver in workers instead.
 *
 * @param clock elapsed seconds, from any origin
 * @param seconds how long to go on improving; 0 returns the first lawful roster
 */
export function planRoster(
  problem: RosterProblem,
  options: { readonly seed: number; readonly clock: () => number; readonly seconds: number },
): QuickRoster {
  const end = options.clock() + options.seconds;
  const until = end - options.seconds * EVENING_SHARE;
  const random = seededRandom(options.seed);
  const { compiled, blocked } = compilePlannable(problem);
  const search = new RosterSearch(compiled.model, random);
  search.construct();
  if (options.clock() < until) {
    const half = options.clock() + (until - options.clock()) / 2;
    const { worth } = ascendPrices(compiled.model, {
      clock: options.clock,
      until: half,
      onBound: () => undefined,
    });
    descendGuided(search, {
      worth,
      random,
      sweeps: 30,
      startShare: 0.01,
      isOver: () => options.clock() >= until,
    });
    anneal(search, { clock: options.clock, until, startTemperature: 0.3, endTemperature: 0.1, random });
  }
  const planned = placeBreaks(problem, withActivities(problem, decodeRoster(compiled, search.duties)));
  const { roster } = evenBurdens(problem, planned, { isOver: () => options.clock() >= end });
  return {
    roster,
    check: checkRoster(problem, roster),
    blocked,
  };
}
