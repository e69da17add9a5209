import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bars } from '../../../client/charts/geometry/bars.ts';
import { dayChart } from '../../../client/charts/geometry/day-chart.ts';
import { hourTicks } from '../../../client/charts/geometry/hour-ticks.ts';
import { interruptedLine, lineWithBand } from '../../../client/charts/geometry/line-with-band.ts';
import {
  amountAxis,
  greatest,
  intervalAxis,
  roundAmountBelow,
} from '../../../client/charts/geometry/scales.ts';
import { stepArea, stepLine } from '../../../client/charts/geometry/steps.ts';

const frame = { width: 400, height: 100 };
const quarterHours = (from: number, to: number): string[] =>
  Array.from({ length: (to - from) * 4 }, (_, index) => {
    const minutes = from * 60 + index * 15;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  });

describe('axes', () => {
  it('span the frame from edge to edge', () => {
    const x = intervalAxis(8, frame);
    const y = amountAxis(50, frame);
    expect([x(0), x(8), y(0), y(50)]).toEqual([0, 400, 100, 0]);
  });

  it('survive a day without intervals and without calls', () => {
    expect(intervalAxis(0, frame)(0)).toBe(0);
    expect(amountAxis(0, frame)(0)).toBe(100);
    expect(greatest([], [null])).toBe(0);
  });

  it('find a round amount at or below the greatest, and not far below', () => {
    expect([0, 0.4, 1, 4, 7, 19, 120, 640].map(roundAmountBelow)).toEqual([0, 0, 1, 2, 5, 10, 100, 500]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (most) => {
        const amount = roundAmountBelow(most);
        expect(amount).toBeLessThanOrEqual(most);
        expect(amount).toBeGreaterThan(most / 2.6);
      }),
    );
  });
});

describe('bars', () => {
  const arbitraryCalls = fc.array(fc.option(fc.integer({ min: 0, max: 300 })), { maxLength: 100 });

  it('stand inside their interval, on the ground and inside the frame', () => {
    fc.assert(
      fc.property(arbitraryCalls, (values) => {
        const x = intervalAxis(values.length, frame);
        for (const bar of bars(values, x, amountAxis(greatest(values), frame), frame)) {
          expect(bar.x).toBeGreaterThanOrEqual(x(bar.index));
          expect(bar.x + bar.width).toBeLessThanOrEqual(x(bar.index + 1) + 1e-9);
          expect(bar.y + bar.height).toBeCloseTo(frame.height);
          expect(bar.y).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
    );
  });

  it('are drawn for every interval with calls and for no other', () => {
    const drawn = bars([3, 0, null, 1], intervalAxis(4, frame), amountAxis(300, frame), frame);
    expect(drawn.map((bar) => bar.index)).toEqual([0, 3]);
    expect(drawn[1]?.height).toBeGreaterThanOrEqual(2);
  });
});

describe('lineWithBand', () => {
  it('runs from edge to edge', () => {
    const shape = lineWithBand(
      { mean: [1, 2, 3], low: [0, 1, 2], high: [2, 3, 4] },
      intervalAxis(3, { width: 300, height: 100 }),
      amountAxis(4, frame),
    );
    expect(shape.line).toMatch(/^M0,75/);
    expect(shape.line).toMatch(/300,25$/);
    expect(shape.band).toMatch(/Z$/);
  });

  it('is empty for an empty day', () => {
    const none = { mean: [], low: [], high: [] };
    expect(lineWithBand(none, intervalAxis(0, frame), amountAxis(1, frame))).toEqual({ band: '', line: '' });
  });

  it('interrupts a line where values are unknown', () => {
    const path = interruptedLine([null, 1, 2, null, 3, 4], intervalAxis(6, frame), amountAxis(4, frame));
    expect(path.match(/M/g)).toHaveLength(2);
  });
});

describe('steps', () => {
  const x = intervalAxis(4, frame);
  const y = amountAxis(10, frame);

  it('draw one level per interval and break where a value is unknown', () => {
    expect(stepLine([5, 5, null, 10], x, y)).toBe('M0,50H100L100,50H200M300,0H400');
  });

  it('fill only where the upper lies above the lower', () => {
    expect(stepArea([0, 6, 2, null], [5, 5, 5, 5], x, y)).toBe('M0,100V50H100V100ZM200,80V50H300V80Z');
  });
});

describe('hourTicks', () => {
  it('thin out to what fits and keep the closing hour', () => {
    const ticks = hourTicks(quarterHours(7, 18), 6, '18:00');
    expect(ticks.map((tick) => tick.label)).toEqual(['8', '10', '12', '14', '16', '18']);
    expect(ticks.at(-1)?.at).toBe(44);
  });

  it('label the hour that comes twice twice', () => {
    const ticks = hourTicks(['01:00', '02:00', '02:00', '03:00'], 12);
    expect(ticks.map((tick) => tick.label)).toEqual(['1', '2', '2', '3']);
  });
});

describe('dayChart', () => {
  const labels = quarterHours(7, 18);
  const day = {
    labels,
    endLabel: '18:00',
    offered: labels.map((_, index) => (index < 10 ? 20 : null)),
    forecast: { mean: labels.map(() => 22), low: labels.map(() => 15), high: labels.map(() => 30) },
    reforecast: null,
    now: 10.7,
  };

  it('puts the now line between the calls that came and the forecast to come', () => {
    const chart = dayChart(day, frame, 6);
    const lastBar = chart.bars.at(-1);
    expect(chart.nowX).toBeCloseTo((10.7 / 44) * 400);
    expect(chart.nowX).toBeGreaterThan((lastBar?.x ?? 0) + (lastBar?.width ?? 0));
  });

  it('keeps its words clear of the now line all day', () => {
    for (let now = 0; now <= 44; now += 0.5) {
      const { nowX, clear } = dayChart({ ...day, reforecast: day.forecast.mean, now }, frame, 6);
      const line = nowX ?? 0;
      const [amountFrom, amountTo] = clear.amountAt === 'end' ? [400 - 40, 400] : [0, 40];
      expect(line <= amountFrom || line >= amountTo || now < 5).toBe(true);
      const expectedTo = 400 - clear.expectedEnd;
      expect(line >= expectedTo || line <= expectedTo - 110).toBe(true);
    }
  });

  it('draws no now line before opening and after closing', () => {
    expect(dayChart({ ...day, now: -1 }, frame, 6).nowX).toBeNull();
    expect(dayChart({ ...day, now: 45 }, frame, 6).nowX).toBeNull();
  });

  it('is drawn without a forecast', () => {
    const chart = dayChart({ ...day, forecast: null }, frame, 6);
    expect(chart.forecast).toBeNull();
    expect(chart.bars).toHaveLength(10);
    expect(chart.grid?.amount).toBe(20);
  });
});
