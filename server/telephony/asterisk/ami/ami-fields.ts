import { instant, type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { CallEnd, CallId, QueueName } from '../../../live/events/call-event.ts';
import { callId, queueName } from '../../../live/events/call-id.ts';
import type { AmiMessage } from './ami-message.ts';

/** Which caller in which queue a message is about. */
export interface Place {
  readonly call: CallId;
  readonly queue: QueueName;
}

export function placeOf(message: AmiMessage): Place | undefined {
  const call = message.field('Uniqueid');
  const queue = message.field('Queue');
  if (call === undefined || call === '' || queue === undefined || queue === '') return undefined;
  return { call: callId(call), queue: queueName(queue) };
}

/** A duration as reported, `null` where it is missing or no number. */
export function seconds(text: string | undefined): number | null {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return value >= 0 ? value : null;
}

/** The instant this long before. */
export function earlier(at: Instant, waitSeconds: number | null): Instant {
  return instant(at - Math.round((waitSeconds ?? 0) * SECOND_MS));
}

export function callEnd(reason: string | undefined): CallEnd {
  return reason === 'caller' || reason === 'agent' || reason === 'transfer' ? reason : 'unknown';
}
