/** What one look found, and what to do about it. */
export interface Finding {
  readonly subject: string;
  readonly state: 'ok' | 'warning' | 'bad';
  readonly says: string;
  /** Empty where nothing is to be done. */
  readonly advice: string;
}

/** How long a look waits for an answer. */
export const PATIENCE_MS = 3_000;

export function ok(subject: string, says: string): Finding {
  return { subject, state: 'ok', says, advice: '' };
}
