import fc from 'fast-check';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { agentOf, queueListed, sourceRestarted, visitOf } from './call-events.ts';

const QUEUES = ['koeln', 'bonn', 'leverkusen', 'unknown'] as const;
const START = Date.UTC(2026, 9, 24, 20, 0);

/** Steps that make a telephone system's day hard to follow: back, forward, over midnight and the end of summer time. */
const instants = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 4 * 3_600_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -3_600_000, max: 3 * 86_400_000 }) },
);
const sources = fc.constantFrom('pbx', 'second');
const agents = fc.constantFrom('Agent 01', 'Agent 02', 'Agent 03');
const queues = fc.constantFrom(...QUEUES);
const calls = fc.integer({ min: 1, max: 6 }).map((number) => `call-${number}`);
const seconds = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null });

const ofVisit = fc
  .record({
    at: instants,
    source: sources,
    call: calls,
    queue: queues,
    visit: fc.integer({ min: 0, max: 1 }),
    agent: agents,
    wait: seconds,
    step: fc.integer({ min: 0, max: 14 }),
  })
  .map(({ at, source, call, queue, visit, agent, wait, step }): CallEvent => {
    const events = visitOf(call, queue, visit, source);
    const when = START + at;
    const told = wait === null ? {} : { talkSeconds: wait, wrapUpSeconds: wait };
    const choices = [
      () => events.entered(when, `caller-${call}`),
      () => events.entered(when, 'caller-same'),
      () => events.entered(when),
      () => events.answered(when, agent, wait),
      () => events.answered(when, agent),
      () => events.abandoned(when, wait),
      () => events.flowedOut(when, 'key', wait),
      () => events.lost(when),
      () => events.held(when),
      () => events.resumed(when),
      () => events.completed(when, { agent, ...told }),
      () => events.completed(when, { agent, endedBy: 'transfer' }),
      () => events.classified(when, (wait ?? 0) % 2 === 0, (wait ?? 0) % 5 === 0),
      () => events.marked(when, 2),
      () => events.rung(when, agent),
    ];
    return (choices[step] ?? (() => events.lost(when)))();
  });

const ofAgent = fc
  .record({
    at: instants,
    source: sources,
    agent: agents,
    queue: fc.option(queues, { nil: null }),
    step: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ at, source, agent, queue, step }): CallEvent => {
    const events = agentOf(agent, source);
    const when = START + at;
    const choices = [
      () => events.signedIn(when, queue),
      () => events.signedOut(when, queue),
      () => events.paused(when, queue),
      () => events.resumed(when, queue),
      () => events.device(when, at % 2 === 0),
      () => events.wrapUpEnded(when),
    ];
    return (choices[step] ?? (() => events.wrapUpEnded(when)))();
  });

const ofSource = fc
  .record({
    at: instants,
    source: sources,
    queue: queues,
    members: fc.array(
      fc.record({
        agent: agents,
        paused: fc.boolean(),
        reachable: fc.boolean(),
        freeAgo: fc.option(fc.integer({ min: 0, max: 300_000 }), { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    waiting: fc.array(fc.record({ call: calls, ago: fc.integer({ min: 0, max: 300_000 }) }), {
      maxLength: 3,
    }),
    restart: fc.boolean(),
  })
  .map(({ at, source, queue, members, waiting, restart }): CallEvent => {
    const when = START + at;
    if (restart) return sourceRestarted(when, source);
    const entries = waiting.map(({ call, ago }) => ({ call, enteredAt: when - ago }));
    const listed = members.map(({ freeAgo, ...member }) => ({
      ...member,
      freeAt: freeAgo === undefined ? undefined : when - freeAgo,
    }));
    return queueListed(when, queue, listed, entries, source);
  });

/** Any sequence of events about few calls, agents and queues: contradictory, out of order, half of it missing. */
export const hostileEvents = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: ofVisit },
    { weight: 2, arbitrary: ofAgent },
    { weight: 1, arbitrary: ofSource },
  ),
  { minLength: 1, maxLength: 120 },
);
