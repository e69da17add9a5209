import { accrue, WRAP_UP_LIMIT_MS, type AgentRecord } from './agent-state.ts';
import type { Visit } from './call-state.ts';
import { putIn, takeOut } from './count-calls.ts';
import type { QueueState } from './queue-state.ts';

/** Books an agent's time up to a conversation that begins; what was left of their wrap-up is over. */
export function endIdleTime(state: QueueState, agent: AgentRecord, at: number): void {
  accrue(state, agent, at);
  endWrapUp(state, agent, at, false);
}

/** Takes the agent out of a conversation that is over, however it ended. */
export function releaseAgent(state: QueueState, visit: Visit, at: number): void {
  const { agent } = visit;
  if (agent === null) return;
  accrue(state, agent, at);
  agent.conversations.delete(visit);
}

/** Wrap-up that follows a completed conversation: as told, else as configured, else until its end is told. */
export function startWrapUp(
  state: QueueState,
  visit: Visit,
  agent: AgentRecord,
  toldSeconds: number | null,
): void {
  const { source } = visit.call;
  const knownMs = toldSeconds === null ? state.rules.wrapUpMs(source.id) : toldSeconds * 1_000;
  agent.lastLeg = visit;
  visit.wrapUpMs = knownMs ?? 0;
  if (knownMs !== null) agent.wrapUpUntil = visit.completedAt + knownMs;
  else agent.wrapUpUntil = source.tellsWrapUp ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/**
 * The agent's wrap-up is over at `at`.
 *
 * @param told an end that was told is the truth, also when it comes later than was assumed; else it only shortens
 */
export function endWrapUp(state: QueueState, agent: AgentRecord, at: number, told: boolean): void {
  const { lastLeg } = agent;
  if (lastLeg === null || (!told && agent.wrapUpUntil <= at)) return;
  const lasted = Math.max(0, at - lastLeg.completedAt);
  if (!told && agent.wrapUpUntil === Number.POSITIVE_INFINITY) state.repairs.wrapUpEndMissing += 1;
  takeOut(lastLeg);
  lastLeg.wrapUpMs = Math.min(lasted, WRAP_UP_LIMIT_MS);
  putIn(lastLeg);
  agent.wrapUpUntil = Math.min(agent.wrapUpUntil, at);
  agent.lastLeg = null;
}
