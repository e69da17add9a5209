import type { AgentCounts } from '../../contract/wall.ts';
import type { QueueName } from '../events/call-event.ts';
import { activityAt, isSignedIn, type AgentActivity } from '../state/agent-state.ts';
import type { QueueState, SourceRecord } from '../state/queue-state.ts';

/** Head-counts of each city and of the whole pool. */
export interface HeadCounts {
  /** Agents able to take a city's calls. With shared agents these overlap: they are never added up. */
  readonly cities: ReadonlyMap<string, AgentCounts>;
  /** Every agent once. */
  readonly pool: AgentCounts;
}

/** Counts agents by what they do at `now`. No name leaves this function. */
export function headCounts(state: QueueState, now: number): HeadCounts {
  const cities = new Map([...state.cities.keys()].map((id) => [id, noAgents()]));
  const pool = noAgents();
  for (const source of state.sources.values()) {
    const views = [...cities].map(([id, counts]) => ({ counts, isOwn: queuesOfCity(source, id) }));
    for (const agent of source.agents.values()) {
      count(pool, activityAt(agent, now));
      for (const { counts, isOwn } of views)
        if (isSignedIn(agent, isOwn)) count(counts, activityAt(agent, now, isOwn));
    }
  }
  return { cities, pool };
}

/** Agents on the phones: whoever talks, wraps up or could be rung now. */
export function presentAgents(counts: AgentCounts): number {
  return counts.ready + counts.ringing + counts.talking + counts.onHold + counts.wrapUp;
}

export function noAgents(): AgentCounts {
  return { ready: 0, ringing: 0, talking: 0, onHold: 0, wrapUp: 0, onBreak: 0, unreachable: 0 };
}

function queuesOfCity(source: SourceRecord, cityId: string): (queue: QueueName) => boolean {
  return (queue) => source.queues.get(queue)?.city?.rules.id === cityId;
}

function count(counts: AgentCounts, activity: AgentActivity): void {
  if (activity !== 'loggedOut') counts[activity] += 1;
}
