import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readImports, roomAt, type Import } from './imports.ts';

/** Where the picture of the rooms lies; `npm run draw` draws it anew. */
export const PICTURE = resolve(import.meta.dirname, '../../docs/rooms.svg');

const COLUMNS = ['forecasting', 'server', 'client'] as const;

/** Sizes in pixels of the picture. */
const COLUMN = { width: 480, box: 300, left: 24, top: 96 };
const LINE = { chip: 16, head: 26, gap: 18 };
const MOST_CHARACTERS = 46;
/** Arrows of one column run beside its boxes, each in a lane of its own as far as there is room. */
const LANES = { first: 14, width: 132 };

interface Box {
  readonly room: string;
  readonly lines: readonly string[];
  readonly top: number;
  readonly height: number;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
}

/**
 * Rooms and who asks whom, drawn from the imports, types included. A room stands below those that it asks, so that every arrow
 * points upwards; a room inside another is named in its box.
 */
export function drawRooms({ files, imports }: ReturnType<typeof readImports>): string {
  const within = imports.filter(({ target }) => files.includes(target));
  const columns = COLUMNS.map((column, index) => drawColumn(column, index, files, within));
  const height = Math.max(...columns.map((column) => column.height)) + 24;
  const width = COLUMN.width * COLUMNS.length;
  const across = COLUMNS.flatMap((from) =>
    COLUMNS.filter(
      (to) =>
        from !== to &&
        within.some((one) => one.from.startsWith(`${from}/`) && one.target.startsWith(`${to}/`)),
    ).map((to) => `${from} asks ${to}`),
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    '<title>Rooms of the house and who asks whom</title>',
    '<style>:root{color:#1c2430;background:#fff}@media(prefers-color-scheme:dark){:root{color:#e8ecf2;background:#14181f}}' +
      'text{fill:currentColor}rect{fill:none;stroke:currentColor}path{fill:none;stroke:currentColor;opacity:.55}.tip{fill:currentColor;stroke:none;opacity:.8}.small{font-size:11px;opacity:.8}</style>',
    `<text x="${COLUMN.left}" y="28" font-size="18" font-weight="700">Who asks whom</text>`,
    `<text x="${COLUMN.left}" y="50" class="small">An arrow leads from the room that imports to the room it imports from. ${across.join(' · ')}</text>`,
    ...columns.map(({ svg }) => svg),
    '</svg>',
  ].join('\n')}\n`;
}

function drawColumn(
  column: string,
  index: number,
  files: readonly string[],
  within: readonly Import[],
): { readonly svg: string; readonly height: number } {
  const arrows = arrowsOf(column, within);
  const order = inOrder([...new Set(files.flatMap((file) => roomIn(column, file) ?? []))].sort(), arrows);
  const left = index * COLUMN.width + COLUMN.left;
  const boxes = new Map<string, Box>();
  let top = COLUMN.top;
  for (const room of order) {
    const lines = wrapped(partsOf(room, files));
    const height = LINE.head + lines.length * LINE.chip + 6;
    boxes.set(room, { room, lines, top, height });
    top += height + LINE.gap;
  }
  const svg = [
    `<text x="${left}" y="${COLUMN.top - 14}" font-size="15" font-weight="700">${column}/</text>`,
    ...[...boxes.values()].map((box) => drawBox(box, left)),
    ...arrows.map((arrow, at) => drawArrow(arrow, boxes, left + COLUMN.box, at, arrows.length)),
  ].join('\n');
  return { svg, height: top };
}

function drawBox({ room, lines, top, height }: Box, left: number): string {
  const name = room.split('/')[1] ?? room;
  const parts = lines.map(
    (line, at) =>
      `<text x="${left + 12}" y="${top + LINE.head + 8 + at * LINE.chip}" class="small">${line}</text>`,
  );
  return [
    `<rect x="${left}" y="${top}" width="${COLUMN.box}" height="${height}" rx="6"/>`,
    `<text x="${left + 12}" y="${top + 19}" font-weight="600">${name}</text>`,
    ...parts,
  ].join('\n');
}

function drawArrow(
  { from, to }: Arrow,
  boxes: ReadonlyMap<string, Box>,
  right: number,
  at: number,
  all: number,
): string {
  const [asking, asked] = [boxes.get(from), boxes.get(to)];
  if (asking === undefined || asked === undefined) return '';
  const share = (at % 7) / 8 + 0.1;
  const [y1, y2] = [asking.top + asking.height * share, asked.top + asked.height * (1 - share)].map(
    Math.round,
  );
  const lane = Math.round(right + LANES.first + (at / all) * LANES.width);
  return [
    `<g><title>${from} asks ${to}</title>`,
    `<path d="M${right} ${y1}H${lane}V${y2}H${right + 7}" stroke-linejoin="round"/>`,
    `<path class="tip" d="M${right} ${y2}l8 -4v8z"/></g>`,
  ].join('');
}

function arrowsOf(column: string, within: readonly Import[]): readonly Arrow[] {
  const found = new Map<string, Arrow>();
  for (const { from, target } of within) {
    const [asking, asked] = [roomIn(column, from), roomIn(column, target)];
    if (asking === null || asked === null || asking === asked) continue;
    found.set(`${asking} ${asked}`, { from: asking, to: asked });
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([, arrow]) => arrow);
}

function roomIn(column: string, file: string): string | null {
  return file.startsWith(`${column}/`) ? roomAt(file, 2) : null;
}

/** Who is asked stands before who asks; what nothing decides stands by name. There are no circles. */
function inOrder(rooms: readonly string[], arrows: readonly Arrow[]): readonly string[] {
  const placed: string[] = [];
  while (placed.length < rooms.length) {
    const next = rooms.find(
      (room) =>
        !placed.includes(room) && arrows.every(({ from, to }) => from !== room || placed.includes(to)),
    );
    if (next === undefined) throw new Error('rooms stand in a circle; test/architecture.test.ts says which');
    placed.push(next);
  }
  return placed;
}

function partsOf(room: string, files: readonly string[]): readonly string[] {
  const deep = files.flatMap((file) => (file.startsWith(`${room}/`) ? (roomAt(file, 3) ?? []) : []));
  return [...new Set(deep)].map((part) => part.split('/')[2] ?? '').sort();
}

function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > MOST_CHARACTERS) lines.push(word);
    else lines[lines.length - 1] = `${last} · ${word}`;
  }
  return lines;
}

if (process.argv[1] === import.meta.filename) writeFileSync(PICTURE, drawRooms(readImports()));
