import { describe, expect, it } from 'vitest';
import { dayOutcome, queueA } from '../../../forecasting/erlang/index.ts';
import { seededRandom } from '../../../forecasting/maths/index.ts';
import {
  requiredAgents,
  staffDay,
  type StaffDayInput,
  staffForCertainty,
} from '../../../forecasting/staffing/index.ts';

const curve = [20, 45, 70, 60, 40, 25];
const day: StaffDayInput = {
  calls: curve,
  intervalSeconds: 900,
  averageHandleTimeSeconds: 210,
  patienceSeconds: 120,
  serviceLevel: 0.8,
  answerThresholdSeconds: 20,
  floorServiceLevel: 0.6,
};

function levelOf(calls: readonly number[], agents: readonly number[]): number {
  const good = calls.reduce((sum, offered, i) => sum + offered * strictLevel(offered, agents[i] ?? 0), 0);
  return good / calls.reduce((sum, offered) => sum + offered, 0);
}

function strictLevel(calls: number, agents: number): number {
  return queueA({
    callsPerSecond: calls / 900,
    agents,
    averageHandleTimeSeconds: 210,
    patienceSeconds: 120,
    answerThresholdSeconds: 20,
  }).serviceLevel.strict;
}

describe('staffDay', () => {
  it('meets the day’s target and the floor of every interval', () => {
    const staffed = staffDay(day);
    expect(staffed.serviceLevel).toBeGreaterThanOrEqual(0.8);
    expect(staffed.serviceLevel).toBeCloseTo(levelOf(curve, staffed.agents), 12);
    curve.forEach((calls, i) => {
      expect(strictLevel(calls, staffed.agents[i] ?? 0)).toBeGreaterThanOrEqual(0.6);
    });
  });

  it('is cheaper than meeting the target in each interval', () => {
    const each = curve.reduce(
      (sum, calls) =>
        sum +
        requiredAgents({ ...day, averageHandleTimeSeconds: 210, minimumAgents: 0, calls, target: day })
          .agents,
      0,
    );
    expect(staffDay(day).agentHours * 4).toBeLessThan(each);
  });

  it('uses the fewest agents: no other staffing of a short day does with less', () => {
    const calls = [12, 30, 21];
    const staffed = staffDay({ ...day, calls });
    const used = staffed.agents.reduce((sum, count) => sum + count, 0);
    const cheaper: number[][] = [];
    for (let a = 1; a < 16; a++)
      for (let b = 1; b < 16; b++) for (let c = 1; c < 16; c++) if (a + b + c < used) cheaper.push([a, b, c]);
    const possible = cheaper.filter(
      (agents) =>
        levelOf(calls, agents) >= 0.8 &&
        calls.every((offered, i) => strictLevel(offered, agents[i] ?? 0) >= 0.6),
    );
    expect(possible).toEqual([]);
  });

  it('takes the exact day as judge when it is asked to', () => {
    const exact = staffDay({ ...day, judge: 'exact' });
    const outcome = dayOutcome(
      curve.map((calls) => calls / 900),
      exact.agents,
      {
        intervalSeconds: 900,
        averageHandleTimeSeconds: 210,
        patienceSeconds: 120,
        answerThresholdSeconds: 20,
      },
    );
    expect(exact.serviceLevel).toBeCloseTo(outcome.serviceLevel, 12);
    expect(outcome.serviceLevel).toBeGreaterThanOrEqual(0.8);
    expect(() => staffDay({ ...day, judge: 'exact', variant: 'answeredOnly' })).toThrow(
      'use judge pointwise',
    );
  });

  it('counts by the contract’s variant: what forgives early hang-ups needs no more agents', () => {
    const strict = staffDay(day).agentHours;
    for (const variant of ['answeredOnly', 'abandonedWithinExcluded', 'abandonedWithinCredited'] as const) {
      const staffed = staffDay({ ...day, variant });
      expect(staffed.agentHours).toBeLessThanOrEqual(strict);
      expect(staffed.serviceLevel).toBeGreaterThanOrEqual(0.8);
    }
  });

  it('keeps minimum agents and needs nobody else without calls', () => {
    expect(staffDay({ ...day, calls: [0, 0], minimumAgents: [2, 0] }).agents).toEqual([2, 0]);
  });

  it('refuses 100 % and negative calls', () => {
    expect(() => staffDay({ ...day, serviceLevel: 1 })).toThrow('choose less');
    expect(() => staffDay({ ...day, calls: [-1] })).toThrow('calls[0]');
  });
});

describe('staffForCertainty', () => {
  const random = seededRandom(7);
  const callPaths = Array.from({ length: 40 }, () => {
    const scale = 0.7 + 0.6 * random();
    return curve.map((calls) => Math.round(calls * scale));
  });

  it('holds the contract in the asked share of the paths', () => {
    const staffed = staffForCertainty({ ...day, callPaths, certainty: 0.9 });
    const held = callPaths.filter((path) => levelOf(path, staffed.agents) >= 0.8).length;
    expect(held / 40).toBe(staffed.certainty);
    expect(staffed.certainty).toBeGreaterThanOrEqual(0.9);
  });

  it('costs more the surer it must be', () => {
    const hours = [0.5, 0.8, 0.95].map(
      (certainty) => staffForCertainty({ ...day, callPaths, certainty }).agentHours,
    );
    expect(hours[0]).toBeLessThan(hours[1] ?? 0);
    expect(hours[1]).toBeLessThan(hours[2] ?? 0);
  });

  it('is the plain day when all paths are the same', () => {
    const same = staffForCertainty({ ...day, callPaths: [curve, curve], certainty: 0.9 });
    expect(same.agentHours).toBe(staffDay(day).agentHours);
  });

  it('refuses a certainty of 1, no paths and paths of different length', () => {
    expect(() => staffForCertainty({ ...day, callPaths, certainty: 1 })).toThrow('got 1');
    expect(() => staffForCertainty({ ...day, callPaths: [], certainty: 0.9 })).toThrow(
      'at least one sample path',
    );
    expect(() => staffForCertainty({ ...day, callPaths: [[1], [1, 2]], certainty: 0.9 })).toThrow('1 and 2');
  });
});
