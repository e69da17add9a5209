import { valueAt } from '../../maths/value-at.ts';
import type { CountSpread, DayForecast } from '../models/model.ts';
import type { SlotQuantile } from '../accuracy.ts';
import { countQuantile } from './count-distribution.ts';
import { studentTQuantile } from '../../maths/student-t.ts';

/** Quantiles of every slot of a forecast day; `undefined` when the model gives no band. */
export function slotQuantile({ mean, spread }: DayForecast): SlotQuantile | undefined {
  switch (spread.kind) {
    case 'unknown':
      return undefined;
    case 'student': {
      const standard = remembered((level) => studentTQuantile(level, spread.degreesOfFreedom));
      return (level, slot) =>
        Math.max(0, valueAt(mean, slot) + standard(level) * valueAt(spread.scale, slot));
    }
    case 'count':
      return (level, slot) => {
        const expected = valueAt(mean, slot);
        return countQuantile(level, expected, slotVariance(expected, spread));
      };
    default:
      return spread satisfies never;
  }
}

/** Variance of one slot with mean `expected`. */
function slotVariance(expected: number, spread: CountSpread): number {
  return spread.dispersion * expected + (spread.dayCv ** 2 + spread.driftCv ** 2) * expected ** 2;
}

/** Levels repeat for every slot, so each is worked out once. */
function remembered(quantile: (level: number) => number): (level: number) => number {
  const known = new Map<number, number>();
  return (level) => {
    const value = known.get(level) ?? quantile(level);
    known.set(level, value);
    return value;
  };
}
