import { describe, expect, it } from 'vitest';
import { simulateCentre } from '../../../forecasting/simulation/index.ts';
import {
  backlogClearance,
  dayContractOutlook,
  harmlessMoves,
  type StaffingMove,
  type OutlookCity,
  type OutlookPool,
  smallestHelpfulMove,
} from '../../../forecasting/staffing/index.ts';
import { normalProbability } from '../../../forecasting/staffing/normal-probability.ts';
import { oneQueueModel } from '../../support/one-queue-model.ts';

const quarterHours = (count: number): number[] => Array.from({ length: count }, () => 900);

function city(name: string, calls: readonly number[], change: Partial<OutlookCity> = {}): OutlookCity {
  return {
    name,
    serviceLevel: 0.8,
    answerThresholdSeconds: 20,
    soFar: { good: 0, counted: 0 },
    callPaths: [calls],
    ...change,
  };
}

function pool(cities: readonly OutlookCity[], agents: readonly number[]): OutlookPool {
  return {
    cities,
    agents,
    averageHandleTimeSeconds: 210,
    patienceSeconds: 120,
    intervalSeconds: quarterHours(agents.length),
  };
}

describe('dayContractOutlook', () => {
  const calls = Array.from({ length: 16 }, () => 60);
  const agents = Array.from({ length: 16 }, () => 16);

  it('gives about the probability that simulated days give', () => {
    const simulated = simulateCentre({
      model: oneQueueModel(120),
      plan: { intervalSeconds: 900, calls: [calls], agents: [agents] },
      replications: 400,
      seed: 21,
      thresholdsSeconds: [20],
    });
    const levels = simulated.counts.map((counts) => {
      let [good, offered] = [0, 0];
      for (let at = 0; at < counts.length; at += simulated.measures) {
        offered += counts[at] ?? 0;
        good += counts[at + 6] ?? 0;
      }
      return good / offered;
    });
    for (const serviceLevel of [0.75, 0.8, 0.85, 0.9]) {
      const share = levels.filter((level) => level >= serviceLevel).length / levels.length;
      const [outlook] = dayContractOutlook(pool([city('koeln', calls, { serviceLevel })], agents));
      expect(Math.abs((outlook?.probability ?? NaN) - share), `${serviceLevel}: ${share}`).toBeLessThan(0.15);
    }
  });

  it('is certain when the day is over, and gives the level that is still needed before', () => {
    const over = (good: number): number | undefined =>
      dayContractOutlook(pool([city('koeln', [], { soFar: { good, counted: 100 } })], []))[0]?.probability;
    expect([over(80), over(79)]).toEqual([1, 0]);
    const [half] = dayContractOutlook(
      pool([city('koeln', [50, 50], { soFar: { good: 70, counted: 100 } })], [20, 20]),
    );
    expect(half?.neededServiceLevel).toBeCloseTo(0.9, 6);
    const [lost] = dayContractOutlook(pool([city('koeln', [5], { soFar: { good: 0, counted: 100 } })], [20]));
    expect(lost?.neededServiceLevel).toBeGreaterThan(1);
    expect(lost?.probability).toBeLessThan(1e-6);
  });

  it('rises with every agent and falls with a bad morning and a backlog', () => {
    const chance = (change: Partial<OutlookPool>, soFar = { good: 400, counted: 500 }): number =>
      dayContractOutlook({ ...pool([city('koeln', calls, { soFar })], agents), ...change })[0]?.probability ??
      NaN;
    const plain = chance({});
    expect(chance({ agents: agents.map((count) => count + 1) })).toBeGreaterThan(plain);
    expect(chance({}, { good: 350, counted: 500 })).toBeLessThan(plain);
    expect(chance({ waiting: 60 })).toBeLessThan(plain);
  });

  it('is less certain the wider the forecast', () => {
    const wide = [0.6, 0.8, 1, 1.2, 1.4].map((scale) => calls.map((count) => count * scale));
    const [narrow] = dayContractOutlook(
      pool(
        [city('koeln', calls)],
        agents.map(() => 18),
      ),
    );
    const [broad] = dayContractOutlook(
      pool(
        [city('koeln', calls, { callPaths: wide })],
        agents.map(() => 18),
      ),
    );
    expect(broad?.probability).toBeLessThan(narrow?.probability ?? 0);
  });

  it('judges each city of a pool by its own contract and morning', () => {
    const [koeln, bonn] = dayContractOutlook(
      pool(
        [
          city('koeln', [40, 40], { soFar: { good: 300, counted: 300 } }),
          city('bonn', [20, 20], { serviceLevel: 0.95, soFar: { good: 100, counted: 150 } }),
        ],
        [17, 17],
      ),
    );
    expect(koeln?.probability).toBeGreaterThan(0.99);
    expect(bonn?.probability).toBeLessThan(0.01);
  });

  it('refuses sums that contradict themselves and lists of different length', () => {
    expect(() =>
      dayContractOutlook(pool([city('koeln', [1], { soFar: { good: 2, counted: 1 } })], [1])),
    ).toThrow('got 2 of 1');
    expect(() => dayContractOutlook(pool([city('koeln', [1, 2])], [1]))).toThrow(
      'has 2 intervals, agents has 1',
    );
    expect(() => dayContractOutlook(pool([], [1]))).toThrow('at least one city');
    expect(() => dayContractOutlook(pool([city('koeln', [1], { serviceLevel: 80 })], [1]))).toThrow(
      'percentage',
    );
  });
});

