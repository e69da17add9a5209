/** How a city's tile arranges itself. */
type TileShape =
  /** Tall: figures above each other, curve below. */
  | 'column'
  /** Wide: all figures in one line, curve below. */
  | 'row'
  /** Small, without the curve: many cities share the display. */
  | 'compact'
  /** One city has the display to itself. */
  | 'solo';

export type Orientation = 'landscape' | 'portrait';

/** Arrangement of all tiles. Lengths are in units of the tiles' own scale. */
export interface WallLayout {
  readonly columns: number;
  readonly rows: number;
  readonly shape: TileShape;
  /** Factor on everything inside a tile, at most 1. */
  readonly scale: number;
  /** Width inside a tile's padding. */
  readonly innerWidth: number;
  readonly tileHeight: number;
}

/** Room for all tiles on the reference displays of 1920 × 1080 and 1080 × 1920 units. */
const room = { landscape: { width: 1868, height: 722 }, portrait: { width: 1028, height: 1302 } } as const;
const GAP = { across: 24, down: 18 } as const;
const PADDING_BOTH_SIDES = 52;

/** The least room in which each shape is shown without anything cut off; a curve is worth a bonus in size. */
const needs = [
  { shape: 'column', width: 590, height: 690, bonus: 1.16 },
  { shape: 'row', width: 915, height: 372, bonus: 1.15 },
  { shape: 'compact', width: 590, height: 386, bonus: 1 },
] as const;

/** Arrangement of `cities` tiles: as large as the display allows, all of the same size, none cut off. */
export function wallLayout(cities: number, orientation: Orientation): WallLayout {
  const { width, height } = room[orientation];
  if (cities <= 1)
    return {
      columns: 1,
      rows: 1,
      shape: 'solo',
      scale: 1,
      innerWidth: width - PADDING_BOTH_SIDES,
      tileHeight: height,
    };
  let best: (WallLayout & { readonly score: number }) | undefined;
  for (let columns = 1; columns <= cities; columns += 1) {
    const rows = Math.ceil(cities / columns);
    const tile = {
      width: (width - (columns - 1) * GAP.across) / columns,
      height: (height - (rows - 1) * GAP.down) / rows,
    };
    for (const need of needs) {
      const scale = Math.min(1, tile.width / need.width, tile.height / need.height);
      const score = (scale * need.bonus * cities) / (columns * rows);
      if (best !== undefined && score <= best.score) continue;
      best = {
        columns,
        rows,
        shape: need.shape,
        scale,
        innerWidth: tile.width / scale - PADDING_BOTH_SIDES,
        tileHeight: tile.height / scale,
        score,
      };
    }
  }
  if (best === undefined) throw new RangeError(`no layout for ${cities} cities`);
  const { score: _, ...layout } = best;
  return layout;
}

/** Type sizes of the great figures in each shape, and the room that they have beside each other. */
export interface FigureSizes {
  readonly waiting: number;
  readonly longestWait: number;
  readonly contract: number;
  readonly gap: number;
  readonly width: number;
}

export function figureSizes(layout: WallLayout, orientation: Orientation): FigureSizes {
  switch (layout.shape) {
    case 'column':
      return { waiting: 158, longestWait: 112, contract: 72, gap: 48, width: layout.innerWidth };
    case 'row':
      return { waiting: 122, longestWait: 88, contract: 64, gap: 40, width: layout.innerWidth * 0.51 };
    case 'compact':
      return { waiting: 118, longestWait: 86, contract: 46, gap: 36, width: layout.innerWidth };
    case 'solo':
      return orientation === 'landscape'
        ? { waiting: 260, longestWait: 180, contract: 104, gap: 90, width: layout.innerWidth * 0.5 }
        : { waiting: 300, longestWait: 210, contract: 130, gap: 90, width: layout.innerWidth };
    default:
      return layout.shape satisfies never;
  }
}

/** Height of a remark under a city's name, and what the great figures give up for it in a column. */
const REMARK_HEIGHT = 34;

/** Smaller great figures, so that a remark under the name moves nothing below them. */
export function sizesBelowRemark(sizes: FigureSizes): FigureSizes {
  const waiting = sizes.waiting - REMARK_HEIGHT / 0.86;
  return { ...sizes, waiting, longestWait: (sizes.longestWait * waiting) / sizes.waiting };
}

/**
 * Whether a remark stands beside the city's name, so that it takes no height from figures and curve: in a wide tile with
 * room for name and status in full.
 */
export function remarkBesideName(
  name: string,
  statusWord: string,
  remark: string,
  layout: WallLayout,
): boolean {
  const taken =
    widthOfWords(name, NAME_SIZE) +
    widthOfWords(statusWord, STATUS_SIZE) +
    widthOfWords(remark, REMARK_SIZE) +
    STATUS_SHAPE_AND_GAPS +
    REMARK_GAP;
  return layout.shape === 'row' && taken <= layout.innerWidth;
}

/** Whether a curve's caption goes beside it, because below it there is no room to spare. */
export function captionBesideCurve(layout: WallLayout): boolean {
  return layout.shape === 'row' && layout.tileHeight < HEIGHT_FOR_CAPTION_BELOW;
}

const HEIGHT_FOR_CAPTION_BELOW = 410;

/** Width of a digit relative to its size, in the wall's typeface with tabular figures; a colon takes half of it. */
const DIGIT_WIDTH = 0.63;

/** Factor by which the two great figures shrink so that both fit beside each other, 1 where they do anyway. */
export function greatFiguresScale(waiting: string, longestWait: string, sizes: FigureSizes): number {
  const waitingWidth = Math.max(1.25, widthOf(waiting)) * sizes.waiting;
  const needed = waitingWidth + widthOf(longestWait) * sizes.longestWait + sizes.gap;
  return Math.min(1, sizes.width / needed);
}

function widthOf(figure: string): number {
  const narrow = figure.split(':').length - 1;
  return DIGIT_WIDTH * (figure.length - narrow / 2);
}

/** Mean width of a letter relative to its size, bold. */
const LETTER_WIDTH = 0.58;
const NAME_SIZE = 52;
const STATUS_SIZE = 32;
const REMARK_SIZE = 28;
const REMARK_GAP = 24;
const STATUS_SHAPE_AND_GAPS = 78;

/** Factor by which a city's name shrinks to stand beside its status word, 1 where there is room: never cut off. */
export function nameScale(name: string, statusWord: string, layout: WallLayout): number {
  const left = layout.innerWidth - STATUS_SHAPE_AND_GAPS - widthOfWords(statusWord, STATUS_SIZE);
  return Math.min(1, Math.max(0.4, left / widthOfWords(name, NAME_SIZE)));
}

function widthOfWords(words: string, size: number): number {
  return words.length * size * LETTER_WIDTH;
}
