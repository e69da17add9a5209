import type { QueueName } from '../telephony/call-event.ts';
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
 */
export function timeOf(agent: AgentRecord): Map<number, AgentTime> {
  const booked = new Map<number, AgentTime>();
  const standing = copyOf(agent.before);
  const steps = stepsOf(agent);
  const last = steps.findLast(({ isTold }) => isTold)?.at ?? Number.NEGATIVE_INFINITY;
  let [talking, held, wrapUp] = [0, 0, 0];
  let from = standing.at;
  let toldAt = standing.at;
  for (const [place, step] of steps.entries()) {
    if (step.at > last) break;
    if (step.at > from) {
      const nextTold = step.isTold ? step.at : nextToldAfter(steps, place);
      if (nextTold - toldAt <= SILENCE_LIMIT_MS)
        addAgentTime(booked, activityOf(standing, talking, held, wrapUp), from, step.at);
      from = step.at;
    }
    if (step.isTold) toldAt = step.at;
    talking += step.talking;
    held += step.held;
    wrapUp += step.wrapUp;
    if (step.change !== null) applyChange(standing, step.change);
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

const NOTHING = { isTold: true, talking: 0, held: 0, wrapUp: 0, change: null };

function stepsOf(agent: AgentRecord): readonly Step[] {
  const steps: Step[] = agent.changes.map((change) => ({ ...NOTHING, at: change.at, change }));
  for (const at of agent.wrapUpEnds) steps.push({ ...NOTHING, at });
  for (const visit of agent.talks) pushTalk(steps, agent, visit);
  return steps.sort((a, b) => a.at - b.at);
}

function pushTalk(steps: Step[], agent: AgentRecord, visit: Visit): void {
  const { outcomeAt, conversation, completedAt } = visit;
  steps.push({ ...NOTHING, at: outcomeAt, talking: 1 });
  const isOver = conversation === 'completed' || conversation === 'lost';
  const end = isOver ? Math.max(outcomeAt, completedAt) : Number.POSITIVE_INFINITY;
  for (const { from, to } of heldSpans(visit, end)) {
    steps.push({ ...NOTHING, at: from, talking: -1, held: 1 });
    if (to < end) steps.push({ ...NOTHING, at: to, talking: 1, held: -1 });
    else if (isOver) steps.push({ ...NOTHING, at: end, held: -1, talking: 1 });
  }
  if (!isOver) return;
  steps.push({ ...NOTHING, at: end, talking: -1 });
  if (conversation !== 'completed') return;
  const wrapUpOver = wrapUpEnd(agent, visit);
  if (wrapUpOver <= end) return;
  steps.push({ ...NOTHING, at: end, wrapUp: 1 });
  steps.push({ ...NOTHING, at: wrapUpOver, isTold: false, wrapUp: -1 });
}

function copyOf({ at, queues, reachable }: AgentStanding): AgentStanding {
  return { at, queues: new Map(queues), reachable };
}
