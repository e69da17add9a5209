/** Lengths of intervals that a call history may have, in minutes. */
export const INTERVAL_LENGTHS = [5, 15, 30, 60, 1440] as const;

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
