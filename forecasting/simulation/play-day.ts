import type { CentreModel, DayPlan } from './centre.ts';
import { completionHeap } from './completion-heap.ts';
import type { DrawnCalls } from './drawn-calls.ts';
import { waitingLine, type WaitingLine } from './waiting-line.ts';

/** What is counted per queue and interval of arrival, in this order; then two counts per threshold. */
export const Counted = {
  offered: 0,
  answered: 1,
  abandoned: 2,
  waited: 3,
  waitSeconds: 4,
  answeredWaitSeconds: 5,
  /** First of the counts "answered within threshold k" at + 2k and "abandoned within threshold k" at + 2k + 1. */
  within: 6,
} as const;

/** Sums of one played day. */
interface DayCounts {
  /** at (interval × queues + queue) × measures + measure */
  readonly counts: Float64Array;
  readonly measures: number;
  /** Handled seconds of each group. */
  readonly handledSeconds: Float64Array;
  /** Seconds on duty of each group, until the end of the last interval. */
  readonly dutySeconds: Float64Array;
  /** Calls handed on that were answered, and the sum of their second waits; in no service level. */
  readonly transfers: { answered: number; waitSeconds: number };
}

/** Plays days on one centre; every buffer is reused, so a player must not be shared between running days. */
export interface DayPlayer {
  readonly play: (calls: DrawnCalls, plan: DayPlan) => DayCounts;
}

/**
 * The discrete-event simulator: arrivals in order, ends of calls from a heap, changes of staff at interval bounds.
 *
 * Hanging up is no event: a caller's deadline is looked at when an agent would take the call, because until then
 * nobody could see the difference. Waits are attributed to the interval of arrival.
 *
 * @param thresholdsSeconds waits that are counted as "within"
 */