describe('backlogClearance', () => {
  const now = {
    waiting: 30,
    calls: [60, 60],
    agents: [20, 20],
    intervalSeconds: [900, 900],
    averageHandleTimeSeconds: 210,
    patienceSeconds: Infinity,
  };

  it('divides the backlog by what the agents can take beyond the arrivals', () => {
    // 20 agents finish 20/210 calls a second, 60/900 arrive.
    const cleared = backlogClearance(now);
    if (cleared.kind !== 'cleared') throw new Error('must clear');
    expect(cleared.afterSeconds).toBeCloseTo(30 / (20 / 210 - 60 / 900), 9);
    expect(cleared.abandoned).toBe(0);
  });

  it('goes faster when callers hang up, and counts them', () => {
    const patient = backlogClearance(now);
    const impatient = backlogClearance({ ...now, patienceSeconds: 120 });
    if (patient.kind !== 'cleared' || impatient.kind !== 'cleared') throw new Error('must clear');
    expect(impatient.afterSeconds).toBeLessThan(patient.afterSeconds);
    expect(impatient.abandoned).toBeGreaterThan(0);
    expect(impatient.abandoned).toBeLessThan(30);
  });

  it('crosses into later intervals and says what is left at the end', () => {
    const later = backlogClearance({ ...now, agents: [14, 40] });
    if (later.kind !== 'cleared') throw new Error('must clear');
    expect(later.afterSeconds).toBeCloseTo(900 + 30 / (40 / 210 - 60 / 900), 6);
    const never = backlogClearance({ ...now, agents: [10, 10] });
    if (never.kind !== 'remains') throw new Error('cannot clear');
    expect(never.waitingAtEnd).toBeCloseTo(30 + 1800 * (60 / 900 - 10 / 210), 6);
  });

  it('is over at once without a backlog, and refuses what cannot be', () => {
    expect(backlogClearance({ ...now, waiting: 0 })).toMatchObject({ kind: 'cleared', afterSeconds: 0 });
    expect(() => backlogClearance({ ...now, waiting: -1 })).toThrow('waiting');
    expect(() => backlogClearance({ ...now, agents: [1] })).toThrow('equally long');
    expect(() => backlogClearance({ ...now, patienceSeconds: 0 })).toThrow('patienceSeconds');
  });
});

