import { type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { AgentName, QueueName } from '../../../live/events/call-event.ts';
import type { AmiMessage } from './ami-message.ts';
import { apart, SAME_HAPPENING_MS } from '../legs/told-second.ts';
import type { Visit } from '../legs/visit.ts';
import { isEndable, type VisitBook } from '../legs/visit-book.ts';

/** What is reported about a talk that ended: the same over AMI and in the log. */
export interface ToldTalk {
  readonly queue: QueueName;
  readonly agent: AgentName | undefined;
  /** `''`: not reported. */
  readonly memberInterface: string;
  readonly agentChannel: string;
  readonly at: Instant;
  readonly talkSeconds: number | null;
  readonly waitSeconds: number | null;
}

/** The talk of this channel that is reported to have ended: of several the one that began when this one is reported to have begun. */
export function ownTalk(visits: readonly Visit[], told: ToldTalk): Visit | undefined {
  return bestFit(visits.filter(isEndable), told, (talk) => (isOfAgent(talk, told) ? 0 : OTHER_AGENT_MS));
}

/**
 * The talk that ended without its caller's channel: by the agent's leg, else, with both legs gone, by queue and agent. A
 * forwarded agent may hold two talks at once.
 *
 * @param isNamed the message names a caller, only another: an attended transfer or an optimised channel changed it. Then
 *   the talk must have begun when reported, as it may also be one of which we heard nothing
 */
export function strayTalk(book: VisitBook, told: ToldTalk, isNamed: boolean): Visit | undefined {
  const talks = [...book.endable(told.queue)];
  const byLeg = talks.find(({ agentChannel }) => agentChannel !== '' && agentChannel === told.agentChannel);
  if (byLeg !== undefined) return byLeg;
  const ofAgent = talks.filter((talk) => isOfAgent(talk, told));
  const best = bestFit(ofAgent, told, () => 0);
  if (best === undefined || !isNamed) return best;
  return misfit(best, told) <= SAME_HAPPENING_MS ? best : undefined;
}

/** Larger than any talk. */
const OTHER_AGENT_MS = 24 * 3_600 * SECOND_MS;

function isOfAgent(talk: Visit, told: ToldTalk): boolean {
  const known = talk.memberInterface !== '' && told.memberInterface !== '';
  return known ? talk.memberInterface === told.memberInterface : talk.agent === told.agent;
}

function bestFit(
  talks: readonly Visit[],
  told: ToldTalk,
  handicap: (talk: Visit) => number,
): Visit | undefined {
  let best: Visit | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const talk of talks) {
    const size = misfit(talk, told) + handicap(talk);
    if (size >= least) continue;
    best = talk;
    least = size;
  }
  return best;
}

function misfit(talk: Visit, { at, talkSeconds, waitSeconds }: ToldTalk): number {
  const began = at - (talkSeconds ?? 0) * SECOND_MS;
  const waitDiffers = waitSeconds !== null && talk.waitSeconds !== null && talk.waitSeconds !== waitSeconds;
  return apart(talk.leftAt ?? began, began) + (waitDiffers ? SAME_HAPPENING_MS : 0);
}

/** The talk that a hold belongs to: by the agent's leg, else by the call's link; a caller's own hold is none. */
export function findHeldTalk(talks: Iterable<Visit>, message: AmiMessage): Visit | undefined {
  const channel = message.field('Uniqueid');
  const linked = message.field('Linkedid');
  let byLink: Visit | undefined;
  for (const talk of talks) {
    if (talk.agentChannel === channel) return talk;
    if (talk.linkedId !== '' && talk.linkedId === linked && talk.holder !== channel) byLink ??= talk;
  }
  return byLink;
}
