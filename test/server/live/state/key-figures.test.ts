import { describe, expect, it } from 'vitest';
import { bookAgentTime } from '../../../../server/live/state/book-agent-time.ts';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { noAgentTime } from '../../../../server/live/state/agent-time.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { sumOfAll, sumOver } from '../../../../server/live/state/interval-ledger.ts';
import {
  answeredWithin,
  zeroTotals,
  type IntervalTotals,
} from '../../../../server/live/state/interval-totals.ts';
import {
  averageHandleTimeSeconds,
  averageSpeedOfAnswerSeconds,
  firstContact,
  meanTimeToAbandonSeconds,
  meanWaitSeconds,
  occupancy,
  productiveMinutes,
  productiveMinutesWithReady,
  satisfaction,
  wilsonInterval,
} from '../../../../server/live/state/key-figures.ts';
import { newQueueState, type QueueState } from '../../../../server/live/state/queue-state.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { agentOf, callerHash, queueListed, sourceRestarted, visitOf } from '../../../support/call-events.ts';
import { centre, city, OFFICE_HOURS } from '../../../support/sample-centre.ts';

/** Monday 26 October 2026, 10:00 in Cologne. */
const T0 = Date.UTC(2026, 9, 26, 9, 0);
const s = (seconds: number) => T0 + seconds * 1_000;

function after(events: readonly CallEvent[], changes: Parameters<typeof centre>[0] = {}): QueueState {
  return events.reduce(applyEvent, newQueueState(countingRules(centre(changes))));
}

function cityTotals(state: QueueState, id = 'koeln'): IntervalTotals {
  const record = state.cities.get(id);
  return record === undefined ? zeroTotals() : sumOfAll(record.ledger);
}

function queueTotals(state: QueueState, name: string): IntervalTotals {
  const queues = [...state.sources.values()].flatMap((source) => [...source.queues.values()]);
  const queue = queues.find((candidate) => candidate.name === name);
  return queue === undefined ? zeroTotals() : sumOfAll(queue.ledger);
}

describe('waits', () => {
  const [fast, slow, gone] = [visitOf('1'), visitOf('2'), visitOf('3')];
  const totals = cityTotals(
    after([
      fast.entered(s(0)),
      fast.answered(s(5)),
      slow.entered(s(0)),
      slow.answered(s(40)),
      gone.entered(s(0)),
      gone.abandoned(s(15)),
    ]),
  );

  it('are averaged over answered, over abandoned, and over both', () => {
    expect(averageSpeedOfAnswerSeconds(totals)).toBe(22.5);
    expect(meanTimeToAbandonSeconds(totals)).toBe(15);
    expect(meanWaitSeconds(totals)).toBe(20);
  });

  it('at the threshold are within it, and short abandons are shorter than the limit', () => {
    const [at, over, short, notShort] = ['a', 'b', 'c', 'd'].map((call) => visitOf(call));
    if (!at || !over || !short || !notShort) throw new Error('four visits were made');
    const sums = cityTotals(
      after([
        at.entered(s(0)),
        at.answered(s(20)),
        over.entered(s(0)),
        over.answered(s(20) + 1),
        short.entered(s(0)),
        short.abandoned(s(5) - 1),
        notShort.entered(s(0)),
        notShort.abandoned(s(5)),
      ]),
    );
    expect(sums).toMatchObject({
      answeredWithinThreshold: 1,
      shortAbandoned: 1,
      abandonedWithinThreshold: 2,
    });
    expect(answeredWithin(sums, 20)).toBe(1);
    expect(answeredWithin(sums, 30)).toBe(2);
    expect(() => answeredWithin(sums, 21)).toThrow(RangeError);
  });

  it('are those that the source tells, where it tells them', () => {
    const visit = visitOf('told');
    const sums = cityTotals(after([visit.entered(s(0)), visit.answered(s(9), 'Agent 01', 7)]));
    expect(averageSpeedOfAnswerSeconds(sums)).toBe(7);
  });

  it('are never negative when the clock of the source steps back', () => {
    const visit = visitOf('back');
    const sums = cityTotals(after([visit.entered(s(5)), visit.answered(s(3))]));
    expect(averageSpeedOfAnswerSeconds(sums)).toBe(0);
  });

  it('are unknown without calls', () => {
    const none = zeroTotals();
    expect([
      averageSpeedOfAnswerSeconds(none),
      meanWaitSeconds(none),
      averageHandleTimeSeconds(none),
    ]).toEqual([null, null, null]);
  });
});

