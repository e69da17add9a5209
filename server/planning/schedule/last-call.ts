import type { LastCall } from '../../contract/schedule.ts';
import { completedAtOf, outcomeAtOf, talkMsOf } from '../../live/state/call-state.ts';
import type { QueueState } from '../../live/state/queue-state.ts';
import { activityAt } from '../../live/state/agent-state.ts';

/** The call that an agent has or had last, from the live state; `null` before the first of the day. */
export function lastCallOf(state: QueueState, telephoneName: string, now: number): LastCall['call'] {
  for (const source of state.sources.values()) {
    for (const agent of source.agents.values()) {
      if (agent.name !== telephoneName) continue;
      const open = [...agent.conversations].at(-1);
      const visit = open ?? agent.legs.at(-1);
      if (visit === undefined) continue;
      const activity = activityAt(agent, now);
      const isOpen = open !== undefined;
      return {
        call: visit.call.id,
        source: source.id,
        city: visit.call.home?.rules.id ?? null,
        state: isOpen ? 'talking' : activity === 'wrapUp' ? 'wrapUp' : 'done',
        since: isOpen ? outcomeAtOf(visit) : completedAtOf(visit),
        talkSeconds: isOpen ? null : Math.round(talkMsOf(visit) / 1000),
      };
    }
  }
  return null;
}
