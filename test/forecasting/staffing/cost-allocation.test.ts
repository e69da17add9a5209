import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCity,
  type PoolCity,
  costAllocation,
  type PoolRules,
  shapleyShares,
} from '../../../forecasting/staffing/index.ts';
import { numberIn, referenceTable } from '../../support/reference-table.ts';

const rules: PoolRules = { intervalSeconds: 900, target: { serviceLevel: 0.8, answerThresholdSeconds: 20 } };

function city(name: string, calls: readonly number[], averageHandleTimeSeconds = 210): PoolCity {
  return { name, calls, averageHandleTimeSeconds };
}

const small = [
  city('koeln', [40, 90, 120, 60]),
  city('bonn', [12, 26, 34, 17]),
  city('leverkusen', [6, 14, 18, 9]),
];

/** The definition itself: the mean added cost over every order of joining. */
function byOrders(players: number, cost: (coalition: number) => number): number[] {
  const shares = Array.from({ length: players }, () => 0);
  const orders: number[][] = [[]];
  for (let k = 0; k < players; k++) {
    const longer = orders.flatMap((order) =>
      Array.from({ length: players }, (_, p) => p)
        .filter((p) => !order.includes(p))
        .map((p) => [...order, p]),
    );
    orders.splice(0, orders.length, ...longer);
  }
  for (const order of orders) {
    let coalition = 0;
    for (const player of order) {
      const joined = coalition | (1 << player);
      shares[player] =
        (shares[player] ?? 0) + (cost(joined) - (coalition === 0 ? 0 : cost(coalition))) / orders.length;
      coalition = joined;
    }
  }
  return shares;
}

describe('shapleyShares', () => {
  it('is the mean added cost over all orders of joining, and adds up to the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((players) =>
          fc.tuple(
            fc.constant(players),
            fc.array(fc.integer({ min: 0, max: 1000 }), {
              minLength: 2 ** players,
              maxLength: 2 ** players,
            }),
          ),
        ),
        ([players, costs]) => {
          const cost = (coalition: number): number => costs[coalition] ?? 0;
          const shares = shapleyShares(players, cost);
          byOrders(players, cost).forEach((expected, p) => {
            expect(shares[p]).toBeCloseTo(expected, 8);
          });
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(cost(2 ** players - 1), 8);
        },
      ),
    );
  });

  it('charges nothing to who adds nothing and the same to equals', () => {
    const cost = (coalition: number): number =>
      ((coalition & 1) !== 0 ? 10 : 0) + ((coalition & 2) !== 0 ? 10 : 0);
    const [first, second, idle] = shapleyShares(3, cost);
    expect(first).toBeCloseTo(10, 12);
    expect(second).toBeCloseTo(10, 12);
    expect(idle).toBeCloseTo(0, 12);
  });

  it('refuses more players than it can serve', () => {
    expect(() => shapleyShares(21, () => 0)).toThrow('got 21');
  });
});

