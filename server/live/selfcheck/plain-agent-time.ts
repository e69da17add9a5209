import type { CountingRules } from '../state/counting-rules.ts';
import { subjects, type StoredSums } from '../log/interval-sums-store.ts';
import { sourceId } from '../events/call-id.ts';
import type { Happened, PlainStory } from './plain-calls.ts';
import type { PlainFacts } from './plain-count.ts';
import type { PlainLeg } from './plain-wrap-ups.ts';

const QUARTER_MS = 900_000;
/** A longer silence of one agent is nobody's working time. */
const SILENCE_MS = 86_400_000;
/** Within this, a system that steps back reported its changes in the right order. */
const STEP_BACK_MS = 2_000;

/** From an instant on an agent is in a queue or not, paused there or not; or can be rung or not. */
type Change =
  | { readonly at: number; readonly queue: string; readonly to: 'in' | 'out' | 'paused' | 'resumed' }
  | { readonly at: number; readonly queue: string; readonly to: 'listed'; readonly paused: boolean }
  | { readonly at: number; readonly queue: null; readonly reachable: boolean };

interface PlainAgent {
  readonly changes: Change[];
  readonly toldAt: Map<string | null, number>;
}

/** When each agent (`source`, name) left the last queue. */
export function departuresPlainly(
  story: PlainStory,
  facts: PlainFacts,
  rules: CountingRules,
): ReadonlyMap<string, readonly number[]> {
  return new Map(
    [...agentsOf(story, facts, rules)].map(([name, { changes }]) => {
      const inOrder = sorted(changes);
      const left = inOrder.filter(
        (change, place) =>
          isIn(inOrder.slice(0, place)) && !isIn(inOrder.slice(0, place + 1)) && change.queue !== null,
      );
      return [name, left.map(({ at }) => at)];
    }),
  );
}

/** Time of all agents by activity and quarter hour: from each thing reported about an agent to the next, what did they do? */
export function plainAgentTime(
  legs: readonly (PlainLeg & { readonly wrapUpMs: number })[],
  story: PlainStory,
  facts: PlainFacts,
  rules: CountingRules,
  from: number,
  to: number,
): readonly StoredSums[] {
  const sums = new Map<number, Record<string, number>>();
  const agents = agentsOf(story, facts, rules);
  for (const leg of legs) if (leg.agent !== null) agentOf(agents, `${leg.call.source}\n${leg.agent}`);
  for (const [name, agent] of agents) {
    const own = legs.filter((leg) => `${leg.call.source}\n${leg.agent}` === name);
    const ends = story.events.filter(
      (event) => event.kind === 'WrapUpEnded' && `${event.source}\n${event.agent}` === name,
    );
    addAgent(
      sums,
      sorted(agent.changes),
      own,
      ends.map(({ ms }) => ms),
      from,
      to,
    );
  }
  return [...sums].map(([startsAt, time]) => ({
    subject: subjects.agents,
    startsAt,
    sums: JSON.stringify(time),
  }));
}

function addAgent(
  sums: Map<number, Record<string, number>>,
  changes: readonly Change[],
  legs: readonly (PlainLeg & { readonly wrapUpMs: number })[],
  wrapUpEnds: readonly number[],
  from: number,
  to: number,
): void {
  const talks = legs.flatMap(({ answeredAt, overAt, held }) => [
    answeredAt,
    Math.max(answeredAt, overAt),
    ...held.flat(),
  ]);
  const told = [...changes.map(({ at }) => at), ...wrapUpEnds, ...talks]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const cuts = [...told, ...legs.map(({ overAt, wrapUpMs }) => overAt + wrapUpMs)]
    .filter((at) => Number.isFinite(at) && at <= (told.at(-1) ?? 0))
    .sort((a, b) => a - b);
  for (const [place, at] of cuts.entries()) {
    const next = cuts[place + 1] ?? at;
    if (next === at || next <= from || at >= to) continue;
    const before = told.findLast((instant) => instant <= at) ?? at;
    const after = told.find((instant) => instant >= next) ?? next;
    if (after - before > SILENCE_MS) continue;
    const activity = activityAt(changes, legs, at);
    if (activity === null) continue;
    for (let start = at; start < next; start = Math.floor(start / QUARTER_MS + 1) * QUARTER_MS) {
      const quarter = Math.floor(start / QUARTER_MS) * QUARTER_MS;
      if (quarter < from || quarter >= to) continue;
      const time = sums.get(quarter) ?? noTime();
      time[activity] = (time[activity] ?? 0) + Math.min(next, quarter + QUARTER_MS) - start;
      sums.set(quarter, time);
    }
  }
}

function noTime(): Record<string, number> {
  return { readyMs: 0, talkingMs: 0, onHoldMs: 0, wrapUpMs: 0, onBreakMs: 0, unreachableMs: 0 };
}

function activityAt(
  changes: readonly Change[],
  legs: readonly (PlainLeg & { readonly wrapUpMs: number })[],
  at: number,
): string | null {
  const talks = legs.filter(({ answeredAt, overAt }) => answeredAt <= at && at < overAt);
  const isHeld = ({ held }: PlainLeg) => held.some(([start, end]) => start <= at && at < end);
  if (talks.some((leg) => !isHeld(leg))) return 'talkingMs';
  if (talks.length > 0) return 'onHoldMs';
  const wrapsUp = legs.some(
    ({ completion, answeredAt, overAt, wrapUpMs }) =>
      completion !== null && Math.max(answeredAt, overAt) <= at && at < overAt + wrapUpMs,
  );
  if (wrapsUp) return 'wrapUpMs';
  const queues = queuesAfter(changes.filter((change) => change.at <= at));
  if (queues.size === 0) return null;
  if ([...queues.values()].every((paused) => paused)) return 'onBreakMs';
  const device = changes.findLast((change) => change.queue === null && change.at <= at);
  return device?.queue !== null || device.reachable ? 'readyMs' : 'unreachableMs';
}

