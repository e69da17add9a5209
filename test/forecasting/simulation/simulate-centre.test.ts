import { describe, expect, it } from 'vitest';
import { queueA } from '../../../forecasting/erlang/index.ts';
import {
  type CentreModel,
  type DayPlan,
  type Distribution,
  estimate,
  type Estimate,
  groupOccupancy,
  simulateCentre,
} from '../../../forecasting/simulation/index.ts';
import { numberIn, referenceTable } from '../../support/reference-table.ts';

const exponential = (meanSeconds: number): Distribution => ({ kind: 'exponential', meanSeconds });

function city(
  name: string,
  change: Partial<CentreModel['queues'][number]> = {},
): CentreModel['queues'][number] {
  return { name, handleTime: exponential(210), patience: exponential(120), priority: 1, ...change };
}

function steady(callsPerHour: readonly number[], agents: readonly number[], hours: number): DayPlan {
  const hourly = (value: number): number[] => Array.from({ length: hours }, () => value);
  return { intervalSeconds: 3600, calls: callsPerHour.map(hourly), agents: agents.map(hourly) };
}

/** Whether two estimates differ by no more than three standard errors of their difference. */
function agree(mine: Estimate, reference: number, referenceHalfWidth = 0): boolean {
  return Math.abs(mine.value - reference) <= (3 * Math.hypot(mine.halfWidth, referenceHalfWidth)) / 1.96;
}

