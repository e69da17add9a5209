import { describe, expect, it } from 'vitest';
import { areFullPools } from '../../../forecasting/staffing/index.ts';

describe('areFullPools', () => {
  const three = ['a', 'b', 'c'];

  it('holds where everybody takes everything, and where cities share nobody', () => {
    expect(areFullPools([['a', 'b', 'c']], three)).toBe(true);
    expect(areFullPools([['c'], ['b', 'a'], ['a', 'b']], three)).toBe(true);
    expect(areFullPools([['a'], ['b'], ['c']], three)).toBe(true);
  });

  it('fails with specialists beside generalists, and with chains', () => {
    expect(areFullPools([['a'], ['a', 'b', 'c']], three)).toBe(false);
    expect(
      areFullPools(
        [
          ['a', 'b'],
          ['b', 'c'],
        ],
        three,
      ),
    ).toBe(false);
  });

  it('fails where a city has nobody, and leaves out cities of other days', () => {
    expect(areFullPools([['a', 'b']], three)).toBe(false);
    expect(areFullPools([], three)).toBe(false);
    expect(areFullPools([['a', 'b', 'x'], ['x']], ['a', 'b'])).toBe(true);
  });
});