describe('an overflow into another city', () => {
  const [first, second] = [visitOf('o', 'leverkusen'), visitOf('o', 'koeln')];
  const state = after([
    first.entered(s(0)),
    first.flowedOut(s(15), 'overflow'),
    second.entered(s(15)),
    second.answered(s(21)),
    second.completed(s(81)),
  ]);

  it('counts two visits in the queues and one caller in the city of the first queue', () => {
    expect(queueTotals(state, 'leverkusen')).toMatchObject({ offered: 1, flowedOut: 1, overflowed: 1 });
    expect(queueTotals(state, 'koeln')).toMatchObject({ offered: 1, answered: 1 });
    expect(cityTotals(state, 'leverkusen')).toMatchObject({ offered: 1, answered: 1, flowedOut: 0 });
    expect(cityTotals(state, 'koeln')).toMatchObject({ offered: 0, answered: 0 });
  });

  it('adds up the waits of both visits, so that the caller misses a threshold that each visit kept', () => {
    expect(cityTotals(state, 'leverkusen')).toMatchObject({
      answeredWaitMs: 21_000,
      answeredWithinThreshold: 0,
    });
    expect(queueTotals(state, 'koeln')).toMatchObject({ answeredWaitMs: 6_000, answeredWithinThreshold: 1 });
  });

  it('bills the conversation to the city of the queue in which it was held', () => {
    expect(productiveMinutes(cityTotals(state, 'koeln'))).toBe(1);
    expect(productiveMinutes(cityTotals(state, 'leverkusen'))).toBe(0);
  });

  it('is a flow-out of the city only while the caller is in none of our queues', () => {
    const gone = after([first.entered(s(0)), first.flowedOut(s(15), 'overflow')]);
    expect(cityTotals(gone, 'leverkusen')).toMatchObject({ flowedOut: 1, waiting: 0 });
    const back = applyEvent(gone, second.entered(s(15)));
    expect(cityTotals(back, 'leverkusen')).toMatchObject({ flowedOut: 0, waiting: 1 });
  });
});

describe('intervals', () => {
  it('take a call where it entered, also when it is answered in the next one', () => {
    const visit = visitOf('edge');
    const state = after([visit.entered(T0 + 899_000), visit.answered(T0 + 910_000)]);
    const ledger = state.cities.get('koeln')?.ledger;
    if (ledger === undefined) throw new Error('Köln is a city of the centre');
    expect(sumOver(ledger, T0, T0 + 900_000)).toMatchObject({ offered: 1, answered: 1 });
    expect(sumOver(ledger, T0 + 900_000, T0 + 1_800_000)).toMatchObject({ offered: 0, answered: 0 });
  });

  it('are 100 on the 25-hour day and hold both hours that are called two o’clock', () => {
    const midnight = Date.UTC(2026, 9, 24, 22, 0);
    const events = Array.from({ length: 100 }, (_, index) =>
      visitOf(`dst-${index}`).entered(midnight + index * 900_000),
    );
    const ledger = after(events).cities.get('koeln')?.ledger;
    expect(ledger?.intervals.size).toBe(100);
    const day = countingRules(centre()).cities[0]?.dayAt(midnight);
    expect(((day?.end ?? 0) - (day?.start ?? 0)) / 3_600_000).toBe(25);
  });
});

describe('calls outside opening hours', () => {
  it('are counted apart and in no contract figure, by the city of their queue', () => {
    const early = Date.UTC(2026, 9, 26, 5, 59);
    const visit = visitOf('early');
    const state = after(
      [visit.entered(early), visit.answered(early + 61_000), visit.completed(early + 121_000)],
      {
        cities: [city('koeln', { hours: OFFICE_HOURS })],
      },
    );
    expect(cityTotals(state)).toMatchObject({ outsideHours: 1, offered: 0, answered: 0, handled: 1 });
  });
});

