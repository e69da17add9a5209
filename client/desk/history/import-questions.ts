import type { ImportOptions, ImportPreview } from '../../../server/contract/history.ts';
import type { HistoryText } from '../text/history-de.ts';

type Question = ImportPreview['questions'][number];

/** The options with a question answered. @param choice one of the question's readings */
export function answered(options: ImportOptions, option: Question['option'], choice: string): ImportOptions {
  switch (option) {
    case 'decimal':
      return { ...options, decimal: choice === ',' ? ',' : '.' };
    case 'dateOrder':
      return { ...options, dateOrder: choice === 'mdy' ? 'month/day/year' : 'day.month.year' };
    case 'durations':
      return { ...options, durations: choice === 'h:m' ? 'hours:minutes' : 'minutes:seconds' };
    case 'times':
      return { ...options, times: choice === 'end' || choice === 'endSameDay' ? choice : 'start' };
    case 'timeColumn':
      return { ...options, columns: { ...options.columns, time: choice } };
    default:
      return option satisfies never;
  }
}

/** What a reading would make of the value in doubt. */
export function readingWords(
  option: Question['option'],
  { choice, means }: Question['readings'][number],
  text: HistoryText['import'],
): string {
  const choices: Readonly<Record<string, string>> = text.choices;
  return option === 'timeColumn' ? means : `${choices[choice] ?? choice}: ${means}`;
}
