import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import type { RosterShift } from '../../../../forecasting/roster/model/roster.ts';
import type { AppliedMove } from '../../../../server/contract/today.ts';
import { applyMove } from '../../../../server/planning/intraday/apply-move.ts';
import * as roster from '../../../support/small-roster-problem.ts';

const DAY = roster.day(1);
const laterBreak: AppliedMove = {
  kind: 'break',
  group: 'koeln',
  agents: 2,
  fromLocal: '12:00',
  toLocal: '12:30',
  breakLocal: '13:00',
};
const stay: AppliedMove = {
  ...laterBreak,
  kind: 'stay',
  fromLocal: '16:30',
  toLocal: '17:00',
  breakLocal: null,
};

interface World {
  readonly people?: readonly string[];
  readonly absent?: readonly string[];
  readonly shifts?: (id: string) => readonly RosterShift[];
}

function applied(
  move: AppliedMove,
  { people = ['A', 'B', 'C'], absent = [], shifts = (id) => roster.lawfulShifts(id) }: World = {},
) {
  const problem = roster.problemOf(people.map((id) => roster.agent(id)));
  return applyMove({
    roster: { shifts: people.flatMap(shifts) },
    date: DAY,
    move,
    absent: new Set(absent),
    check: async (changed) => checkRoster(problem, changed),
  });
}

const changedOf = (shifts: readonly RosterShift[] = []): readonly RosterShift[] =>
  shifts.filter(({ pinned }) => pinned === true);

describe('a move of today in the roster', () => {
  it('moves the breaks of as many people as it says, on that day alone, and holds them', async () => {
    const moved = await applied(laterBreak);
    const changed = changedOf(moved?.roster.shifts);
    expect(moved?.agents).toHaveLength(2);
    expect(changed.map(({ date, breaks }) => [date, breaks])).toEqual(
      Array.from({ length: 2 }, () => [DAY, [{ startMinute: 780, endMinute: 810 }]]),
    );
    expect(moved?.overridden).toEqual([]);
  });

  it('asks nobody who is away', async () => {
    expect((await applied(laterBreak, { absent: ['A'] }))?.agents).not.toContain('A');
    expect(await applied(laterBreak, { absent: ['A', 'B'] })).toBeNull();
  });

  it('leaves a break where the law wants it: never after more than six hours of work', async () => {
    expect(await applied({ ...laterBreak, breakLocal: '14:30' })).toBeNull();
  });

  it('moves no break into a meeting', async () => {
    const meeting = { kind: 'meeting' as const, label: 'Team', startMinute: 780, endMinute: 840 };
    const shifts = (id: string) =>
      roster.lawfulShifts(id).map((shift) => ({ ...shift, activities: [meeting] }));
    expect(await applied(laterBreak, { shifts })).toBeNull();
  });

  it('lets people stay, and says which rules of their contract give way', async () => {
    const moved = await applied({ ...stay, agents: 1 });
    expect(changedOf(moved?.roster.shifts).map(({ endMinute }) => endMinute)).toEqual([1020]);
    expect(moved?.overridden.map(({ rule }) => rule).toSorted()).toEqual([
      'knownAgentAndPattern',
      'workingDay',
    ]);
  });

  it('lets nobody stay for more than ten hours of work, or with too short a rest', async () => {
    expect(await applied({ ...stay, agents: 1, toLocal: '19:00' })).toBeNull();
    const early = roster.eightHours('A', 2, 420);
    const late = roster.eightHours('A', 1, 750);
    const shifts = () => [late, early];
    const longer = { ...stay, agents: 1, fromLocal: '21:00', toLocal: '21:30' };
    expect(await applied(longer, { people: ['A'], shifts })).toBeNull();
  });
});
