import { LEDGER_INTERVAL_MS } from './interval-ledger.ts';
import type { AgentActivity } from './agent-state.ts';

/** Time of all agents together in one interval, by state (a telephone that rings is ready). Sums of many, never of one person. */
export interface AgentTime {
  readyMs: number;
  talkingMs: number;
  onHoldMs: number;
  wrapUpMs: number;
  onBreakMs: number;
  unreachableMs: number;
  /** Something was booked since whoever stores the sums set this to false. */
  changed: boolean;
}

export const AGENT_TIME_NAMES = [
  'readyMs',
  'talkingMs',
  'onHoldMs',
  'wrapUpMs',
  'onBreakMs',
  'unreachableMs',
] as const;

export function noAgentTime(): AgentTime {
  return {
    readyMs: 0,
    talkingMs: 0,
    onHoldMs: 0,
    wrapUpMs: 0,
    onBreakMs: 0,
    unreachableMs: 0,
    changed: false,
  };
}

/** Adds the span [from, to) of one agent, split over the intervals it touches. */
export function addAgentTime(
  intervals: Map<number, AgentTime>,
  activity: AgentActivity,
  from: number,
  to: number,
): void {
  if (activity === 'loggedOut') return;
  let at = from;
  while (at < to) {
    const index = Math.floor(at / LEDGER_INTERVAL_MS);
    const end = Math.min(to, (index + 1) * LEDGER_INTERVAL_MS);
    let sums = intervals.get(index);
    if (sums === undefined) {
      sums = noAgentTime();
      intervals.set(index, sums);
    }
    addTo(sums, activity, end - at);
    at = end;
  }
}

function addTo(sums: AgentTime, activity: Exclude<AgentActivity, 'loggedOut'>, ms: number): void {
  switch (activity) {
    case 'ready':
    case 'ringing':
      sums.readyMs += ms;
      return;
    case 'talking':
      sums.talkingMs += ms;
      return;
    case 'onHold':
      sums.onHoldMs += ms;
      return;
    case 'wrapUp':
      sums.wrapUpMs += ms;
      return;
    case 'onBreak':
      sums.onBreakMs += ms;
      return;
    case 'unreachable':
    default:
      sums.unreachableMs += ms;
  }
}
