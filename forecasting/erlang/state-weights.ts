/**
 * Weights of the states of a queue relative to the state "every agent busy, nobody waiting". All models of this
 * folder are ratios of these sums. Every term is positive, so nothing cancels; a sum beyond the range of doubles
 * becomes Infinity, which the ratios turn into their proper limits 0 and 1.
 */

/** Terms that could change the sum by less than this share are left out. */
const NEGLIGIBLE = 1e-19;

/**
 * Weight of all states with a free agent: the sum over k < agents of agents! ÷ (k! load^(agents−k)).
 *
 * Equals 1/B − 1 with Erlang's B. Cost: O(|agents − load| + √load), not O(agents). Four terms a turn, because one
 * product then waits for the one before it only every fourth time.
 * @param agents whole number ≥ 0
 * @param load offered load in erlang ≥ 0
 * @param negligible relative error that may be left
 */
export function freeAgentWeight(agents: number, load: number, negligible = NEGLIGIBLE): number {
  if (agents === 0) return 0;
  if (load === 0) return Infinity;
  const perLoad = 1 / load;
  let term = 1;
  let sum = 0;
  let busy = agents;
  for (; busy > 4; busy -= 4) {
    const second = (busy - 1) * perLoad;
    const fourth = (busy - 3) * perLoad;
    const first = busy * perLoad;
    const both = first * second;
    const third = (busy - 2) * perLoad;
    sum += term * (first + both + both * (third + third * fourth));
    term *= both * (third * fourth);
    if (busy < load && term * load < negligible * sum * (load - busy)) return sum;
    if (sum === Infinity) return sum;
  }
  for (; busy > 0; busy--) {
    term *= busy * perLoad;
    sum += term;
  }
  return sum;
}

/** Sums over the states with every agent busy, with and without the number of callers waiting as a factor. */
export interface BusyWeight {
  /** 1 + Σ y^j ÷ ((x+1)…(x+j)) */
  readonly weight: number;
  /** Σ j y^j ÷ ((x+1)…(x+j)) */
  readonly waiting: number;
}

/**
 * Weight of all states with every agent busy when callers hang up.
 *
 * @param x agents × patience ÷ AHT, ≥ 0
 * @param y calls per patience time, ≥ 0
 */
export function allBusyWeight(x: number, y: number): BusyWeight {
  let term = 1;
  let weight = 1;
  let waiting = 0;
  for (let j = 1; ; j++) {
    const deaths = x + j;
    term *= y / deaths;
    weight += term;
    waiting += j * term;
    if (deaths > y && term * y < NEGLIGIBLE * weight * (deaths - y)) break;
    if (weight === Infinity) break;
  }
  return { weight, waiting };
}
