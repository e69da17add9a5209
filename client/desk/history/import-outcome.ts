import type { ImportState } from '../../../server/contract/history.ts';
import { formatCount, type Language } from '../../text/format.ts';
import type { HistoryText } from '../text/history-de.ts';

export interface ImportOutcome {
  readonly level: 'ok' | 'breach' | 'warning';
  readonly words: string;
}

/** How an import ended, in words; `null` while it has not. */
export function importOutcome(
  state: ImportState,
  text: HistoryText['import']['outcome'],
  language: Language,
): ImportOutcome | null {
  switch (state.state) {
    case 'done':
      return state.added === 0
        ? { level: 'warning', words: text.nothing(formatCount(state.unchanged, language)) }
        : {
            level: 'ok',
            words: text.done(formatCount(state.added, language), formatCount(state.unchanged, language)),
          };
    case 'wrongLines':
      return { level: 'breach', words: text.wrongLines() };
    case 'unknownQueues':
      return { level: 'breach', words: text.unknownQueues() };
    case 'notThere':
      return { level: 'breach', words: text.notThere() };
    case 'busy':
      return { level: 'warning', words: text.busy() };
    case 'cancelled':
      return { level: 'warning', words: text.cancelled() };
    case 'failed':
      return { level: 'breach', words: text.failed() };
    case 'uploaded':
    case 'running':
      return null;
  }
}