describe('handling', () => {
  it('is talk, hold and wrap-up per leg; hold is taken out of the talk unless told apart', () => {
    const [held, told] = [visitOf('held'), visitOf('told')];
    const state = after([
      held.entered(s(0)),
      held.answered(s(10)),
      held.held(s(20)),
      held.resumed(s(50)),
      held.completed(s(110), { wrapUpSeconds: 20 }),
      told.entered(s(200)),
      told.answered(s(200), 'Agent 02'),
      told.completed(s(300), { agent: 'Agent 02', talkSeconds: 70, holdSeconds: 30, wrapUpSeconds: 0 }),
    ]);
    expect(cityTotals(state)).toMatchObject({
      handled: 2,
      talkMs: 140_000,
      holdMs: 60_000,
      wrapUpMs: 20_000,
    });
    expect(averageHandleTimeSeconds(cityTotals(state))).toBe(110);
  });

  it('ends a wrap-up that was assumed when the agent is back sooner or says so', () => {
    const [one, two] = [visitOf('w1'), visitOf('w2')];
    const assumed = { wrapUpSeconds: { pbx: 60 } };
    const sooner = [one.entered(s(0)), one.answered(s(0)), one.completed(s(100)), two.entered(s(110))];
    expect(cityTotals(after(sooner, assumed)).wrapUpMs).toBe(60_000);
    expect(cityTotals(after([...sooner, two.answered(s(125))], assumed)).wrapUpMs).toBe(25_000);
    const said = [...sooner, agentOf('Agent 01').wrapUpEnded(s(190))];
    expect(cityTotals(after(said, assumed)).wrapUpMs).toBe(90_000);
  });

  it('counts talk, ready and break of the agents by what they did when', () => {
    const agent = agentOf('Agent 01');
    const visit = visitOf('occupied');
    const state = after([
      agent.signedIn(s(0), 'koeln'),
      visit.entered(s(90)),
      visit.answered(s(100)),
      visit.completed(s(300), { wrapUpSeconds: 50 }),
      agent.paused(s(400), 'koeln'),
      agent.signedOut(s(1_000), 'koeln'),
    ]);
    bookAgentTime(state);
    const sums = noAgentTime();
    for (const time of state.agentTime.values()) {
      sums.readyMs += time.readyMs;
      sums.talkingMs += time.talkingMs;
      sums.wrapUpMs += time.wrapUpMs;
      sums.onBreakMs += time.onBreakMs;
    }
    expect(sums).toMatchObject({
      readyMs: 150_000,
      talkingMs: 200_000,
      wrapUpMs: 50_000,
      onBreakMs: 600_000,
    });
    expect(occupancy(sums)).toBe(0.625);
    expect([...state.agentTime.values()].length).toBe(2);
  });

  it('splits ready time over the cities by their handled minutes', () => {
    const [big, small] = [zeroTotals(), zeroTotals()];
    big.talkMs = 90 * 60_000;
    small.talkMs = 30 * 60_000;
    expect(productiveMinutesWithReady([big, small], 40 * 60_000)).toEqual([120, 40]);
    expect(productiveMinutesWithReady([zeroTotals()], 60_000)).toEqual([0]);
  });
});

describe('first-contact resolution', () => {
  it('stands three ways side by side, and wrong numbers are in no denominator', () => {
    const [solved, back, wrong, moved] = ['f1', 'f2', 'f3', 'f4'].map((call) => visitOf(call));
    if (!solved || !back || !wrong || !moved) throw new Error('four visits were made');
    const events = [
      [solved, 'same', 'caller', true, false],
      [back, 'same', 'caller', false, false],
      [wrong, 'other', 'caller', null, true],
      [moved, 'third', 'transfer', true, false],
    ] as const;
    const state = after(
      events.flatMap(([visit, caller, endedBy, isSolved, isWrong], index) => [
        visit.entered(s(index * 600), caller),
        visit.answered(s(index * 600 + 5)),
        visit.completed(s(index * 600 + 65), { endedBy }),
        visit.classified(s(index * 600 + 70), isSolved, isWrong),
      ]),
    );
    const figures = firstContact(cityTotals(state));
    expect(figures.byClosingCode).toMatchObject({ numerator: 2, denominator: 3 });
    expect(figures.byRepeatCalls).toMatchObject({ numerator: 2, denominator: 3 });
    expect(figures.byTransfers).toMatchObject({ numerator: 2, denominator: 3 });
  });

  it('takes a call as repeated only within 24 hours and in the same city', () => {
    const day = 86_400_000;
    const [one, soon, later, elsewhere] = [
      visitOf('r1'),
      visitOf('r2'),
      visitOf('r3'),
      visitOf('r4', 'bonn'),
    ];
    const state = after([
      one.entered(s(0), 'x'),
      one.answered(s(1)),
      elsewhere.entered(s(60), 'x'),
      elsewhere.answered(s(61)),
      soon.entered(s(0) + day, 'x'),
      soon.answered(s(1) + day),
      later.entered(s(0) + 2 * day + 1, 'x'),
      later.answered(s(1) + 2 * day + 1),
    ]);
    expect(cityTotals(state)).toMatchObject({ traceable: 3, repeated: 1 });
    expect(cityTotals(state, 'bonn')).toMatchObject({ traceable: 1, repeated: 0 });
  });
});