function isIn(changes: readonly Change[]): boolean {
  return queuesAfter(changes).size > 0;
}

function queuesAfter(changes: readonly Change[]): ReadonlyMap<string, boolean> {
  const queues = new Map<string, boolean>();
  for (const change of changes) {
    if (change.queue === null) continue;
    const known = queues.get(change.queue);
    if (change.to === 'out') queues.delete(change.queue);
    else if (change.to === 'listed') queues.set(change.queue, change.paused);
    else if (change.to === 'in') queues.set(change.queue, known ?? false);
    else if (known !== undefined) queues.set(change.queue, change.to === 'paused');
  }
  return queues;
}

function sorted(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort((a, b) => a.at - b.at);
}

function agentOf(agents: Map<string, PlainAgent>, name: string): PlainAgent {
  const known = agents.get(name);
  if (known !== undefined) return known;
  const fresh = { changes: [], toldAt: new Map<string | null, number>() };
  agents.set(name, fresh);
  return fresh;
}

function agentsOf(
  story: PlainStory,
  { standing }: PlainFacts,
  rules: CountingRules,
): Map<string, PlainAgent> {
  const agents = new Map<string, PlainAgent>();
  for (const { source, agents: stood } of standing)
    for (const { name, reachable, memberships } of stood) {
      const agent = agentOf(agents, `${source}\n${name}`);
      agent.changes.push({ at: Number.NEGATIVE_INFINITY, queue: null, reachable });
      for (const [queue, signedIn, paused, toldAt] of memberships) {
        const at = toldAt ?? Number.NEGATIVE_INFINITY;
        agent.toldAt.set(queue, at);
        if (signedIn) agent.changes.push({ at, queue, to: 'listed', paused });
      }
    }
  for (const event of story.logOrder) noteEvent(agents, event, story, rules);
  return agents;
}

function noteEvent(
  agents: Map<string, PlainAgent>,
  event: Happened,
  story: PlainStory,
  rules: CountingRules,
): void {
  switch (event.kind) {
    case 'AgentSignedIn':
    case 'AgentSignedOut':
    case 'AgentPaused':
    case 'AgentResumed': {
      const to = (
        {
          AgentSignedIn: 'in',
          AgentSignedOut: 'out',
          AgentPaused: 'paused',
          AgentResumed: 'resumed',
        } as const
      )[event.kind];
      const agent = agentOf(agents, `${event.source}\n${event.agent}`);
      for (const queue of queuesMeant(agent, event.source, event.queue, story, rules)) {
        const at = steadied(agent, queue, event.ms);
        agent.changes.push({ at, queue, to });
        const list = story.events.find(
          (other) =>
            other.kind === 'QueueListed' &&
            other.source === event.source &&
            other.queue === queue &&
            other.ms > at,
        );
        if (list?.kind === 'QueueListed' && !list.members.some((member) => member.agent === event.agent))
          agent.changes.push({ at: list.ms, queue, to: 'out' });
      }
      return;
    }
    case 'AgentDeviceChanged': {
      const agent = agentOf(agents, `${event.source}\n${event.agent}`);
      agent.changes.push({ at: steadied(agent, null, event.ms), queue: null, reachable: event.reachable });
      return;
    }
    case 'QueueListed': {
      const { source, queue, ms, members } = event;
      for (const member of members) {
        const agent = agentOf(agents, `${source}\n${member.agent}`);
        agent.changes.push({ at: ms, queue, to: 'listed', paused: member.paused });
        agent.toldAt.set(queue, Math.max(ms, agent.toldAt.get(queue) ?? ms));
        if (ms < (agent.toldAt.get(null) ?? ms)) continue;
        agent.changes.push({ at: ms, queue: null, reachable: member.reachable });
        agent.toldAt.set(null, ms);
      }
      for (const [name, agent] of agents)
        if (name.startsWith(`${source}\n`) && agent.toldAt.has(queue))
          if (!members.some((member) => `${source}\n${member.agent}` === name))
            agent.changes.push({ at: ms, queue, to: 'out' });
      return;
    }
    default:
  }
}

/** An instant that steps back a little is that of the change before. */
function steadied({ toldAt }: PlainAgent, queue: string | null, at: number): number {
  const before = toldAt.get(queue) ?? Number.NEGATIVE_INFINITY;
  if (at < before - STEP_BACK_MS) return at;
  toldAt.set(queue, Math.max(at, before));
  return Math.max(at, before);
}

/** Without a queue: all queues of the agent; of one nobody knows anything about, all of the source. */
function queuesMeant(
  { toldAt }: PlainAgent,
  source: string,
  queue: string | null,
  story: PlainStory,
  rules: CountingRules,
): readonly string[] {
  if (queue !== null) return [queue];
  const own = [...toldAt.keys()].filter((name) => name !== null);
  if (own.length > 0) return own;
  const told = story.events.flatMap((event) =>
    event.source === source && 'queue' in event && event.queue !== null ? [event.queue] : [],
  );
  return [...new Set([...rules.queuesOf(sourceId(source)), ...told])];
}
