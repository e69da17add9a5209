import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookAgentTime } from '../../../../server/live/state/book-agent-time.ts';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { newLedger, sumOfAll, type IntervalLedger } from '../../../../server/live/state/interval-ledger.ts';
import { TOTAL_NAMES } from '../../../../server/live/state/interval-totals.ts';
import { newQueueState, type QueueState } from '../../../../server/live/state/queue-state.ts';
import { visitOf } from '../../../support/call-events.ts';
import { hostileEvents } from '../../../support/hostile-events.ts';
import { centre, city, OFFICE_HOURS } from '../../../support/sample-centre.ts';

const queuesOfBoth = (id: string) => [
  { source: 'pbx', name: id },
  { source: 'second', name: id },
];
const rules = () =>
  countingRules(
    centre({
      cities: [
        city('koeln', { queues: queuesOfBoth('koeln') }),
        city('bonn', { queues: queuesOfBoth('bonn') }),
        city('leverkusen', { queues: queuesOfBoth('leverkusen'), hours: OFFICE_HOURS }),
      ],
    }),
  );

function ledgersOf(state: QueueState): readonly (readonly [string, IntervalLedger])[] {
  return [
    ...[...state.sources.values()].flatMap((source) =>
      [...source.queues.values()].map((queue) => [`${source.id}/${queue.name}`, queue.ledger] as const),
    ),
    ...[...state.cities].map(([id, { ledger }]) => [id, ledger] as const),
  ];
}

/** What is wrong with the sums of a state; empty where the law holds. */
function breaches(state: QueueState): string[] {
  return ledgersOf(state).flatMap(([name, ledger]) =>
    [...ledger.intervals].flatMap(([index, t]) => {
      const outcomes = t.answered + t.abandoned + t.flowedOut + t.lost + t.waiting;
      const reasons =
        t.timedOut +
        t.leftByKey +
        t.overflowed +
        t.noAgents +
        t.queueClosed +
        t.calledBack +
        t.leftForUnknownReason;
      const wrong = [
        t.offered === outcomes ? '' : `offered ${t.offered} is not ${outcomes}`,
        t.flowedOut === reasons ? '' : `flowed out ${t.flowedOut} is not ${reasons}`,
        t.answeredByWait.reduce((sum, n) => sum + n, 0) === t.answered ? '' : 'waits do not add up',
        t.answeredWithinThreshold > t.answered ? 'more answered in time than answered' : '',
        ...TOTAL_NAMES.filter((field) => t[field] < 0).map((field) => `${field} is negative`),
      ];
      return wrong.filter((text) => text !== '').map((text) => `${name} ${index}: ${text}`);
    }),
  );
}

describe('the conservation law', () => {
  it('holds per queue and city after every event of every sequence', () => {
    fc.assert(
      fc.property(hostileEvents, (events) => {
        let state = newQueueState(rules());
        for (const event of events) {
          state = applyEvent(state, event);
          expect(breaches(state)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('counts as waiting exactly the callers in the waiting lists', () => {
    fc.assert(
      fc.property(hostileEvents, (events) => {
        const state = events.reduce(applyEvent, newQueueState(rules()));
        for (const source of state.sources.values())
          for (const queue of source.queues.values()) {
            const inHours = [...queue.waiting].filter((visit) => visit.inHours).length;
            expect(sumOfAll(queue.ledger).waiting).toBe(inHours);
          }
        for (const { ledger, waiting } of state.cities.values())
          expect(sumOfAll(ledger).waiting).toBe(
            [...waiting].filter((visit) => visit.call.visits[0]?.inHours).length,
          );
      }),
      { numRuns: 150 },
    );
  });

  it('is deterministic: the same events give the same sums, repairs and agents', () => {
    fc.assert(
      fc.property(hostileEvents, (events) => {
        const once = events.reduce(applyEvent, newQueueState(rules()));
        const again = events.reduce(applyEvent, newQueueState(rules()));
        expect(ledgersOf(again)).toEqual(ledgersOf(once));
        expect(again.repairs).toEqual(once.repairs);
        bookAgentTime(once);
        bookAgentTime(again);
        expect(again.agentTime).toEqual(once.agentTime);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same figures for the events of a visit in any order', () => {
    const at = Date.UTC(2026, 9, 26, 9, 0);
    const visit = visitOf('c1');
    const events = [
      visit.entered(at),
      visit.answered(at + 12_000, 'Agent 01', 12),
      visit.completed(at + 100_000, { talkSeconds: 88, wrapUpSeconds: 20 }),
    ];
    const sums = permutations(events).map((order) => {
      const state = order.reduce(applyEvent, newQueueState(rules()));
      expect(breaches(state)).toEqual([]);
      return sumOfAll(state.cities.get('koeln')?.ledger ?? newLedger(new Set()));
    });
    for (const sum of sums)
      expect(sum).toMatchObject({
        offered: 1,
        answered: 1,
        answeredWithinThreshold: 1,
        answeredWaitMs: 12_000,
        handled: 1,
        talkMs: 88_000,
        wrapUpMs: 20_000,
      });
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
