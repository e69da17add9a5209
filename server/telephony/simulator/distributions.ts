import type { Random } from '../../../forecasting/maths/index.ts';

/** Time until the next happening of a memoryless kind. @param mean in the unit of the result, > 0 */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random());
}

/**
 * A duration that is never negative and has a long tail, as measured talk times have (Brown et al. 2005).
 *
 * @param mean of the durations themselves, not of their logarithms
 * @param deviation standard deviation of the durations themselves
 */
export function lognormal(random: Random, mean: number, deviation: number): number {
  const variance = Math.log(1 + (deviation / mean) ** 2);
  return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * standardNormal(random));
}

/** How many happenings come where `mean` are expected, each by itself. */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  let clock = exponential(random, 1);
  while (clock < mean) {
    count += 1;
    clock += exponential(random, 1);
  }
  return count;
}

/** Box–Muller; one of the pair is thrown away so that each call stands for itself. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** One of `choices`, by weight. @throws RangeError where there is none */
export function pickWeighted<T>(
  random: Random,
  choices: readonly (readonly [choice: T, weight: number])[],
): T {
  let rest = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  const last = choices.at(-1);
  if (last === undefined) throw new RangeError('there is nothing to pick from');
  return last[0];
}
