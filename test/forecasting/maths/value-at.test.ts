import { describe, expect, it } from 'vitest';
import { addScaled, dot } from '../../../forecasting/maths/linear-algebra.ts';
import { valueAt } from '../../../forecasting/maths/value-at.ts';

describe('a value that cannot be missing', () => {
  const three = Float64Array.of(1, 2, 3);
  const two = Float64Array.of(1, 2);

  it('is found inside the list, and outside it is nobody’s 0', () => {
    expect(valueAt(three, 2)).toBe(3);
    for (const index of [-1, 3, 0.5, Number.NaN]) expect(() => valueAt(three, index)).toThrow(RangeError);
  });

  it('is asked of both lists of a product and of a sum', () => {
    expect(dot(two, three)).toBe(5);
    expect(() => dot(three, two)).toThrow(RangeError);
    expect(() => addScaled(three, 1, two)).toThrow(RangeError);
  });
});
