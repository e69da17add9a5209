import { HOUR_MS, instant, type Instant } from '../../../forecasting/time/index.ts';
import type { CallEvent, SourceId } from '../events/call-event.ts';
import type { Store } from '../../platform/store/database.ts';
import { EventLog } from './event-log.ts';

/** Calls that were up at an instant began within this time before it. */
const LONGEST_CALL_MS = 6 * HOUR_MS;

const KINDS: readonly CallEvent['kind'][] = [
  'CallEntered',
  'CallAnswered',
  'CallAbandoned',
  'CallFlowedOut',
  'CallCompleted',
  'CallLost',
  'SourceRestarted',
];

/** What the log has of one source's visits that may still be open at `until`, in the order of the log. */
export async function visitsTold(
  store: Store,
  source: SourceId,
  until: Instant,
): Promise<readonly CallEvent[]> {
  const told: CallEvent[] = [];
  const from = instant(until - LONGEST_CALL_MS);
  for await (const page of new EventLog(store).read({ from, kinds: KINDS }))
    for (const { event } of page) if (event.source === source) told.push(event);
  return told;
}
