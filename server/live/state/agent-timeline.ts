import type { QueueName } from '../events/call-event.ts';
import type { AgentActivity, AgentRecord } from './agent-state.ts';
import { addAgentTime, type AgentTime } from './agent-time.ts';
import type { Visit } from './call-state.ts';
import { heldSpans } from './holds.ts';
import { wrapUpEnd } from './wrap-ups.ts';

/** How an agent stands: in which queues, paused there or not, reachable or not. */
export interface AgentStanding {
  /** Up to here the changes are in it. */
  at: number;
  /** Queues the agent is signed in to, and whether they are paused there. */
  readonly queues: Map<QueueName, boolean>;
  reachable: boolean;
}

/** One change of how an agent stands. */
export type AgentChange =
  | {
      readonly at: number;
      readonly kind: 'signedIn' | 'signedOut' | 'paused' | 'resumed';
      readonly queue: QueueName;
    }
  | { readonly at: number; readonly kind: 'listed'; readonly queue: QueueName; readonly paused: boolean }
  | { readonly at: number; readonly kind: 'device'; readonly reachable: boolean };

/** A longer silence of one agent is not booked as time: the source was away, nobody worked through it. */
export const SILENCE_LIMIT_MS = 24 * 3_600_000;

/** Takes a change in at its place; at one instant, behind those told before. @returns whether it came late */
export function insertChange({ changes }: AgentRecord, change: AgentChange): boolean {
  let place = changes.length;
  while (place > 0 && (changes[place - 1]?.at ?? 0) > change.at) place -= 1;
  changes.splice(place, 0, change);
  return place < changes.length - 1;
}

export function applyChange(standing: AgentStanding, change: AgentChange): void {
  const { queues } = standing;
  standing.at = change.at;
  switch (change.kind) {
    case 'signedIn':
      if (!queues.has(change.queue)) queues.set(change.queue, false);
      return;
    case 'signedOut':
      queues.delete(change.queue);
      return;
    case 'paused':
    case 'resumed':
      if (queues.has(change.queue)) queues.set(change.queue, change.kind === 'paused');
      return;
    case 'listed':
      queues.set(change.queue, change.paused);
      return;
    case 'device':
      standing.reachable = change.reachable;
      return;
    default:
      throw new RangeError(`there is no such change: ${JSON.stringify(change satisfies never)}`);
  }
}

/** Where the agent stands after all changes. */
export function standingOf({ before, changes }: AgentRecord): AgentStanding {
  const standing = copyOf(before);
  for (const change of changes) applyChange(standing, change);
  return standing;
}

/** When the agent left the last queue, by all changes. */
export function departuresOf({ before, changes }: AgentRecord): number[] {
  const standing = copyOf(before);
  const departures: number[] = [];
  for (const change of changes) {
    const wasIn = standing.queues.size > 0;
    applyChange(standing, change);
    if (wasIn && standing.queues.size === 0) departures.push(change.at);
  }
  return departures;
}

/** Something that begins or ends at an instant, as one step through an agent's time. */
interface Step {
  readonly at: number;
  /** Told: silence is measured from one to the next. The end of a wrap-up may be reckoned. */
  readonly isTold: boolean;
  readonly talking: number;
  readonly held: number;
  readonly wrapUp: number;
  readonly change: AgentChange | null;
}

/**
 * The time of one agent by interval and activity, from the first to the last that was told of them: a function of what
 * was told alone, in whatever order it came.
 *
 * @param from of what lies before nothing is asked
 */
