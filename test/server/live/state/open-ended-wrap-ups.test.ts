import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import { queueFigures } from '../../../../server/live/state/state-figures.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { agentOf, visitOf } from '../../../support/call-events.ts';
import { centre } from '../../../support/sample-centre.ts';

const T0 = Date.UTC(2026, 9, 26, 9, 0);
const minute = (minutes: number) => T0 + minutes * 60_000;

function wrapUpMsAfter(...events: readonly CallEvent[]): number | undefined {
  const state = events.reduce(applyEvent, newQueueState(countingRules(centre())));
  return queueFigures(state).find(({ queue }) => queue === 'koeln')?.totals.wrapUpMs;
}

describe('a wrap-up whose end is not told', () => {
  const visit = visitOf('c1');
  const talk = [visit.entered(minute(0)), visit.answered(minute(1)), visit.completed(minute(3))];
  const anEnd = agentOf('Agent 02').wrapUpEnded(minute(-5));
  const later = visitOf('c2').entered(minute(60));

  it('is counted with thirty minutes, soon after they are over', () => {
    expect(wrapUpMsAfter(anEnd, ...talk)).toBe(0);
    expect(wrapUpMsAfter(anEnd, ...talk, later)).toBe(30 * 60_000);
  });

  it('is counted as soon where only a late event says that the source tells ends', () => {
    expect(wrapUpMsAfter(...talk, anEnd, later)).toBe(30 * 60_000);
  });
});
