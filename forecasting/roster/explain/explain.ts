import type { Wish } from '../model/agent.ts';
import { personChecker, rosterChecker } from '../checker/check-roster.ts';
import { CoverPrice } from './cover-price.ts';
import { waysToFill, type Gap } from './gap-ways.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster, RosterShift } from '../model/roster.ts';
import type { RosterCheck, RuleName, Violation } from '../model/rules.ts';
import { isFree, type Move, type Way, type WayKind } from './ways.ts';
import { waysToGrant } from './wish-ways.ts';
import { grantsWish } from '../model/granted-wish.ts';

/** What taking a roster's change back and forth showed. */
export interface TestedChange {
  /** Rules that the change would break anew; lawful when empty. */
  readonly breaks: readonly Violation[];
  /** Objective after minus before: above 0 the roster gets worse. */
  readonly costChange: number;
  /** The same per soft rule, zeros left out. */
  readonly costChanges: Readonly<Partial<Record<RuleName, number>>>;
}

/** A way to do it otherwise, really tried. */
export interface Alternative extends TestedChange, Move {}

/** Why somebody works a shift: what the roster would lack without it. */
export interface ShiftReason extends TestedChange {
  readonly shift: RosterShift;
}

/** A way that was tried. */
export interface TestedWay extends TestedChange, Way {}

/** Why a wish is refused or a gap is open, and what comes nearest. */
export interface Refusal {
  /** Granting the wish without anybody else, whatever it breaks: the day free, the own shift at another time. */
  readonly direct?: TestedWay;
  /** Lawful ways, cheapest first, one for each person who helps. */
  readonly alternatives: readonly TestedWay[];
  /** How many people have no lawful way, by the rules that each is nearest to keeping. */
  readonly blockedBy: readonly { readonly rule: RuleName; readonly people: number }[];
  /** How many ways of each kind were tried. */
  readonly tested: readonly { readonly kind: WayKind; readonly ways: number }[];
}

/** What a way breaks by the rules about single people, and what it costs. */
interface Judged {
  readonly way: Way;
  readonly broken: readonly Violation[];
  readonly price: number;
}

const MOST_ALTERNATIVES = 3;

/** Explains one roster by trying changes and letting the checker judge them. */
export class RosterExplainer {
  readonly problem: RosterProblem;
  readonly roster: Roster;
  private readonly check: (roster: Roster) => RosterCheck;
  private readonly checkPerson: ReturnType<typeof personChecker>;
  private readonly now: RosterCheck;
  private readonly byAgent: ReadonlyMap<string, readonly RosterShift[]>;
  readonly cover: CoverPrice;
  private readonly ownNow = new Map<string, readonly Violation[]>();

  constructor(problem: RosterProblem, roster: Roster) {
    this.problem = problem;
    this.roster = roster;
    this.check = rosterChecker(problem);
    this.checkPerson = personChecker(problem);
    this.now = this.check(roster);
    this.byAgent = shiftsByAgent(roster);
    this.cover = new CoverPrice(problem, roster);
  }

  /** Because of which demand, wish or rule a shift is worked: the difference that its absence makes. */
  whyShift(shift: RosterShift): ShiftReason {
    return { shift, ...this.tryChange([shift], []) };
  }

  /** Why a wish is refused, and how it could be granted; undefined where it is granted. */
  whyWishRefused(agent: string, wish: Wish): Refusal | undefined {
    const own = this.shiftsOf(agent).filter(({ date }) => date === wish.date);
    if (grantsWish(wish, own)) return undefined;
    const ways = waysToGrant(this, agent, wish);
    const direct = ways
      .filter(({ kind }) => kind === 'free' || kind === 'change' || kind === 'addition')
      .filter(({ kind }) => wish.kind !== 'avoidWithin' || kind !== 'free')
      .map((way) => ({ way, ...this.judgeOwners(way) }))
      .toSorted((a, b) => a.broken.length - b.broken.length || a.price - b.price)[0];
    return {
      ...(direct === undefined ? {} : { direct: this.tested(direct.way) }),
      ...this.refusal(ways, agent),
    };
  }

