import { ticks } from 'd3-array';

/** Round whole amounts between zero and `most`, without zero: where a chart draws its horizontal lines. */
export function amountTicks(most: number, wanted: number): readonly number[] {
  return ticks(0, most, wanted).filter((amount) => amount > 0 && amount < most && Number.isInteger(amount));
}
