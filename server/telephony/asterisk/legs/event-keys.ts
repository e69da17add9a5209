import { type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { AgentName, CallId, EventKey, QueueName } from '../../../live/events/call-event.ts';
import { eventKey } from '../../../live/events/call-id.ts';

/** A visit as both AMI and `queue_log` can name it: neither needs to have seen the caller's other queues. */
export interface VisitName {
  readonly call: CallId;
  readonly queue: QueueName;
  readonly visit: number;
}

/**
 * Keys of happenings that AMI and `queue_log` both report. They hold only what both know alike (the caller's unique id,
 * the queue, the visit), never a time, which may differ by a second: so the second report is a duplicate.
 *
 * `left` covers hanging up, time-out and key alike: a wait ends once, and the first to report it wins. `leftAssumed` and
 * `completedAssumed` are ends of which only half was heard, so that the log may still report them rightly.
 */
export type VisitStep = 'entered' | 'answered' | 'left' | 'leftAssumed' | 'completed' | 'completedAssumed';

export function visitKey(name: VisitName, step: VisitStep): EventKey {
  return eventKey(`${name.call}|${name.queue}|${name.visit}|${step}`);
}

/** Ringing is reported by AMI alone; an agent may be rung several times for one visit, each with an own channel. */
export function ringKey(
  name: VisitName,
  agent: AgentName,
  channel: string,
  step: 'rung' | 'ended',
): EventKey {
  return eventKey(`${name.call}|${name.queue}|${name.visit}|${step}|${agent}|${channel}`);
}

export function holdKey(name: VisitName, step: 'held' | 'resumed', at: Instant): EventKey {
  return eventKey(`${name.call}|${name.queue}|${name.visit}|${step}|${at}`);
}

export function refusalKey(call: CallId, at: Instant): EventKey {
  return eventKey(`${call}|refused|${at}`);
}

/**
 * What an agent did, by the second of the telephone system's clock. A second's difference between two tellings makes
 * two events that say the same, which changes nothing.
 */
export function agentKey(step: string, queue: QueueName, agent: AgentName, at: Instant): EventKey {
  return eventKey(`${step}|${queue}|${agent}|${Math.floor(at / SECOND_MS)}`);
}

export function deviceKey(agent: AgentName, reachable: boolean, at: Instant): EventKey {
  return eventKey(`device|${agent}|${reachable ? 'reachable' : 'unreachable'}|${at}`);
}

export function listKey(queue: QueueName, at: Instant): EventKey {
  return eventKey(`listed|${queue}|${at}`);
}

export function restartKey(at: Instant): EventKey {
  return eventKey(`restarted|${Math.floor(at / SECOND_MS)}`);
}
