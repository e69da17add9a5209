import { describe, expect, it } from 'vitest';
import {
  addDays,
  daySpan,
  HOUR_MS,
  instant,
  type Instant,
  MINUTE_MS,
  plainDate,
} from '../../../../forecasting/time/index.ts';
import { boardAt } from '../../../../server/live/board/board-at.ts';
import { newBoardMemory } from '../../../../server/live/board/board-memory.ts';
import { NO_PLAN } from '../../../../server/live/board/day-plan.ts';
import type { Board } from '../../../../server/contract/wall.ts';
import type { CityForecast } from '../../../../server/planning/forecast/city-forecast.ts';
import { outlookOfDay } from '../../../../server/planning/intraday/outlook-of-day.ts';
import { jointForecast } from '../../../../server/planning/intraday/joint-forecast.ts';
import { planOfDay } from '../../../../server/planning/intraday/plan-of-day.ts';
import { steeringOfDay } from '../../../../server/planning/intraday/ranked-moves.ts';
import { demoCentre } from '../../../../server/app/demo/demo-centre.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import { expectedDays } from '../../../../server/planning/intraday/expected-day.ts';
import { type OutlookOfDayInput, restOfDay } from '../../../../server/planning/intraday/rest-of-day.ts';

const outlookOf = (input: OutlookOfDayInput) => outlookOfDay(restOfDay(input));
const steeringOf = (input: OutlookOfDayInput) => steeringOfDay(restOfDay(input));

const date = plainDate('2026-11-24');
const open = daySpan(date, 'Europe/Berlin').start + 7 * HOUR_MS;
const centre = demoCentre(date);
const SLOTS = 44;
const callsOf = { koeln: 90, bonn: 25, leverkusen: 14 } as const;

const forecasts: readonly CityForecast[] = Object.entries(callsOf).map(([city, calls]) => ({
  city,
  date,
  startsAt: Array.from({ length: SLOTS }, (_, slot) => instant(open + slot * 15 * MINUTE_MS)),
  forecast: {
    date,
    mean: new Float64Array(SLOTS).fill(calls),
    spread: { kind: 'count', dispersion: 1.3, dayCv: 0.06, driftCv: 0.03, driftCorrelation: 0.9 },
  },
  misses: [],
  averageHandleTimeSeconds: new Array<number>(SLOTS).fill(210),
}));

function planAfter(known: number, factor: number) {
  const until = open + known * 15 * MINUTE_MS;
  return planOfDay({
    centre,
    days: expectedDays(forecasts, (city, startsAt) =>
      startsAt < until
        ? (forecasts.find((own) => own.city === city)?.forecast.mean[0] ?? 0) * factor
        : undefined,
    ),
    plannedIn: () => null,
    expectedIn: () => null,
  });
}

function boardOf(now: Instant): Board {
  const state = newQueueState(countingRules(centre));
  const feed: Board['feed'] = { state: 'live', reason: null, lastHeardAt: now, sources: [] };
  return boardAt({ centre, state, plan: NO_PLAN, feed, clockKind: 'real' }, 'all', now, newBoardMemory());
}

describe('the plan of the day', () => {
  it('expects what was forecast before the first call', () => {
    const koeln = planAfter(0, 1).cities['koeln'];
    expect(koeln?.reforecast.map(({ mean }) => Math.round(mean))).toEqual(new Array(SLOTS).fill(90));
  });

  it('expects more, and asks for more agents, after a morning that brought a fifth more', () => {
    const [usual, busy] = [planAfter(12, 1), planAfter(12, 1.2)];
    const rest = (plan: typeof usual): number =>
      (plan.cities['koeln']?.reforecast ?? []).reduce((sum, { mean }) => sum + mean, 0);
    expect(rest(busy)).toBeGreaterThan(rest(usual) * 1.03);
    expect(busy.pool[20]?.required).toBeGreaterThan(usual.pool[20]?.required ?? 0);
    expect(busy.cities['koeln']?.forecast).toEqual(usual.cities['koeln']?.forecast);
  });

  it('needs fewer agents for the pool than for the cities one by one', () => {
    const plan = planAfter(0, 1);
    const alone = Object.values(plan.cities).reduce(
      (sum, city) => sum + (city.staffing[10]?.required ?? 0),
      0,
    );
    expect(plan.pool[10]?.required).toBeLessThan(alone);
    expect(plan.pool[10]?.required).toBeGreaterThan((129 * 210) / 900 - 2);
  });
});

