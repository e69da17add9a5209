import type { CityBoard } from '../../../server/contract/wall.ts';
import { formatCount, formatDuration, UNKNOWN, type Language } from '../../text/format.ts';
import { figureSizes, greatFiguresScale, type Orientation, type WallLayout } from './layout.ts';

/** The two great figures of a tile as they are shown. */
export interface GreatFigures {
  readonly waiting: string;
  readonly longestWait: string;
}

export interface FiguresFacts {
  readonly language: Language;
  readonly isKnown: boolean;
  readonly figuresAt: number;
}

export function greatFigures(
  { waiting, longestWaitingSince }: CityBoard,
  { language, isKnown, figuresAt }: FiguresFacts,
): GreatFigures {
  return {
    waiting: isKnown ? formatCount(waiting, language) : UNKNOWN,
    longestWait:
      longestWaitingSince === null || !isKnown ? UNKNOWN : formatDuration(figuresAt - longestWaitingSince),
  };
}

/**
 * Factor on the great figures of every tile: the longest of them decides for all. Were each tile to shrink for itself, the
 * city with most callers would have the smallest digits.
 */
export function commonFit(
  figures: readonly GreatFigures[],
  layout: WallLayout,
  orientation: Orientation,
): number {
  const sizes = figureSizes(layout, orientation);
  return Math.min(
    1,
    ...figures.map(({ waiting, longestWait }) => greatFiguresScale(waiting, longestWait, sizes)),
  );
}
