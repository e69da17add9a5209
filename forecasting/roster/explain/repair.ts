import { cellKey } from '../model/cell-key.ts';
import type { PatternStart } from '../../shifts/shift-pattern.ts';
import { addDays, type PlainDate } from '../../time/plain-date.ts';
import type { Absence } from '../model/agent.ts';
import { RosterExplainer, type Alternative } from './explain.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster, RosterShift } from '../model/roster.ts';
import { ruleWeight } from '../model/rules.ts';
import { shiftAt, startsOn, type Ground, type Move } from './ways.ts';

export interface SickCall {
  readonly agent: string;
  /** Both days included. */
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** When it came, where that matters: nothing before it can be changed any more. */
  readonly now?: { readonly date: PlainDate; readonly minute: number };
}

/** How a lost shift is filled: by somebody free, by somebody who gives another day back, or by moving a colleague's shift. */
export type RepairKind = 'takeover' | 'exchange' | 'moved';

export interface RepairOption extends Alternative {
  readonly kind: RepairKind;
  /** Who steps in. */
  readonly agent: string;
  /** Days of people other than the sick one that change, each at the price of the rule `change`. */
  readonly changedDays: number;
  /** Cost against the open gap, the price of the changes included: what the ranking goes by. */
  readonly price: number;
}

/** What to do about one shift that fell out. */
export interface RepairOptions {
  readonly shift: RosterShift;
  /** What the gap costs more than the shift did, if nobody steps in. */
  readonly costIfOpen: number;
  /** Lawful ways to fill it, cheapest first. */
  readonly options: readonly RepairOption[];
}

export interface Repair {
  /** The problem with the absence noted. */
  readonly problem: RosterProblem;
  /** The roster without the absent person's shifts. */
  readonly roster: Roster;
  readonly openShifts: readonly RepairOptions[];
}

const MOST_OPTIONS = 5;
/** Of each kind so many are looked at closer. */
const MOST_OF_A_KIND = 4;
/** A day given back in exchange lies at most so far ahead. */
const EXCHANGE_DAYS = 14;

/**
 * Ranked ways to fill the shifts of somebody who called in sick. Everyone else keeps their shifts: an option changes one
 * or two days of the one person who steps in, and nothing more. Each option was tried and judged by the checker.
 */
export function repairSickCall(problem: RosterProblem, roster: Roster, call: SickCall): Repair {
  const after = withSickness(problem, call);
  const isLost = ({ agent, date }: RosterShift): boolean =>
    agent === call.agent && call.from <= date && date <= call.until;
  const left: Roster = { shifts: roster.shifts.filter((shift) => !isLost(shift)) };
  const explainer = new RosterExplainer(after, left);
  const withAll = new RosterExplainer(after, roster);
  const changePrice = ruleWeight(problem.rules, 'change');
  const isOver = ({ date, endMinute }: RosterShift): boolean =>
    call.now !== undefined &&
    (date < call.now.date || (date === call.now.date && endMinute <= call.now.minute));
  const openShifts = roster.shifts
    .filter((shift) => isLost(shift) && !isOver(shift))
    .map((shift): RepairOptions => {
      const wanted = hasBegun(shift, call) ? restOfShift(explainer, shift, call) : [shift];
      const ways = (of: (one: RosterShift) => readonly Move[]): readonly Move[] =>
        wanted.flatMap(of).filter(({ remove }) => !remove.some((own) => hasBegun(own, call)));
      const kinds: Readonly<Record<RepairKind, readonly Move[]>> = {
        takeover: ways((one) => takeovers(after, left, one)),
        exchange: ways((one) => exchanges(after, left, one)),
        moved: ways((one) => movedShifts(left, one)),
      };
      const options = (['takeover', 'exchange', 'moved'] as const).flatMap((kind) =>
        explainer
          .lawfulMoves(kinds[kind], MOST_OF_A_KIND)
          .map((found): RepairOption => repairOption(kind, found, changePrice)),
      );
      return {
        shift,
        costIfOpen: withAll.whyShift(shift).costChange,
        options: options.toSorted((one, other) => one.price - other.price).slice(0, MOST_OPTIONS),
      };
    });
  return { problem: after, roster: left, openShifts };
}

