import type { QueueName } from '../events/call-event.ts';
import type { AgentActivity, AgentRecord } from './agent-state.ts';
import { addAgentTime, type AgentTime } from './agent-time.ts';
import { completedAtOf, outcomeAtOf, type Visit } from './call-state.ts';
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

/** Takes a change in at its place; at one instant, behind those reported before. @returns whether it came late */
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

/** Something that begins or ends at an instant. */
interface Step {
  /** Reported: silence is measured from one to the next. The end of a wrap-up may be inferred. */
  readonly isTold: boolean;
  readonly talking: number;
  readonly held: number;
  readonly wrapUp: number;
  readonly change: AgentChange | null;
}

const SIGN_OF_LIFE: Step = { isTold: true, talking: 0, held: 0, wrapUp: 0, change: null };
const TALK_BEGINS: Step = { ...SIGN_OF_LIFE, talking: 1 };
const TALK_ENDS: Step = { ...SIGN_OF_LIFE, talking: -1 };
const HOLD_BEGINS: Step = { ...SIGN_OF_LIFE, talking: -1, held: 1 };
const HOLD_ENDS: Step = { ...SIGN_OF_LIFE, talking: 1, held: -1 };
const WRAP_UP_BEGINS: Step = { ...SIGN_OF_LIFE, talking: -1, wrapUp: 1 };
const WRAP_UP_ENDS: Step = { ...SIGN_OF_LIFE, isTold: false, wrapUp: -1 };

/**
 * Steps in order of time; at one instant, as they were added. By column: each booking goes through thousands, and an
 * object a step would cost more than all the rest. They come nearly in order, so each soon finds its place.
 */
class Steps {
  readonly #at: number[] = [];
  readonly #steps: Step[] = [];

  get count(): number {
    return this.#at.length;
  }

  add(at: number, step: Step): void {
    let place = this.#at.length;
    while (place > 0 && this.at(place - 1) > at) {
      this.#at[place] = this.at(place - 1);
      this.#steps[place] = this.step(place - 1);
      place -= 1;
    }
    this.#at[place] = at;
    this.#steps[place] = step;
  }

  at(place: number): number {
    return this.#at[place] ?? Number.NaN;
  }

  step(place: number): Step {
    return this.#steps[place] ?? SIGN_OF_LIFE;
  }

  /** Place of the first reported step from a place on; `count` where there is none. */
  nextTold(from: number): number {
    let place = from;
    while (place < this.count && !this.step(place).isTold) place += 1;
    return place;
  }

  /** The newest instant that was reported. */
  toldTo(): number {
    let place = this.count - 1;
    while (place >= 0 && !this.step(place).isTold) place -= 1;
    return place < 0 ? Number.NEGATIVE_INFINITY : this.at(place);
  }
}

/**
 * The time of one agent by interval and activity, from the first to the last that was reported about them: a function of what
 * was reported alone, in whatever order it came.
 *
 * @param from of what lies before nothing is asked
 * @returns the time, and the newest instant that was reported
 */
export function timeOf(
  agent: AgentRecord,
  from: number,
): { readonly time: Map<number, AgentTime>; readonly toldTo: number } {
  const time = new Map<number, AgentTime>();
  const standing = copyOf(agent.before);
  const steps = stepsOf(agent, from);
  const toldTo = steps.toldTo();
  let [talking, held, wrapUp] = [0, 0, 0];
  let reached = standing.at;
  let toldAt = standing.at;
  for (let place = 0; place < steps.count && steps.at(place) <= toldTo; place += 1) {
    const at = steps.at(place);
    const step = steps.step(place);
    if (at > reached) {
      if (steps.at(steps.nextTold(place)) - toldAt <= SILENCE_LIMIT_MS)
        addAgentTime(time, activityOf(standing, talking, held, wrapUp), Math.max(from, reached), at);
      reached = at;
    }
    if (step.isTold) toldAt = at;
    talking += step.talking;
    held += step.held;
    wrapUp += step.wrapUp;
    if (step.change !== null) applyChange(standing, step.change);
  }
  return { time, toldTo };
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

function stepsOf(agent: AgentRecord, from: number): Steps {
  const steps = new Steps();
  const toldSince = from - SILENCE_LIMIT_MS;
  for (const change of agent.changes) steps.add(change.at, { ...SIGN_OF_LIFE, change });
  for (const at of agent.wrapUpEnds) if (at >= toldSince) steps.add(at, SIGN_OF_LIFE);
  for (const visit of agent.talks) if (!isOverBefore(visit, toldSince)) addTalk(steps, agent, visit, from);
  return steps;
}

function isOverBefore(visit: Visit, from: number): boolean {
  const { conversation, wrapUpMs } = visit;
  return (conversation === 'completed' || conversation === 'lost') && completedAtOf(visit) + wrapUpMs < from;
}

/** A talk that was over with its wrap-up before anything is asked only says how long the agent was silent since. */
function addTalk(steps: Steps, agent: AgentRecord, visit: Visit, from: number): void {
  const { conversation } = visit;
  const outcomeAt = outcomeAtOf(visit);
  const isOver = conversation === 'completed' || conversation === 'lost';
  const end = isOver ? Math.max(outcomeAt, completedAtOf(visit)) : Number.POSITIVE_INFINITY;
  const wrapUpOver = conversation === 'completed' ? Math.max(end, wrapUpEnd(agent, visit)) : end;
  if (wrapUpOver <= from) {
    steps.add(end, SIGN_OF_LIFE);
    return;
  }
  steps.add(outcomeAt, TALK_BEGINS);
  if (visit.seldom !== null)
    for (const { from, to } of heldSpans(visit, end)) {
      steps.add(from, HOLD_BEGINS);
      if (to < Number.POSITIVE_INFINITY) steps.add(to, HOLD_ENDS);
    }
  if (!isOver) return;
  if (wrapUpOver === end) {
    steps.add(end, TALK_ENDS);
    return;
  }
  steps.add(end, WRAP_UP_BEGINS);
  steps.add(wrapUpOver, WRAP_UP_ENDS);
}

function copyOf({ at, queues, reachable }: AgentStanding): AgentStanding {
  return { at, queues: new Map(queues), reachable };
}
