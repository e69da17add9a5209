/** A source of uniform numbers in [0, 1). Every random choice takes one as an argument; nothing uses Math.random. */
export type Random = () => number;

/**
 * xoshiro128** (Blackman and Vigna 2018, public domain reference), state filled from the seed by SplitMix32.
 *
 * @param seed any 32-bit integer; the same seed gives the same sequence on every machine
 * @returns uniform numbers in [0, 1) with 53 random bits
 */
export function seededRandom(seed: number): Random {
  let mix = seed | 0;
  const splitMix = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let a = splitMix();
  let b = splitMix();
  let c = splitMix();
  let d = splitMix();
  const next32 = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return () => {
    const high = next32() >>> 5;
    const low = next32() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  };
}
