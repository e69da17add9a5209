/** Columns a file of call history may have; `start` and `offered` are a must, `queue` may be given instead. */
export const CALL_COLUMNS = [
  'start',
  'time',
  'queue',
  'offered',
  'answered',
  'abandoned',
  'answeredWithinThreshold',
  'handleSeconds',
  'waitSeconds',
] as const;

export type CallColumn = (typeof CALL_COLUMNS)[number];

/** Columns that count calls: whole numbers. */
export const COUNT_COLUMNS = ['offered', 'answered', 'abandoned', 'answeredWithinThreshold'] as const;
export const SECONDS_COLUMNS = ['handleSeconds', 'waitSeconds'] as const;