describe('costAllocation', () => {
  const day = referenceTable('time_varying.csv').filter((row) => row['profile'] === 'koeln_3900_A');
  const joint = Object.entries({ koeln: 3900, bonn: 1100, leverkusen: 600 }).map(([name, calls]) =>
    city(
      name,
      day.map((row) => (numberIn(row, 'calls') / 3900) * calls),
    ),
  );

  it.runIf(day.length > 0)(
    'gives the reference hours of the joint centre, with and without an occupancy cap',
    () => {
      const free = costAllocation(joint, rules);
      expect([free.separateHours, free.pooledHours]).toEqual([436.25, 382.75]);
      const capped = costAllocation(joint, { ...rules, target: { ...rules.target, maxOccupancy: 0.85 } });
      expect([capped.separateHours, capped.pooledHours]).toEqual([439.5, 393.5]);
      expect(capped.pooledOccupancy).toBeLessThanOrEqual(0.85);
    },
  );

  it('splits the pool completely, by either rule, and nobody pays more than alone', () => {
    const allocation = costAllocation(small, rules);
    const total = (pick: (line: (typeof allocation.cities)[number]) => number): number =>
      allocation.cities.reduce((sum, line) => sum + pick(line), 0);
    expect(total((line) => line.shapleyHours)).toBeCloseTo(allocation.pooledHours, 9);
    expect(total((line) => line.proportionalHours)).toBeCloseTo(allocation.pooledHours, 9);
    expect(total((line) => line.separateHours)).toBe(allocation.separateHours);
    expect(allocation.savedHours).toBeGreaterThan(0);
    for (const line of allocation.cities) expect(line.shapleyHours).toBeLessThanOrEqual(line.separateHours);
  });

  it('says which part of the saving is paid by busier agents', () => {
    const allocation = costAllocation(small, rules);
    expect(allocation.savedByHigherOccupancyHours).toBeGreaterThanOrEqual(0);
    expect(allocation.savedByHigherOccupancyHours).toBeLessThanOrEqual(allocation.savedHours);
    const alone = costAllocation(small.slice(0, 1), rules);
    expect([alone.savedHours, alone.savedByHigherOccupancyHours]).toEqual([0, 0]);
    expect(alone.pooledOccupancy).toBe(alone.cities[0]?.separateOccupancy);
  });

  it('weighs handle times by calls when the cities differ', () => {
    const [short, long] = [city('a', [60], 100), city('b', [60], 300)];
    const even = costAllocation([city('a', [60], 200), city('b', [60], 200)], rules);
    expect(costAllocation([short, long], rules).pooledHours).toBe(even.pooledHours);
    expect(costAllocation([short, long], rules).cities[1]?.proportionalHours).toBeCloseTo(
      even.pooledHours * 0.75,
      9,
    );
  });

  it('relaxes no city’s cap when it asks what busier agents pay for', () => {
    const careful = { serviceLevel: 0.8, answerThresholdSeconds: 20, maxOccupancy: 0.4 };
    const own = small.map((one, index) => (index === 2 ? { ...one, target: careful } : one));
    const allocation = costAllocation(own, rules);
    expect(allocation.pooledOccupancy).toBeLessThanOrEqual(0.4);
    expect(allocation.savedByHigherOccupancyHours).toBeGreaterThanOrEqual(0);
  });

  it('keeps every city’s own promise and seats, in the pool as alone', () => {
    const hard = { serviceLevel: 0.95, answerThresholdSeconds: 10 };
    const own = small.map((one, index) => (index === 1 ? { ...one, target: hard } : one));
    const allocation = costAllocation(own, rules);
    const allHard = costAllocation(small, { ...rules, target: hard });
    expect(allocation.cities[0]?.separateHours).toBe(costAllocation(small, rules).cities[0]?.separateHours);
    expect(allocation.cities[1]?.separateHours).toBe(allHard.cities[1]?.separateHours);
    expect(allocation.pooledHours).toBe(allHard.pooledHours);
    const seats = small.map((one, index) =>
      index === 2 ? { ...one, minimumSeats: one.calls.map(() => 99) } : one,
    );
    expect(costAllocation(seats, rules).pooledAgents.every((agents) => agents === 99)).toBe(true);
  });

  it('serves ten cities and a city without calls', () => {
    const cities = Array.from({ length: 10 }, (_, i) => city(`city ${i}`, [10 * i, 5 * i]));
    const allocation = costAllocation(cities, rules);
    expect(allocation.cities[0]).toMatchObject({
      separateHours: 0,
      proportionalHours: 0,
      separateOccupancy: 0,
    });
    expect(allocation.cities[0]?.shapleyHours).toBeCloseTo(0, 9);
    expect(allocation.cities.reduce((sum, line) => sum + line.shapleyHours, 0)).toBeCloseTo(
      allocation.pooledHours,
      8,
    );
  });

  it('refuses cities of different length, negative calls and an empty pool', () => {
    expect(() => costAllocation([city('a', [1]), city('b', [1, 2])], rules)).toThrow(
      'b has 2 intervals, a has 1',
    );
    expect(() => costAllocation([city('a', [-1])], rules)).toThrow(
      'calls[0] of a must be a number ≥ 0, got -1',
    );
    expect(() => costAllocation([], rules)).toThrow('at least one city');
  });
});

describe('addCity', () => {
  const newcomer = {
    name: 'hürth',
    callsPerDay: 60,
    averageHandleTimeSeconds: 210,
    profileLike: 'bonn',
    ramp: [0, 0.5, 1],
  };

  it('needs less in the pool than alone, and its fair share lies between', () => {
    const effect = addCity(small, newcomer, rules);
    expect(effect.additionalHours).toBeGreaterThan(0);
    expect(effect.additionalHours).toBeLessThan(effect.separateHours);
    expect(effect.fairShareHours).toBeGreaterThan(0);
    expect(effect.fairShareHours).toBeLessThanOrEqual(effect.separateHours);
    expect(effect.additionalAtPeak).toBe(Math.max(...effect.additionalAgents));
    expect(effect.after.cities.map(({ name }) => name)).toEqual(['koeln', 'bonn', 'leverkusen', 'hürth']);
  });

  it('shows what it costs the others if nobody is hired', () => {
    const effect = addCity(small, newcomer, rules);
    expect(effect.serviceLevelNow).toBeGreaterThanOrEqual(0.8);
    expect(effect.serviceLevelWithoutMoreAgents).toBeLessThan(effect.serviceLevelNow);
  });

  it('grows step by step along its ramp', () => {
    const hours = addCity(small, newcomer, rules).ramp.map((step) => step.additionalHours);
    expect(hours[0]).toBe(0);
    expect(hours[1]).toBeLessThanOrEqual(hours[2] ?? 0);
    expect(hours[2]).toBe(addCity(small, newcomer, rules).additionalHours);
  });

  it('puts all its calls into its own opening hours', () => {
    const effect = addCity(small, { ...newcomer, openIntervals: { from: 1, to: 3 } }, rules);
    expect(effect.additionalAgents[0]).toBe(0);
    expect(effect.additionalAgents[3]).toBe(0);
    expect(effect.additionalAgents[1]).toBeGreaterThan(0);
  });

  it('refuses an unknown profile, a name in use, a percentage on the ramp and hours without calls', () => {
    expect(() => addCity(small, { ...newcomer, profileLike: 'aachen' }, rules)).toThrow('known: koeln, bonn');
    expect(() => addCity(small, { ...newcomer, name: 'bonn' }, rules)).toThrow('already');
    expect(() => addCity(small, { ...newcomer, ramp: [50] }, rules)).toThrow('got 50');
    expect(() => addCity(small, { ...newcomer, openIntervals: { from: 2, to: 2 } }, rules)).toThrow(
      'other hours',
    );
  });
});