describe('simulateCentre', () => {
  it('agrees with Erlang A for one queue and one group', () => {
    const result = simulateCentre({
      model: { queues: [city('koeln')], groups: [{ queues: [0] }] },
      plan: steady([200], [13], 402),
      replications: 12,
      seed: 5,
      thresholdsSeconds: [20],
    });
    const exact = queueA({
      callsPerSecond: 200 / 3600,
      agents: 13,
      averageHandleTimeSeconds: 210,
      patienceSeconds: 120,
      answerThresholdSeconds: 20,
    });
    const simulated = estimate(result, { fromInterval: 2 });
    expect(agree(simulated.waitShare, exact.waitProbability)).toBe(true);
    expect(agree(simulated.abandonShare, exact.abandonShare)).toBe(true);
    expect(agree(simulated.meanWaitSeconds, exact.meanWaitSeconds)).toBe(true);
    const [within] = simulated.within;
    for (const variant of [
      'strict',
      'answeredOnly',
      'abandonedWithinExcluded',
      'abandonedWithinCredited',
    ] as const) {
      expect(
        agree(within?.[variant] ?? { value: NaN, halfWidth: 0 }, exact.serviceLevel[variant]),
        variant,
      ).toBe(true);
      expect(within?.[variant].halfWidth).toBeLessThan(0.01);
    }
    expect(agree(groupOccupancy(result, 0), exact.occupancy)).toBe(true);
  });

  const exactRows = referenceTable('skills_exact_w_priority.csv');
  exactRows.forEach((row, index) => {
    it(`agrees with the exact two-queue design with priority, row ${index + 1}`, () => {
      const aht = exponential(numberIn(row, 'aht_s'));
      const result = simulateCentre({
        model: {
          queues: [
            city('first', {
              handleTime: aht,
              patience: exponential(numberIn(row, 'patience_1')),
              priority: 1,
            }),
            city('second', {
              handleTime: aht,
              patience: exponential(numberIn(row, 'patience_2')),
              priority: 2,
            }),
          ],
          groups: [{ queues: [0] }, { queues: [1] }, { queues: [0, 1] }],
        },
        plan: steady(
          [numberIn(row, 'calls_s_1') * 3600, numberIn(row, 'calls_s_2') * 3600],
          [numberIn(row, 'n1'), numberIn(row, 'n2'), numberIn(row, 'nx')],
          402,
        ),
        replications: 16,
        seed: 11,
        thresholdsSeconds: [],
      });
      for (const queue of [0, 1]) {
        const figures = estimate(result, { queue, fromInterval: 2 });
        expect(agree(figures.waitShare, numberIn(row, `p_wait_${queue + 1}`))).toBe(true);
        expect(agree(figures.abandonShare, numberIn(row, `p_abandon_${queue + 1}`))).toBe(true);
        expect(agree(figures.meanWaitSeconds, numberIn(row, `mean_wait_${queue + 1}_s`))).toBe(true);
      }
      ['occ_1', 'occ_2', 'occ_x'].forEach((column, group) => {
        expect(agree(groupOccupancy(result, group), numberIn(row, column)), column).toBe(true);
      });
    });
  });

  const dayRows = referenceTable('multiskill_day.csv');
  it('agrees with the reference day of three cities, interval by interval', () => {
    const cities = ['koeln', 'bonn', 'leverkusen'];
    const intervals = Array.from({ length: 44 }, (_, interval) => String(interval));
    const rowOf = (interval: string, queue: string) =>
      dayRows.find((row) => row['interval'] === interval && row['queue'] === queue) ?? {};
    const agentsIn = (interval: string, mask: number): number => {
      const cell = rowOf(interval, 'koeln')['groups(mask:agents)'] ?? '';
      const pair = cell.split(';').find((part) => part.startsWith(`${mask}:`));
      return Number(pair?.split(':')[1] ?? 0);
    };
    const result = simulateCentre({
      model: {
        queues: cities.map((name) => city(name)),
        groups: [{ queues: [0] }, { queues: [1] }, { queues: [2] }, { queues: [0, 1, 2] }],
      },
      plan: {
        intervalSeconds: 900,
        calls: cities.map((name) => intervals.map((interval) => numberIn(rowOf(interval, name), 'calls'))),
        agents: [1, 2, 4, 7].map((mask) => intervals.map((interval) => agentsIn(interval, mask))),
      },
      replications: 20,
      daysPerReplication: 20,
      seed: 3,
      thresholdsSeconds: [20],
    });
    let cells = 0;
    let outside = 0;
    const check = (queueName: string, interval: string): void => {
      const row = rowOf(interval, queueName);
      const queue = cities.indexOf(queueName);
      const at = Number(interval);
      const figures = estimate(result, {
        ...(queue >= 0 ? { queue } : {}),
        ...(interval === 'day' ? {} : { fromInterval: at, toInterval: at + 1 }),
      });
      const pairs: readonly (readonly [Estimate, string])[] = [
        [figures.within[0]?.strict ?? { value: NaN, halfWidth: 0 }, 'sl20_offered'],
        [figures.abandonShare, 'p_abandon'],
        [figures.meanWaitSeconds, 'mean_wait_all_s'],
        [figures.waitShare, 'p_wait'],
      ];
      for (const [mine, column] of pairs) {
        cells++;
        const reference = numberIn(row, column);
        const halfWidth = numberIn(row, `${column}_ci`);
        if (Math.abs(mine.value - reference) > Math.hypot(mine.halfWidth, halfWidth)) outside++;
        expect(Math.abs(mine.value - reference), `${queueName} ${interval} ${column}`).toBeLessThan(
          (4.5 / 1.96) * Math.hypot(mine.halfWidth, halfWidth),
        );
      }
    };
    for (const name of [...cities, 'all'])
      for (const interval of [...intervals, 'day']) check(name, interval);
    expect(cells).toBe(720);
    expect(outside / cells).toBeLessThan(0.1);
  });

  it('gives the same result, bit by bit, for the same seed, and another for another seed', () => {
    const run = (seed: number) =>
      simulateCentre({
        model: { queues: [city('koeln'), city('bonn')], groups: [{ queues: [0, 1] }] },
        plan: steady([80, 30], [7], 20),
        replications: 3,
        seed,
        thresholdsSeconds: [20],
      });
    expect(run(1).counts).toEqual(run(1).counts);
    expect(run(1).counts).not.toEqual(run(2).counts);
  });

  it('accounts for every call: offered = answered + abandoned, also when the staff goes home early', () => {
    const result = simulateCentre({
      model: {
        queues: [city('koeln'), city('bonn', { patience: { kind: 'endless' } })],
        groups: [{ queues: [0] }, { queues: [1, 0] }],
      },
      plan: {
        intervalSeconds: 900,
        calls: [
          [60, 60, 60],
          [20, 20, 20],
        ],
        agents: [
          [9, 5, 0],
          [5, 2, 0],
        ],
      },
      replications: 8,
      seed: 4,
      thresholdsSeconds: [20],
    });
    for (const counts of result.counts)
      for (let cell = 0; cell < counts.length; cell += result.measures)
        expect(counts[cell]).toBe((counts[cell + 1] ?? 0) + (counts[cell + 2] ?? 0));
    expect(estimate(result, { fromInterval: 2 }).abandonShare.value).toBeGreaterThan(0.5);
  });

  it('lets agents who leave finish their call: no call is cut off', () => {
    const result = simulateCentre({
      model: { queues: [city('koeln')], groups: [{ queues: [0] }] },
      plan: { intervalSeconds: 900, calls: [[30, 0]], agents: [[30, 0]] },
      replications: 40,
      seed: 9,
      thresholdsSeconds: [20],
    });
    expect(estimate(result).abandonShare.value).toBeLessThan(0.01);
    // Handled seconds exceed what fits into the time on duty only if calls run on after it.
    expect(groupOccupancy(result, 0).value).toBeCloseTo((30 * 210) / (30 * 900), 1);
  });

  it('gives a call to a specialist before a generalist, whatever their order in the list', () => {
    const result = simulateCentre({
      model: { queues: [city('first'), city('second')], groups: [{ queues: [0, 1] }, { queues: [0] }] },
      plan: steady([30, 0], [3, 3], 40),
      replications: 4,
      seed: 5,
      thresholdsSeconds: [],
    });
    expect(groupOccupancy(result, 1).value).toBeGreaterThan(groupOccupancy(result, 0).value * 3);
  });

  it('lets agents who come on duty take those who wait at once', () => {
    const result = simulateCentre({
      model: { queues: [city('koeln', { patience: { kind: 'endless' } })], groups: [{ queues: [0] }] },
      plan: { intervalSeconds: 900, calls: [[20, 0]], agents: [[0, 60]] },
      replications: 10,
      seed: 5,
      thresholdsSeconds: [900],
    });
    const figures = estimate(result);
    expect(figures.abandonShare.value).toBe(0);
    expect(figures.within[0]?.strict.value).toBe(1);
  });

  it('forgets nobody in a queue of hundreds', () => {
    const result = simulateCentre({
      model: { queues: [city('koeln', { patience: { kind: 'endless' } })], groups: [{ queues: [0] }] },
      plan: { intervalSeconds: 900, calls: [[400, 0]], agents: [[0, 400]] },
      replications: 2,
      seed: 5,
      thresholdsSeconds: [900],
    });
    for (const counts of result.counts) {
      expect(counts[0]).toBeGreaterThan(300);
      expect(counts[1]).toBe(counts[0]);
    }
    // They wait from their arrival to the change of staff: half an interval on average.
    expect(Math.abs(estimate(result).meanWaitSeconds.value - 450)).toBeLessThan(60);
  });

  it('hands transferred calls on to the other queue, outside its service level', () => {
    const result = simulateCentre({
      model: {
        queues: [city('koeln', { transfer: { share: 0.5, toQueue: 1 } }), city('bonn')],
        groups: [{ queues: [0] }, { queues: [1] }],
      },
      plan: steady([60, 0], [8, 6], 50),
      replications: 4,
      seed: 2,
      thresholdsSeconds: [20],
    });
    const offered = estimate(result, { queue: 0 }).offered.value * 4;
    expect(estimate(result, { queue: 1 }).offered.value).toBe(0);
    expect(result.transfers.answered / offered).toBeCloseTo(0.5, 1);
    expect(groupOccupancy(result, 1).value).toBeCloseTo((30 * 210) / 3600 / 6, 1);
  });

  it('plays lognormal and observed handle times with their own mean', () => {
    const occupancyWith = (handleTime: Distribution): number =>
      groupOccupancy(
        simulateCentre({
          model: { queues: [city('koeln', { handleTime })], groups: [{ queues: [0] }] },
          plan: steady([100], [20], 60),
          replications: 4,
          seed: 6,
          thresholdsSeconds: [],
        }),
        0,
      ).value;
    const expected = (100 * 200) / 3600 / 20;
    expect(occupancyWith({ kind: 'lognormal', meanSeconds: 200, variation: 1.1 })).toBeCloseTo(expected, 2);
    expect(occupancyWith({ kind: 'empirical', seconds: [50, 150, 400] })).toBeCloseTo(expected, 2);
  });

  it('lets callers wait longer when handle times of the same mean spread more', () => {
    const waitWith = (handleTime: Distribution): number =>
      estimate(
        simulateCentre({
          model: {
            queues: [city('koeln', { handleTime, patience: { kind: 'endless' } })],
            groups: [{ queues: [0] }],
          },
          plan: steady([100], [8], 300),
          replications: 6,
          seed: 8,
          thresholdsSeconds: [],
        }),
      ).meanWaitSeconds.value;
    const even = waitWith({ kind: 'empirical', seconds: [210] });
    const spread = waitWith({ kind: 'lognormal', meanSeconds: 210, variation: 1.5 });
    expect(even).toBeLessThan(waitWith(exponential(210)));
    expect(spread).toBeGreaterThan(waitWith(exponential(210)));
  });

  it('takes calls from sample paths in turn when they are given', () => {
    const result = simulateCentre({
      model: { queues: [city('koeln')], groups: [{ queues: [0] }] },
      plan: steady([1], [3], 1),
      replications: 4,
      seed: 1,
      thresholdsSeconds: [],
      callPaths: [[[0]], [[100]]],
    });
    const offered = result.counts.map((counts) => counts[0] ?? 0);
    expect([offered[0], offered[2]]).toEqual([0, 0]);
    expect(Math.min(offered[1] ?? 0, offered[3] ?? 0)).toBeGreaterThan(50);
  });

  const model: CentreModel = { queues: [city('koeln')], groups: [{ queues: [0] }] };
  const refused: Readonly<Record<string, readonly [CentreModel, DayPlan, string]>> = {
    'a centre without skill groups': [
      { ...model, groups: [] },
      steady([1], [], 1),
      'at least one skill group',
    ],
    'an empty skill group': [{ ...model, groups: [{ queues: [] }] }, steady([1], [1], 1), 'has no queue'],
    'a skill for a queue that is not there': [
      { ...model, groups: [{ queues: [3] }] },
      steady([1], [1], 1),
      'names queue 3, there are 1',
    ],
    'half an agent': [model, steady([1], [0.5], 1), 'must be a whole number ≥ 0, got 0.5'],
    'negative calls': [model, steady([-1], [1], 1), 'got -1'],
    'a handle time of 0': [
      { ...model, queues: [city('koeln', { handleTime: exponential(0) })] },
      steady([1], [1], 1),
      'meanSeconds must be > 0, got 0',
    ],
    'no observed times': [
      { ...model, queues: [city('koeln', { handleTime: { kind: 'empirical', seconds: [] } })] },
      steady([1], [1], 1),
      'at least one value',
    ],
    'a percentage of transfers': [
      { ...model, queues: [city('koeln', { transfer: { share: 30, toQueue: 0 } })] },
      steady([1], [1], 1),
      'transfer.share',
    ],
  };
  for (const [name, [wrong, plan, message]] of Object.entries(refused))
    it(`refuses ${name}`, () => {
      expect(() =>
        simulateCentre({ model: wrong, plan, replications: 2, seed: 1, thresholdsSeconds: [] }),
      ).toThrow(message);
    });
});
