import type { Language } from '../../text/format.ts';
import type { HistoryText } from '../text/history-de.ts';

/** What is wrong with one line of a file, as the server says it. */
export interface LineIssue {
  readonly line: number;
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

/** The server names what is allowed in English, as the command line does; here in the page's own words. */
const german: readonly (readonly [RegExp, string])[] = [
  [/^an existing day and time such as (.+)$/, 'ein Tag mit Uhrzeit, den es gibt, etwa $1'],
  [
    /^a time that exists: the clocks skip this hour in that night$/,
    'eine Uhrzeit, die es gibt: in dieser Nacht wird die Stunde übersprungen',
  ],
  [/^a time such as (.+) or (.+)$/, 'eine Uhrzeit, etwa $1 oder $2'],
  [
    /^each interval of (.+) once: line (\d+) states other figures of it$/,
    'jedes Intervall von $1 einmal; Zeile $2 nennt dafür andere Zahlen',
  ],
  [
    /^a time that has come: these calls lie in the future$/,
    'eine Zeit, die schon vorbei ist: diese Anrufe liegen in der Zukunft',
  ],
  [
    /^intervals of one length: line (\d+) has one of (\d+) minutes$/,
    'Intervalle von einer Länge; Zeile $1 nennt eines von $2 Minuten',
  ],
  [
    /^the name of a queue, text without U\+0000 and without half characters$/,
    'der Name einer Warteschlange, Text ohne U+0000 und ohne halbe Zeichen',
  ],
  [/^a whole number of calls$/, 'eine ganze Zahl von Anrufen'],
  [/^a number from 0$/, 'eine Zahl ab 0'],
  [/^a number from 0, or nothing$/, 'eine Zahl ab 0 oder nichts'],
  [
    /^answered and abandoned together at most the ([\d.]+) offered$/,
    'angenommene Anrufe und Aufleger zusammen höchstens die $1 angebotenen',
  ],
  [/^at most the answered calls$/, 'höchstens die angenommenen Anrufe'],
  [/^intervals of 5, 15, 30, 60 minutes or a day$/, 'Intervalle von 5, 15, 30, 60 Minuten oder einem Tag'],
];

export function issueWords(
  { line, field, value, allowed }: LineIssue,
  text: HistoryText['import'],
  language: Language,
): string {
  const fields: Readonly<Record<string, string>> = text.column;
  const found = language === 'de' ? german.find(([pattern]) => pattern.test(allowed)) : undefined;
  const words = found === undefined ? allowed : allowed.replace(found[0], found[1]);
  return text.issue(String(line), fields[field] ?? field, value, words);
}
