import { describe, expect, it } from 'vitest';
import { activityAt } from '../../../../server/live/state/agent-state.ts';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState, type QueueState } from '../../../../server/live/state/queue-state.ts';
import { queueFigures } from '../../../../server/live/state/state-figures.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { queueListed, visitOf } from '../../../support/call-events.ts';
import { centre } from '../../../support/sample-centre.ts';

const T0 = Date.UTC(2026, 9, 26, 9, 0);
const s = (seconds: number) => T0 + seconds * 1_000;

function after(...events: readonly CallEvent[]): QueueState {
  return events.reduce(applyEvent, newQueueState(countingRules(centre())));
}

function koeln(state: QueueState) {
  const figures = queueFigures(state).find(({ queue }) => queue === 'koeln');
  return { talkingNow: figures?.talkingNow, ...figures?.totals };
}

function doing(state: QueueState, at: number) {
  const agents = [...state.sources.values()].flatMap((source) => [...source.agents.values()]);
  return agents.map((agent) => activityAt(agent, at));
}

describe('a talk that ended while nobody listened', () => {
  const talk = visitOf('c1');
  const begun = [talk.entered(s(0)), talk.answered(s(10))];
  const free = (at: number) => queueListed(s(60), 'koeln', [{ agent: 'Agent 01', freeAt: s(at) }]);

  it('is over once the agent is listed as free since, stays answered, and frees the agent', () => {
    const state = after(...begun, free(60));
    expect(koeln(state)).toMatchObject({ answered: 1, talkingNow: 0, lostTalking: 1 });
    expect(state.repairs.talkGone).toBe(1);
    expect(doing(state, s(61))).toEqual(['ready']);
  });

  it('is over as well when the agent is in a later call by now', () => {
    expect(koeln(after(...begun, free(40)))).toMatchObject({ talkingNow: 0, lostTalking: 1 });
  });

  it('goes on where the agent was last free before it, just then, or nothing is known', () => {
    const untold = queueListed(s(60), 'koeln', [{ agent: 'Agent 01' }]);
    const other = queueListed(s(60), 'bonn', [{ agent: 'Agent 01', freeAt: s(60) }]);
    for (const list of [free(9), free(11), untold, other])
      expect(koeln(after(...begun, list))).toMatchObject({ talkingNow: 1, lostTalking: 0 });
  });

  it('counts with its talk time where its end is told after all, as of an agent who forwards calls', () => {
    const state = after(...begun, free(60), talk.completed(s(100), { talkSeconds: 90 }));
    expect(koeln(state)).toMatchObject({ talkingNow: 0, lostTalking: 0, handled: 1, talkMs: 90_000 });
    expect(state.repairs.foundAgain).toBe(1);
  });
});

describe('a talk whose end was assumed and is told as well', () => {
  const talk = visitOf('c1');
  const begun = [talk.entered(s(0)), talk.answered(s(10))];
  const assumed = talk.completed(s(60), { talkSeconds: 50, endedBy: 'unknown' });
  const told = talk.completed(s(70), { talkSeconds: 58, endedBy: 'agent', wrapUpSeconds: 5 });

  it('counts as it was told, whichever comes first', () => {
    for (const ends of [
      [assumed, told],
      [told, assumed],
    ]) {
      const state = after(...begun, ...ends);
      expect(koeln(state)).toMatchObject({ handled: 1, talkMs: 58_000, wrapUpMs: 5_000, talkingNow: 0 });
    }
  });

  it('counts as assumed where nobody tells', () => {
    expect(koeln(after(...begun, assumed))).toMatchObject({ handled: 1, talkMs: 50_000, talkingNow: 0 });
  });
});
