import { HOUR_MS } from '../../../forecasting/time/index.ts';
import type { CallEvent } from '../events/call-event.ts';
import {
  applyAgentDeviceChanged,
  applyAgentPaused,
  applyAgentResumed,
  applyAgentSignedIn,
  applyAgentSignedOut,
  applyWrapUpEnded,
} from './apply-agent.ts';
import {
  applyAgentRingEnded,
  applyAgentRung,
  applyCallAbandoned,
  applyCallAnswered,
  applyCallClassified,
  applyCallCompleted,
  applyCallEntered,
  applyCallFlowedOut,
  applyCallHeld,
  applyCallLost,
  applyCallRefused,
  applyCallResumed,
  applySatisfactionAsked,
  applySatisfactionGiven,
} from './apply-call.ts';
import { applyQueueListed, applySourceRestarted } from './apply-listing.ts';
import { touchHour } from './interval-ledger.ts';
import { ownedFrom, rememberedFrom, type QueueState } from './queue-state.ts';
import { reviewCalls } from './review-calls.ts';

/**
 * An event can change figures up to this long before it and after it: repeat calls within 24 hours, the time of an agent
 * who is silent no longer than that.
 */
export const REACH_MS = 24 * HOUR_MS;

/**
 * The queue state after one more event. The live wall, the interval sums of the reports and the self-check are all
 * this function over the same log.
 *
 * Deterministic: the same rules and the same sequence of events give the same state, on any machine and at any time;
 * nothing but `state` and `event` is read. For speed the state is written in place: the caller owns `state`, goes on
 * with what is returned and treats what was handed in as gone.
 *
 * Events may be late, out of order, missing or contradictory; after each of them
 * `offered = answered + abandoned + flowedOut + lost + waiting` holds per queue and per city, and `state.repairs` says
 * what had to be mended. Doubled events are kept away by the log, which knows each key once; reported again under another
 * key they change nothing.
 *
 * Cost: constant on the average. Memory: open calls, calls of the last one and a half days, one set of sums per
 * interval and queue within `rules.keepMs`.
 */
export function applyEvent(state: QueueState, event: CallEvent): QueueState {
  state.events += 1;
  if (event.at > state.clock) {
    state.clock = event.at;
    reviewCalls(state);
  }
  // The calls of a day before may be forgotten: what this event means for them is counted from the log.
  if (event.at < ownedFrom(state) + REACH_MS) touchHour(state.touched, event.at);
  if (event.at >= rememberedFrom(state) || isAboutAgents(event)) apply(state, event);
  return state;
}

/** Of an agent the newest counts, however old it is: who signed in last week and was not signed out is there. */
function isAboutAgents({ kind }: CallEvent): boolean {
  switch (kind) {
    case 'AgentSignedIn':
    case 'AgentSignedOut':
    case 'AgentPaused':
    case 'AgentResumed':
    case 'AgentDeviceChanged':
      return true;
    default:
      return false;
  }
}

function apply(state: QueueState, event: CallEvent): void {
  switch (event.kind) {
    case 'CallRefused':
      return applyCallRefused(state, event);
    case 'AgentRung':
      return applyAgentRung(state, event);
    case 'AgentRingEnded':
      return applyAgentRingEnded(state, event);
    case 'CallEntered':
      return applyCallEntered(state, event);
    case 'CallAnswered':
      return applyCallAnswered(state, event);
    case 'CallAbandoned':
      return applyCallAbandoned(state, event);
    case 'CallFlowedOut':
      return applyCallFlowedOut(state, event);
    case 'CallLost':
      return applyCallLost(state, event);
    case 'CallHeld':
      return applyCallHeld(state, event);
    case 'CallResumed':
      return applyCallResumed(state, event);
    case 'CallCompleted':
      return applyCallCompleted(state, event);
    case 'WrapUpEnded':
      return applyWrapUpEnded(state, event);
    case 'CallClassified':
      return applyCallClassified(state, event);
    case 'SatisfactionAsked':
      return applySatisfactionAsked(state, event);
    case 'SatisfactionGiven':
      return applySatisfactionGiven(state, event);
    case 'AgentSignedIn':
      return applyAgentSignedIn(state, event);
    case 'AgentSignedOut':
      return applyAgentSignedOut(state, event);
    case 'AgentPaused':
      return applyAgentPaused(state, event);
    case 'AgentResumed':
      return applyAgentResumed(state, event);
    case 'AgentDeviceChanged':
      return applyAgentDeviceChanged(state, event);
    case 'QueueListed':
      return applyQueueListed(state, event);
    case 'SourceRestarted':
      return applySourceRestarted(state, event);
    default:
      throw new RangeError(`there is no such event: ${JSON.stringify(event satisfies never)}`);
  }
}