describe('the joint forecast of the day', () => {
  const [first] = jointForecast(forecasts);
  const width = ({ low, high }: { readonly low: number; readonly high: number }): number => high - low;
  const own = forecasts.map((forecast) => jointForecast([forecast])[0] ?? { low: 0, high: 0 });

  it('adds the cities’ calls, with a band wider than any city’s and narrower than all of theirs together', () => {
    expect(first?.mean).toBeCloseTo(129, 9);
    expect(width(first ?? own[0] ?? { low: 0, high: 0 })).toBeGreaterThan(Math.max(...own.map(width)));
    expect(width(first ?? { low: 0, high: 1e9 })).toBeLessThan(
      own.reduce((sum, band) => sum + width(band), 0),
    );
  });

  it('is surer where the cities miss their forecasts apart than where they miss them together', () => {
    const missing = (signs: readonly number[]): readonly CityForecast[] =>
      forecasts.map((forecast, city) => ({
        ...forecast,
        misses: Array.from({ length: 40 }, (_, day) => ({
          date: addDays(date, day - 60),
          share: 0.1 * (day % 2 === 0 ? 1 : -1) * (signs[city] ?? 1),
        })),
      }));
    const [together] = jointForecast(missing([1, 1, 1]));
    const [apart] = jointForecast(missing([1, -1, 1]));
    expect(width(together ?? { low: 0, high: 0 })).toBeGreaterThan(width(apart ?? { low: 0, high: 1e9 }));
  });

  it('knows every interval in which a city is open', () => {
    const late = forecasts.map((forecast, city) =>
      city === 0 ? { ...forecast, startsAt: forecast.startsAt.slice(4) } : forecast,
    );
    expect(jointForecast(late)).toHaveLength(SLOTS);
    expect(jointForecast(late)[0]?.mean).toBeCloseTo(39, 9);
  });
});

