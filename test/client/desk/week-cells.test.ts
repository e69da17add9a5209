import { describe, expect, it } from 'vitest';
import { weekCells } from '../../../client/desk/roster/grid/week-cells.ts';
import { agent, eightHours, problemOf } from '../../support/small-roster-problem.ts';

const { days } = problemOf([agent('A')]);
const [monday, tuesday] = days;
if (monday === undefined || tuesday === undefined) throw new Error('the small problem has no days');

describe('the cells of a person in the weeks', () => {
  it('stand in the order of days, free where no shift is, with one of them chosen', () => {
    const shift = eightHours('A', 1);
    const cells = weekCells(agent('A'), [null, shift], days, undefined, 1);
    expect(cells.map(({ date }) => date)).toEqual(days.map(({ date }) => date));
    expect(cells.map((cell) => cell.shift)).toEqual(days.map((_day, index) => (index === 1 ? shift : null)));
    expect(cells.map(({ isChosen }) => isChosen)).toEqual(days.map((_day, index) => index === 1));
  });

  it('have none chosen while the selection is in another line', () => {
    expect(weekCells(agent('A'), [], days, undefined, -1).some(({ isChosen }) => isChosen)).toBe(false);
  });

  it('name an absence on a day without a shift alone', () => {
    const away = {
      ...agent('A'),
      absences: [{ from: monday.date, until: tuesday.date, kind: 'leave' as const }],
    };
    const [first, second, third] = weekCells(away, [null, eightHours('A', 1)], days, undefined, -1);
    expect([first?.absence, second?.absence, third?.absence]).toEqual(['leave', undefined, undefined]);
  });

  it('tell a broken rule and a closed day', () => {
    const closed = days.map(({ date, isHoliday }) => ({ date, isHoliday }));
    const cells = weekCells(agent('A'), [], closed, new Set([tuesday.date]), -1);
    expect(cells.flatMap(({ isBroken }, index) => (isBroken ? [index] : []))).toEqual([1]);
    expect(cells.every(({ isClosed }) => isClosed)).toBe(true);
  });
});
