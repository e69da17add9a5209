import { compare, dividedBy, decimal, minus, times, type Decimal } from './decimal.ts';

/** Above this the exact fraction grows too long; ties of that size have not been met. */
const MOST_AGENTS = 2_000;

/**
 * Erlang C as an exact fraction for a load given as one, or undefined for very large teams.
 *
 * Needed only where a computed value lies within rounding of its target: a load of 0.5 on two agents waits with
 * probability exactly 0.1, which meets a target of 0.9 at once.
 */
function exactWaitProbability(agents: number, load: Decimal): Decimal | undefined {
  if (agents > MOST_AGENTS) return undefined;
  const { numerator: p, denominator: q } = load;
  let numerator = 0n;
  let denominator = 1n;
  for (let n = 1n; n <= BigInt(agents); n++) {
    numerator = n * q * (numerator + denominator);
    denominator *= p;
  }
  const n = BigInt(agents);
  // C = 1 / (1 + (1 − a/n) I), where I = numerator/denominator is the weight of the states with a free agent.
  const top = n * q * denominator;
  return { numerator: top, denominator: top + (n * q - p) * numerator };
}

/** Whether at most 1 − `serviceLevel` of the calls wait at all, decided exactly. */
export function waitsExactlyWithin(agents: number, load: Decimal, serviceLevel: number): boolean | undefined {
  const wait = exactWaitProbability(agents, load);
  return wait && compare(wait, minus(decimal(1), decimal(serviceLevel))) <= 0;
}

/** Whether the mean wait is at most `mostSeconds`, decided exactly. */
export function answersExactlyWithin(
  agents: number,
  load: Decimal,
  averageHandleTimeSeconds: number,
  mostSeconds: number,
): boolean | undefined {
  const wait = exactWaitProbability(agents, load);
  if (wait === undefined) return undefined;
  const spare = minus({ numerator: BigInt(agents), denominator: 1n }, load);
  const speed = dividedBy(times(wait, decimal(averageHandleTimeSeconds)), spare);
  return compare(speed, decimal(mostSeconds)) <= 0;
}
