/** How a city's tile arranges itself. */
export type TileShape =
  /** Tall: figures above each other, curve below. Up to three beside each other. */
  | 'column'
  /** Wide: all figures in one line, curve below. */
  | 'row'
  /** Small: five or more cities share the display. */
  | 'compact'
  /** One city has the display to itself. */
  | 'solo';

export interface WallLayout {
  readonly columns: number;
  readonly rows: number;
  readonly shape: TileShape;
}

export type Orientation = 'landscape' | 'portrait';

/** Arrangement of `cities` tiles: as large as the display allows, all of the same size, none cut off. */
export function wallLayout(cities: number, orientation: Orientation): WallLayout {
  const count = Math.max(1, cities);
  if (count === 1) return { columns: 1, rows: 1, shape: 'solo' };
  return orientation === 'landscape' ? landscape(count) : portrait(count);
}

function landscape(count: number): WallLayout {
  if (count <= 3) return { columns: count, rows: 1, shape: 'column' };
  if (count === 4) return { columns: 2, rows: 2, shape: 'row' };
  const columns = count <= 6 ? 3 : 4;
  return { columns, rows: Math.ceil(count / columns), shape: 'compact' };
}

function portrait(count: number): WallLayout {
  if (count <= 3) return { columns: 1, rows: count, shape: 'row' };
  return { columns: 2, rows: Math.ceil(count / 2), shape: 'compact' };
}

/** Width of a digit relative to its size, in the wall's typeface with tabular figures. */
const DIGIT_WIDTH = 0.62;

/**
 * Factor by which the two great figures shrink so that both fit beside each other, 1 where they do anyway.
 *
 * @param sizes type sizes of both and the gap between them, in the same unit as `width`
 */
export function greatFiguresScale(
  waiting: string,
  longestWait: string,
  sizes: {
    readonly waiting: number;
    readonly longestWait: number;
    readonly gap: number;
    readonly width: number;
  },
): number {
  const needed =
    DIGIT_WIDTH * (waiting.length * sizes.waiting + longestWait.length * sizes.longestWait) + sizes.gap;
  return Math.min(1, sizes.width / needed);
}
