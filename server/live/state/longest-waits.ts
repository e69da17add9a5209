import { waitMsOf, waitMsOfCall } from './call-state.ts';
import type { IntervalTotals } from './interval-totals.ts';
import type { QueueState } from './queue-state.ts';

/** Looks for the longest wait anew where the call that had it was taken out. Whoever reads the sums asks for this first. */
export function settleLongestWaits(state: QueueState): void {
  const stale = new Set(
    ledgersOf(state).flatMap(({ intervals }) =>
      [...intervals.values()].filter(({ longestIsGone }) => longestIsGone),
    ),
  );
  if (stale.size === 0) return;
  for (const totals of stale) {
    totals.longestWaitMs = 0;
    totals.longestIsGone = false;
  }
  const raise = (totals: IntervalTotals, waitMs: number) => {
    if (stale.has(totals)) totals.longestWaitMs = Math.max(totals.longestWaitMs, waitMs);
  };
  for (const source of state.sources.values())
    for (const call of source.calls.values()) {
      for (const visit of call.visits) if (visit.inHours) raise(visit.totals, waitMsOf(visit));
      if (call.visits[0]?.inHours === true && call.homeTotals !== null)
        raise(call.homeTotals, waitMsOfCall(call));
    }
}

function ledgersOf(state: QueueState) {
  const queues = [...state.sources.values()].flatMap((source) => [...source.queues.values()]);
  return [...queues, ...state.cities.values()].map(({ ledger }) => ledger);
}
