import * as v from 'valibot';
import { agentOf, isSignedIn, type AgentRecord } from '../state/agent-state.ts';
import { membershipOf } from '../state/apply-agent.ts';
import { sourceOf, type QueueState } from '../state/queue-state.ts';
import type { CallEvent } from '../events/call-event.ts';
import { agentName, queueName, sourceId } from '../events/call-id.ts';

/** Events that say where an agent stands, however long ago they were reported. */
export const STANDING_KINDS = [
  'AgentSignedIn',
  'AgentSignedOut',
  'AgentPaused',
  'AgentResumed',
  'AgentDeviceChanged',
  'QueueListed',
] as const satisfies readonly CallEvent['kind'][];

const instantSchema = v.nullable(v.number());
const standingSchema = v.array(
  v.object({
    source: v.string(),
    tellsWrapUp: v.boolean(),
    agents: v.array(
      v.object({
        name: v.string(),
        reachable: v.boolean(),
        reachableToldAt: instantSchema,
        memberships: v.array(v.tuple([v.string(), v.boolean(), v.boolean(), instantSchema])),
      }),
    ),
  }),
);

/** Where the agents who were signed in stood at one moment, by source: queues, pauses, reachability. No call, no figure. */
export type AgentsStanding = v.InferOutput<typeof standingSchema>;

export function describeStanding(state: QueueState): AgentsStanding {
  return [...state.sources.values()].map((source) => ({
    source: source.id,
    tellsWrapUp: source.wrapUpsToldFrom !== Number.POSITIVE_INFINITY,
    agents: [...source.agents.values()].filter(isSignedInSomewhere).map((agent) => ({
      name: agent.name,
      reachable: agent.reachable,
      reachableToldAt: finite(agent.reachableToldAt),
      memberships: [...agent.memberships].map(
        ([queue, { signedIn, paused, toldAt }]): [string, boolean, boolean, number | null] => [
          queue,
          signedIn,
          paused,
          finite(toldAt),
        ],
      ),
    })),
  }));
}

/** @param standing as it was stored; `null` where nothing was deleted */
export function readStanding(standing: unknown): AgentsStanding {
  return v.parse(standingSchema, standing ?? []);
}

/** Puts agents into a new state as they stood. @param standing as it was stored; `null` where nothing was deleted */
export function restoreStanding(state: QueueState, standing: unknown): void {
  for (const { source: id, tellsWrapUp, agents } of readStanding(standing)) {
    const source = sourceOf(state, sourceId(id));
    if (tellsWrapUp) source.wrapUpsToldFrom = Number.NEGATIVE_INFINITY;
    for (const { name, reachable, reachableToldAt, memberships } of agents) {
      const agent = agentOf(source, agentName(name));
      agent.reachable = reachable;
      agent.reachableToldAt = reachableToldAt ?? Number.NEGATIVE_INFINITY;
      agent.before.reachable = reachable;
      for (const [queue, signedIn, paused, toldAt] of memberships) {
        Object.assign(membershipOf(agent, queueName(queue)), {
          signedIn,
          paused,
          toldAt: toldAt ?? Number.NEGATIVE_INFINITY,
        });
        if (signedIn) agent.before.queues.set(queueName(queue), paused);
        agent.before.at = Math.max(agent.before.at, toldAt ?? Number.NEGATIVE_INFINITY);
      }
    }
  }
}

function isSignedInSomewhere(agent: AgentRecord): boolean {
  return isSignedIn(agent, () => true);
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null;
}
