import type { StoreLocation } from '../store/database.ts';
import type { CallsFormat } from './calls-format.ts';
import type { ImportCallsOptions, ImportOutcome } from './import-calls.ts';

/** What an import's worker is asked; survives the structured clone. */
export interface ImportTask {
  readonly location: StoreLocation;
  readonly file: string;
  readonly format: CallsFormat;
  readonly options: Pick<ImportCallsOptions, 'queue' | 'minutes' | 'zone'>;
}

/** How it ended: as an import does, or cancelled. */
export type ImportTaskOutcome = ImportOutcome | { readonly kind: 'cancelled' };

/** Told to a running worker: stop, and leave nothing behind. */
export const STOP = 'stop';

export function isImportTask(value: unknown): value is ImportTask {
  return (
    typeof value === 'object' && value !== null && 'location' in value && 'file' in value && 'format' in value
  );
}

/** Trusts our own worker as far as its answer has a kind that an import has. */
export function isImportOutcome(value: unknown): value is ImportTaskOutcome {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'imported' ||
      value.kind === 'wrongLines' ||
      value.kind === 'busy' ||
      value.kind === 'cancelled')
  );
}
