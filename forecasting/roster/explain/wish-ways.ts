import type { Wish } from '../model/agent.ts';
import type { RosterShift } from '../model/roster.ts';
import {
  changedShift,
  groupsOf,
  isFree,
  shiftAt,
  shiftFor,
  startsOn,
  type Ground,
  type Way,
} from './ways.ts';
import { grantsWish } from '../model/granted-wish.ts';

/**
 * Ways to grant a person's refused wish. At work that day: the own shift otherwise, the day free, a takeover, a trade of
 * shifts, a swap of days, the shift on another day. Free that day: a shift, somebody's shift, or one of the own days moved.
 */
export function waysToGrant(ground: Ground, agent: string, wish: Wish): readonly Way[] {
  const own = ground.roster.shifts.find((shift) => shift.agent === agent && shift.date === wish.date);
  const ways = own === undefined ? waysToWork(ground, agent, wish) : waysToChange(ground, own, wish);
  return ways.filter(({ add }) =>
    grantsWish(
      wish,
      add.filter((shift) => shift.agent === agent && shift.date === wish.date),
    ),
  );
}

function waysToChange(ground: Ground, own: RosterShift, wish: Wish): readonly Way[] {
  const changes = [...changesOf(ground, own), ...trades(ground, own)];
  if (wish.kind === 'workWithin') return changes;
  return [
    { kind: 'free', helper: own.agent, add: [], remove: [own] },
    ...takeovers(ground, own),
    ...swaps(ground, own),
    ...otherDays(ground, own),
    ...(wish.kind === 'dayOff' ? moves(ground, own) : changes),
  ];
}

/** The own shift at any start, of any pattern, for any group that the person may work for. */
function changesOf(ground: Ground, own: RosterShift): readonly Way[] {
  const { agent, date } = own;
  return startsOn(ground.problem, date).flatMap((start) =>
    groupsOf(ground.problem, agent, date).flatMap((group): readonly Way[] => {
      const shift = shiftAt(ground, { agent, date, group }, start, { remove: [own] });
      const to = shift === undefined ? undefined : changedShift(ground.problem, own, shift);
      return to === undefined ? [] : [{ kind: 'change', helper: agent, add: [to], remove: [own] }];
    }),
  );
}

/** Somebody free that day works it instead. */
function takeovers(ground: Ground, own: RosterShift): readonly Way[] {
  return freeOn(ground, own.date).map((helper) => ({
    kind: 'takeover',
    helper,
    add: [shiftFor(ground.problem, own, helper)],
    remove: [own],
  }));
}

/** A colleague at work that day works it instead of their own. */
function moves(ground: Ground, own: RosterShift): readonly Way[] {
  return colleagues(ground, own).flatMap((other): readonly Way[] => {
    const to = changedShift(ground.problem, other, shiftFor(ground.problem, own, other.agent));
    if (to === undefined) return [];
    return [{ kind: 'moved', helper: other.agent, add: [to], remove: [own, other] }];
  });
}

/** The two of them work each other's shift. */
function trades({ problem, roster, cover }: Ground, own: RosterShift): readonly Way[] {
  return colleagues({ problem, roster, cover }, own).map((other) => ({
    kind: 'trade',
    helper: other.agent,
    add: [shiftFor(problem, other, own.agent), shiftFor(problem, own, other.agent)],
    remove: [own, other],
  }));
}

/** Somebody free that day takes the shift and gives one of another day in return. */
function swaps(ground: Ground, own: RosterShift): readonly Way[] {
  const { problem, roster } = ground;
  const free = new Set(freeOn(ground, own.date));
  const busy = datesOf(ground, own.agent);
  return roster.shifts
    .filter((other) => free.has(other.agent) && !busy.has(other.date) && isFree(problem, other))
    .map((other) => ({
      kind: 'swap',
      helper: other.agent,
      add: [shiftFor(problem, own, other.agent), shiftFor(problem, other, own.agent)],
      remove: [own, other],
    }));
}

/** As many hours for the same group on a day that is free now. */
function otherDays(ground: Ground, own: RosterShift): readonly Way[] {
  const { problem } = ground;
  const busy = datesOf(ground, own.agent);
  const { agent, group } = own;
  return problem.days
    .filter(({ date }) => !busy.has(date))
    .flatMap(({ date }) =>
      startsOn(problem, date)
        .filter(({ pattern }) => pattern === own.pattern)
        .flatMap((start): readonly Way[] => {
          const shift = shiftAt(ground, { agent, date, group }, start);
          return shift === undefined
            ? []
            : [{ kind: 'otherDay', helper: agent, add: [shift], remove: [own] }];
        }),
    );
}

/** Whoever is free and wishes to work: one more shift, a colleague's shift, or an own shift of another day. */
function waysToWork(ground: Ground, agent: string, { date }: Wish): readonly Way[] {
  const { problem, roster } = ground;
  const added = startsOn(problem, date).flatMap((start) =>
    groupsOf(problem, agent, date).flatMap((group) => shiftAt(ground, { agent, date, group }, start) ?? []),
  );
  const additions = added.map((shift): Way => ({
    kind: 'addition',
    helper: agent,
    add: [shift],
    remove: [],
  }));
  const movable = roster.shifts.filter((own) => own.agent === agent && isFree(problem, own));
  const fromOtherDays = movable.flatMap((own) =>
    added
      .filter(({ pattern }) => pattern === own.pattern)
      .map((shift): Way => ({ kind: 'otherDay', helper: agent, add: [shift], remove: [own] })),
  );
  const others = roster.shifts.filter((other) => other.date === date && isFree(problem, other));
  const fromOthers = others.flatMap((other): readonly Way[] => {
    const taken = shiftFor(problem, other, agent);
    const theirs = datesOf(ground, other.agent);
    return [
      { kind: 'takeover', helper: other.agent, add: [taken], remove: [other] },
      ...movable
        .filter((own) => !theirs.has(own.date))
        .map((own): Way => ({
          kind: 'swap',
          helper: other.agent,
          add: [taken, shiftFor(problem, own, other.agent)],
          remove: [own, other],
        })),
    ];
  });
  return [...additions, ...fromOtherDays, ...fromOthers];
}

function colleagues({ problem, roster }: Ground, own: RosterShift): readonly RosterShift[] {
  return roster.shifts.filter(
    (other) => other.date === own.date && other.agent !== own.agent && isFree(problem, other),
  );
}

function freeOn({ problem, roster }: Ground, date: string): readonly string[] {
  const busy = new Set(roster.shifts.filter((shift) => shift.date === date).map(({ agent }) => agent));
  return problem.agents.filter(({ id }) => !busy.has(id)).map(({ id }) => id);
}

function datesOf({ roster }: Ground, agent: string): ReadonlySet<string> {
  return new Set(roster.shifts.filter((shift) => shift.agent === agent).map(({ date }) => date));
}
