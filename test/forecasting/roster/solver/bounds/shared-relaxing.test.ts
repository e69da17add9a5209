import { describe, expect, it } from 'vitest';
import {
  SharedParts,
  type PlanPart,
} from '../../../../../forecasting/roster/solver/neighbourhoods/plan-part.ts';
import type { RelaxedWeek } from '../../../../../forecasting/roster/solver/neighbourhoods/relaxed-plan.ts';
import { relaxWeeks } from '../../../../../forecasting/roster/solver/bounds/shared-relaxing.ts';

const weeks = [
  [0, 1],
  [7, 8],
  [14, 15],
  [21, 22],
];
const none = new Float64Array(0);

interface Scene {
  readonly position: number;
  /** Seconds that the program of one week takes, which has two days here; that of several takes twice as long a week. */
  readonly secondsPerWeek: number;
  /** What the other searcher tells, and when. */
  readonly elsewhere?: readonly { readonly at: number; readonly part: PlanPart }[];
}

/** One of two searchers, with 30 seconds for all weeks together and 42 for weeks one by one. */
function relaxAs({ position, secondsPerWeek, elsewhere = [] }: Scene) {
  let now = 0;
  const solved: number[] = [];
  const told: PlanPart[] = [];
  const untold = [...elsewhere];
  const relax = (part: readonly (readonly number[])[], { until }: { readonly until: number }) => {
    const seconds = secondsPerWeek * part.length * (part.length > 1 ? 2 : 1);
    now = Math.min(now + seconds, until);
    solved.push(part.length);
    return now < until ? part.map((days) => relaxedWeek(days, part.length)) : undefined;
  };
  const parts = new SharedParts({
    onPart: (part) => told.push(part),
    partsElsewhere: () =>
      untold.splice(0, untold.filter(({ at }) => at <= now).length).map(({ part }) => part),
  });
  const relaxed = relaxWeeks(
    { weeks, parts: [weeks], relax },
    parts,
    { position, searchers: 2, clock: () => now },
    { together: 30, alone: 42 },
    () => (now += 0.5),
  );
  return { relaxed, told, solved, now };
}

/** The number of weeks relaxed together stands where people's minutes would. */
function relaxedWeek(days: readonly number[], together: number): RelaxedWeek {
  const minutes = Float64Array.of(together);
  return { days, worth: none, dayCost: none, minutePrice: none, minutes, dayMinutes: none, shapes: [] };
}

const togetherOf = (relaxed: readonly RelaxedWeek[] | undefined) =>
  relaxed?.map(({ days, minutes }) => [days[0], minutes[0]]);

describe('weeks relaxed by several searchers', () => {
  it('are relaxed together where there is time, after two days have told how long it takes', () => {
    const { relaxed, solved, told } = relaxAs({ position: 0, secondsPerWeek: 1 });
    expect(solved).toEqual([1, 1, 4]);
    expect(togetherOf(relaxed)).toEqual([
      [0, 4],
      [7, 4],
      [14, 4],
      [21, 4],
    ]);
    expect(told.map(({ kind }) => kind)).toEqual(['relaxed', 'relaxed', 'relaxed', 'relaxed']);
  });

  it('are relaxed one by one where there is not, each searcher its own', () => {
    const others = [7, 21].map((first) => ({
      at: 20,
      part: { kind: 'relaxed', week: relaxedWeek([first, first + 1], 1) } as const,
    }));
    const { relaxed, solved, told } = relaxAs({ position: 0, secondsPerWeek: 5, elsewhere: others });
    expect(told[0]).toEqual({ kind: 'unrelaxed', weeks });
    expect(solved).toEqual([1, 1, 1, 1]);
    expect(togetherOf(relaxed)).toEqual([
      [0, 1],
      [7, 1],
      [14, 1],
      [21, 1],
    ]);
  });

  it('are waited for by a searcher without a part, who does its share when told that there is no time', () => {
    const elsewhere = [
      { at: 5, part: { kind: 'unrelaxed', weeks } as const },
      ...[0, 14].map((first) => ({
        at: 6,
        part: { kind: 'relaxed', week: relaxedWeek([first, first + 1], 1) } as const,
      })),
    ];
    const { relaxed, told } = relaxAs({ position: 1, secondsPerWeek: 3, elsewhere });
    expect(told.map((part) => (part.kind === 'relaxed' ? part.week.days[0] : part.kind))).toEqual([7, 21]);
    expect(relaxed).toHaveLength(4);
  });

  it('are given up when the others do not answer in time', () => {
    const { relaxed, now } = relaxAs({ position: 1, secondsPerWeek: 1 });
    expect(relaxed).toBeUndefined();
    expect(now).toBeGreaterThanOrEqual(42);
  });

  it('are given up where not even one can be relaxed', () => {
    const { relaxed, told } = relaxAs({ position: 0, secondsPerWeek: 100 });
    expect(relaxed).toBeUndefined();
    expect(told).toEqual([{ kind: 'unrelaxed', weeks }]);
  });
});