  /** Why nobody fills a gap, and who could at which price. */
  whyGap(group: Gap['group'], date: Gap['date'], minute: number): Refusal {
    return this.refusal(waysToFill(this, { group, date, minute }));
  }

  /** The same shift worked by anyone else. */
  takeovers(shift: RosterShift): readonly RosterShift[] {
    return this.problem.agents.flatMap(({ id }) => (id === shift.agent ? [] : [{ ...shift, agent: id }]));
  }

  /** The lawful ones of some ways to do it otherwise, cheapest first. */
  lawfulMoves(moves: readonly Move[], most: number): readonly Alternative[] {
    const lawful = moves
      .map((move) => ({ move, ...this.judgeOwners(move) }))
      .filter(({ broken }) => broken.length === 0)
      .toSorted((a, b) => a.price - b.price);
    return lawful
      .slice(0, most * 2)
      .map(({ move }): Alternative => ({ ...move, ...this.tryChange(move.remove, move.add) }))
      .filter(({ breaks }) => breaks.length === 0)
      .slice(0, most);
  }

  private refusal(ways: readonly Way[], asker?: string): Omit<Refusal, 'direct'> {
    const judged = this.judgeCheapest(ways);
    const alternatives: TestedWay[] = [];
    const helpers = new Set<string>();
    for (const { way } of lawfulFirst(judged)) {
      if (alternatives.length === MOST_ALTERNATIVES) break;
      if (helpers.has(way.helper)) continue;
      const tested = this.tested(way);
      if (tested.breaks.length > 0) continue;
      helpers.add(way.helper);
      alternatives.push(tested);
    }
    return { alternatives, blockedBy: blockedHelpers(judged, asker), tested: countKinds(ways) };
  }

  /**
   * Judges every way that may be among the cheapest, and all ways of those who have no lawful one. What people cost today
   * is the most that a change can save with them, so a way that is too dear even then need not be judged.
   */
  private judgeCheapest(ways: readonly Way[]): readonly Judged[] {
    const judged: Judged[] = [];
    const best = new Map<string, number>();
    const bounded = ways
      .map((way) => ({ way, bound: this.leastPrice(way) }))
      .sort((a, b) => a.bound - b.bound);
    for (const { way, bound } of bounded) {
      const own = best.get(way.helper);
      const last = [...best.values()].sort((a, b) => a - b)[MOST_ALTERNATIVES - 1] ?? Infinity;
      if (own !== undefined && bound >= Math.min(own, last)) continue;
      const found = { way, ...this.judgeOwners(way) };
      judged.push(found);
      if (found.broken.length === 0) best.set(way.helper, Math.min(own ?? Infinity, found.price));
    }
    return judged;
  }

  private leastPrice({ add, remove }: Way): number {
    let price = this.cover.change({ add, remove });
    for (const agent of new Set([...remove, ...add].map((shift) => shift.agent)))
      for (const { cost } of this.ownViolations(agent)) price -= cost;
    return price;
  }

  private tested(way: Way): TestedWay {
    return { ...way, ...this.tryChange(way.remove, way.add) };
  }

  /** What a move breaks anew by the rules about its people alone, and its price: theirs and that of the cover. */
  private judgeOwners({ add, remove }: Move): Omit<Judged, 'way'> {
    const broken: Violation[] = [...brokenPins(this.problem, { add, remove })];
    let price = this.cover.change({ add, remove });
    for (const agent of new Set([...remove, ...add].map((shift) => shift.agent))) {
      const now = this.ownViolations(agent);
      const kept = this.shiftsOf(agent).filter((shift) => !remove.includes(shift));
      const found = this.checkPerson(agent, [...kept, ...add.filter((shift) => shift.agent === agent)]);
      broken.push(...newlyBroken(found, now));
      for (const { cost } of found) price += cost;
      for (const { cost } of now) price -= cost;
    }
    return { broken, price };
  }

  private ownViolations(agent: string): readonly Violation[] {
    const known = this.ownNow.get(agent) ?? this.checkPerson(agent, this.shiftsOf(agent));
    this.ownNow.set(agent, known);
    return known;
  }

