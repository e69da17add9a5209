import { expect, it } from 'vitest';
import { yearsSideBySide } from '../../../client/desk/history/years-side-by-side.ts';

it('lays the same months of all years side by side, and says where nothing is known', () => {
  const { years, rows, sums } = yearsSideBySide([
    { month: '2024-12', offered: 40, days: 20 },
    { month: '2025-01', offered: 50, days: 21 },
    { month: '2025-12', offered: 44, days: 22 },
  ]);
  expect(years).toEqual(['2024', '2025']);
  expect(rows[0]).toEqual({ month: '01', offered: [null, 50] });
  expect(rows[11]).toEqual({ month: '12', offered: [40, 44] });
  expect(sums).toEqual([40, 94]);
});
