import { mean } from 'simple-statistics';
import { percentageHint } from '../erlang/require-argument.ts';
import { drawNormal } from '../maths/variates.ts';
import type { Random } from '../maths/seeded.ts';

/** A law for handle times or patience, in seconds. */
export type Distribution =
  | { readonly kind: 'exponential'; readonly meanSeconds: number }
  /** `variation` is the standard deviation ÷ mean; handle times of call centres often lie near 0.8 to 1.2. */
  | { readonly kind: 'lognormal'; readonly meanSeconds: number; readonly variation: number }
  /** Draws the observed values themselves, each with the same probability. */
  | { readonly kind: 'empirical'; readonly seconds: readonly number[] }
  /** Infinite: patience of callers who never hang up. */
  | { readonly kind: 'endless' };

/** Draws one value in seconds. */
export type Sampler = (random: Random) => number;

/** @throws RangeError for a mean that is not positive, a negative variation or an empty or negative sample */
export function sampler(distribution: Distribution): Sampler {
  switch (distribution.kind) {
    case 'exponential': {
      const { meanSeconds } = distribution;
      requireMean(meanSeconds);
      return (random) => -meanSeconds * Math.log(1 - random());
    }
    case 'lognormal': {
      const { meanSeconds, variation } = distribution;
      requireMean(meanSeconds);
      if (!(variation >= 0 && variation < Infinity))
        throw new RangeError(`variation must be ≥ 0, got ${variation}${percentageHint(variation)}`);
      const variance = Math.log1p(variation * variation);
      const centre = Math.log(meanSeconds) - variance / 2;
      const spread = Math.sqrt(variance);
      return (random) => Math.exp(centre + spread * drawNormal(random));
    }
    case 'empirical': {
      const values = Float64Array.from(distribution.seconds);
      if (values.length === 0) throw new RangeError('an empirical distribution needs at least one value');
      const wrong = values.find((value) => !(value >= 0));
      if (wrong !== undefined) throw new RangeError(`observed times must be ≥ 0, got ${wrong}`);
      return (random) => values[Math.floor(random() * values.length)] ?? 0;
    }
    case 'endless':
      return () => Infinity;
    default:
      return distribution satisfies never;
  }
}

/** Mean of the law in seconds. */
export function meanSeconds(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'exponential':
    case 'lognormal':
      return distribution.meanSeconds;
    case 'empirical':
      return mean([...distribution.seconds]);
    case 'endless':
      return Infinity;
    default:
      return distribution satisfies never;
  }
}

function requireMean(value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`meanSeconds must be > 0, got ${value}`);
}
