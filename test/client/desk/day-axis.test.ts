import { wordedGaps } from '../../../client/desk/today/gap-words.ts';
import { describe, expect, it } from 'vitest';
import { amountTicks } from '../../../client/charts/geometry/amount-ticks.ts';
import { gapSpans } from '../../../client/charts/geometry/gap-spans.ts';
import {
  callsOnAxis,
  dayAxis,
  hoursBesideNow,
  jointCalls,
  movedLine,
  placeOn,
  linesAtMoment,
  thereLine,
} from '../../../client/desk/today/day-axis.ts';
import { sampleBoard } from '../../support/sample-board.ts';

const nobody = { required: [], planned: [], present: [], expected: [] };
const day = (startsAt: number, labels: readonly string[]) => ({
  startsAt,
  intervalMinutes: 15,
  labels: [...labels],
  joint: nobody,
  cities: {},
});
const axis = dayAxis(day(0, ['07:00', '07:15', '07:30', '07:45', '08:00', '08:15']));

describe('the axis of the day', () => {
  it('labels full hours, the end of the last interval included', () => {
    expect(dayAxis(day(0, ['07:30', '07:45', '08:00', '08:45'])).hours).toEqual([
      { at: 2, label: '08:00' },
      { at: 4, label: '09:00' },
    ]);
  });

  it('leaves away hours that the label of now would cover, the more of them the longer the axis is', () => {
    const quarters = (hours: number, from: number) =>
      Array.from({ length: 4 * hours }, (_, at) => {
        const minute = 60 * from + 15 * at;
        return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      });
    const usual = dayAxis(day(0, quarters(11, 7)));
    const labelsAt = (place: number | null): readonly string[] =>
      hoursBesideNow(usual, place).map(({ label }) => label);
    expect(labelsAt(null)).toHaveLength(12);
    expect(labelsAt(4)).not.toContain('08:00');
    expect(labelsAt(4)).toContain('09:00');
    const whole = dayAxis(day(0, quarters(24, 0)));
    const shown = hoursBesideNow(whole, 4 * 7.2).map(({ at }) => at);
    expect(shown.every((at) => Math.abs(at - 4 * 7.2) > 5)).toBe(true);
  });

  it('knows no place outside its span', () => {
    expect(placeOn(axis, 30 * 60_000)).toBe(2);
    expect(placeOn(axis, -1)).toBeNull();
    expect(placeOn(axis, 91 * 60_000)).toBeNull();
  });

  it('lays a city that opens later where its own hours are', () => {
    const [city] = sampleBoard().cities;
    if (city === undefined) throw new Error('the sample board has no city');
    const wide = dayAxis(day(city.curve.startsAt - 30 * 60_000, ['06:30', '06:45', ...city.curve.labels]));
    const calls = callsOnAxis(city.curve, wide);
    expect(calls.offered.slice(0, 2)).toEqual([null, null]);
    expect(calls.offered[2]).toBe(city.curve.offered[0]);
    expect(calls.band?.from).toBe(2);
  });

  it('adds calls of all cities, and never their bands', () => {
    const { cities } = sampleBoard();
    const whole = dayAxis(day(cities[0]?.curve.startsAt ?? 0, cities[0]?.curve.labels ?? []));
    const forecast = { mean: [1], low: [0], high: [3] };
    const joint = jointCalls(cities, whole, forecast);
    expect(joint.offered[0]).toBe(cities.reduce((sum, { curve }) => sum + (curve.offered[0] ?? 0), 0));
    expect(joint.band).toEqual({ values: forecast, from: 0 });
    expect(jointCalls(cities, whole, null).band).toBeNull();
    const [own] = cities;
    expect(jointCalls(cities.slice(0, 1), whole, null).band?.values).toEqual(own?.curve.forecast);
  });

  it('shows who was seen in the past and in the running interval, who is expected after it', () => {
    const lines = { required: [], planned: [], present: [4, 5, null], expected: [null, 7, 6] };
    expect(thereLine(lines)).toEqual([4, 5, 6]);
  });

  it('has who is there now in the running interval, as the figure beside it says', () => {
    const lines = { required: [34, 34, 34], planned: [], present: [30, 30, null], expected: [null, 32, 34] };
    expect(linesAtMoment(lines, 1.9, 32).present).toEqual([30, 32, null]);
    expect(linesAtMoment(lines, null, 32)).toBe(lines);
    expect(linesAtMoment(lines, 1.9, null)).toBe(lines);
  });

  it('moves people from their new break to their old one', () => {
    const move = { agents: 2, fromLocal: '07:15', toLocal: '07:45', breakLocal: '08:00' };
    expect(movedLine([9, 9, 9, 9, 9, 9], axis, move)).toEqual([9, 11, 11, 9, 7, 7]);
  });
});

describe('gapSpans', () => {
  it('joins intervals in which people are missing, and says how many at worst', () => {
    expect(gapSpans([5, 5, 5, 3], [4, 2, 5, 3])).toEqual([{ from: 0, to: 2, missing: 3, worstAt: 1 }]);
  });

  it('tells the first of the worst moments that are still to come', () => {
    expect(gapSpans([9, 9, 9, 9, 9], [1, 7, 6, 6, 8], 1)).toEqual([
      { from: 1, to: 5, missing: 3, worstAt: 2 },
    ]);
  });

  it('takes what is unknown, and less than one person, for no gap', () => {
    expect(gapSpans([5, null, 5.4], [null, 2, 5])).toEqual([]);
  });
});

describe('wordedGaps', () => {
  const gap = (worstAt: number, missing: number) => ({ from: worstAt, to: worstAt + 1, missing, worstAt });

  it('gives words to the worst gaps and none to one that these would cover', () => {
    const told = wordedGaps([gap(2, 3), gap(8, 9), gap(30, 2)], 44, 12);
    expect(told.map(({ gap: { missing } }) => missing)).toEqual([9, 2]);
  });

  it('has words begin where most are missing, or as late as there is room', () => {
    expect(wordedGaps([gap(10, 2)], 44, 24)).toMatchObject([{ from: 10, to: 34 }]);
    expect(wordedGaps([gap(43, 2)], 44, 12)).toMatchObject([{ from: 32, to: 44 }]);
    expect(wordedGaps([gap(20, 2)], 44, 60)).toMatchObject([{ from: 0 }]);
  });
});

describe('amountTicks', () => {
  it('are whole, above zero and below the greatest amount', () => {
    for (const most of [1, 2, 7, 43, 180, 6200])
      for (const tick of amountTicks(most, 3)) {
        expect(Number.isInteger(tick)).toBe(true);
        expect(tick).toBeGreaterThan(0);
        expect(tick).toBeLessThan(most);
      }
    expect(amountTicks(180, 3)).toEqual([50, 100, 150]);
  });
});
