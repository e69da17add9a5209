import type { Random } from '../../../maths/seeded.ts';
import type { Plan } from '../model/duty-model.ts';
import type { RosterSearch } from './roster-search.ts';

export interface AnnealOptions {
  /** Elapsed seconds, from any origin. */
  readonly clock: () => number;
  /** Moment on that clock when the annealing is over. */
  readonly until: number;
  readonly startTemperature: number;
  readonly endTemperature: number;
  readonly random: Random;
  /** Told of each plan that is better than all before, not more often than twice a second. */
  readonly onBetter?: (plan: Plan) => void;
  /** Asked between steps; true ends the annealing. */
  readonly isStopped?: () => boolean;
}

const SECONDS_BETWEEN_REPORTS = 0.5;
const QUIET_SHARE = 0.06;

/**
 * Simulated annealing whose move is the whole calendar of one agent, found by dynamic programming under prices
 * disturbed by Gumbel noise of the current temperature: about a draw from the Boltzmann distribution over that
 * agent's lawful calendars (perturb and maximise, Papandreou and Yuille 2011), with everyone else's fixed.
 * The last steps run without disturbance from the best plan met.
 */
export function anneal(search: RosterSearch, options: AnnealOptions): Plan {
  const { clock, until, random, startTemperature, endTemperature } = options;
  const begin = clock();
  const quietFrom = until - (until - begin) * QUIET_SHARE;
  let best = search.plan();
  let reported = best.cost;
  let reportedAt = begin;
  let isQuiet = false;
  let agent = 0;
  for (;;) {
    const now = clock();
    if (now >= until || options.isStopped?.() === true) break;
    const cooling = Math.min(1, (now - begin) / Math.max(1e-9, quietFrom - begin));
    if (now >= quietFrom && !isQuiet) {
      isQuiet = true;
      search.adopt(best);
    }
    const temperature = isQuiet ? 0 : startTemperature * (endTemperature / startTemperature) ** cooling;
    agent = Math.floor(random() * search.duties.length);
    const { from, to } = search.randomWindow();
    search.step(agent, temperature, from, to);
    if (search.cost < best.cost - 1e-6) best = search.plan();
    if (best.cost < reported - 1e-6 && now - reportedAt >= SECONDS_BETWEEN_REPORTS) {
      options.onBetter?.(best);
      reported = best.cost;
      reportedAt = now;
    }
  }
  search.adopt(best);
  options.onBetter?.(best);
  return best;
}
