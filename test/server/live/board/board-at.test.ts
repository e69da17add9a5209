import { describe, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { boardAt } from '../../../../server/live/board/board-at.ts';
import { outlookAmong } from '../../../../server/live/board/outlook-among.ts';
import { newBoardMemory } from '../../../../server/live/board/board-memory.ts';
import { cityHours } from '../../../../server/live/board/city-hours.ts';
import { dayFrame } from '../../../../server/live/board/day-frame.ts';
import { NO_PLAN, type DayPlan } from '../../../../server/live/board/day-plan.ts';
import { feedAt } from '../../../../server/live/board/feed.ts';
import type { Centre, City } from '../../../../server/contract/centre.ts';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { agentOf, queueListed, visitOf } from '../../../support/call-events.ts';
import { sampleBasis } from '../../../support/sample-board.ts';
import { centre, city, OFFICE_HOURS } from '../../../support/sample-centre.ts';

const ZONE = 'Europe/Berlin';
/** Monday 26 October 2026, 10:00 in Cologne. */
const NOW = Date.UTC(2026, 9, 26, 9, 0);
const MINUTE = 60_000;

function board(
  events: readonly CallEvent[],
  options: { centre?: Centre; plan?: DayPlan; now?: number; scope?: string } = {},
) {
  const configured = options.centre ?? centre();
  const state = events.reduce(applyEvent, newQueueState(countingRules(configured)));
  const feed = feedAt([], false, NOW);
  const input = {
    centre: configured,
    state,
    plan: options.plan ?? NO_PLAN,
    feed,
    clockKind: 'real',
  } as const;
  return boardAt(input, options.scope ?? 'all', options.now ?? NOW, newBoardMemory());
}

describe('the head-counts of a board', () => {
  const shared = [
    queueListed(NOW, 'koeln', [{ agent: 'A' }, { agent: 'B' }, { agent: 'C', reachable: false }]),
    queueListed(NOW, 'bonn', [{ agent: 'A', paused: true }, { agent: 'B' }]),
  ];

  it('count a shared agent for each city and once in the pool', () => {
    const { cities, pool } = board(shared);
    expect(cities.map(({ agents }) => agents.ready)).toEqual([2, 1, 0]);
    expect(cities[1]?.agents.onBreak).toBe(1);
    expect(pool.agents).toMatchObject({ ready: 2, onBreak: 0, unreachable: 1 });
  });

  it('show who rings, talks, holds and wraps up, and when wrap-up is over', () => {
    const visit = visitOf('c1');
    const steps = [
      [visit.entered(NOW), 'ready'],
      [visit.rung(NOW + 1, 'A'), 'ringing'],
      [visit.answered(NOW + 2, 'A'), 'talking'],
      [visit.held(NOW + 3), 'onHold'],
      [visit.completed(NOW + 4, { agent: 'A', wrapUpSeconds: 30 }), 'wrapUp'],
    ] as const;
    const events: CallEvent[] = [agentOf('A').signedIn(NOW, 'koeln')];
    for (const [event, activity] of steps) {
      events.push(event);
      expect(board(events, { now: NOW + 10 }).pool.agents[activity]).toBe(1);
    }
    expect(board(events, { now: NOW + 30_004 }).pool.agents).toMatchObject({ wrapUp: 0, ready: 1 });
  });

  it('take the configured wrap-up where the source shows none', () => {
    const visit = visitOf('c1');
    const events = [
      agentOf('A').signedIn(NOW, 'koeln'),
      visit.entered(NOW),
      visit.answered(NOW, 'A'),
      visit.completed(NOW + 1_000, { agent: 'A' }),
    ];
    const counts = (now: number) =>
      board(events, { centre: centre({ wrapUpSeconds: { pbx: 15 } }), now }).pool.agents.wrapUp;
    expect([counts(NOW + 15_999), counts(NOW + 16_000)]).toEqual([1, 0]);
    expect(board(events, { now: NOW + 1_001 }).pool.agents.ready).toBe(1);
  });
});

describe('the status of a city', () => {
  it('is a breach when callers wait and nobody is there', () => {
    const status = board([visitOf('c1').entered(NOW)]).cities[0]?.status;
    expect(status).toEqual({ level: 'breach', because: 'nobody' });
  });

  it('says nothing with few calls, and closed outside the hours', () => {
    const there = [agentOf('A').signedIn(NOW, 'koeln')];
    expect(board(there).cities[0]?.status).toEqual({ level: 'unknown', because: null });
    const closed = centre({ cities: [city('koeln', { hours: { week: {}, dates: {} } })] });
    expect(board([], { centre: closed }).cities[0]?.status.level).toBe('closed');
  });

  it('warns that nobody is on the phones while the line is open, before the first caller waits', () => {
    expect(board([]).cities[0]?.status).toEqual({ level: 'warning', because: 'nobody' });
  });

  it('names the figure that decides', () => {
    const events = [
      agentOf('A').signedIn(NOW - MINUTE, 'koeln'),
      visitOf('c1').entered(NOW - 61_000),
      visitOf('c2').entered(NOW - 5_000),
    ];
    const koeln = board(events).cities[0];
    expect(koeln).toMatchObject({
      status: { level: 'breach', because: 'longestWait' },
      waiting: 2,
      longestWaitingSince: NOW - 61_000,
    });
  });
});

describe('opening hours on a board', () => {
  const koeln: City = city('koeln', {
    hours: {
      ...OFFICE_HOURS,
      dates: {
        '2026-10-27': {
          open: [{ from: '07:00', to: '11:00' }],
          kind: 'carnival',
          de: 'Weiberfastnacht',
          en: 'Weiberfastnacht',
        },
        '2026-10-28': { open: [], kind: 'bridgeDay', de: 'Brückentag', en: 'bridge day' },
      },
    },
  });
  const local = (date: string, utcHour: number, minute = 0) =>
    Date.parse(`${date}T${String(utcHour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`);
  const at = (now: number) => cityHours(dayFrame(koeln, ZONE, instant(now)), ZONE, now);

  it('are open, opening soon, closing soon and closed', () => {
    expect(at(local('2026-10-26', 5, 29)).state).toBe('closed');
    expect(at(local('2026-10-26', 5, 30)).state).toBe('openingSoon');
    expect(at(local('2026-10-26', 6)).state).toBe('open');
    expect(at(local('2026-10-26', 16, 45)).state).toBe('closingSoon');
    expect(at(local('2026-10-26', 17)).state).toBe('closed');
    expect(at(local('2026-10-26', 9))).toMatchObject({ opensAtLocal: '07:00', closesAtLocal: '18:00' });
  });

  it('name a special day and the next opening behind closed days', () => {
    expect(at(local('2026-10-27', 9))).toMatchObject({
      state: 'open',
      closesAtLocal: '11:00',
      special: { kind: 'carnival' },
    });
    expect(at(local('2026-10-27', 11))).toMatchObject({
      state: 'closed',
      nextOpening: { weekday: 4, local: '07:00', at: local('2026-10-29', 6) },
    });
    expect(at(local('2026-10-28', 9)).special?.kind).toBe('bridgeDay');
  });
});

describe('the curve and the plan on a board', () => {
  const office = centre({ cities: [city('koeln', { hours: OFFICE_HOURS })] });
  const start = Date.UTC(2026, 9, 26, 6, 0);
  const forecast = Array.from({ length: 44 }, (_, index) => ({
    startsAt: start + index * 15 * MINUTE,
    mean: 10,
    low: 6,
    high: 15,
  }));
  const plan: DayPlan = {
    cities: {
      koeln: {
        forecast,
        reforecast: [],
        staffing: [{ from: NOW, to: NOW + 15 * MINUTE, required: 12, planned: 11 }],
      },
    },
    pool: [{ from: NOW, to: NOW + 15 * MINUTE, required: 30, planned: 28 }],
    outlook: null,
    noOutlook: 'pending',
  };

  it('show what came beside what was expected, and nothing for what has not begun', () => {
    const visit = visitOf('c1');
    const shown = board([visit.entered(start), visit.abandoned(start + 9_000)], { centre: office, plan });
    const curve = shown.cities[0]?.curve;
    expect(curve?.labels).toHaveLength(44);
    expect(curve?.labels[0]).toBe('07:00');
    expect(curve?.offered.slice(0, 14)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null]);
    expect(curve).toMatchObject({ forecastDay: 440, expectedDay: 1 + 10 + 31 * 10 });
    expect(shown.cities[0]?.staffing).toEqual({ present: 0, required: 12, planned: 11 });
    expect(shown.pool.staffing).toMatchObject({ required: 30, planned: 28 });
    expect(shown.stillTrue).toEqual({
      plannedAgents: 28,
      nextInterval: { fromLocal: '10:15', toLocal: '10:30', calls: 10 },
    });
  });

  it('leave the forecast’s place empty while there is none', () => {
    const shown = board([], { centre: office });
    expect(shown.cities[0]?.curve).toMatchObject({ forecast: null, forecastDay: null, expectedDay: null });
    expect(shown.stillTrue).toEqual({ plannedAgents: null, nextInterval: null });
  });

  it('tell a city’s own wall its own outlook, and the joint wall that of the city worst off', () => {
    const basis = sampleBasis(NOW);
    const outlook = {
      city: 'koeln',
      holdsProbability: 0.4,
      basis,
      move: null,
      backlogClearedAt: NOW + MINUTE,
    };
    const cities = [
      { city: 'koeln', holdsProbability: 0.4, basis },
      { city: 'bonn', holdsProbability: 0.9, basis },
    ];
    const planned: DayPlan = { ...plan, outlook, steering: { cities, proposals: [] } };
    const told = (scope: string) => board([], { plan: planned, scope }).outlook;
    expect(told('all')).toEqual({ ...outlook, alsoMissed: [] });
    expect(told('koeln')).toEqual({ ...outlook, alsoMissed: [] });
    expect(told('bonn')).toMatchObject({ city: 'bonn', holdsProbability: 0.9, move: null });
    expect(told('leverkusen')).toBeNull();
  });

  it('tell of every city that is likely to miss its target, to those who see it', () => {
    const basis = sampleBasis(NOW);
    const cities = [0.1, 0.3, 0.8].map((holdsProbability, at) => ({
      city: ['koeln', 'bonn', 'leverkusen'][at] ?? '',
      holdsProbability,
      basis,
    }));
    const outlook = { city: 'koeln', holdsProbability: 0.1, basis, move: null, backlogClearedAt: null };
    const shown = { outlook, steering: { cities, proposals: [] } };
    expect(outlookAmong(shown, () => true)?.alsoMissed).toEqual(['bonn']);
    expect(outlookAmong(shown, (city) => city === 'koeln')?.alsoMissed).toEqual([]);
    expect(outlookAmong(shown, (city) => city !== 'koeln')).toMatchObject({ city: 'bonn', alsoMissed: [] });
  });

  it('drop the ticker line when its time is over', () => {
    const line = { text: 'Kfz-Stelle zu', until: '2026-10-26T10:05' };
    const withTicker = centre({ ticker: line });
    expect(board([], { centre: withTicker }).ticker).toEqual({ text: line.text, until: NOW + 5 * MINUTE });
    expect(board([], { centre: withTicker, now: NOW + 5 * MINUTE }).ticker).toBeNull();
  });
});
