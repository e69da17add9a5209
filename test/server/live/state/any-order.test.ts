import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsWithin } from '../../../../server/live/centre/interval-rows.ts';
import { bookAgentTime } from '../../../../server/live/state/book-agent-time.ts';
import { LEDGER_INTERVAL_MS } from '../../../../server/live/state/interval-ledger.ts';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { countingRules, forgettingNothing } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState, storableFrom, type QueueState } from '../../../../server/live/state/queue-state.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { agentOf } from '../../../support/call-events.ts';
import { hardDays } from '../../../support/hard-days.ts';
import { centre } from '../../../support/sample-centre.ts';

/** Friday 23 October 2026, 07:00 in Cologne; the 25-hour Sunday follows. */
const START = Date.UTC(2026, 9, 23, 5, 0);
const HOUR = 3_600_000;

/** Four hard days, some of it untold, and agents who come, pause and go. */
const stories = fc.integer({ min: 1, max: 1_000_000 }).map((seed) => {
  const agents = Array.from({ length: 9 }, (_, number) => {
    const agent = agentOf(`Agent ${number}`);
    const morning = START + (number % 4) * 24 * HOUR + number * 60_000;
    return [
      agent.signedIn(morning, 'koeln'),
      agent.signedIn(morning + 5_000, 'bonn'),
      agent.paused(morning + 3 * HOUR, 'koeln'),
      agent.resumed(morning + 4 * HOUR, 'koeln'),
      agent.device(morning + 5 * HOUR, false),
      agent.device(morning + 5.5 * HOUR, true),
      agent.signedOut(morning + 9 * HOUR, 'koeln'),
      agent.signedOut(morning + 9 * HOUR + 5_000, 'bonn'),
    ];
  });
  return [...hardDays(START, 60, seed), ...agents.flat()].sort((a, b) => a.at - b.at);
});

/** The same events in another order, some of them twice. */
const retold = stories.chain((events) =>
  fc.record({
    inOrder: fc.constant(events),
    shuffled: fc.shuffledSubarray([...events, ...events.slice(0, 40)], {
      minLength: events.length + Math.min(40, events.length),
    }),
  }),
);

function countedFrom(events: readonly CallEvent[], rules = countingRules(centre())): QueueState {
  return events.reduce(applyEvent, newQueueState(rules));
}

/** Every stored sum that says something, from an instant on. */
function sumsOf(state: QueueState, from: number): readonly string[] {
  return rowsWithin(state, from, Number.POSITIVE_INFINITY)
    .filter(({ sums }) => /:[^0[{]|\[.*[1-9].*\]/.test(sums))
    .map(({ subject, startsAt, sums }) => `${subject} ${startsAt} ${sums}`);
}

describe('figures', () => {
  it('are the same in whatever order the events come, and however often', () => {
    const rules = forgettingNothing(countingRules(centre()));
    fc.assert(
      fc.property(retold, ({ inOrder, shuffled }) => {
        const expected = sumsOf(countedFrom(inOrder, rules), START - 24 * HOUR);
        expect(expected.length).toBeGreaterThan(50);
        expect(sumsOf(countedFrom(shuffled, rules), START - 24 * HOUR)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('of the hours that are remembered are the same in a state that forgets', () => {
    fc.assert(
      fc.property(retold, ({ inOrder, shuffled }) => {
        const [ordered, late] = [countedFrom(inOrder), countedFrom(shuffled)];
        const from = storableFrom(ordered);
        expect(storableFrom(late)).toBe(from);
        expect(sumsOf(late, from)).toEqual(sumsOf(ordered, from));
      }),
      { numRuns: 25 },
    );
  });

  it('book the time of agents alike, whether it is asked for after every event or once', () => {
    const rules = countingRules(centre());
    fc.assert(
      fc.property(retold, ({ inOrder, shuffled }) => {
        for (const events of [inOrder, shuffled]) {
          const once = countedFrom(events, rules);
          const often = newQueueState(rules);
          for (const event of events) {
            applyEvent(often, event);
            bookAgentTime(often);
          }
          bookAgentTime(once);
          const from = storableFrom(once);
          expect(timesOf(often, from)).toEqual(timesOf(once, from));
          expect(timesOf(once, from).length).toBeGreaterThan(10);
        }
      }),
      { numRuns: 15 },
    );
  });
});

function timesOf({ agentTime }: QueueState, from: number): readonly string[] {
  return [...agentTime]
    .filter(([interval]) => interval * LEDGER_INTERVAL_MS >= from)
    .map(([interval, { changed: _, ...time }]) => `${interval} ${JSON.stringify(time)}`)
    .filter((row) => /:[1-9]/.test(row))
    .sort();
}
