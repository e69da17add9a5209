import { requireNotNegative, requireWhole } from './require-argument.ts';
import { freeAgentWeight } from './state-weights.ts';

/**
 * Share of calls lost when there is no place to wait (Erlang B, the M/M/n/n loss system).
 *
 * Holds for any distribution of handle times. The other models of this folder are built on the same sum.
 *
 * @param agents agents (or lines), whole number ≥ 0
 * @param offeredLoadErlangs calls × AHT ÷ interval length, all in the same time unit
 * @returns 1 without agents, 0 without load
 * @throws RangeError if an argument is negative, not finite, or agents is not whole
 * @see docs/formulas.md#erlang-b. Cost: O(|agents − load| + √load)
 * @example erlangB(2, 0.5) // 1/13 ≈ 0.0769
 */
export function erlangB(agents: number, offeredLoadErlangs: number): number {
  requireWhole('agents', agents);
  requireNotNegative('offeredLoadErlangs', offeredLoadErlangs);
  return 1 / (1 + freeAgentWeight(agents, offeredLoadErlangs));
}
