import type { FailureCode } from '../../contract/failures.ts';

/**
 * An answer that is not what the caller hoped for: a status and a code that the pages translate. Never a sentence:
 * what went wrong inside belongs into the log.
 */
export class HttpError extends Error {
  readonly status: number;
  readonly code: FailureCode;
  /** Facts the caller may know and needs to mend it: the index of a wrong event, a field, a revision. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: FailureCode, details: Readonly<Record<string, unknown>> = {}) {
    super(`${status} ${code}`);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
