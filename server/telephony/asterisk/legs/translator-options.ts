import type { Instant } from '../../../../forecasting/time/index.ts';
import type { QueueName, SourceId } from '../../../live/events/call-event.ts';
import type { CallerPseudonym } from '../../../live/events/caller-hash.ts';

export interface TranslatorOptions {
  readonly source: SourceId;
  /** Keyed hash of a number as the PBX writes it; `null` for one that is withheld or unknown. */
  readonly hashCaller: (number: string | undefined, at: Instant) => CallerPseudonym | null;
  /** The PBX blocks an agent after a call without saying so; `null`: unknown. A member's own override goes first. */
  readonly wrapUpSeconds: number | null;
  /** Queues whose own `wrapuptime` is another one. */
  readonly wrapUpSecondsByQueue?: Readonly<Record<string, number>>;
  /** Queues that are stored with people in them, so that one removed while nobody listened is missed. */
  readonly knownQueues?: readonly QueueName[];
}

/** Wrap-up after a call of this queue, as far as the configuration says. */
export function wrapUpSecondsOf(
  { wrapUpSeconds, wrapUpSecondsByQueue }: TranslatorOptions,
  queue: QueueName,
): number | null {
  return wrapUpSecondsByQueue?.[queue] ?? wrapUpSeconds;
}
