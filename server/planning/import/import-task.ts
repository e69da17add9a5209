import type { StoreLocation } from '../../platform/store/database.ts';
import type { TableError } from '../../platform/input/table-record.ts';
import type { CallsFormat } from './calls-format.ts';
import type { ImportCallsOptions, ImportOutcome } from './import-calls.ts';
import type { CallsOptions, CallsPreview, CallsSurroundings } from './preview-calls.ts';

/** What an import's worker is asked; survives the structured clone. */
export type ImportTask =
  | {
      readonly kind: 'preview';
      readonly file: string;
      readonly options: CallsOptions;
      readonly surroundings: CallsSurroundings;
    }
  | {
      readonly kind: 'import';
      readonly location: StoreLocation;
      readonly file: string;
      readonly format: CallsFormat;
      readonly options: Omit<ImportCallsOptions, 'cancelled' | 'onProgress'>;
    };

/** How it ended: as an import does, cancelled, or with what was understood. */
export type ImportTaskOutcome =
  | ImportOutcome
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'understood'; readonly preview: CallsPreview }
  | { readonly kind: 'noTable'; readonly code: TableError['code'] };

/** Sent to a running worker: stop, and leave nothing behind. */
export const STOP = 'stop';

export function isImportTask(value: unknown): value is ImportTask {
  return (
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    'kind' in value &&
    (value.kind === 'preview' || value.kind === 'import')
  );
}

const KINDS: readonly string[] = [
  'imported',
  'wrongLines',
  'unknownQueues',
  'busy',
  'notThere',
  'cancelled',
  'understood',
  'noTable',
] satisfies readonly ImportTaskOutcome['kind'][];

/** Trusts our own worker as far as its answer has a kind that an import has. */
export function isImportOutcome(value: unknown): value is ImportTaskOutcome {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.includes(String(value.kind));
}
