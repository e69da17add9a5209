import type { ImportResult } from '../../../server/contract/history.ts';
import type { JobState } from '../../../server/contract/job.ts';
import { formatCount, type Language } from '../../text/format.ts';
import type { HistoryText } from '../text/history-de.ts';

export interface ImportOutcome {
  readonly level: 'ok' | 'breach' | 'warning';
  readonly words: string;
}

/** How an import ended, in words; `null` while it has not. */
export function importOutcome(
  { state, result }: { readonly state: JobState | null; readonly result: ImportResult | null },
  text: HistoryText['import']['outcome'],
  language: Language,
): ImportOutcome | null {
  switch (state) {
    case 'cancelled':
      return { level: 'warning', words: text.cancelled() };
    case 'failed':
      return { level: 'breach', words: text.failed() };
    case 'interrupted':
      return { level: 'breach', words: text.interrupted() };
    case 'done':
      return result === null ? null : resultWords(result, text, language);
    case 'waiting':
    case 'running':
    case null:
      return null;
  }
}

function resultWords(
  { outcome, added, unchanged }: ImportResult,
  text: HistoryText['import']['outcome'],
  language: Language,
): ImportOutcome {
  switch (outcome) {
    case 'imported':
      return added === 0
        ? { level: 'warning', words: text.nothing(formatCount(unchanged, language)) }
        : {
            level: 'ok',
            words: text.done(formatCount(added, language), formatCount(unchanged, language)),
          };
    case 'wrongLines':
      return { level: 'breach', words: text.wrongLines() };
    case 'unknownQueues':
      return { level: 'breach', words: text.unknownQueues() };
    case 'notThere':
      return { level: 'breach', words: text.notThere() };
    case 'busy':
      return { level: 'warning', words: text.busy() };
  }
}
