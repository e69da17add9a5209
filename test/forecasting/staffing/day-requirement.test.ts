import { describe, expect, it } from 'vitest';
import { callsWithCertainty, dayRequirement } from '../../../forecasting/staffing/index.ts';

describe('callsWithCertainty', () => {
  const band = { calls: [60, 0], low: [50, 0], high: [90, 0] };

  it('reaches the ends of a band of four in five at nine and at one in ten, each by its own width', () => {
    expect(callsWithCertainty(band, 0.9)[0]).toBeCloseTo(90, 6);
    expect(callsWithCertainty(band, 0.1)[0]).toBeCloseTo(50, 6);
    expect(callsWithCertainty(band, 0.5)).toEqual([60, 0]);
  });

  it('expects nobody where nobody calls, and never fewer than none', () => {
    expect(callsWithCertainty(band, 0.99)[1]).toBe(0);
    expect(callsWithCertainty({ calls: [1], low: [0], high: [9] }, 0.001)[0]).toBe(0);
  });
});

describe('dayRequirement', () => {
  const settings = {
    intervalSeconds: 900,
    shrinkage: 0.3,
    volumeFactor: 1,
    handleTimeFactor: 1,
    targets: [
      { serviceLevel: 0.8, answerThresholdSeconds: 20 },
      { serviceLevel: 0.9, answerThresholdSeconds: 60 },
    ],
  };
  const expected = { calls: [40, 0, 60], averageHandleTimeSeconds: [210, 0, 210] };

  it('meets every target, interval by interval', () => {
    const both = dayRequirement(expected, settings).requiredAgents;
    const each = settings.targets.map(
      (target) => dayRequirement(expected, { ...settings, targets: [target] }).requiredAgents,
    );
    expect(both).toEqual(both.map((_, at) => Math.max(...each.map((row) => row[at] ?? 0))));
    expect(both[1]).toBe(0);
  });

  it('adds shrinkage and keeps seats', () => {
    const curves = dayRequirement(expected, { ...settings, minimumSeats: [0, 7, 0] });
    expect(curves.requiredAgents[1]).toBe(7);
    expect(curves.scheduledAgents[1]).toBe(10);
  });
});
