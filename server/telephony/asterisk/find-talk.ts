import { SECOND_MS, type Instant } from '../../../forecasting/time/instant.ts';
import { seconds } from './ami-fields.ts';
import type { AmiMessage } from './ami-message.ts';
import type { Visit } from './visit-book.ts';

/**
 * The talk that an `AgentComplete` without the caller's channel ends: by the agent's leg, else, with both legs gone, by
 * queue and interface. A forwarded agent may hold two talks at once: then the one that began when this one is told to
 * have begun.
 */
export function findTalk(
  talks: Iterable<Visit>,
  message: AmiMessage,
  at: Instant,
  talkSeconds: number | null,
): Visit | undefined {
  const queue = message.field('Queue');
  const member = message.field('Interface');
  const channel = message.field('DestUniqueid');
  const began = at - (talkSeconds ?? 0) * SECOND_MS;
  const wait = seconds(message.field('HoldTime'));
  const misfit = (talk: Visit) =>
    Math.abs(talk.since - began) + (talk.waitSeconds === wait ? 0 : 2 * SECOND_MS);
  let best: Visit | undefined;
  for (const talk of talks) {
    if (talk.queue !== queue || talk.memberInterface !== member) continue;
    if (talk.agentChannel === channel) return talk;
    if (best === undefined || misfit(talk) < misfit(best)) best = talk;
  }
  return best;
}

/** The talk that a hold belongs to: by the agent's leg, else by the call's link; a caller's own hold is none. */
export function findHeldTalk(talks: Iterable<Visit>, message: AmiMessage): Visit | undefined {
  const channel = message.field('Uniqueid');
  const linked = message.field('Linkedid');
  let byLink: Visit | undefined;
  for (const talk of talks) {
    if (talk.agentChannel === channel) return talk;
    if (talk.linkedId === linked && talk.call !== channel) byLink ??= talk;
  }
  return byLink;
}
