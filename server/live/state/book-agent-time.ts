import type { AgentRecord } from './agent-state.ts';
import { AGENT_TIME_NAMES, noAgentTime, type AgentTime } from './agent-time.ts';
import { applyChange, SILENCE_LIMIT_MS, timeOf } from './agent-timeline.ts';
import { LEDGER_INTERVAL_MS, touchInterval } from './interval-ledger.ts';
import { ownedFrom, rememberedFrom, type QueueState } from './queue-state.ts';

/**
 * Books the time of agents of whom something was reported since the last time: what they did is derived anew, and the sums
 * change by the difference. Whoever reads `state.agentTime` asks for this first.
 */
export function bookAgentTime(state: QueueState): void {
  for (const agent of state.unbooked) bookAgent(state, agent);
  state.unbooked.clear();
}

function bookAgent(state: QueueState, agent: AgentRecord): void {
  const { booked } = agent;
  const oldest = Math.floor(ownedFrom(state) / LEDGER_INTERVAL_MS);
  const first = Math.max(oldest, Math.floor(unsureFrom(agent) / LEDGER_INTERVAL_MS));
  const { time: now, toldTo } = timeOf(agent, first * LEDGER_INTERVAL_MS);
  for (const [interval, time] of booked) {
    if (interval >= first && !now.has(interval)) replace(state, interval, time, NONE);
    if (interval < oldest || (interval >= first && !now.has(interval))) booked.delete(interval);
  }
  for (const [interval, time] of now) {
    if (interval < first) continue;
    replace(state, interval, booked.get(interval) ?? NONE, time);
    booked.set(interval, time);
  }
  agent.bookedTo = toldTo;
  agent.changedFrom = Number.POSITIVE_INFINITY;
  foldChanges(state, agent);
}

/**
 * What is booked before this instant stays right. What was reported behind everything before only adds to it; what was reported
 * late may fill a silence that began up to a day before.
 */
function unsureFrom({ bookedTo, changedFrom }: AgentRecord): number {
  return changedFrom >= bookedTo ? bookedTo : changedFrom - SILENCE_LIMIT_MS;
}

const NONE: Readonly<AgentTime> = noAgentTime();

function replace(
  { agentTime, rules, touched }: QueueState,
  interval: number,
  before: Readonly<AgentTime>,
  after: Readonly<AgentTime>,
): void {
  if (isSame(before, after)) return;
  let sums = agentTime.get(interval);
  if (sums === undefined) {
    sums = noAgentTime();
    agentTime.set(interval, sums);
    const oldest = interval - rules.keepMs / LEDGER_INTERVAL_MS;
    for (const [key, { changed }] of agentTime) {
      if (key >= oldest) continue;
      if (changed) touchInterval(touched, key);
      agentTime.delete(key);
    }
  }
  for (const name of AGENT_TIME_NAMES) sums[name] += after[name] - before[name];
  sums.changed = true;
}

function isSame(before: Readonly<AgentTime>, after: Readonly<AgentTime>): boolean {
  for (const name of AGENT_TIME_NAMES) if (before[name] !== after[name]) return false;
  return true;
}

/** What lies before everything that is remembered is only where the agent stood then. */
function foldChanges(state: QueueState, { changes, before }: AgentRecord): void {
  const oldest = rememberedFrom(state);
  let count = 0;
  for (const change of changes) {
    if (change.at >= oldest) break;
    applyChange(before, change);
    count += 1;
  }
  if (count > 0) changes.splice(0, count);
}
