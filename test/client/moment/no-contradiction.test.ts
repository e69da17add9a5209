import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cityState, cityStatus, type CityState } from '../../../client/moment/city-state.ts';
import { nothingToDo, type WorstGap } from '../../../client/moment/nothing-to-do.ts';
import { outlookSentences } from '../../../client/moment/outlook-sentences.ts';
import { momentTexts } from '../../../client/text/moment-texts.ts';
import { wallTexts } from '../../../client/text/wall-texts.ts';
import { formatTimeOfDay, type Language } from '../../../client/text/format.ts';
import { dayCaption, showsClosed } from '../../../client/wall/tile/city-view.ts';
import { dayPhase } from '../../../client/moment/day-phase.ts';
import { stillTrueRows } from '../../../client/wall/joint/still-true.ts';
import { boardAt } from '../../../server/live/board/board-at.ts';
import { newBoardMemory, type BoardMemory } from '../../../server/live/board/board-memory.ts';
import type { DayPlan } from '../../../server/live/board/day-plan.ts';
import type { Board, CityBoard } from '../../../server/contract/wall.ts';
import { applyEvent } from '../../../server/live/state/apply-event.ts';
import { countingRules } from '../../../server/live/state/counting-rules.ts';
import { newQueueState, type QueueState } from '../../../server/live/state/queue-state.ts';
import type { CallEvent } from '../../../server/live/events/call-event.ts';
import { agentOf, visitOf } from '../../support/call-events.ts';
import { sampleBasis } from '../../support/sample-board.ts';
import { centre, city, OFFICE_HOURS } from '../../support/sample-centre.ts';

/**
 * No sentence may contradict the figures beside it: boards of days that happen anyhow, in the real reducer and with the
 * board's own memory, are held against what each word claims.
 */
const ZONE_OFFSET = 60;
/** Monday 26 October 2026, 06:00 in Cologne: an hour before opening. */
const START = Date.UTC(2026, 9, 26, 5, 0);
const OPENS = Date.UTC(2026, 9, 26, 6, 0);
const MINUTE = 60_000;
const LANGUAGES: readonly Language[] = ['de', 'en'];

const house = centre({
  cities: [city('koeln', { hours: OFFICE_HOURS }), city('bonn', { hours: OFFICE_HOURS })],
});
const queues = fc.constantFrom('koeln', 'bonn');

type Step =
  | { readonly kind: 'pass'; readonly seconds: number }
  | {
      readonly kind: 'signIn' | 'signOut' | 'pause' | 'enter' | 'queue' | 'answer' | 'abandon';
      readonly queue: string;
    }
  | { readonly kind: 'burst'; readonly queue: string; readonly calls: number; readonly waitSeconds: number }
  | { readonly kind: 'plan'; readonly plan: DayPlan };

const plans: fc.Arbitrary<DayPlan> = fc
  .record({
    hasForecast: fc.boolean(),
    planned: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
    chance: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
    clearedAfter: fc.option(fc.integer({ min: -10, max: 60 }), { nil: null }),
  })
  .map(({ hasForecast, planned, chance, clearedAfter }) => {
    const slots = Array.from({ length: 44 }, (_, slot) => OPENS + slot * 15 * MINUTE);
    const forecast = hasForecast ? slots.map((startsAt) => ({ startsAt, mean: 8, low: 5, high: 12 })) : [];
    return {
      cities: Object.fromEntries(
        house.cities.map(({ id }) => [id, { forecast, reforecast: [], staffing: [] }]),
      ),
      pool: hasForecast
        ? slots.map((from) => ({ from, to: from + 15 * MINUTE, required: 10, planned, expected: planned }))
        : [],
      outlook:
        chance === null || planned === null || !hasForecast
          ? null
          : {
              city: 'koeln',
              holdsProbability: chance,
              basis: sampleBasis(OPENS),
              move: null,
              backlogClearedAt: clearedAfter === null ? null : OPENS + clearedAfter * 10 * MINUTE,
            },
      noOutlook: hasForecast ? (planned === null ? 'roster' : 'nothingExpected') : 'forecastAndRoster',
    };
  });

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 120 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      seconds: fc.integer({ min: 600, max: 20_000 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...(['signIn', 'signOut', 'pause', 'enter', 'queue', 'answer', 'answer', 'abandon'] as const),
      ),
      queue: queues,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('burst' as const),
      queue: queues,
      calls: fc.integer({ min: 1, max: 40 }),
      waitSeconds: fc.constantFrom(2, 19, 40),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('plan' as const), plan: plans }) },
);