describe('smallestHelpfulMove', () => {
  const pools = [
    pool([city('koeln', [60, 60, 60, 60])], [14, 14, 14, 14]),
    pool([city('bonn', [20, 20, 20, 20])], [12, 12, 12, 12]),
  ];
  const move = (id: string, agents: number, fromInterval: number, toInterval: number): StaffingMove => ({
    id,
    agents,
    fromInterval,
    toInterval,
    fromPool: 1,
    toPool: 0,
  });

  it('counts what a move gives back, and refuses to give back more than is there', () => {
    const shared = [pool([city('koeln', [60, 60, 20, 20])], [13, 13, 12, 12])];
    const whole: StaffingMove = { id: 'break', agents: 3, fromInterval: 0, toInterval: 2, toPool: 0 };
    const givenBack = { fromInterval: 2, toInterval: 4 };
    const after = (candidate: StaffingMove): number | undefined => {
      const found = smallestHelpfulMove(shared, [candidate], 0.999_999);
      return found.kind === 'noneEnough' ? found.cities[0]?.after.expectedServiceLevel : undefined;
    };
    expect(after({ ...whole, givenBack })).toBeLessThan(after(whole) ?? 0);
    expect(() => after({ ...whole, agents: 13, givenBack })).toThrow('gives back 13 agents where 12 are');
    expect(() => after({ ...whole, givenBack: { fromInterval: 3, toInterval: 9 } })).toThrow('of 4');
  });

  it('chooses the smallest of the moves that are enough, with every city before and after', () => {
    const found = smallestHelpfulMove(
      pools,
      [
        move('all of bonn', 11, 0, 4),
        move('four', 4, 0, 4),
        move('three', 3, 0, 4),
        move('one, briefly', 1, 1, 2),
      ],
      0.8,
    );
    if (found.kind !== 'move') throw new Error(`no move: ${found.kind}`);
    expect(found.move.id).toBe('three');
    expect(found.cities.map(({ name }) => name)).toEqual(['koeln', 'bonn']);
    for (const { after } of found.cities) expect(after.probability).toBeGreaterThanOrEqual(0.8);
    expect(found.cities[0]?.before.probability).toBeLessThan(0.8);
  });

  it('counts overtime twice: three who are lent are a smaller move than three who stay', () => {
    const help = (id: string, agents: number, isOvertime: boolean): StaffingMove => ({
      ...move(id, agents, 0, 4),
      isOvertime,
    });
    const chosen = (isOvertime: boolean): string | undefined => {
      const found = smallestHelpfulMove(pools, [help('three', 3, isOvertime), help('four', 4, false)], 0.8);
      return found.kind === 'move' ? found.move.id : found.kind;
    };
    expect(chosen(false)).toBe('three');
    expect(chosen(true)).toBe('four');
  });

  it('does not help one city by sinking another', () => {
    const found = smallestHelpfulMove(pools, [move('all of bonn', 11, 0, 4)], 0.8);
    expect(found).toMatchObject({ kind: 'noneEnough', best: undefined });
  });

  it('drops every move that takes too many from the others', () => {
    const all = Array.from({ length: 11 }, (_, more) => move(`${more + 1}`, more + 1, 0, 4));
    const kept = harmlessMoves(pools, all, 0.8);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(all.length);
    for (const { cities } of kept)
      for (const { before, after } of cities)
        expect(after.probability).toBeGreaterThanOrEqual(Math.min(0.8, before.probability) - 1e-9);
  });

  it('names the best that is not enough', () => {
    const found = smallestHelpfulMove(pools, [move('a little', 1, 0, 1), move('some', 1, 0, 4)], 0.8);
    expect(found).toMatchObject({ kind: 'noneEnough', best: { id: 'some' } });
  });

  it('moves nobody when every contract is safe', () => {
    const safe = pools.map((p) => ({ ...p, agents: [25, 25, 25, 25] }));
    expect(smallestHelpfulMove(safe, [move('three', 3, 0, 4)], 0.8).kind).toBe('notNeeded');
  });

  it('refuses a move that nobody could make', () => {
    expect(() => smallestHelpfulMove(pools, [move('too many', 13, 0, 4)], 0.8)).toThrow(
      'takes 13 agents where 12 are',
    );
    expect(() => smallestHelpfulMove(pools, [move('too long', 1, 0, 5)], 0.8)).toThrow('0 to 5 of 4');
    expect(() => smallestHelpfulMove(pools, [{ ...move('where', 1, 0, 1), toPool: 7 }], 0.8)).toThrow(
      'pool 7',
    );
    expect(() => smallestHelpfulMove(pools, [], 1)).toThrow('got 1');
  });
});

describe('normalProbability', () => {
  it('equals the tabulated values and is symmetric', () => {
    // Abramowitz and Stegun, table 26.1
    expect(normalProbability(0)).toBe(0.5);
    expect(normalProbability(1.96)).toBeCloseTo(0.9750021048517795, 12);
    expect(normalProbability(3.5)).toBeCloseTo(0.999767370920964, 12);
    expect(normalProbability(-1) + normalProbability(1)).toBeCloseTo(1, 14);
    expect(normalProbability(-40)).toBe(0);
    expect(() => normalProbability(NaN)).toThrow('NaN');
  });
});