function hasBegun({ date, startMinute }: RosterShift, { now }: SickCall): boolean {
  return now !== undefined && (date < now.date || (date === now.date && startMinute < now.minute));
}

/** Shifts within what is left of one that has begun: of each pattern the one that begins first. */
function restOfShift(ground: Ground, lost: RosterShift, { now }: SickCall): readonly RosterShift[] {
  const { date, group } = lost;
  const earliest = new Map<string, PatternStart>();
  for (const start of startsOn(ground.problem, date)) {
    const isWithin = start.startMinute >= (now?.minute ?? 0) && start.endMinute <= lost.endMinute;
    const known = earliest.get(start.pattern);
    if (isWithin && (known === undefined || start.startMinute < known.startMinute))
      earliest.set(start.pattern, start);
  }
  return [...earliest.values()].flatMap((start) => {
    const shift = shiftAt(ground, { agent: '', date, group }, start);
    return shift === undefined ? [] : [{ ...shift, agent: lost.agent }];
  });
}

/** The problem with the person away; what was pinned on those days is not held any more. */
export function withSickness(problem: RosterProblem, call: SickCall): RosterProblem {
  const sick = { from: call.from, until: call.until, kind: 'sick' as const };
  return {
    ...problem,
    agents: problem.agents.map((agent) =>
      agent.id === call.agent
        ? {
            ...agent,
            absences: [...agent.absences.flatMap((absence) => daysOutside(absence, call)), sick],
          }
        : agent,
    ),
    pins: problem.pins.filter(
      ({ agent, date }) => agent !== call.agent || date < call.from || date > call.until,
    ),
  };
}

/** What is left of an absence on either side of the sick days; a person has one absence a day, not two. */
function daysOutside(absence: Absence, call: SickCall): readonly Absence[] {
  const dayBefore = addDays(call.from, -1);
  const dayAfter = addDays(call.until, 1);
  return [
    { ...absence, until: absence.until < dayBefore ? absence.until : dayBefore },
    { ...absence, from: absence.from > dayAfter ? absence.from : dayAfter },
  ].filter(({ from, until }) => from <= until);
}

function repairOption(kind: RepairKind, found: Alternative, changePrice: number): RepairOption {
  const changedDays = new Set([...found.add, ...found.remove].map(cellKey)).size;
  return {
    ...found,
    kind,
    agent: found.add[0]?.agent ?? '',
    changedDays,
    price: found.costChange + changedDays * changePrice,
  };
}

/** Somebody who is free that day works the lost shift as it was. Its activities were the sick person's own. */
function takeovers(problem: RosterProblem, { shifts }: Roster, lost: RosterShift): readonly Move[] {
  const atWork = new Set(shifts.filter(({ date }) => date === lost.date).map(({ agent }) => agent));
  return problem.agents
    .filter(({ id }) => id !== lost.agent && !atWork.has(id))
    .map(({ id }) => ({ add: [shiftFor(lost, id)], remove: [] }));
}

/** Somebody who is free that day works it, and gets one of their own next shifts off: hours and runs stay as agreed. */
function exchanges(problem: RosterProblem, roster: Roster, lost: RosterShift): readonly Move[] {
  const last = addDays(lost.date, EXCHANGE_DAYS);
  return takeovers(problem, roster, lost).flatMap(({ add }) =>
    roster.shifts
      .filter(
        (own) =>
          own.agent === add[0]?.agent && own.date > lost.date && own.date <= last && own.pinned !== true,
      )
      .map((own) => ({ add, remove: [own] })),
  );
}

/** A colleague at work that day works the lost hours instead of their own. */
function movedShifts({ shifts }: Roster, lost: RosterShift): readonly Move[] {
  return shifts
    .filter(
      (own) =>
        own.date === lost.date &&
        own.pinned !== true &&
        own.activities === undefined &&
        own.startMinute !== lost.startMinute,
    )
    .map((own) => ({ add: [shiftFor(lost, own.agent)], remove: [own] }));
}

function shiftFor(
  { date, pattern, startMinute, endMinute, group, breaks }: RosterShift,
  agent: string,
): RosterShift {
  return { agent, date, pattern, startMinute, endMinute, group, breaks };
}
