import { LARGE_TEAM, largeTeamWeight } from '../erlang/large-team-weight.ts';
import { freeAgentWeight } from '../erlang/state-weights.ts';

/** Relative error of the sum that is used here, and the distance from the target below which it cannot decide. */
const PRECISION = 1e-12;
const UNDECIDED = 1e-10;

/** A service level and threshold, prepared for many loads. */
export interface LateRule {
  readonly lateShare: number;
  /** Threshold ÷ AHT. */
  readonly decay: number;
  /** e^−decay */
  readonly step: number;
  /** −ln lateShare */
  readonly need: number;
}

export function lateRule(lateShare: number, decay: number): LateRule {
  return { lateShare, decay, step: Math.exp(-decay), need: -Math.log(lateShare) };
}

/**
 * Fewest agents with Erlang C × e^(−(agents − load) × decay) ≤ `lateShare`: one sum and a few steps beside it.
 *
 * Starts at the square-root rule (Halfin and Whitt 1981): agents ≈ load + b √load, where the logarithm of Erlang C is
 * nearly −(1.19 b + 0.309 b²). From one number of agents to the next the sum follows by its recurrence.
 * @param least fewest allowed, above the load
 * @returns −1 where rounding might decide: then the exact way must be taken
 */
export function fewestForLateShare(load: number, rule: LateRule, least: number): number {
  const { lateShare, decay, step, need } = rule;
  const root = Math.sqrt(load);
  const linear = 1.19 + root * decay;
  const spare = (2 * need) / (linear + Math.sqrt(linear * linear + 4 * 0.309 * need));
  let agents = Math.max(least, Math.ceil(load + spare * root));
  let weight = weightOf(agents, load);
  if (!(weight < 1e300)) return -1;
  const undecided = UNDECIDED * lateShare;
  let fading = Math.exp(-(agents - load) * decay);
  let margin = fading / (1 + (1 - load / agents) * weight) - lateShare;
  if (margin > 0) {
    while (margin > undecided) {
      agents++;
      weight = (agents / load) * (1 + weight);
      fading *= step;
      margin = fading / (1 + (1 - load / agents) * weight) - lateShare;
    }
    return margin < -undecided ? agents : -1;
  }
  if (margin > -undecided) return -1;
  while (agents > least) {
    weight = (weight * load) / agents - 1;
    fading /= step;
    margin = fading / (1 + (1 - load / (agents - 1)) * weight) - lateShare;
    if (margin > undecided) return agents;
    if (margin > -undecided) return -1;
    agents--;
  }
  return agents;
}

function weightOf(agents: number, load: number): number {
  return (
    (agents >= LARGE_TEAM ? largeTeamWeight(agents, load) : undefined) ??
    freeAgentWeight(agents, load, PRECISION)
  );
}
