import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../../forecasting/time/instant.ts';
import { ListNews } from '../../../../../server/telephony/asterisk/ami/list-news.ts';
import type { CallEvent, MemberNow } from '../../../../../server/live/events/call-event.ts';
import {
  agentName,
  callId,
  eventKey,
  queueName,
  sourceId,
} from '../../../../../server/live/events/call-id.ts';

const queue = queueName('koeln');
const told = { source: sourceId('pbx'), key: eventKey('k'), at: instant(0) };

/** What is true at the PBX, changed with or without an event. */
interface Truth {
  readonly members: ReadonlyMap<string, boolean>;
  readonly waiting: ReadonlySet<string>;
}
type Step = {
  readonly who: string;
  readonly what: 'in' | 'out' | 'pause' | 'resume' | 'enter' | 'leave';
  readonly isTold: boolean;
};

function after({ members, waiting }: Truth, { who, what }: Step): Truth {
  const nextMembers = new Map(members);
  const nextWaiting = new Set(waiting);
  if (what === 'in') nextMembers.set(who, false);
  if (what === 'out') nextMembers.delete(who);
  if (what === 'pause' && members.has(who)) nextMembers.set(who, true);
  if (what === 'resume' && members.has(who)) nextMembers.set(who, false);
  if (what === 'enter') nextWaiting.add(who);
  if (what === 'leave') nextWaiting.delete(who);
  return { members: nextMembers, waiting: nextWaiting };
}

function eventOf({ who, what }: Step): CallEvent {
  const agent = agentName(who);
  const visit = { call: callId(who), queue, visit: 0 };
  switch (what) {
    case 'in':
      return { kind: 'AgentSignedIn', ...told, agent, queue };
    case 'out':
      return { kind: 'AgentSignedOut', ...told, agent, queue };
    case 'pause':
      return { kind: 'AgentPaused', ...told, agent, queue, reason: null };
    case 'resume':
      return { kind: 'AgentResumed', ...told, agent, queue };
    case 'enter':
      return { kind: 'CallEntered', ...told, ...visit, caller: null };
    case 'leave':
      return { kind: 'CallAbandoned', ...told, ...visit, waitSeconds: null };
  }
}

function listOf({ members, waiting }: Truth): CallEvent {
  return {
    kind: 'QueueListed',
    ...told,
    queue,
    members: [...members].map(([name, paused]): MemberNow => ({
      agent: agentName(name),
      paused,
      pauseReason: null,
      reachable: true,
    })),
    waiting: [...waiting].map((call) => ({ call: callId(call), caller: null, enteredAt: instant(0) })),
  };
}

const steps = fc.array(
  fc.record({
    who: fc.constantFrom('a', 'b', 'c'),
    what: fc.constantFrom('in', 'out', 'pause', 'resume', 'enter', 'leave'),
    isTold: fc.boolean(),
  }),
  { maxLength: 30 },
);
const asText = ({ members, waiting }: Truth) => JSON.stringify([[...members].sort(), [...waiting].sort()]);

describe('ListNews', () => {
  it('lets a list through exactly when it says something else than what was told', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const news = new ListNews();
        let truth: Truth = { members: new Map(), waiting: new Set() };
        expect(news.sift([listOf(truth)])).toHaveLength(1);
        let believed = truth;
        for (const step of story) {
          // An event about somebody who is no member, as far as anybody was told, is not sent.
          const isTold =
            step.isTold && (believed.members.has(step.who) || !['pause', 'resume'].includes(step.what));
          truth = after(truth, step);
          if (isTold) {
            news.sift([eventOf(step)]);
            believed = after(believed, step);
          }
          const isNews = asText(believed) !== asText(truth);
          expect(news.sift([listOf(truth)])).toHaveLength(isNews ? 1 : 0);
          believed = truth;
        }
      }),
    );
  });

  it('lets every list through that says who is free after a silence', () => {
    const news = new ListNews();
    const list = listOf({ members: new Map([['a', false]]), waiting: new Set() });
    if (list.kind !== 'QueueListed') throw new RangeError('a list is a list');
    const afterSilence = {
      ...list,
      members: list.members.map((member) => ({ ...member, freeAt: instant(5) })),
    };
    expect(news.sift([list, list, afterSilence, afterSilence])).toHaveLength(3);
  });
});
