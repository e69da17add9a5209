import type { IntervalTotals } from './interval-totals.ts';
import { sumOfAll } from './interval-ledger.ts';
import type { QueueState } from './queue-state.ts';

/** A queue as it stands, over everything that is kept in memory. */
export interface QueueFigures {
  readonly source: string;
  readonly queue: string;
  /** `null`: a queue that no city knows. */
  readonly city: string | null;
  readonly totals: Readonly<IntervalTotals>;
  readonly waitingNow: number;
  readonly talkingNow: number;
}

/** Every queue heard of, in the order in which it was heard of first. */
export function queueFigures(state: QueueState): readonly QueueFigures[] {
  return [...state.sources.values()].flatMap((source) =>
    [...source.queues.values()].map((queue) => {
      const totals = sumOfAll(queue.ledger);
      return {
        source: source.id,
        queue: queue.name,
        city: queue.city?.rules.id ?? null,
        totals,
        waitingNow: queue.waiting.size,
        talkingNow: totals.talking,
      };
    }),
  );
}

/** Queues that an agent is signed in to, and paused in. For administration; never part of a board. */
export interface AgentQueues {
  readonly source: string;
  readonly agent: string;
  readonly signedIn: readonly string[];
  readonly paused: readonly string[];
}

/** Agents who are signed in somewhere. */
export function signedInAgents(state: QueueState): readonly AgentQueues[] {
  return [...state.sources.values()].flatMap((source) =>
    [...source.agents.values()]
      .map((agent) => {
        const signedIn = [...agent.memberships].filter(([, membership]) => membership.signedIn);
        return {
          source: source.id,
          agent: agent.name,
          signedIn: signedIn.map(([queue]) => queue),
          paused: signedIn.filter(([, { paused }]) => paused).map(([queue]) => queue),
        };
      })
      .filter(({ signedIn }) => signedIn.length > 0),
  );
}

/** What had to be repaired so far, kinds that never happened left out. */
export function repairsSoFar(state: QueueState): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(state.repairs).filter(([, count]) => count > 0));
}
