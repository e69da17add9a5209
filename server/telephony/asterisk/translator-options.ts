import type { Instant } from '../../../forecasting/time/instant.ts';
import type { SourceId } from '../call-event.ts';
import type { CallerPseudonym } from '../caller-hash.ts';

export interface TranslatorOptions {
  readonly source: SourceId;
  /** Keyed hash of a number as the PBX writes it; `null` for one that is withheld or unknown. */
  readonly hashCaller: (number: string | undefined, at: Instant) => CallerPseudonym | null;
  /** The PBX blocks an agent after a call without saying so; `null`: unknown. A member's own override goes first. */
  readonly wrapUpSeconds: number | null;
}