  private shiftsOf(agent: string): readonly RosterShift[] {
    return this.byAgent.get(agent) ?? [];
  }

  private tryChange(remove: readonly RosterShift[], add: readonly RosterShift[]): TestedChange {
    const after = this.check({
      shifts: [...this.roster.shifts.filter((shift) => !remove.includes(shift)), ...add],
    });
    const costChanges: Partial<Record<RuleName, number>> = {};
    for (const { rule, cost } of after.softViolations) costChanges[rule] = (costChanges[rule] ?? 0) + cost;
    for (const { rule, cost } of this.now.softViolations) costChanges[rule] = (costChanges[rule] ?? 0) - cost;
    return {
      breaks: newlyBroken(after.hardViolations, this.now.hardViolations),
      costChange: after.objective - this.now.objective,
      costChanges: Object.fromEntries(
        Object.entries(costChanges).filter(([, change]) => Math.abs(change) > 1e-9),
      ),
    };
  }
}

function shiftsByAgent({ shifts }: Roster): ReadonlyMap<string, readonly RosterShift[]> {
  const byAgent = new Map<string, RosterShift[]>();
  for (const shift of shifts) {
    const own = byAgent.get(shift.agent);
    if (own === undefined) byAgent.set(shift.agent, [shift]);
    else own.push(shift);
  }
  return byAgent;
}

/** What a planner pinned and a move would change: a shift that goes or changes, a day off that is worked. */
function brokenPins(problem: RosterProblem, { add, remove }: Move): readonly Violation[] {
  const isKept = (shift: RosterShift): boolean =>
    isFree(problem, shift) ||
    add.some(
      (other) =>
        other.agent === shift.agent &&
        other.date === shift.date &&
        other.pattern === shift.pattern &&
        other.startMinute === shift.startMinute &&
        other.group === shift.group,
    );
  const isOff = ({ agent, date }: RosterShift): boolean =>
    problem.pins.some((pin) => pin.kind === 'off' && pin.agent === agent && pin.date === date);
  return [...remove.filter((shift) => !isKept(shift)), ...add.filter(isOff)].map(({ agent, date }) => ({
    rule: 'pinned',
    hard: true,
    size: 1,
    unit: 'shifts',
    cost: 0,
    agent,
    date,
    facts: {},
  }));
}

/** Hard rules that are broken now and were not before, or less. */
function newlyBroken(after: readonly Violation[], before: readonly Violation[]): readonly Violation[] {
  const keyOf = ({ rule, agent, date }: Violation): string => `${rule} ${agent ?? ''} ${date ?? ''}`;
  const known = new Map<string, number>();
  for (const each of before)
    if (each.hard) known.set(keyOf(each), Math.max(each.size, known.get(keyOf(each)) ?? 0));
  return after.filter((each) => each.hard && each.size > (known.get(keyOf(each)) ?? 0) + 1e-9);
}

/** Helpers without any lawful way, counted by the rules that they break in the way that breaks fewest. */
function blockedHelpers(ways: readonly Judged[], asker: string | undefined): Refusal['blockedBy'] {
  const nearest = new Map<string, ReadonlySet<RuleName>>();
  for (const { way, broken } of ways) {
    if (way.helper === asker) continue;
    const own = new Set(broken.filter(({ agent }) => agent === way.helper).map(({ rule }) => rule));
    if (own.size < (nearest.get(way.helper)?.size ?? Infinity)) nearest.set(way.helper, own);
  }
  const people = new Map<RuleName, number>();
  for (const rules of nearest.values())
    for (const rule of rules) people.set(rule, (people.get(rule) ?? 0) + 1);
  return [...people].map(([rule, count]) => ({ rule, people: count })).sort((a, b) => b.people - a.people);
}

function countKinds(ways: readonly Way[]): Refusal['tested'] {
  const counts = new Map<WayKind, number>();
  for (const { kind } of ways) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, ways: count }));
}

function lawfulFirst(judged: readonly Judged[]): readonly Judged[] {
  return judged.filter(({ broken }) => broken.length === 0).toSorted((a, b) => a.price - b.price);
}
