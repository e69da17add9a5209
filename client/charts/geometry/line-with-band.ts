import { area, curveMonotoneX, line } from 'd3-shape';
import type { Position } from './scales.ts';

/** Forecast with its range, one value per interval, all arrays of the same length. */
export interface BandValues {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface BandShape {
  /** SVG path of the area between `low` and `high`; empty without values. */
  readonly band: string;
  /** SVG path of the mean. */
  readonly line: string;
}

/** Smooth band and line through the middles of the intervals, drawn out to the outer edges of the first and last. */
export function lineWithBand(values: BandValues, x: Position, y: Position): BandShape {
  const points = values.mean.map((mean, index) => ({
    at: index + 0.5,
    mean,
    low: values.low[index] ?? mean,
    high: values.high[index] ?? mean,
  }));
  const first = points.at(0);
  const last = points.at(-1);
  if (first === undefined || last === undefined) return { band: '', line: '' };
  const drawn = [{ ...first, at: 0 }, ...points, { ...last, at: points.length }];
  const band = area<(typeof drawn)[number]>()
    .x((point) => x(point.at))
    .y0((point) => y(point.low))
    .y1((point) => y(point.high))
    .curve(curveMonotoneX);
  const middle = line<(typeof drawn)[number]>()
    .x((point) => x(point.at))
    .y((point) => y(point.mean))
    .curve(curveMonotoneX);
  return { band: band(drawn) ?? '', line: middle(drawn) ?? '' };
}

/** Smooth line through the middles of the intervals whose value is known; unknown ones interrupt it. */
export function interruptedLine(values: readonly (number | null)[], x: Position, y: Position): string {
  const points = values.map((value, index) => ({ at: index + 0.5, value }));
  const drawn = line<(typeof points)[number]>()
    .defined((point) => point.value !== null)
    .x((point) => x(point.at))
    .y((point) => y(point.value ?? 0))
    .curve(curveMonotoneX);
  return drawn(points) ?? '';
}
