import { describe, expect, it } from 'vitest';
import { compileProblem } from '../../../../../forecasting/roster/solver/model/compile-problem.ts';
import type { DutyAgent, DutyModel } from '../../../../../forecasting/roster/solver/model/duty-model.ts';
import { minutesInReach } from '../../../../../forecasting/roster/solver/neighbourhoods/minutes-in-reach.ts';
import { agent, contract, problemOf } from '../../../../support/small-roster-problem.ts';

const { model } = compileProblem(problemOf([agent('A')], { contracts: [{ ...contract, minRestDays: 1 }] }));
const [person] = model.agents;

function kindsAllowed({ families, familyKind }: DutyModel, { allowed }: DutyAgent, day: number): number[] {
  const found = Array.from({ length: families }, (_, family) => family).filter(
    (family) => allowed[day * families + family] === 1,
  );
  return [...new Set(found.map((family) => familyKind[family] ?? 0))];
}

/** Sums of all ways to work the days left, each day following the one before. */
function everySum(owner: DutyAgent, days: readonly number[], before: number): number[] {
  const [day, ...left] = days;
  if (day === undefined) return [0];
  return kindsAllowed(model, owner, day)
    .filter((kind) => model.mayFollow[before * model.kinds + kind] === 1)
    .flatMap((kind) => everySum(owner, left, kind).map((sum) => sum + (model.minutes[kind] ?? 0)));
}

describe('paid minutes in reach', () => {
  it('are those of every way to work the days left, rest included', () => {
    if (person === undefined) throw new Error('nobody');
    const reach = minutesInReach(model, person, [0, 1, 2], () => true);
    for (const kind of kindsAllowed(model, person, 0)) {
      const sums = everySum(person, [1, 2], kind);
      expect(reach(0, kind)).toEqual({ least: Math.min(...sums), most: Math.max(...sums) });
    }
  });

  it('are not bound by rest across a free day', () => {
    if (person === undefined) throw new Error('nobody');
    const reach = minutesInReach(model, person, [0, 1, 2], (day) => day !== 1);
    const alone = kindsAllowed(model, person, 2).map((kind) => model.minutes[kind] ?? 0);
    for (const kind of kindsAllowed(model, person, 0))
      expect(reach(0, kind)).toEqual({ least: Math.min(...alone), most: Math.max(...alone) });
  });

  it('are fewer after a duty whose rest forbids the long ones of a short next day', () => {
    const short: DutyModel = {
      ...model,
      kinds: 3,
      families: 3,
      familyKind: Int32Array.from([0, 1, 2]),
      minutes: Int32Array.from([480, 540, 240]),
      // After the late duty (0) only the short one (2) may follow.
      mayFollow: Uint8Array.from([0, 0, 1, 1, 1, 1, 1, 1, 1]),
    };
    if (person === undefined) throw new Error('nobody');
    const owner = { ...person, allowed: new Uint8Array(3 * 2).fill(1) };
    const reach = minutesInReach(short, owner, [0, 1], () => true);
    expect(reach(0, 0)).toEqual({ least: 240, most: 240 });
    expect(reach(0, 1)).toEqual({ least: 240, most: 540 });
    const backwards = minutesInReach(short, owner, [1, 0], () => true);
    expect(backwards(1, 1)).toEqual({ least: 240, most: 540 });
    expect(backwards(1, 2)).toEqual({ least: 240, most: 540 });
    const noLateBefore = minutesInReach(
      { ...short, minutes: Int32Array.from([600, 540, 240]) },
      owner,
      [1, 0],
      () => true,
    );
    expect(noLateBefore(1, 1)).toEqual({ least: 240, most: 540 });
    expect(noLateBefore(1, 2)).toEqual({ least: 240, most: 600 });
  });
});