describe('a caller whose hash changed with the key', () => {
  it('is still found to have called before', () => {
    const [one, two] = [visitOf('k1'), visitOf('k2')];
    const again = { ...two.entered(s(600), 'new-hash'), callerBefore: callerHash('old-hash') };
    const state = after([one.entered(s(0), 'old-hash'), one.answered(s(5)), again, two.answered(s(605))]);
    expect(cityTotals(state)).toMatchObject({ traceable: 2, repeated: 1 });
  });
});

describe('satisfaction', () => {
  it('has its mean, its share of good marks and its response rate; a second mark replaces the first', () => {
    const [one, two, silent] = [visitOf('s1'), visitOf('s2'), visitOf('s3')];
    const state = after([
      ...[one, two, silent].flatMap((visit, index) => [visit.entered(s(index)), visit.asked(s(index + 9))]),
      one.marked(s(20), 5),
      one.marked(s(21), 1),
      two.marked(s(22), 4),
    ]);
    expect(satisfaction(cityTotals(state))).toMatchObject({
      meanMark: 2.5,
      marks: 2,
      asked: 3,
      good: { numerator: 1, denominator: 2 },
      responseRate: { numerator: 2, denominator: 3 },
    });
  });

  /** R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3. */
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('has the Wilson interval of %i in %i', (good, marks, low, high) => {
    const interval = wilsonInterval(good, marks);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe('the death of a telephone system', () => {
  it('makes waiting calls lost and talking calls end without an end, and believes a told end after all', () => {
    const [waiting, talking, after1] = [visitOf('x1'), visitOf('x2'), visitOf('x3')];
    const events = [
      waiting.entered(s(0)),
      talking.entered(s(0)),
      talking.answered(s(5)),
      sourceRestarted(s(60)),
      after1.entered(s(61)),
    ];
    const state = after(events);
    expect(cityTotals(state)).toMatchObject({ lost: 1, answered: 1, lostTalking: 1, talking: 0, waiting: 1 });
    const found = applyEvent(state, waiting.abandoned(s(50)));
    expect(cityTotals(found)).toMatchObject({ lost: 0, abandoned: 1 });
    expect(found.repairs.foundAgain).toBe(1);
  });

  it('told late does not touch calls that entered since', () => {
    const [before, since] = [visitOf('l1'), visitOf('l2')];
    const state = after([before.entered(s(0)), since.entered(s(90)), sourceRestarted(s(60))]);
    expect(cityTotals(state)).toMatchObject({ lost: 1, waiting: 1 });
  });
});

describe('a list of what is true now', () => {
  it('repairs members and callers that changed silently, and counts the repairs', () => {
    const [gone, stays] = [visitOf('q1'), visitOf('q2')];
    const first = [{ agent: 'Agent 01' }, { agent: 'Agent 02', paused: true }];
    const state = after([
      queueListed(s(0), 'koeln', first),
      gone.entered(s(10)),
      stays.entered(s(20)),
      queueListed(
        s(60),
        'koeln',
        [{ agent: 'Agent 02' }, { agent: 'Agent 03' }],
        [
          { call: 'q2', enteredAt: s(20) },
          { call: 'q3', enteredAt: s(40) },
        ],
      ),
    ]);
    expect(cityTotals(state)).toMatchObject({ offered: 3, waiting: 2, lost: 1 });
    expect(state.repairs).toMatchObject({
      waitingGone: 1,
      waitingFound: 1,
      memberGone: 1,
      memberFound: 1,
      pauseCorrected: 1,
    });
  });
});
