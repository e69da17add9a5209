import type { IncomingMessage } from 'node:http';

/** What browsers call CSV files and workbooks; what they are is decided by their bytes. */
const FILE_TYPES = /^(text\/csv|application\/octet-stream|application\/vnd\.)/;

/** Whether a request brings a table as a file. */
export function isTableFile({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return FILE_TYPES.test(headers['content-type'] ?? '');
}
