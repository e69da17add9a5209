import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../forecasting/maths/seeded.ts';

describe('seededRandom', () => {
  it('gives the same sequence for the same seed and another for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is uniform on [0, 1)', () => {
    const random = seededRandom(1);
    const cells = new Array<number>(10).fill(0);
    for (let n = 0; n < 100_000; n++) {
      const cell = Math.floor(random() * 10);
      cells[cell] = (cells[cell] ?? Number.NaN) + 1;
    }
    // χ² with 9 degrees of freedom exceeds 27.9 with probability 0.001.
    const chiSquare = cells.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9);
  });
});