describe('the outlook of the day', () => {
  const now = instant(open + 2 * HOUR_MS);
  const outlook = (agents: number | null) =>
    outlookOf({
      centre,
      days: expectedDays(forecasts, (city, startsAt) =>
        startsAt + 15 * MINUTE_MS <= now
          ? forecasts.find((own) => own.city === city)?.forecast.mean[0]
          : undefined,
      ),
      expectedIn: () => agents,
      board: boardOf(now),
      now,
    });

  it('says nothing without a roster', () => {
    expect(outlook(null)).toBeNull();
  });

  it('is likelier to hold with more agents', () => {
    expect(outlook(28)?.holdsProbability).toBeLessThan(0.5);
    expect(outlook(40)?.holdsProbability).toBeGreaterThan(0.9);
  });

  it('names the city that is worst off', () => {
    expect(Object.keys(callsOf)).toContain(outlook(32)?.city);
  });

  it('moves as few breaks as help, out of the scarce hour, to a lawful place of the same duty', () => {
    // 09:30 to 10:30 the plan has too few agents by eight, who are on break; later it has enough.
    const scarce = (startsAt: Instant): boolean =>
      startsAt >= open + 2.5 * HOUR_MS && startsAt < open + 3.5 * HOUR_MS;
    const duty = {
      startMinute: 7 * 60,
      endMinute: 15 * 60 + 30,
      breaks: [{ startMinute: 9 * 60 + 30, endMinute: 10 * 60 }],
      group: 'bonn',
    };
    const given = {
      centre,
      days: expectedDays(forecasts, () => undefined),
      expectedIn: (startsAt: Instant) => (scarce(startsAt) ? 22 : 36),
      board: boardOf(now),
      now,
    };
    const found = outlookOf({ ...given, duties: [duty, duty, duty] });
    expect(found?.move).toMatchObject({ fromGroup: 'Bonn', fromLocal: '09:30', toLocal: '10:00' });
    expect(found?.move?.holdsProbabilityAfter).toBeGreaterThan(found?.holdsProbability ?? 1);
    expect(outlookOf(given)?.move).toBeNull();
    const enough = outlookOf({ ...given, expectedIn: () => 42, duties: [duty, duty] });
    expect(enough?.move).toBeNull();
  });

  it('asks nobody for what would change next to nothing', () => {
    const early = {
      startMinute: 7 * 60,
      endMinute: 13 * 60,
      latestEndMinute: 18 * 60,
      breaks: [{ startMinute: 9 * 60 + 30, endMinute: 10 * 60 }],
      group: 'bonn',
    };
    for (let agents = 24; agents <= 36; agents += 1) {
      const found = outlookOf({
        centre,
        days: expectedDays(forecasts, () => undefined),
        expectedIn: () => agents,
        board: boardOf(now),
        now,
        duties: [early, early, early],
      });
      const { holdsProbability = 1, move = null } = found ?? {};
      if (move !== null)
        expect(move.holdsProbabilityAfter, `${agents}`).toBeGreaterThanOrEqual(holdsProbability + 0.005);
    }
  });

  it('lends agents between cities that share nobody, and judges every city by its own agents', () => {
    const board = boardOf(now);
    const here: Readonly<Record<string, number>> = { koeln: 22, bonn: 12, leverkusen: 9 };
    const apart: Board = {
      ...board,
      cities: board.cities.map((city) => ({
        ...city,
        staffing: { ...city.staffing, present: here[city.id] ?? 0 },
      })),
      pool: { ...board.pool, staffing: { ...board.pool.staffing, present: 43 } },
    };
    const dutiesOf = (city: string, count: number, skills: readonly string[]) =>
      Array.from({ length: count }, () => ({
        startMinute: 7 * 60,
        endMinute: 18 * 60,
        breaks: [],
        group: city,
        cities: [city],
        skills,
      }));
    const given = {
      centre,
      days: expectedDays(forecasts, () => undefined),
      expectedIn: (_startsAt: Instant, city?: string) => (city === undefined ? 43 : (here[city] ?? 0)),
      board: apart,
      now,
    };
    const duties = [
      ...dutiesOf('koeln', 22, ['koeln']),
      ...dutiesOf('bonn', 12, ['bonn', 'koeln']),
      ...dutiesOf('leverkusen', 9, ['leverkusen']),
    ];
    const found = outlookOf({ ...given, duties });
    expect(found).toMatchObject({
      city: 'koeln',
      move: { kind: 'lend', fromGroup: 'Bonn', forCity: 'koeln' },
    });
    expect(found?.move?.holdsProbabilityAfter).toBeGreaterThan(found?.holdsProbability ?? 1);
    // Where nobody of the others may take Köln's calls there is nothing to lend.
    const apartByLaw = duties.map((duty) => ({ ...duty, skills: duty.cities }));
    expect(outlookOf({ ...given, duties: apartByLaw })?.move).toBeNull();
    // The same people in one pool have no trouble at all.
    const joint = outlookOf({ ...given, board, duties });
    expect(joint?.holdsProbability).toBeGreaterThan((found?.holdsProbability ?? 1) + 0.2);
  });

  it('judges a contract that counts flow-outs by how many of today’s calls flowed out', () => {
    const level = (flowedOut: number) => {
      const board = boardOf(now);
      const today = { answered: 900 - flowedOut, abandoned: 0, flowedOut };
      return outlookOf({
        centre: {
          ...centre,
          cities: centre.cities.map((city) => ({
            ...city,
            contracts: city.contracts.map((contract) => ({ ...contract, variant: 'withFlowOuts' as const })),
          })),
        },
        days: expectedDays(forecasts, () => undefined),
        expectedIn: () => 36,
        board: {
          ...board,
          cities: board.cities.map((city) => ({ ...city, today: { ...city.today, ...today } })),
        },
        now,
      })?.holdsProbability;
    };
    expect(level(0)).toBeGreaterThan(0.5);
    expect(level(200)).toBeLessThan(0.1);
    expect(level(900)).toBe(0);
  });

  it('says nothing after closing', () => {
    const closed = instant(open + 12 * HOUR_MS);
    expect(
      outlookOf({
        centre,
        days: expectedDays(forecasts, () => undefined),
        expectedIn: () => 40,
        board: boardOf(closed),
        now: closed,
      }),
    ).toBeNull();
  });
});

