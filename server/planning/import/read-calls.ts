import { readTable } from '../../platform/input/open-table.ts';
import type { CallsFormat } from './calls-format.ts';
import { parseCallsRecord, type ParsedRecord } from './parse-calls-record.ts';
import { remarkOf, type Remark } from './remark-rows.ts';

export interface ReadCallsOptions {
  /** Queue of every row, for files without a queue column. */
  readonly queue?: string | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly cancelled?: AbortSignal | undefined;
}

/** What one record of a file turned out to be. */
export type ReadCalls = ParsedRecord | { readonly kind: 'remark'; readonly remark: Remark };

/**
 * Reads a file in the format that was understood, some thousand records at a time; a wrong line is an issue, not an end.
 *
 * @yields everything that stands in the file, in its order
 */
export async function* readCalls(
  file: string,
  format: CallsFormat,
  { queue, onProgress, cancelled }: ReadCallsOptions = {},
): AsyncGenerator<readonly ReadCalls[]> {
  for await (const records of readTable(file, format.notation, onProgress)) {
    cancelled?.throwIfAborted();
    yield records.map((record) => {
      const remark = remarkOf(record, format);
      return remark === undefined ? parseCallsRecord(record, format, queue) : { kind: 'remark', remark };
    });
  }
  onProgress?.(1);
}
