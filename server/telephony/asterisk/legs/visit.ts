import type { Instant } from '../../../../forecasting/time/index.ts';
import type { AgentName, CallId } from '../../../live/events/call-event.ts';
import type { VisitName } from './event-keys.ts';

/**
 * Where a visit stands, in the order in which Asterisk reports it.
 * `leftUntold`: left the queue, the outcome follows (answered, or gone by key).
 * `abandonTold`: hung up or timed out; which of the two shows after.
 */
export type VisitStage = 'waiting' | 'leftUntold' | 'abandonTold' | 'talking' | 'over';

/** A caller's place in a queue, and the talk that came of it. Written by its book and the watches beside it. */
export interface Visit extends VisitName {
  enteredAt: Instant;
  /** The channel in this place: another than `call` once an attended transfer has put its caller there. */
  holder: CallId;
  /** Rises with each place that a channel came into: the last is the one it is in. */
  order: number;
  linkedId: string;
  stage: VisitStage;
  /** When the present stage began, by the PBX's clock. */
  since: Instant;
  /** When we heard of it: in a surge messages come late, and patience is counted from here. */
  heardAt: Instant;
  /** Wait as reported with the outcome, seconds. */
  waitSeconds: number | null;
  /** When the wait ended, `null` while nobody reported; the same for the talk. */
  leftAt: Instant | null;
  endedAt: Instant | null;
  agent: AgentName | null;
  /** The agent's interface: completions without channels name nothing else. `''`: not heard. */
  memberInterface: string;
  /** Unique id of the agent's leg; `''` while nobody talks, or where it was not heard. */
  agentChannel: string;
  held: boolean;
  /** The channel in this place hung up at this instant without a word about this visit. */
  goneAt: Instant | null;
  /** The connection on which its entering was heard; 0: on none. */
  heardOn: number;
  /** Learnt from another reporter (log, list), so that this one may still report it and mean the same. */
  readonly echo: { entry: boolean; leave: boolean; end: boolean };
}

export function isWaiting({ stage }: Visit): boolean {
  return stage !== 'talking' && stage !== 'over';
}

export function newVisit(name: VisitName, enteredAt: Instant, linkedId: string): Visit {
  return {
    ...name,
    enteredAt,
    holder: name.call,
    order: 0,
    linkedId,
    stage: 'waiting',
    since: enteredAt,
    heardAt: enteredAt,
    waitSeconds: null,
    leftAt: null,
    endedAt: null,
    agent: null,
    memberInterface: '',
    agentChannel: '',
    held: false,
    goneAt: null,
    heardOn: 0,
    echo: { entry: false, leave: false, end: false },
  };
}
