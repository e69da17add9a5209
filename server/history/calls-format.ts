/** Columns a file of call history may have; `start` and `offered` are a must, `queue` may be given instead. */
export const CALL_COLUMNS = [
  'start',
  'queue',
  'offered',
  'answered',
  'abandoned',
  'answeredWithinThreshold',
  'handleSeconds',
  'waitSeconds',
] as const;

export type CallColumn = (typeof CALL_COLUMNS)[number];

/** Which column of the file holds what: index in the file's header. */
export type ColumnMapping = Readonly<Partial<Record<CallColumn, number>>>;

/** How a file writes what it says; detected, shown in the preview, never guessed twice. */
export interface CallsFormat {
  readonly delimiter: ';' | ',' | '\t';
  readonly dateOrder: 'year-month-day' | 'day.month.year';
  readonly decimal: '.' | ',';
  readonly header: readonly string[];
  readonly columns: ColumnMapping;
}

/** Names under which exports of telephone systems carry the columns; compared without case, spaces and marks. */
const KNOWN_NAMES: Readonly<Record<CallColumn, readonly string[]>> = {
  start: ['start', 'intervalstart', 'beginn', 'zeit', 'zeitpunkt', 'datum', 'date', 'time', 'intervall'],
  queue: ['queue', 'warteschlange', 'stadt', 'city', 'skill', 'gruppe'],
  offered: ['offered', 'calls', 'anrufe', 'angeboten', 'angeboteneanrufe', 'callsoffered'],
  answered: ['answered', 'angenommen', 'angenommeneanrufe', 'handled', 'callsanswered'],
  abandoned: ['abandoned', 'aufleger', 'verloren', 'callsabandoned'],
  answeredWithinThreshold: [
    'answeredwithinthreshold',
    'answeredinthreshold',
    'withinthreshold',
    'inzielzeit',
    'innerhalbzielzeit',
    'angenommeninzielzeit',
  ],
  handleSeconds: ['handleseconds', 'handletime', 'bearbeitungszeit', 'bearbeitungssekunden'],
  waitSeconds: ['waitseconds', 'waittime', 'wartezeit', 'wartesekunden'],
};

/** Delimiter of a file, by what splits its header into most columns. */
export function detectDelimiter(headerLine: string): CallsFormat['delimiter'] {
  const count = (mark: string) => headerLine.split(mark).length;
  const [best] = ([';', ',', '\t'] as const).toSorted((a, b) => count(b) - count(a));
  return best ?? ',';
}

/** Columns by their names in the header; what a planner mapped by hand wins over a known name. */
export function detectColumns(
  header: readonly string[],
  byHand: Readonly<Partial<Record<CallColumn, string>>> = {},
): ColumnMapping {
  const names = header.map(plainName);
  const columns: Partial<Record<CallColumn, number>> = {};
  for (const column of CALL_COLUMNS) {
    const given = byHand[column];
    const wanted = given === undefined ? KNOWN_NAMES[column] : [plainName(given)];
    const index = names.findIndex((name) => wanted.includes(name));
    if (index >= 0) columns[column] = index;
  }
  return columns;
}

/** German or ISO dates and numbers, by the first values seen. */
export function detectNotation(
  starts: readonly string[],
  numbers: readonly string[],
): Pick<CallsFormat, 'dateOrder' | 'decimal'> {
  const dateOrder = starts.some((text) => /^\s*\d{1,2}\.\d{1,2}\.\d{4}/.test(text))
    ? 'day.month.year'
    : 'year-month-day';
  const hasComma = numbers.some((text) => /,\d{1,2}$|,\d{4,}$/.test(text.trim()));
  const hasPoint = numbers.some((text) => /\.\d{1,2}$|\.\d{4,}$/.test(text.trim()));
  const decimal = hasComma || (dateOrder === 'day.month.year' && !hasPoint) ? ',' : '.';
  return { dateOrder, decimal };
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replace(/[^a-z0-9]/g, '');
}
