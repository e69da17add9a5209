import { expect, it } from 'vitest';
import { momentFigures } from '../../../client/desk/today/moment-figures.ts';

const city = (
  waiting: number,
  longestWaitingSince: number | null,
  expectedDay: number | null,
  forecastDay: number | null,
) => ({ waiting, longestWaitingSince, today: { outsideHours: 2 }, curve: { expectedDay, forecastDay } });

it('momentFigures adds calls of all cities and takes the call that waits longest', () => {
  expect(
    momentFigures([city(2, 500, 4000, 3900), city(1, 300, 1400, 1450), city(0, null, 700, 700)]),
  ).toEqual({
    waiting: 3,
    waitingSince: 300,
    expectedDay: 6100,
    forecastDay: 6050,
    outsideHours: 6,
  });
});

it('momentFigures gives no sum where one city has no forecast', () => {
  expect(momentFigures([city(2, null, 4000, 3900), city(0, null, null, null)])).toMatchObject({
    waiting: 2,
    waitingSince: null,
    expectedDay: null,
    forecastDay: null,
  });
});
