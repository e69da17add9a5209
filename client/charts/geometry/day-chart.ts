import { bars, type Bar } from './bars.ts';
import { hourTicks } from './hour-ticks.ts';
import { interruptedLine, lineWithBand, type BandShape, type BandValues } from './line-with-band.ts';
import { amountAxis, greatest, intervalAxis, roundAmountBelow, type Frame } from './scales.ts';

/** A day of calls as it is drawn: actual against forecast. One value per interval in every array. */
export interface DayValues {
  readonly labels: readonly string[];
  readonly endLabel: string | undefined;
  readonly offered: readonly (number | null)[];
  readonly forecast: BandValues | null;
  readonly reforecast: readonly (number | null)[] | null;
  /** Now, in intervals from the left edge; outside [0, count] no now line is drawn. */
  readonly now: number;
}

export interface DayChart {
  readonly bars: readonly Bar[];
  readonly forecast: BandShape | null;
  readonly reforecast: string | null;
  /** Pixel of the now line, `null` outside the span that is drawn. */
  readonly nowX: number | null;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  /** The one horizontal grid line: its amount and pixel; `null` while there is nothing to measure, or no room. */
  readonly grid: { readonly amount: number; readonly y: number } | null;
  /** Where words of the chart stand clear of the now line: the amount at one of the edges, the re-forecast's before or after it. */
  readonly clear: { readonly amountAt: 'start' | 'end'; readonly expectedEnd: number };
}

/** Air above the highest value, so that the band never touches the head of the frame. */
const HEADROOM = 1.06;
const LEAST_MOST = 4;
/** From here on the now line would cross an amount at the right edge, or words in the right half. */
const NEAR_THE_END = 0.85;
const MIDDLE = 0.5;
const LINE_GAP = 12;
/** In a flatter chart a grid line and its label would only be in the way. */
const FLATTEST_WITH_GRID = 0.09;

export function dayChart(values: DayValues, frame: Frame, mostTicks: number): DayChart {
  const count = values.labels.length;
  const x = intervalAxis(count, frame);
  const most = greatest(values.offered, values.forecast?.high ?? [], values.reforecast ?? []);
  const y = amountAxis(Math.max(LEAST_MOST, most) * HEADROOM, frame);
  const amount = roundAmountBelow(most);
  const nowX = values.now >= 0 && values.now <= count ? x(values.now) : null;
  return {
    bars: bars(values.offered, x, y, frame),
    forecast: values.forecast === null ? null : lineWithBand(values.forecast, x, y),
    reforecast: values.reforecast === null ? null : interruptedLine(values.reforecast, x, y),
    nowX,
    clear: {
      amountAt: nowX !== null && nowX > frame.width * NEAR_THE_END ? 'start' : 'end',
      // Right of the line while there is room for it, else left of it.
      expectedEnd:
        nowX !== null && nowX > frame.width * MIDDLE ? frame.width - nowX + LINE_GAP : frame.width * 0.12,
    },
    ticks: hourTicks(values.labels, mostTicks, values.endLabel).map(({ at, label }) => ({ x: x(at), label })),
    grid: amount === 0 || frame.height < frame.width * FLATTEST_WITH_GRID ? null : { amount, y: y(amount) },
  };
}
