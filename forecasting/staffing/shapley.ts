import { valueAt } from '../maths/value-at.ts';

/** More players would need more than a million coalitions. */
const MOST_PLAYERS = 20;

/**
 * Each player's fair share of a common cost: the mean of what the player adds, over all orders of joining
 * (Shapley 1953). Exact, from the cost of every coalition.
 *
 * The shares add up to the cost of all; equal players pay the same; who adds nothing pays nothing.
 * @param players number of players, at most 20
 * @param cost cost of a coalition, given as a bit mask of its players; the empty coalition costs 0
 */
export function shapleyShares(players: number, cost: (coalition: number) => number): readonly number[] {
  if (!(Number.isSafeInteger(players) && players >= 0 && players <= MOST_PLAYERS))
    throw new RangeError(`shares can be computed for 0 to ${MOST_PLAYERS} players, got ${players}`);
  const coalitions = 2 ** players;
  const costs = new Float64Array(coalitions);
  for (let coalition = 1; coalition < coalitions; coalition++) costs[coalition] = cost(coalition);
  const weightBySize = Array.from({ length: players }, (_, size) => joinWeight(players, size));
  const sizes = new Uint8Array(coalitions);
  for (let coalition = 1; coalition < coalitions; coalition++)
    sizes[coalition] = valueAt(sizes, coalition >> 1) + (coalition & 1);
  return Array.from({ length: players }, (_, player) => {
    const own = 2 ** player;
    let share = 0;
    for (let coalition = 0; coalition < coalitions; coalition++) {
      if ((coalition & own) !== 0) continue;
      const added = valueAt(costs, coalition | own) - valueAt(costs, coalition);
      share += valueAt(weightBySize, valueAt(sizes, coalition)) * added;
    }
    return share;
  });
}

/** size! (players − size − 1)! ÷ players!: how likely exactly a given coalition is there before the player joins. */
function joinWeight(players: number, size: number): number {
  let ways = players;
  for (let k = 1; k <= size; k++) ways *= (players - k) / k;
  return 1 / ways;
}
