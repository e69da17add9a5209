import { readTable } from '../tables/open-table.ts';
import type { CallsFormat } from './calls-format.ts';
import { parseCallsRecord, type CallsRow, type RowIssue } from './parse-calls-record.ts';
import { remarkOf, type Remark } from './remark-rows.ts';

export interface ReadCallsOptions {
  /** Queue of every row, for files without a queue column. */
  readonly queue?: string | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly cancelled?: AbortSignal | undefined;
}

/** What one record of a file turned out to be. */
export type ReadCalls =
  | { readonly kind: 'row'; readonly row: CallsRow }
  | { readonly kind: 'issue'; readonly issue: RowIssue }
  | { readonly kind: 'remark'; readonly remark: Remark };

const ROWS_BETWEEN_PROGRESS = 20_000;

/**
 * Streams a file record by record in the format that was understood; a wrong line is an issue, not an end.
 *
 * @yields everything that stands in the file, in its order
 */
export async function* readCalls(
  file: string,
  format: CallsFormat,
  { queue, onProgress, cancelled }: ReadCallsOptions = {},
): AsyncGenerator<ReadCalls> {
  let share = 0;
  let read = 0;
  for await (const record of readTable(file, format.notation, (part) => (share = part))) {
    read += 1;
    if (read % ROWS_BETWEEN_PROGRESS === 0) {
      cancelled?.throwIfAborted();
      onProgress?.(share);
    }
    const remark = remarkOf(record, format);
    if (remark !== undefined) {
      yield { kind: 'remark', remark };
      continue;
    }
    const parsed = parseCallsRecord(record, format, queue);
    yield parsed.ok ? { kind: 'row', row: parsed.row } : { kind: 'issue', issue: parsed.issue };
  }
  onProgress?.(1);
}
