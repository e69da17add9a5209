import type { Frame, Position } from './scales.ts';

export interface Bar {
  /** Index of the interval; stable, so it serves as the key. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Share of an interval's width that stays empty beside its bar. */
const GAP = 0.16;
/** So that one call is still seen beside a hundred. */
const LEAST_PIXELS = 2;

/** One bar per interval with at least one call; unknown and empty intervals have none. */
export function bars(
  values: readonly (number | null)[],
  x: Position,
  y: Position,
  frame: Frame,
): readonly Bar[] {
  return values.flatMap((value, index) => {
    if (value === null || value <= 0) return [];
    const left = x(index);
    const slot = x(index + 1) - left;
    const height = Math.max(LEAST_PIXELS, frame.height - y(value));
    return [{ index, x: left + (slot * GAP) / 2, y: frame.height - height, width: slot * (1 - GAP), height }];
  });
}
