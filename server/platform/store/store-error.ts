/** Why the store cannot do what it was asked; `unwritable` covers full, read-only and unreachable. */
export type StoreErrorCode = 'unwritable' | 'newer-schema';

/** A failure of the store itself, never of what was asked. Its message is for the administrator. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
