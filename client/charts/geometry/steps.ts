import type { Position } from './scales.ts';

/** Outline of a step function, one value per interval; `null` interrupts it. */
export function stepLine(values: readonly (number | null)[], x: Position, y: Position): string {
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    path += `${drawing ? 'L' : 'M'}${round(x(index))},${round(y(value))}H${round(x(index + 1))}`;
    drawing = true;
  });
  return path;
}

/** Area between two step functions over every interval where both are known: a fill under steps, or a gap between two. */
export function stepArea(
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  x: Position,
  y: Position,
): string {
  let path = '';
  upper.forEach((top, index) => {
    const bottom = lower[index] ?? null;
    if (top === null || bottom === null || top <= bottom) return;
    path += `M${round(x(index))},${round(y(bottom))}V${round(y(top))}H${round(x(index + 1))}V${round(y(bottom))}Z`;
  });
  return path;
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