describe('the ranked moves of the day', () => {
  const now = instant(open + 2 * HOUR_MS);
  const scarce = (startsAt: Instant): boolean =>
    startsAt >= open + 2.5 * HOUR_MS && startsAt < open + 3.5 * HOUR_MS;
  const dutyOf = (group: string, breakMinute: number) => ({
    startMinute: 7 * 60,
    endMinute: 15 * 60 + 30,
    breaks: [{ startMinute: breakMinute, endMinute: breakMinute + 30 }],
    group,
  });
  const given = {
    centre,
    days: expectedDays(forecasts, () => undefined),
    expectedIn: (startsAt: Instant) => (scarce(startsAt) ? 22 : 36),
    board: boardOf(now),
    now,
    duties: [dutyOf('bonn', 570), dutyOf('bonn', 570), dutyOf('koeln', 600), dutyOf('koeln', 600)],
  };

  it('come best first, each break of each group once, and harm no city', () => {
    const steering = steeringOf(given);
    const proposals = steering?.proposals ?? [];
    expect(proposals.map(({ fromGroup, fromLocal }) => `${fromGroup} ${fromLocal}`).toSorted()).toEqual([
      'Bonn 09:30',
      'Köln 10:00',
    ]);
    const worst = proposals.map(({ effects }) => Math.min(...effects.map(({ after }) => after)));
    expect(worst).toEqual(worst.toSorted((one, other) => other - one));
    for (const { effects } of proposals)
      for (const { before, after } of effects)
        expect(after).toBeGreaterThanOrEqual(Math.min(0.9, before) - 1e-9);
  });

  it('stay and loans stand beside breaks, each with its own words', () => {
    const lateScarce = {
      ...given,
      expectedIn: (startsAt: Instant) => (startsAt >= open + 8 * HOUR_MS ? 30 : 36),
    };
    const stays = [1, 2, 3].map(() => ({ ...dutyOf('bonn', 660), latestEndMinute: 18 * 60 }));
    const found = steeringOf({ ...lateScarce, duties: stays })?.proposals.find(({ kind }) => kind === 'stay');
    expect(found).toMatchObject({ fromGroup: 'Bonn', fromLocal: '15:30', breakLocal: null });
  });

  it('say when the break comes instead', () => {
    const first = steeringOf(given)?.proposals[0];
    expect(first?.agents).toBeGreaterThan(0);
    expect(first?.breakLocal).toMatch(/^1[0-3]:[0-5]\d$/);
  });

  it('are none where every city keeps its contract anyway', () => {
    const steering = steeringOf({ ...given, expectedIn: () => 45 });
    expect(steering?.proposals).toEqual([]);
    expect(steering?.cities.map(({ city }) => city).toSorted()).toEqual(['bonn', 'koeln', 'leverkusen']);
  });

  it('are unknown without a roster', () => {
    expect(steeringOf({ ...given, expectedIn: () => null })).toBeNull();
  });
});
