/**
 * Calls in progress by the time they end: a binary heap in three parallel arrays, so that nothing is allocated per
 * call. Ties are resolved by the order of insertion into the tree, hence the same in every run.
 */
export interface CompletionHeap {
  readonly size: () => number;
  /** End of the call that ends first; Infinity when nobody talks. */
  readonly nextTime: () => number;
  readonly nextGroup: () => number;
  readonly nextCall: () => number;
  readonly push: (time: number, group: number, call: number) => void;
  readonly removeNext: () => void;
  readonly clear: () => void;
}

export function completionHeap(): CompletionHeap {
  let times = new Float64Array(256);
  let groups = new Int32Array(256);
  let calls = new Int32Array(256);
  let size = 0;

  const grow = (): void => {
    const [oldTimes, oldGroups, oldCalls] = [times, groups, calls];
    times = new Float64Array(oldTimes.length * 2);
    groups = new Int32Array(oldTimes.length * 2);
    calls = new Int32Array(oldTimes.length * 2);
    times.set(oldTimes);
    groups.set(oldGroups);
    calls.set(oldCalls);
  };

  const put = (at: number, time: number, group: number, call: number): void => {
    times[at] = time;
    groups[at] = group;
    calls[at] = call;
  };

  const copy = (from: number, to: number): void => {
    put(to, times[from] ?? 0, groups[from] ?? 0, calls[from] ?? 0);
  };

  return {
    size: () => size,
    nextTime: () => (size > 0 ? (times[0] ?? Infinity) : Infinity),
    nextGroup: () => groups[0] ?? 0,
    nextCall: () => calls[0] ?? 0,
    push: (time, group, call) => {
      if (size === times.length) grow();
      let at = size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if ((times[parent] ?? 0) <= time) break;
        copy(parent, at);
        at = parent;
      }
      put(at, time, group, call);
    },
    removeNext: () => {
      size--;
      const time = times[size] ?? 0;
      const group = groups[size] ?? 0;
      const call = calls[size] ?? 0;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && (times[child + 1] ?? 0) < (times[child] ?? 0)) child++;
        if ((times[child] ?? 0) >= time) break;
        copy(child, at);
        at = child;
      }
      if (size > 0) put(at, time, group, call);
    },
    clear: () => {
      size = 0;
    },
  };
}
