/** First come, first served: calls and the moment they joined, in a ring that grows. */
export interface WaitingLine {
  readonly isEmpty: () => boolean;
  readonly firstCall: () => number;
  readonly firstJoined: () => number;
  readonly firstDeadline: () => number;
  readonly push: (call: number, joined: number, deadline: number) => void;
  readonly removeFirst: () => void;
  readonly clear: () => void;
}

export function waitingLine(): WaitingLine {
  let mask = 63;
  let calls = new Int32Array(64);
  let joinedAt = new Float64Array(64);
  let deadlines = new Float64Array(64);
  let head = 0;
  let tail = 0;

  const grow = (): void => {
    const size = mask + 1;
    const [oldCalls, oldJoined, oldDeadlines, oldMask] = [calls, joinedAt, deadlines, mask];
    mask = 2 * size - 1;
    calls = new Int32Array(2 * size);
    joinedAt = new Float64Array(2 * size);
    deadlines = new Float64Array(2 * size);
    for (let i = 0; i < size; i++) {
      const from = (head + i) & oldMask;
      calls[i] = oldCalls[from] ?? 0;
      joinedAt[i] = oldJoined[from] ?? 0;
      deadlines[i] = oldDeadlines[from] ?? 0;
    }
    head = 0;
    tail = size;
  };

  return {
    isEmpty: () => head === tail,
    firstCall: () => calls[head & mask] ?? 0,
    firstJoined: () => joinedAt[head & mask] ?? 0,
    firstDeadline: () => deadlines[head & mask] ?? 0,
    push: (call, joined, deadline) => {
      if (tail - head > mask) grow();
      const at = tail++ & mask;
      calls[at] = call;
      joinedAt[at] = joined;
      deadlines[at] = deadline;
    },
    removeFirst: () => {
      head++;
    },
    clear: () => {
      head = 0;
      tail = 0;
    },
  };
}
