import { describe, expect, it } from 'vitest';
import { plainDate } from '../../../forecasting/time/index.ts';
import { compareRows } from '../../../client/desk/requirement/compare-rows.ts';
import { readNewCity, type NewCityForm } from '../../../client/desk/requirement/new-city-form.ts';
import { hoursOf, modelHours, whatIf } from '../../../client/desk/requirement/what-if.ts';
import { USUAL_INPUTS } from '../../../server/contract/plan.ts';
import { demoCentre } from '../../../server/app/demo/demo-centre.ts';
import type { ForecastDay } from '../../../client/desk/forecast/forecast-days.ts';

const { cities } = demoCentre(plainDate('2026-11-24'));
const profile = Array.from({ length: 96 }, (_, at) =>
  at >= 28 && at < 72 ? 1 + 0.8 * Math.sin((at - 25) / 7) + 0.4 * Math.sin((at - 28) / 3.5) : 0,
);
const whole = profile.reduce((sum, part) => sum + part, 0);
const curve = (calls: number): ForecastDay['cities'][string] => {
  const row = profile.map((part) => (calls * part) / whole);
  const scaled = (factor: number): number[] => row.map((value) => value * factor);
  const band = { mean: calls, low: calls * 0.8, high: calls * 1.2, low95: calls * 0.7, high95: calls * 1.3 };
  return {
    calls: row,
    low: scaled(0.8),
    high: scaled(1.2),
    low95: scaled(0.7),
    high95: scaled(1.3),
    averageHandleTimeSeconds: row.map(() => 210),
    modelCalls: row,
    day: band,
    hours: [],
    special: null,
    version: null,
    isAdjusted: false,
  };
};
const day = {
  date: '2026-11-24',
  cities: { koeln: curve(3900), bonn: curve(1100), leverkusen: curve(600) },
};
const at = (change: Partial<typeof USUAL_INPUTS> = {}) => {
  const result = whatIf({ ...day, joint: curve(5600) }, cities, { ...USUAL_INPUTS, ...change });
  if (result === undefined) throw new Error('the day has a forecast');
  return result;
};
const hours = (change: Partial<typeof USUAL_INPUTS> = {}): number => hoursOf(at(change).joint.requiredAgents);

describe('the sliders of the requirement', () => {
  it('move the hours the way they say', () => {
    const usual = hours();
    expect(hours({ volumeFactor: 1.2 })).toBeGreaterThan(usual);
    expect(hours({ handleTimeFactor: 1.2 })).toBeGreaterThan(usual);
    expect(hours({ maxOccupancy: 0.7 })).toBeGreaterThan(usual);
    expect(hours({ maxOccupancy: 1, patienceSeconds: 600 })).toBeGreaterThan(
      hours({ maxOccupancy: 1, patienceSeconds: 30 }),
    );
    expect(hours({ serviceLevelTargets: { koeln: 0.97 } })).toBeGreaterThan(usual);
    expect(hours({ serviceLevelTargets: { leverkusen: 0.97 } })).toBeGreaterThan(usual);
    expect(hours({ certainty: 0.9 })).toBeGreaterThan(usual);
    expect(hours({ maxOccupancy: 1, metOver: 'day' })).toBeLessThan(hours({ maxOccupancy: 1 }));
    expect(hours({ minimumSeats: { leverkusen: 80 } })).toBeGreaterThan(usual);
    const gross = hoursOf(at({ shrinkage: 0.3 }).joint.scheduledAgents);
    expect(gross).toBeGreaterThan(hoursOf(at().joint.scheduledAgents));
  });

  it('leave the pool cheaper than the cities alone, and share it out completely', () => {
    const { allocation } = at();
    expect(allocation.pooledHours).toBeLessThan(allocation.separateHours);
    const sum = (of: (own: (typeof allocation.cities)[number]) => number): number =>
      allocation.cities.reduce((total, own) => total + of(own), 0);
    expect(sum((own) => own.shapleyHours)).toBeCloseTo(allocation.pooledHours, 9);
    expect(sum((own) => own.proportionalHours)).toBeCloseTo(allocation.pooledHours, 9);
    expect(allocation.savedByHigherOccupancyHours).toBeGreaterThan(0);
  });

  it('show both formulas: who hangs up spares agents', () => {
    const both = modelHours(at({ maxOccupancy: 1 }), 'erlangA');
    expect(both.erlangA.onPhones).toBeLessThan(both.erlangC.onPhones);
    const turned = modelHours(at({ maxOccupancy: 1, model: 'erlangC' }), 'erlangC');
    expect(turned).toEqual(both);
    const rows = compareRows(both, []);
    expect(rows.map(({ by }) => by)).toEqual(['erlangC', 'erlangA', 'simulation']);
    expect(rows[2]?.onPhones).toBeNull();
  });
});

describe('a new city as it is typed', () => {
  const form: NewCityForm = {
    name: ' Brühl ',
    calls: 300,
    handleTimeSeconds: 210,
    like: 'bonn',
    from: '08:00',
    to: '16:00',
    ramp: '25, 50 100',
    targetPercent: 80,
    thresholdSeconds: 20,
  };

  it('becomes shares and minutes', () => {
    expect(readNewCity(form)).toEqual({
      name: 'Brühl',
      callsPerDay: 300,
      averageHandleTimeSeconds: 210,
      like: 'bonn',
      startMinute: 480,
      endMinute: 960,
      ramp: [0.25, 0.5, 1],
      serviceLevel: 0.8,
      answerThresholdSeconds: 20,
    });
  });

  const wrong: Readonly<Record<string, Partial<NewCityForm>>> = {
    'no name': { name: ' ' },
    'no calls': { calls: 0 },
    'no number': { handleTimeSeconds: NaN },
    'hundred per cent': { targetPercent: 100 },
    'a ramp beyond all calls': { ramp: '150' },
    'a ramp of words': { ramp: 'half' },
    'hours turned round': { from: '16:00', to: '08:00' },
    'no clock time': { from: '' },
  };
  for (const [name, change] of Object.entries(wrong))
    it(`waits while there is ${name}`, () => {
      expect(readNewCity({ ...form, ...change })).toBeUndefined();
    });
});
