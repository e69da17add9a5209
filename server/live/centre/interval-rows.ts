import type { AgentTime } from '../state/agent-time.ts';
import { bookAgentTime } from '../state/book-agent-time.ts';
import { LEDGER_INTERVAL_MS, type IntervalLedger } from '../state/interval-ledger.ts';
import { TOTAL_NAMES, type IntervalTotals } from '../state/interval-totals.ts';
import { settleLongestWaits } from '../state/longest-waits.ts';
import type { QueueState } from '../state/queue-state.ts';
import { subjects, type StoredSums } from '../log/interval-sums-store.ts';

/** Every ledger of a state under the name that its sums are stored by. */
export function ledgersOf(state: QueueState): readonly (readonly [string, IntervalLedger])[] {
  const queues = [...state.sources.values()].flatMap((source) =>
    [...source.queues.values()].map(
      (queue) => [subjects.queue(source.id, queue.name), queue.ledger] as const,
    ),
  );
  const cities = [...state.cities].map(([id, { ledger }]) => [subjects.city(id), ledger] as const);
  return [...queues, ...cities];
}

/** Sums within [from, to) as they are stored, sorted by subject and start. Empty intervals are left out. */
export function rowsWithin(state: QueueState, from: number, to: number): readonly StoredSums[] {
  settleSums(state);
  const calls = ledgersOf(state).flatMap(([subject, ledger]) =>
    [...ledger.intervals].map(([interval, totals]) => rowOf(subject, interval, totals)),
  );
  const agents = [...state.agentTime].map(([interval, time]) => agentRow(interval, time));
  return [...calls, ...agents]
    .filter(({ startsAt }) => startsAt >= from && startsAt < to)
    .sort((a, b) => compare(a.subject, b.subject) || a.startsAt - b.startsAt);
}

/** Sums that were counted in since they were taken last; taking them marks them as taken. */
export function takeChangedRows(state: QueueState): readonly StoredSums[] {
  settleSums(state);
  const rows = ledgersOf(state).flatMap(([subject, ledger]) =>
    [...ledger.intervals]
      .filter(([, totals]) => totals.changed)
      .map(([interval, totals]) => {
        totals.changed = false;
        return rowOf(subject, interval, totals);
      }),
  );
  const agents = [...state.agentTime]
    .filter(([, time]) => time.changed)
    .map(([interval, time]) => {
      time.changed = false;
      return agentRow(interval, time);
    });
  return [...rows, ...agents];
}

/** What is calculated only when somebody reads it. */
function settleSums(state: QueueState): void {
  bookAgentTime(state);
  settleLongestWaits(state);
}

function rowOf(subject: string, interval: number, totals: IntervalTotals): StoredSums {
  const sums = Object.fromEntries(TOTAL_NAMES.map((name) => [name, totals[name]]));
  return {
    subject,
    startsAt: interval * LEDGER_INTERVAL_MS,
    sums: JSON.stringify({ ...sums, answeredByWait: totals.answeredByWait }),
  };
}

function agentRow(interval: number, { changed: _, ...sums }: AgentTime): StoredSums {
  return {
    subject: subjects.agents,
    startsAt: interval * LEDGER_INTERVAL_MS,
    sums: JSON.stringify(sums),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
