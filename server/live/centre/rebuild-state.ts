import type { Centre } from '../../contract/centre.ts';
import { applyLogged } from '../state/apply-logged.ts';
import { countingRules } from '../state/counting-rules.ts';
import { LEDGER_INTERVAL_MS } from '../state/interval-ledger.ts';
import { newQueueState, storableFrom, type QueueState } from '../state/queue-state.ts';
import { readCheckpoints, storeCheckpoint } from '../log/checkpoint-store.ts';
import type { Store } from '../../platform/store/database.ts';
import type { EventLog } from '../log/event-log.ts';
import { sumsPosition } from '../log/interval-sums-store.ts';
import { describeState } from './describe-state.ts';
import { ledgersOf } from './interval-rows.ts';
import type { IntervalSumsKeeper } from './interval-sums-keeper.ts';
import { restoreState } from './restore-state.ts';
import { isStateRecord } from './state-record.ts';

/** A state and the event up to which it counts. */
export interface Rebuilt {
  readonly state: QueueState;
  readonly sequence: number;
}

/** After so many events of a long log, sums are stored before they are dropped from memory. */
const KEEP_EVERY_EVENTS = 160_000;

/**
 * The state that an uninterrupted run over the log would have: the newest checkpoint, and every event behind it.
 *
 * @param todayStart calls of today are counted anew where the configuration is another than the checkpoint's
 */
export async function rebuildState(
  store: Store,
  log: EventLog,
  centre: Centre,
  todayStart: number,
  keeper: IntervalSumsKeeper,
): Promise<Rebuilt> {
  let { state, sequence } = await fromCheckpoint(store, centre, todayStart);
  let sinceKept = 0;
  const position = await sumsPosition(store);
  for await (const page of log.read({ afterSequence: sequence })) {
    for (const entry of page) {
      if (sequence <= position && entry.sequence > position) takeAsStored(state);
      state = applyLogged(state, entry.event, entry.receivedAt);
      sequence = entry.sequence;
    }
    sinceKept += page.length;
    if (sinceKept < KEEP_EVERY_EVENTS || sequence <= position) continue;
    await keeper.keep(state, sequence, centre);
    sinceKept = 0;
  }
  if (sequence <= position) takeAsStored(state);
  return { state, sequence };
}

/** Up to here the sums of former days are in the store, and so is which of these days wait for a recount. */
function takeAsStored(state: QueueState): void {
  state.touched.clear();
  const from = storableFrom(state);
  const ledgers = ledgersOf(state).map(([, { intervals }]) => intervals);
  for (const sums of [...ledgers, state.agentTime])
    for (const [interval, totals] of sums) if (interval * LEDGER_INTERVAL_MS < from) totals.changed = false;
}

/** Writes the state as it is now, so that the next start reads only what comes after. */
export async function writeCheckpoint(
  store: Store,
  state: QueueState,
  sequence: number,
  centre: Centre,
  takenAt: number,
): Promise<void> {
  await storeCheckpoint(store, {
    sequence,
    takenAt,
    centre: JSON.stringify(centre),
    state: JSON.stringify(describeState(state)),
  });
}

async function fromCheckpoint(store: Store, centre: Centre, todayStart: number): Promise<Rebuilt> {
  for (const checkpoint of await readCheckpoints(store)) {
    const record: unknown = JSON.parse(checkpoint.state);
    if (!isStateRecord(record)) continue;
    const isSame = checkpoint.centre === JSON.stringify(centre);
    const recountFrom = isSame ? Number.POSITIVE_INFINITY : todayStart;
    return {
      state: restoreState(record, countingRules(centre), recountFrom),
      sequence: checkpoint.sequence,
    };
  }
  return { state: newQueueState(countingRules(centre)), sequence: 0 };
}
