/** Drawing area in pixels; the origin is its upper left corner. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** From a value to a pixel. */
export type Position = (value: number) => number;

/** What a drawing on a plot needs: both axes and the frame, in pixels. */
export interface PlotMeasures {
  readonly x: Position;
  readonly y: Position;
  readonly frame: Frame;
}

/** Horizontal axis over `count` equal intervals: 0 is the left edge of the first, `count` the right edge of the last. */
export function intervalAxis(count: number, frame: Frame): Position {
  return (value) => (value / Math.max(1, count)) * frame.width;
}

/** Vertical axis from zero at the foot of the frame to `most` at its head. */
export function amountAxis(most: number, frame: Frame): Position {
  return (value) => frame.height * (1 - value / (most > 0 ? most : 1));
}

/** The greatest of all values that are known; 0 if there is none. */
export function greatest(...series: readonly (readonly (number | null)[])[]): number {
  let most = 0;
  for (const values of series) for (const value of values) if (value !== null && value > most) most = value;
  return most;
}

/** A round amount (1, 2, 5 × a power of ten) that lies at or below `most`: where a chart draws its one grid line. */
export function roundAmountBelow(most: number): number {
  if (!(most >= 1)) return 0;
  const power = 10 ** Math.floor(Math.log10(most));
  const lead = most / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}
