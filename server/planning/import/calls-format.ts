import type { TableNotation } from '../../platform/input/open-table.ts';
import { CALL_COLUMNS, type CallColumn } from '../history/call-columns.ts';
import type { DecimalMark, DurationUnit } from './parse-figure.ts';
import type { DateOrder } from './parse-moment.ts';

/** Which column of the file holds what: index in the file's header. */
export type ColumnMapping = Readonly<Partial<Record<CallColumn, number>>>;

/** How a file writes what it says; found out by the whole file, shown in the preview, never guessed twice. */
export interface CallsFormat {
  readonly notation: TableNotation;
  /** Line of the header; titles may stand before it. 0 where there is none. */
  readonly headerLine: number;
  /** Names of the columns, each once. */
  readonly header: readonly string[];
  readonly columns: ColumnMapping;
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalMark;
  readonly durations: DurationUnit;
  /** Minutes between the time in the file and the interval's start: not 0 where the file states ends. */
  readonly toStartMinutes: number;
  /** Where times name ends: `00:00` beside a day in a column of its own ends that day, as `24:00` does. */
  readonly isMidnightLast: boolean;
  /** Names in the queue column under which the others are summed up. */
  readonly sumQueues: readonly string[];
}

/** Names under which exports of telephone systems carry the columns; compared without case, spaces and marks. */
const KNOWN_NAMES: Readonly<Record<CallColumn, readonly string[]>> = {
  start: [
    'start',
    'intervalstart',
    'intervallstart',
    'intervallbeginn',
    'beginn',
    'zeitpunkt',
    'zeitstempel',
    'timestamp',
    'datetime',
    'datumuhrzeit',
    'datumzeit',
    'datum',
    'date',
    'startdatum',
    'startdate',
    'tag',
    'day',
    'zeit',
    'time',
    'intervall',
    'interval',
    'zeitraum',
    'von',
  ],
  time: [
    'uhrzeit',
    'zeit',
    'time',
    'startzeit',
    'starttime',
    'beginn',
    'start',
    'von',
    'from',
    'uhrzeitvon',
    'vonuhrzeit',
    'intervall',
    'interval',
    'intervallbeginn',
    'intervallstart',
    'intervalstart',
    'zeitraum',
    'zeitintervall',
    'zeitfenster',
    'slot',
    'timeslot',
    'timeofday',
    'tageszeit',
    'stunde',
    'hour',
    'halbestunde',
    'viertelstunde',
  ],
  queue: [
    'queue',
    'warteschlange',
    'queuename',
    'stadt',
    'city',
    'kommune',
    'skill',
    'skillgroup',
    'skillname',
    'splitskill',
    'callqueue',
    'warteschlangenname',
    'gruppe',
    'hotline',
    'standort',
    'linie',
    'line',
  ],
  offered: [
    'offered',
    'calls',
    'anrufe',
    'angeboten',
    'angebotene',
    'angeboteneanrufe',
    'anrufeangeboten',
    'callsoffered',
    'offeredcalls',
    'callspresented',
    'presented',
    'presentedcalls',
    'callsreceived',
    'eingehend',
    'eingehendeanrufe',
    'anzahlanrufe',
    'anrufanzahl',
    'anrufegesamt',
    'incoming',
    'incomingcalls',
    'inbound',
    'anzahl',
  ],
  answered: [
    'answered',
    'angenommen',
    'angenommene',
    'angenommeneanrufe',
    'anrufeangenommen',
    'handled',
    'callsanswered',
    'answeredcalls',
    'callshandled',
    'beantwortet',
  ],
  abandoned: [
    'abandoned',
    'aufleger',
    'verloren',
    'verlorene',
    'verloreneanrufe',
    'callsabandoned',
    'abandonedcalls',
    'aufgelegt',
    'abgebrochen',
  ],
  answeredWithinThreshold: [
    'answeredwithinthreshold',
    'answeredinthreshold',
    'withinthreshold',
    'inzielzeit',
    'innerhalbzielzeit',
    'angenommeninzielzeit',
    'inderzielzeitangenommen',
  ],
  handleSeconds: ['handleseconds', 'handletime', 'bearbeitungszeit', 'bearbeitungssekunden'],
  waitSeconds: ['waitseconds', 'waittime', 'wartezeit', 'wartesekunden'],
};

const END_WORD =
  /(?:^|[^\p{L}])(?:bis|until|till|to|ende?|endet|ends)(?:[^\p{L}]|$)|^ende?(?:zeit|uhrzeit|time|dat)|(?:intervall?|slot|period|zeit|time|dat(?:um|e))(?:bis|ende?)(?:zeit|time)?$/iu;
const START_WORD = /(?:^|[^\p{L}])(?:von|from|ab|start|beginn?)/iu;

/** True where a column's name says that it holds ends of intervals: `Bis`, `Interval End`; `Von - Bis` holds both. */
export function namesEnd(name: string): boolean {
  return END_WORD.test(name.trim()) && !START_WORD.test(name.trim());
}

/** How well a column's name shows that it is this one: 0 is best; `undefined`: not at all. */
export function nameRank(column: CallColumn, name: string): number | undefined {
  const rank = KNOWN_NAMES[column].indexOf(plainName(name));
  return rank < 0 ? undefined : rank;
}

/** True where a name that a person gave means this header. */
export function isNamed(header: string, given: string): boolean {
  return header === given.trim() || (plainName(header) === plainName(given) && plainName(given) !== '');
}

/** How many columns of history a record names: the header names several, a title none. */
export function namedColumns(cells: readonly string[]): number {
  return CALL_COLUMNS.filter((column) => cells.some((cell) => nameRank(column, cell) !== undefined)).length;
}

/**
 * Letters and digits alone. Units in brackets say nothing of what a column is; a mean is another figure than a sum and
 * must not be taken for one.
 */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\((?:s|sek|sec|sekunden|seconds|anzahl|count|n)\)|\[(?:s|sek|sec)\]/g, '')
    .replaceAll('ø', 'mean')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]/g, '');
}
