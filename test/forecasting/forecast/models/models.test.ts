import { describe, expect, it } from 'vitest';
import {
  automaticModel,
  type DayForecast,
  type ForecastModel,
  forecastModels,
} from '../../../../forecasting/forecast/index.ts';
import {
  dayHistory,
  type DayHistory,
  knownBefore,
  nextBusinessDays,
} from '../../../../forecasting/history/index.ts';
import { addDays, plainDate } from '../../../../forecasting/time/index.ts';
import { calendarOf, madeUpHistory } from '../../../support/forecast-history.ts';

const MONDAY = plainDate('2026-01-05');
const history = madeUpHistory(MONDAY, 16, { closed: [plainDate('2026-04-03'), plainDate('2026-04-06')] });
const calendar = calendarOf(history);
const origin = plainDate('2026-04-13');
const coming = nextBusinessDays(origin, 10, history.businessWeek);

/** The same past, everything from the origin on turned upside down. */
function otherFuture({ days, slotsPerDay, businessWeek }: DayHistory): DayHistory {
  const curves = new Map(
    days.flatMap(({ date, offered }) =>
      offered === undefined
        ? []
        : [[date, date < origin ? offered : offered.map((calls) => 7 * calls + 3)] as const],
    ),
  );
  return dayHistory(curves, slotsPerDay, businessWeek);
}

function forecastAt(model: ForecastModel, whole: DayHistory): readonly DayForecast[] {
  return model.fit(knownBefore(whole, origin), calendar).forecast(coming);
}

const everyModel: readonly (readonly [string, () => ForecastModel])[] = [
  ...forecastModels().map(
    ({ name }, index) => [name, () => forecastModels()[index] ?? automaticModel()] as const,
  ),
  ['auto', automaticModel],
];

describe.each(everyModel)('the model %s', (_name, create) => {
  it('forecasts the same whatever comes after the origin', () => {
    expect(forecastAt(create(), otherFuture(history))).toEqual(forecastAt(create(), history));
  });

  it('forecasts the same when it has already seen a longer history', () => {
    const used = create();
    used.fit(history, calendar);
    expect(forecastAt(used, history)).toEqual(forecastAt(create(), history));
  });

  it('gives every slot of every asked day a finite figure that is not negative', () => {
    const forecasts = forecastAt(create(), history);
    expect(forecasts.map(({ date }) => date)).toEqual(coming);
    for (const { mean } of forecasts) {
      expect(mean).toHaveLength(history.slotsPerDay);
      expect(mean.every((calls) => Number.isFinite(calls) && calls >= 0)).toBe(true);
    }
  });

  it('comes near the truth of a regular queue', () => {
    const outcomes = new Map(history.days.map(({ date, offered }) => [date, offered]));
    let errors = 0;
    let calls = 0;
    for (const { date, mean } of forecastAt(create(), history)) {
      outcomes.get(date)?.forEach((came, slot) => {
        errors += Math.abs((mean[slot] ?? 0) - came);
        calls += came;
      });
    }
    expect(errors / calls).toBeLessThan(0.15);
  });

  it.each([0, 1, 4, 9])('survives a history of %i days', (days) => {
    const short = { ...history, days: history.days.slice(0, days) };
    const dates = nextBusinessDays(addDays(MONDAY, 14), 5, history.businessWeek);
    const forecasts = create().fit(short, calendar).forecast(dates);
    expect(forecasts.every(({ mean }) => mean.every((calls) => Number.isFinite(calls) && calls >= 0))).toBe(
      true,
    );
  });

  it('survives a queue that was never called', () => {
    const silent = {
      ...history,
      days: history.days.map((day) => ({ ...day, offered: new Float64Array(12) })),
    };
    const forecasts = forecastAt(create(), silent);
    expect(forecasts.every(({ mean }) => mean.every((calls) => calls >= 0 && calls < 1))).toBe(true);
  });
});

describe('the automatic choice', () => {
  it('says which model it took and how each candidate did', () => {
    const { reasons } = automaticModel().fit(history, calendar);
    expect(reasons.candidates.map(({ model }) => model)).toContain(reasons.chosen);
    expect(reasons.candidates.length).toBeGreaterThan(2);
    const shares = reasons.candidates.map(({ wape }) => wape ?? Number.NaN);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('gives bands that hold what they promise on a made-up queue', () => {
    const model = automaticModel();
    let inside = 0;
    let slots = 0;
    for (const [index, { date, offered }] of history.days.entries()) {
      if (index < 50 || offered === undefined) continue;
      const [forecast] = model.fit(knownBefore(history, date), calendar).forecast([date]);
      if (forecast?.spread.kind !== 'count') continue;
      const { mean, spread } = forecast;
      offered.forEach((came, slot) => {
        const m = mean[slot] ?? 0;
        const deviation = Math.sqrt(
          spread.dispersion * m + (spread.dayCv ** 2 + spread.driftCv ** 2) * m * m,
        );
        if (Math.abs(came - m) < 1.2816 * deviation) inside += 1;
        slots += 1;
      });
    }
    expect(inside / slots).toBeGreaterThan(0.7);
    expect(inside / slots).toBeLessThan(0.92);
  });
});
