import { valueAt } from '../maths/value-at.ts';
import { requireNotNegative, requirePatience, requirePositive } from '../erlang/require-argument.ts';

/** The queue now and what is planned from now on. */
export interface BacklogInput {
  readonly waiting: number;
  /** Expected calls per interval, beginning with what is left of the present one. */
  readonly calls: readonly number[];
  /** Agents on the phones, same order and length. */
  readonly agents: readonly number[];
  /** Length of each interval in seconds; the first is what is left of the present one. */
  readonly intervalSeconds: readonly number[];
  readonly averageHandleTimeSeconds: number;
  /** Infinity: nobody hangs up. */
  readonly patienceSeconds: number;
}

export type BacklogClearance =
  | {
      readonly kind: 'cleared';
      readonly afterSeconds: number;
      /** Callers expected to hang up until then. */
      readonly abandoned: number;
    }
  | {
      /** The backlog outlasts the intervals given. */
      readonly kind: 'remains';
      readonly waitingAtEnd: number;
      readonly abandoned: number;
    };

/**
 * When the callers waiting now, and those who join them, will all have been served: the mean trajectory of the queue.
 *
 * While anybody waits, every agent is busy, so the queue changes by arrivals − agents ÷ AHT − waiting ÷ patience per
 * second; within an interval that is solved exactly. Chance moves the real moment by some AHTs either way.
 * @throws RangeError for lists of different length and refused values
 * @see docs/formulas.md#backlog
 */
export function backlogClearance(input: BacklogInput): BacklogClearance {
  const { calls, agents, intervalSeconds, averageHandleTimeSeconds, patienceSeconds } = input;
  requireNotNegative('waiting', input.waiting);
  requirePositive('averageHandleTimeSeconds', averageHandleTimeSeconds);
  requirePatience(patienceSeconds);
  if (agents.length !== calls.length || intervalSeconds.length !== calls.length)
    throw new RangeError(
      `calls, agents and intervalSeconds must be equally long, got ${calls.length}, ${agents.length} and ${intervalSeconds.length}`,
    );
  let waiting = input.waiting;
  let elapsed = 0;
  let abandoned = 0;
  if (waiting === 0) return { kind: 'cleared', afterSeconds: 0, abandoned: 0 };
  for (const [i, seconds] of intervalSeconds.entries()) {
    requirePositive(`intervalSeconds[${i}]`, seconds);
    requireNotNegative(`calls[${i}]`, valueAt(calls, i));
    requireNotNegative(`agents[${i}]`, valueAt(agents, i));
    const growth = valueAt(calls, i) / seconds - valueAt(agents, i) / averageHandleTimeSeconds;
    const clears = secondsUntilEmpty(waiting, growth, patienceSeconds);
    const spent = Math.min(clears, seconds);
    const after = clears <= seconds ? 0 : waitingAfter(waiting, growth, patienceSeconds, spent);
    // What came in and was not served hung up.
    abandoned += patienceSeconds === Infinity ? 0 : Math.max(0, waiting + growth * spent - after);
    if (clears <= seconds) return { kind: 'cleared', afterSeconds: elapsed + clears, abandoned };
    waiting = after;
    elapsed += seconds;
  }
  return { kind: 'remains', waitingAtEnd: waiting, abandoned };
}

function secondsUntilEmpty(waiting: number, growth: number, patience: number): number {
  if (growth >= 0) return Infinity;
  return patience === Infinity ? waiting / -growth : patience * Math.log1p(waiting / (-growth * patience));
}

function waitingAfter(waiting: number, growth: number, patience: number, seconds: number): number {
  if (patience === Infinity) return waiting + growth * seconds;
  const balance = growth * patience;
  return balance + (waiting - balance) * Math.exp(-seconds / patience);
}
