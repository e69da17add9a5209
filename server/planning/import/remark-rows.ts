import type { TableRecord } from '../../platform/input/table-record.ts';
import type { CallsFormat } from './calls-format.ts';

const SUM_WORD =
  /^(?:zwischen|gesamt|end|teil|tages|wochen|monats|quartals|jahres)?(?:summen?|ergebnis)\b|^(?:gesamt|insgesamt|(?:grand|sub|daily|weekly|monthly|yearly|overall)?[ -]?totals?|sums?|durchschnitt|mittelwert|mittel|average|avg|mean)\b|^[Σ∑](?![\p{L}\d])/iu;

/** True for what a line of sums is called: `Summe`, `Total`, `Gesamt`, `Summe 23.11.2026`. */
export function isSumWord(text: string): boolean {
  return SUM_WORD.test(text);
}

/** Why a record is no interval and yet no mistake. */
export type Remark = 'empty' | 'header' | 'sum' | 'title';

/** Lines beside the intervals: sums, repeated headers, and lines of a single cell such as "printed on". */
export function remarkOf({ line, cells }: TableRecord, format: CallsFormat): Remark | undefined {
  const { columns, header, headerLine } = format;
  const first = cells[columns.start ?? 0] ?? '';
  // an interval begins with a digit and has its calls: everything else is looked at closely
  const queue = columns.queue === undefined ? '' : (cells[columns.queue] ?? '').trim();
  const time = columns.time === undefined ? '' : (cells[columns.time] ?? '').trim();
  const isDated = isDigit(first.charCodeAt(0)) && (time === '' || isDigit(time.charCodeAt(0)));
  if (line > headerLine && isDated && format.sumQueues.length === 0 && cells.length > 2) return undefined;
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return 'empty';
  if (line <= headerLine) return line === headerLine ? 'header' : 'title';
  if (header.every((name, index) => name.startsWith((cells[index] ?? '').trim())) && filled.length > 1)
    return 'header';
  if (isSumWord(first.trim()) || isSumWord(time)) return 'sum';
  if (first.trim() === '' && filled.some((cell) => isSumWord(cell.trim()))) return 'sum';
  if (format.sumQueues.includes(queue)) return 'sum';
  return filled.length === 1 && header.length > 2 && !isDigit(first.trim().charCodeAt(0))
    ? 'title'
    : undefined;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
