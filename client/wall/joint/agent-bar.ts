import type { AgentCounts } from '../../../server/contract/wall.ts';

type AgentGroup = 'talking' | 'wrapUp' | 'ready' | 'onBreak' | 'unreachable';

export interface AgentSegment {
  readonly group: AgentGroup;
  readonly count: number;
}

/** States as a wall distinguishes them: ringing and hold are part of a conversation. Order is that of the bar. */
export function agentSegments(agents: AgentCounts): readonly AgentSegment[] {
  const segments: readonly AgentSegment[] = [
    { group: 'talking', count: agents.talking + agents.onHold + agents.ringing },
    { group: 'wrapUp', count: agents.wrapUp },
    { group: 'ready', count: agents.ready },
    { group: 'onBreak', count: agents.onBreak },
  ];
  return agents.unreachable === 0
    ? segments
    : [...segments, { group: 'unreachable', count: agents.unreachable }];
}

export function signedIn(agents: AgentCounts): number {
  return agentSegments(agents).reduce((sum, segment) => sum + segment.count, 0);
}