export function dayPlayer(model: CentreModel, thresholdsSeconds: readonly number[]): DayPlayer {
  const queueCount = model.queues.length;
  const groupCount = model.groups.length;
  const measures = Counted.within + 2 * thresholdsSeconds.length;
  const thresholds = Float64Array.from(thresholdsSeconds);
  const priorities = Float64Array.from(model.queues, (queue) => queue.priority);
  const routes = model.queues.map((_, queue) => route(model, queue));
  const skills = model.groups.map((group) => Int32Array.from(group.queues));
  const byFewestSkills = groupOrder(model);
  const lines: readonly WaitingLine[] = model.queues.map(() => waitingLine());
  const talking = completionHeap();
  const busy = new Int32Array(groupCount);
  const onDuty = new Int32Array(groupCount);
  let waitingCallers = 0;

  const play = (calls: DrawnCalls, plan: DayPlan): DayCounts => {
    const intervals = plan.calls[0]?.length ?? 0;
    const counts = new Float64Array(intervals * queueCount * measures);
    const handledSeconds = new Float64Array(groupCount);
    const transfers = { answered: 0, waitSeconds: 0 };
    talking.clear();
    busy.fill(0);
    onDuty.fill(0);
    waitingCallers = 0;
    for (const line of lines) line.clear();

    const record = (call: number, isAnswered: boolean, wait: number): void => {
      if (call < 0) {
        if (!isAnswered) return;
        transfers.answered++;
        transfers.waitSeconds += wait;
        return;
      }
      const cell = ((calls.interval[call] ?? 0) * queueCount + (calls.queue[call] ?? 0)) * measures;
      add(counts, cell + Counted.offered, 1);
      add(counts, cell + (isAnswered ? Counted.answered : Counted.abandoned), 1);
      if (isAnswered) add(counts, cell + Counted.answeredWaitSeconds, wait);
      if (wait > 0) {
        add(counts, cell + Counted.waited, 1);
        add(counts, cell + Counted.waitSeconds, wait);
      }
      const first = cell + Counted.within + (isAnswered ? 0 : 1);
      for (let k = 0; k < thresholds.length; k++)
        if (wait <= (thresholds[k] ?? 0)) add(counts, first + 2 * k, 1);
    };

    const start = (group: number, call: number, now: number, wait: number): void => {
      const handle = (call >= 0 ? calls.handle[call] : calls.secondHandle[~call]) ?? 0;
      busy[group] = (busy[group] ?? 0) + 1;
      add(handledSeconds, group, handle);
      talking.push(now + handle, group, call);
      record(call, true, wait);
    };

    const enter = (call: number, queue: number, now: number, patience: number): void => {
      const groups = routes[queue];
      if (groups !== undefined)
        for (let i = 0; i < groups.length; i++) {
          const group = groups[i] ?? 0;
          if ((busy[group] ?? 0) < (onDuty[group] ?? 0)) {
            start(group, call, now, 0);
            return;
          }
        }
      lines[queue]?.push(call, now, now + patience);
      waitingCallers++;
    };

    /** Lets a free agent of `group` take the caller who is next for it; false when there is none. */
    const takeNext = (group: number, now: number): boolean => {
      const served = skills[group];
      if (served === undefined || waitingCallers === 0) return false;
      let best: WaitingLine | undefined;
      let bestPriority = Infinity;
      let bestJoined = Infinity;
      for (let i = 0; i < served.length; i++) {
        const queue = served[i] ?? 0;
        const line = lines[queue];
        if (line === undefined) continue;
        while (!line.isEmpty() && line.firstDeadline() <= now) hangUpFirst(line);
        if (line.isEmpty()) continue;
        const priority = priorities[queue] ?? 0;
        if (priority > bestPriority || (priority === bestPriority && line.firstJoined() >= bestJoined))
          continue;
        best = line;
        bestPriority = priority;
        bestJoined = line.firstJoined();
      }
      if (best === undefined) return false;
      const call = best.firstCall();
      best.removeFirst();
      waitingCallers--;
      start(group, call, now, now - bestJoined);
      return true;
    };

    const hangUpFirst = (line: WaitingLine): void => {
      record(line.firstCall(), false, line.firstDeadline() - line.firstJoined());
      line.removeFirst();
      waitingCallers--;
    };

    const finishNext = (): void => {
      const now = talking.nextTime();
      const group = talking.nextGroup();
      const call = talking.nextCall();
      talking.removeNext();
      busy[group] = (busy[group] ?? 0) - 1;
      const to = call >= 0 && calls.transferTo.length > 0 ? (calls.transferTo[call] ?? -1) : -1;
      if ((busy[group] ?? 0) < (onDuty[group] ?? 0)) takeNext(group, now);
      if (to >= 0) enter(~call, to, now, calls.secondPatience[call] ?? Infinity);
    };

    const changeStaff = (interval: number, now: number): void => {
      for (const group of byFewestSkills) {
        onDuty[group] = plan.agents[group]?.[interval] ?? 0;
        while ((busy[group] ?? 0) < (onDuty[group] ?? 0) && takeNext(group, now));
      }
    };

    let next = 0;
    let interval = 0;
    for (;;) {
      const arrival = next < calls.count ? (calls.arrival[next] ?? Infinity) : Infinity;
      const change = interval < intervals ? interval * plan.intervalSeconds : Infinity;
      const end = talking.nextTime();
      if (change <= arrival && change <= end) {
        if (change === Infinity) break;
        changeStaff(interval++, change);
      } else if (end <= arrival) finishNext();
      else {
        enter(next, calls.queue[next] ?? 0, arrival, calls.patience[next] ?? Infinity);
        next++;
      }
    }
    // Nobody is left to answer those still waiting: they hang up, or wait in vain until the end of the day.
    const close = intervals * plan.intervalSeconds;
    for (const line of lines)
      while (!line.isEmpty()) {
        const deadline = line.firstDeadline() < Infinity ? line.firstDeadline() : close;
        record(line.firstCall(), false, Math.max(0, deadline - line.firstJoined()));
        line.removeFirst();
      }
    const dutySeconds = Float64Array.from(
      plan.agents,
      (row) => row.reduce((sum, agents) => sum + agents, 0) * plan.intervalSeconds,
    );
    return { counts, measures, handledSeconds, dutySeconds, transfers };
  };
  return { play };
}

function add(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}

/** Groups that may take a call of `queue`, in the order in which they are asked. */
function route(model: CentreModel, queue: number): Int32Array {
  return Int32Array.from(
    groupOrder(model).filter((group) => model.groups[group]?.queues.includes(queue) ?? false),
  );
}

/** Specialists before generalists, then as listed. */
function groupOrder(model: CentreModel): readonly number[] {
  const skillsOf = (group: number): number => model.groups[group]?.queues.length ?? 0;
  return model.groups.map((_, group) => group).sort((a, b) => skillsOf(a) - skillsOf(b) || a - b);
}
