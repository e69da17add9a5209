import { dateAt, instant } from '../../../forecasting/time/index.ts';
import type { FormerImports } from '../../../server/contract/history.ts';
import { formatCount, formatDay, type Language } from '../../text/format.ts';
import type { HistoryText } from '../text/history-de.ts';

/** One import that the history holds. */
export type FormerImport = FormerImports['imports'][number];

/** What a former import is called: its file, what it brought and of which days of the centre. */
export function formerName(
  { fileName, added, from, until }: FormerImport,
  text: HistoryText['import'],
  language: Language,
  zone: string,
): string {
  const day = (at: number): string => {
    const date = dateAt(instant(at), zone);
    return `${formatDay(date, language)} ${date.slice(0, 4)}`;
  };
  const span = (first: string, last: string): string => (first === last ? first : `${first} – ${last}`);
  return [
    fileName === null || fileName === '' ? text.noName : fileName,
    added === null ? '' : text.rows(formatCount(added, language)),
    from === null || until === null ? '' : span(day(from), day(until)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
