import { StoreError } from './store-error.ts';

/** Codes of the network between us and the database. */
const LINE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** PostgreSQL: connection lost (08), no resources (53), shut down or starting (57P), a failing disk (58), read-only (25006). */
const POSTGRES_CODES = /^(08|53|57P|58)\w+$|^25006$/;
/** SQLite: full, failing, read-only, unreadable, or held by another for too long. */
const SQLITE_CODES = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|CORRUPT|NOTADB)/;
/** What the driver says without a code. */
const DRIVER_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * True when a failure is the store's, now, and none of what was asked: the same may be asked again later. Full, read-only,
 * stopped and out of reach are all "away".
 */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof StoreError) return error.code === 'unwritable';
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    LINE_CODES.has(code) ||
    POSTGRES_CODES.test(code) ||
    SQLITE_CODES.test(code) ||
    DRIVER_WORDS.test(error.message) ||
    isStoreAway(error.cause)
  );
}