/** Plays a day and shows its board after every step. */
function play(day: readonly Step[], look: (board: Board, now: number) => void): void {
  let state: QueueState = newQueueState(countingRules(house));
  const memory: BoardMemory = newBoardMemory();
  const waiting = new Map<string, string[]>([
    ['koeln', []],
    ['bonn', []],
  ]);
  let plan: DayPlan = { cities: {}, pool: [], outlook: null, noOutlook: 'forecastAndRoster' };
  let now = START;
  let calls = 0;
  const tell = (event: CallEvent): void => {
    state = applyEvent(state, event);
  };
  for (const step of day) {
    now += 1_000;
    switch (step.kind) {
      case 'pass':
        now += step.seconds * 1_000;
        break;
      case 'plan':
        plan = step.plan;
        break;
      case 'burst':
        tell(agentOf('Agent 01').signedIn(now, step.queue));
        for (let index = 0; index < step.calls; index += 1) {
          const visit = visitOf(`call-${(calls += 1)}`, step.queue);
          tell(visit.entered(now));
          tell(visit.answered(now + step.waitSeconds * 1_000, 'Agent 09'));
          tell(visit.completed(now + step.waitSeconds * 1_000 + 500, { agent: 'Agent 09' }));
        }
        now += step.waitSeconds * 1_000 + 600;
        break;
      case 'queue': {
        const ids = [1, 2].map(() => `call-${(calls += 1)}`);
        waiting.get(step.queue)?.push(...ids);
        tell(agentOf('Agent 01').signedIn(now, step.queue));
        for (const [index, id] of ids.entries()) {
          tell(visitOf(id, step.queue).entered(now));
          now += index === 0 ? 70_000 : 3_000;
        }
        break;
      }
      case 'enter': {
        const id = `call-${(calls += 1)}`;
        waiting.get(step.queue)?.push(id);
        tell(visitOf(id, step.queue).entered(now));
        break;
      }
      case 'answer':
      case 'abandon': {
        const id = waiting.get(step.queue)?.shift();
        if (id === undefined) break;
        const visit = visitOf(id, step.queue);
        tell(step.kind === 'answer' ? visit.answered(now, 'Agent 01') : visit.abandoned(now));
        break;
      }
      case 'signIn':
        tell(agentOf('Agent 01').signedIn(now, step.queue));
        break;
      case 'signOut':
        tell(agentOf('Agent 01').signedOut(now, step.queue));
        break;
      case 'pause':
        tell(agentOf('Agent 01').paused(now, step.queue));
        break;
      default:
        step satisfies never;
    }
    const feed: Board['feed'] = { state: 'live', reason: null, lastHeardAt: now, sources: [] };
    look(boardAt({ centre: house, state, plan, feed, clockKind: 'real' }, 'all', now, memory), now);
  }
}

const longestOf = ({ longestWaitingSince }: CityBoard, now: number): number =>
  longestWaitingSince === null ? 0 : now - longestWaitingSince;
const missesTarget = ({
  value,
  target,
  denominator,
}: CityBoard['serviceLevel'] | CityBoard['answerRate']): boolean =>
  denominator >= 20 && value !== null && value < target;

/** What each word claims of the figures beside it. */
const claims: Readonly<Record<CityState, (city: CityBoard, now: number) => boolean>> = {
  unheard: () => false,
  openingSoon: ({ waiting, hours }, now) => waiting === 0 && (hours.opensAt ?? 0) > now,
  closed: (shown) => shown.waiting === 0 && shown.hours.state === 'closed' && showsClosed(shown),
  nobody: ({ staffing }) => staffing.present === 0,
  waitsTooLong: (shown, now) =>
    shown.waiting > 0 && longestOf(shown, now) > shown.serviceLevel.thresholdSeconds * 3_000,
  recovering: ({ waiting, waitStatus }) => waiting > 0 && waitStatus !== 'ok',
  belowTarget: ({ serviceLevel, answerRate }) => missesTarget(serviceLevel) || missesTarget(answerRate),
  tight: (shown, now) =>
    longestOf(shown, now) > shown.serviceLevel.thresholdSeconds * 1_000 ||
    [shown.serviceLevel, shown.answerRate].some(
      ({ value, target, denominator }) => denominator >= 20 && value !== null && value < target + 0.0025,
    ),
  onTarget: (shown, now) =>
    shown.staffing.present > 0 &&
    !missesTarget(shown.serviceLevel) &&
    !missesTarget(shown.answerRate) &&
    shown.serviceLevel.denominator >= 20 &&
    longestOf(shown, now) <= shown.serviceLevel.thresholdSeconds * 1_000,
  fewCalls: ({ serviceLevel, today }) => today.offered > 0 && serviceLevel.denominator < 20,
  noCalls: ({ today }) => today.offered === 0,
};