export function timeOf(agent: AgentRecord, from: number): Map<number, AgentTime> {
  const booked = new Map<number, AgentTime>();
  const standing = copyOf(agent.before);
  const steps = stepsOf(agent, from);
  const last = steps.findLast(({ isTold }) => isTold)?.at ?? Number.NEGATIVE_INFINITY;
  let [talking, held, wrapUp] = [0, 0, 0];
  let reached = standing.at;
  let toldAt = standing.at;
  // By place: an iterator would make an object a step, and there are thousands of steps.
  for (let place = 0; place < steps.length; place += 1) {
    const next = steps[place];
    if (next === undefined || next.at > last) break;
    if (next.at > reached) {
      const toldNext = next.isTold ? next.at : nextToldAfter(steps, place);
      if (toldNext - toldAt <= SILENCE_LIMIT_MS)
        addAgentTime(booked, activityOf(standing, talking, held, wrapUp), Math.max(from, reached), next.at);
      reached = next.at;
    }
    if (next.isTold) toldAt = next.at;
    talking += next.talking;
    held += next.held;
    wrapUp += next.wrapUp;
    if (next.change !== null) applyChange(standing, next.change);
  }
  return booked;
}

function nextToldAfter(steps: readonly Step[], place: number): number {
  for (let next = place + 1; next < steps.length; next += 1)
    if (steps[next]?.isTold === true) return steps[next]?.at ?? 0;
  return Number.POSITIVE_INFINITY;
}

function activityOf(
  { queues, reachable }: AgentStanding,
  talking: number,
  held: number,
  wrapUp: number,
): AgentActivity {
  if (talking > 0) return 'talking';
  if (held > 0) return 'onHold';
  if (wrapUp > 0) return 'wrapUp';
  if (queues.size === 0) return 'loggedOut';
  if (![...queues.values()].includes(false)) return 'onBreak';
  return reachable ? 'ready' : 'unreachable';
}

/** One literal for all steps: there are thousands of them, and one shape keeps them fast. */
function step(at: number, talking: number, held: number, wrapUp: number, isTold: boolean): Step {
  return { at, isTold, talking, held, wrapUp, change: null };
}

function stepsOf(agent: AgentRecord, from: number): readonly Step[] {
  const steps: Step[] = [];
  const toldSince = from - SILENCE_LIMIT_MS;
  for (const change of agent.changes)
    steps.push({ at: change.at, isTold: true, talking: 0, held: 0, wrapUp: 0, change });
  for (const at of agent.wrapUpEnds) if (at >= toldSince) steps.push(step(at, 0, 0, 0, true));
  for (const visit of agent.talks) if (!isOverBefore(visit, toldSince)) pushTalk(steps, agent, visit, from);
  return steps.sort((a, b) => a.at - b.at);
}

function isOverBefore({ conversation, completedAt, wrapUpMs }: Visit, from: number): boolean {
  return (conversation === 'completed' || conversation === 'lost') && completedAt + wrapUpMs < from;
}

/** A talk that was over with its wrap-up before anything is asked only says how long the agent was silent since. */
function pushTalk(steps: Step[], agent: AgentRecord, visit: Visit, from: number): void {
  const { outcomeAt, conversation, completedAt } = visit;
  const isOver = conversation === 'completed' || conversation === 'lost';
  const end = isOver ? Math.max(outcomeAt, completedAt) : Number.POSITIVE_INFINITY;
  const wrapUpOver = conversation === 'completed' ? Math.max(end, wrapUpEnd(agent, visit)) : end;
  if (wrapUpOver <= from) {
    steps.push(step(end, 0, 0, 0, true));
    return;
  }
  steps.push(step(outcomeAt, 1, 0, 0, true));
  if (visit.held !== null)
    for (const { from, to } of heldSpans(visit, end)) {
      steps.push(step(from, -1, 1, 0, true));
      if (to < Number.POSITIVE_INFINITY) steps.push(step(to, 1, -1, 0, true));
    }
  if (!isOver) return;
  if (wrapUpOver === end) {
    steps.push(step(end, -1, 0, 0, true));
    return;
  }
  steps.push(step(end, -1, 0, 1, true));
  steps.push(step(wrapUpOver, 0, 0, -1, false));
}

function copyOf({ at, queues, reachable }: AgentStanding): AgentStanding {
  return { at, queues: new Map(queues), reachable };
}
