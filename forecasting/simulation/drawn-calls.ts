import type { Random } from '../maths/seeded.ts';
import type { CentreModel } from './centre.ts';
import { sampler } from './distribution.ts';

/**
 * Everything chance decides about the calls of a day, drawn before the day is played: so that two staffings can be
 * compared on the very same calls (common random numbers).
 */
export interface DrawnCalls {
  readonly count: number;
  /** Seconds since the start of the day, rising. */
  readonly arrival: Float64Array;
  readonly handle: Float64Array;
  readonly patience: Float64Array;
  readonly queue: Uint8Array;
  /** Interval of arrival. */
  readonly interval: Int32Array;
  /** Queue the call is handed on to when it is finished, or −1; empty in a centre without transfers. */
  readonly transferTo: Int8Array;
  readonly secondHandle: Float64Array;
  readonly secondPatience: Float64Array;
}

/**
 * Draws Poisson arrivals with a constant rate within each interval, and each call's handle time and patience.
 *
 * @param calls expected calls by queue and interval
 */
export function drawCalls(
  model: CentreModel,
  calls: readonly (readonly number[])[],
  intervalSeconds: number,
  random: Random,
): DrawnCalls {
  const queues = model.queues.length;
  const intervals = calls[0]?.length ?? 0;
  const handleTimes = model.queues.map((queue) => sampler(queue.handleTime));
  const patiences = model.queues.map((queue) => sampler(queue.patience));
  const transfers = model.queues.some((queue) => (queue.transfer?.share ?? 0) > 0);
  const columns = growingColumns(transfers);
  let count = 0;
  for (let interval = 0; interval < intervals; interval++) {
    let expected = 0;
    for (let q = 0; q < queues; q++) expected += calls[q]?.[interval] ?? 0;
    if (expected === 0) continue;
    const rate = expected / intervalSeconds;
    const end = (interval + 1) * intervalSeconds;
    let at = interval * intervalSeconds - Math.log(1 - random()) / rate;
    for (; at < end; at -= Math.log(1 - random()) / rate) {
      let q = 0;
      let left = random() * expected - (calls[0]?.[interval] ?? 0);
      while (left >= 0 && q < queues - 1) {
        q++;
        left -= calls[q]?.[interval] ?? 0;
      }
      if (count === columns.capacity()) columns.grow();
      const drawn = columns.now();
      drawn.arrival[count] = at;
      drawn.queue[count] = q;
      drawn.interval[count] = interval;
      drawn.handle[count] = handleTimes[q]?.(random) ?? 0;
      drawn.patience[count] = patiences[q]?.(random) ?? Infinity;
      if (transfers) {
        const transfer = model.queues[q]?.transfer;
        const to = random() < (transfer?.share ?? 0) ? (transfer?.toQueue ?? -1) : -1;
        drawn.transferTo[count] = to;
        drawn.secondHandle[count] = to < 0 ? 0 : (handleTimes[to]?.(random) ?? 0);
        drawn.secondPatience[count] = to < 0 ? 0 : (patiences[to]?.(random) ?? Infinity);
      }
      count++;
    }
  }
  return { ...columns.now(), count };
}

type Columns = Omit<DrawnCalls, 'count'>;

function growingColumns(transfers: boolean): {
  now: () => Columns;
  capacity: () => number;
  grow: () => void;
} {
  let capacity = 4096;
  let columns = blankColumns(capacity, transfers);
  return {
    now: () => columns,
    capacity: () => capacity,
    grow: () => {
      const old = columns;
      capacity *= 2;
      columns = blankColumns(capacity, transfers);
      columns.arrival.set(old.arrival);
      columns.handle.set(old.handle);
      columns.patience.set(old.patience);
      columns.queue.set(old.queue);
      columns.interval.set(old.interval);
      columns.transferTo.set(old.transferTo);
      columns.secondHandle.set(old.secondHandle);
      columns.secondPatience.set(old.secondPatience);
    },
  };
}

function blankColumns(capacity: number, transfers: boolean): Columns {
  const second = transfers ? capacity : 0;
  return {
    arrival: new Float64Array(capacity),
    handle: new Float64Array(capacity),
    patience: new Float64Array(capacity),
    queue: new Uint8Array(capacity),
    interval: new Int32Array(capacity),
    transferTo: new Int8Array(second),
    secondHandle: new Float64Array(second),
    secondPatience: new Float64Array(second),
  };
}