describe('no sentence contradicts the figures beside it', () => {
  const days = fc.array(steps, { minLength: 1, maxLength: 30 });

  it('in the state of a city, in its word and its digits', () => {
    const seen = new Set<CityState>();
    fc.assert(
      fc.property(days, (day) =>
        play(day, (board, now) => {
          for (const shown of board.cities) {
            const state = cityState(shown);
            seen.add(state);
            if (!claims[state](shown, now)) expect.fail(`“${state}” beside ${JSON.stringify(shown.status)}`);
            if (shown.waiting === 0 && shown.waitStatus !== 'ok')
              expect.fail('an alarm colour on “nobody waits”');
          }
        }),
      ),
      { numRuns: 200, seed: 280 },
    );
    // Every state of an open house has been put to the test.
    expect([...seen].sort()).toEqual(
      Object.keys(claims)
        .filter((state) => state !== 'unheard')
        .sort(),
    );
  });

  it('in the outlook, in what still holds and in what there is to do, in both languages', () => {
    fc.assert(
      fc.property(
        days,
        fc.option(fc.record({ missing: fc.integer({ min: 1, max: 30 }), at: fc.constant('11:45') }), {
          nil: null,
        }),
        (day, gap) =>
          play(day, (board, now) => {
            for (const language of LANGUAGES) checkSentences(board, now, gap, language);
          }),
      ),
      { numRuns: 80, seed: 280 },
    );
  });

  it('on a wall that is stale, or has heard nothing', () => {
    const [shown] = sampleOf().cities;
    if (shown === undefined) throw new Error('the house has a city');
    for (const language of LANGUAGES) {
      const moment = momentTexts[language];
      const words = Object.values(moment.states);
      const old = cityStatus(shown, { isStale: true, isKnown: true, asOf: '09:41' }, moment);
      expect(words).not.toContain(old.word);
      expect(old).toMatchObject({ word: moment.asOf('09:41'), tone: 'plain' });
      expect(cityStatus(shown, { isStale: false, isKnown: false, asOf: '' }, moment).word).toBe(
        moment.states.unheard,
      );
    }
  });
});

function sampleOf(): Board {
  let last: Board | undefined;
  play([{ kind: 'enter', queue: 'koeln' }], (board) => (last = board));
  if (last === undefined) throw new Error('a day of one step has a board');
  return last;
}

function checkSentences(board: Board, now: number, gap: WorstGap | null, language: Language): void {
  const moment = momentTexts[language];
  const texts = wallTexts[language];
  const timeOfDay = (at: number | null): string => formatTimeOfDay(at, ZONE_OFFSET);
  const told = outlookSentences(board, { moment, language, figuresAt: now, timeOfDay }).map(
    ({ text }) => text,
  );
  const { none, backlog } = moment.outlook;
  const hasForecast = board.cities.some(({ curve }) => curve.forecast !== null);
  const claim = (text: string, isTrue: boolean): void => {
    if (told.includes(text)) expect(isTrue, text).toBe(true);
  };
  expect(told.length).toBeGreaterThan(0);
  claim(none.forecastAndRoster, !hasForecast);
  claim(none.forecast, !hasForecast);
  claim(none.roster, hasForecast);
  claim(
    none.dayOver,
    board.cities.every(({ hours }) => dayPhase(hours, now) === 'over'),
  );
  claim(
    backlog(timeOfDay(board.outlook?.backlogClearedAt ?? null)),
    board.cities.some((shown) => longestOf(shown, now) > 0 && shown.waiting > 0) &&
      (board.outlook?.backlogClearedAt ?? 0) > now,
  );

  const [roster, forecast] = stillTrueRows(board, now, language, texts);
  for (const { curve, hours, today } of board.cities) {
    const caption = dayCaption(curve, today.offered, true, dayPhase(hours, now), language, texts);
    if (caption === texts.forecastHolds)
      expect([texts.stillTrue.noForecast, texts.stillTrue.over]).not.toContain(forecast?.text);
    if (caption === texts.noForecast) expect(curve.forecast).toBeNull();
  }
  if (forecast?.text === texts.stillTrue.noForecast) expect(hasForecast).toBe(false);
  if (roster?.text === texts.stillTrue.noPlan) expect(board.outlook).toBeNull();

  const chance = board.outlook?.holdsProbability ?? 0.95;
  const steering = { cities: [{ city: 'koeln', holdsProbability: chance, basis: sampleBasis(now) }] };
  const advice = nothingToDo(steering, board.cities, gap, moment, language);
  if (advice === moment.nothingToDo.allWell) {
    expect(gap).toBeNull();
    expect(chance).toBeGreaterThanOrEqual(0.9);
    expect(board.cities.map(({ status }) => status.level)).not.toContain('breach');
    expect(board.cities.map(({ status }) => status.level)).not.toContain('warning');
  }
  if (advice === moment.nothingToDo.nothingHelps) expect(chance).toBeLessThan(0.9);
}
