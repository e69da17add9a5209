import { describe, expect, it } from 'vitest';
import { forecastModels } from '../../../forecasting/forecast/index.ts';
import {
  type DayHistory,
  expectedDays,
  generateHistory,
  JOINT_CENTRE_CITIES,
  knownBefore,
  nextBusinessDays,
  queueHistory,
  slotsPerDay,
  jointCurves,
} from '../../../forecasting/history/index.ts';
import {
  type ForecastCalendar,
  plainDate,
  type PlainDate,
  ZoneClock,
} from '../../../forecasting/time/index.ts';

const clock = new ZoneClock('Europe/Berlin');
const grid = { slotMinutes: 15, openMinute: 420, closeMinute: 1080 };
const week = [1, 2, 3, 4, 5] as const;
const calendar: ForecastCalendar = {
  businessWeek: week,
  isClosed: () => false,
  specialDay: () => undefined,
};
const origin = plainDate('2026-06-01');
const plan = {
  from: plainDate('2026-03-02'),
  to: plainDate('2026-05-29'),
  zone: 'Europe/Berlin',
  cities: JOINT_CENTRE_CITIES,
  specialDays: [],
};

/** Three months of Leverkusen, and the larger cities' calls of the same days. */
function generated(seed: number): { readonly small: DayHistory; readonly large: Curves } {
  const records = generateHistory({ ...plan, seed });
  const small = queueHistory(records, 'leverkusen', grid, week, clock);
  const others = records.filter(({ queue }) => queue !== 'leverkusen');
  return { small: knownBefore(small, origin), large: jointCurves(others, grid, week, clock) };
}

type Curves = ReadonlyMap<PlainDate, Float64Array>;

/** How far the shapes of the next two weeks' forecasts are from the shapes that the calls are drawn by. */
function shapeError(name: string, history: DayHistory): number {
  const model = forecastModels().find((known) => known.name === name);
  let errors = 0;
  let calls = 0;
  for (const { date, mean } of model?.fit(history, calendar).forecast(nextBusinessDays(origin, 10, week)) ??
    []) {
    const truth = expectedDays(plan, date).find(({ queue }) => queue === 'leverkusen')?.calls ?? [];
    const scale = sum(truth) / sum(mean);
    for (const [slot, expected] of truth.entries()) errors += Math.abs((mean[slot] ?? 0) * scale - expected);
    calls += sum(truth);
  }
  return errors / calls;
}

function sum(values: Iterable<number>): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}

/** A day that runs the other way round: as unlike as shapes get. */
function reversed(curves: Curves): Curves {
  return new Map([...curves].map(([date, curve]) => [date, curve.toReversed()]));
}

describe.each(['logreg', 'svd', 'comb'])('a small queue, forecast by %s', (model) => {
  it('comes nearer to its true shape with the calls of larger queues that are like it', () => {
    for (const seed of [1, 2]) {
      const { small, large } = generated(seed);
      const alone = shapeError(model, small);
      expect(shapeError(model, { ...small, related: large })).toBeLessThan(alone * 0.9);
    }
  });

  it('is not led astray by larger queues that are unlike it', () => {
    for (const seed of [1, 2]) {
      const { small, large } = generated(seed);
      const alone = shapeError(model, small);
      expect(shapeError(model, { ...small, related: reversed(large) })).toBeLessThan(alone * 1.1);
    }
  });

  it('knows nothing of its neighbours’ days that its own history does not reach', () => {
    const { small, large } = generated(1);
    const later = new Map([...large, [origin, new Float64Array(slotsPerDay(grid)).fill(9_999)]]);
    expect(shapeError(model, { ...small, related: later })).toBe(
      shapeError(model, { ...small, related: large }),
    );
  });
});
