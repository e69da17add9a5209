import { patternStarts } from '../shifts/shift-pattern.ts';
import { breakPlaces } from '../shifts/break-places.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { personChecker, rosterChecker } from './check/check-roster.ts';
import type { RosterProblem } from './problem.ts';
import type { Roster, RosterShift } from './roster.ts';
import type { RosterCheck, RuleName, Violation } from './rules.ts';

/** What taking a roster's change back and forth showed. */
export interface TestedChange {
  /** Rules that the change would break anew; lawful when empty. */
  readonly breaks: readonly Violation[];
  /** Objective after minus before: above 0 the roster gets worse. */
  readonly costChange: number;
  /** The same per soft rule, zeros left out. */
  readonly costChanges: Readonly<Partial<Record<RuleName, number>>>;
}

/** Shifts that come and go together. */
export interface Move {
  readonly add: readonly RosterShift[];
  readonly remove: readonly RosterShift[];
}

/** A way to do it otherwise, really tried. */
export interface Alternative extends TestedChange, Move {}

/** Why somebody works a shift: what the roster would lack without it. */
export interface ShiftReason extends TestedChange {
  readonly shift: RosterShift;
}

/** Why a wish is refused or a gap is open, and what comes nearest. */
export interface Refusal {
  /** What the direct way would break or cost. */
  readonly direct: TestedChange;
  /** Lawful ways, cheapest first. */
  readonly alternatives: readonly Alternative[];
  /** How many people each hard rule keeps from helping. */
  readonly blockedBy: readonly { readonly rule: RuleName; readonly people: number }[];
}

const MOST_ALTERNATIVES = 3;

/** Explains one roster by trying changes and letting the checker judge them. */
export class RosterExplainer {
  private readonly problem: RosterProblem;
  private readonly roster: Roster;
  private readonly check: (roster: Roster) => RosterCheck;
  private readonly checkPerson: ReturnType<typeof personChecker>;
  private readonly now: RosterCheck;
  private readonly byAgent: ReadonlyMap<string, readonly RosterShift[]>;
  private readonly ownNow = new Map<string, readonly Violation[]>();

  constructor(problem: RosterProblem, roster: Roster) {
    this.problem = problem;
    this.roster = roster;
    this.check = rosterChecker(problem);
    this.checkPerson = personChecker(problem);
    this.now = this.check(roster);
    this.byAgent = shiftsByAgent(roster);
  }

  /** Because of which demand, wish or rule a shift is worked: the difference that its absence makes. */
  whyShift(shift: RosterShift): ShiftReason {
    return { shift, ...this.tryChange([shift], []) };
  }

  /** Why a person works on a day they asked to have free, and who could work instead. */
  whyWishRefused(agent: string, date: PlainDate): Refusal | undefined {
    const shift = this.roster.shifts.find((each) => each.agent === agent && each.date === date);
    if (shift === undefined) return undefined;
    return this.refusal(this.tryChange([shift], []), [shift], this.takeovers(shift));
  }

  /** Why nobody fills a gap, and who could at which price. */
  whyGap(group: string, date: PlainDate, minute: number): Refusal {
    const day = this.problem.days.find((each) => each.date === date);
    const starts = this.problem.patterns
      .flatMap(patternStarts)
      .filter(
        ({ startMinute, endMinute }) =>
          startMinute <= minute &&
          minute < endMinute &&
          day?.open !== undefined &&
          startMinute >= day.open.startMinute &&
          endMinute <= day.open.endMinute,
      );
    const additions = this.problem.agents.flatMap(({ id }) =>
      starts.map((start): RosterShift => {
        const places = breakPlaces(start, this.problem.intervalMinutes);
        const free = places.find((spans) =>
          spans.every((span) => minute < span.startMinute || minute >= span.endMinute),
        );
        return {
          agent: id,
          date,
          pattern: start.pattern,
          startMinute: start.startMinute,
          endMinute: start.endMinute,
          group,
          breaks: free ?? places[0] ?? [],
        };
      }),
    );
    return this.refusal({ breaks: [], costChange: 0, costChanges: {} }, [], additions);
  }

  /** The same shift worked by anyone else. */
  takeovers(shift: RosterShift): readonly RosterShift[] {
    return this.problem.agents.flatMap(({ id }) => (id === shift.agent ? [] : [{ ...shift, agent: id }]));
  }

  /** The lawful ones of some ways to do it otherwise, cheapest first. */
  lawfulMoves(moves: readonly Move[], most: number): readonly Alternative[] {
    return this.judgeMoves(moves, most).alternatives;
  }

  private refusal(
    direct: TestedChange,
    remove: readonly RosterShift[],
    additions: readonly RosterShift[],
  ): Refusal {
    const moves = additions.map((shift) => ({ add: [shift], remove }));
    return { direct, ...this.judgeMoves(moves, MOST_ALTERNATIVES) };
  }

  /** Judges those who would change first by their own rules, and the cheapest of what is lawful as a whole roster. */
  private judgeMoves(moves: readonly Move[], most: number): Pick<Refusal, 'alternatives' | 'blockedBy'> {
    const people = new Map<RuleName, Set<string>>();
    const lawful: { readonly move: Move; readonly ownCost: number }[] = [];
    for (const move of moves) {
      const { broken, ownCost } = this.judgeOwners(move);
      for (const { rule, agent } of broken)
        people.set(rule, (people.get(rule) ?? new Set()).add(agent ?? ''));
      if (broken.length === 0) lawful.push({ move, ownCost });
    }
    const shortlist = lawful.sort((a, b) => a.ownCost - b.ownCost).slice(0, most * 4);
    const alternatives = shortlist
      .map(({ move }): Alternative => ({ ...move, ...this.tryChange(move.remove, move.add) }))
      .filter(({ breaks }) => breaks.length === 0)
      .sort((a, b) => a.costChange - b.costChange)
      .slice(0, most);
    const blockedBy = [...people]
      .map(([rule, blocked]) => ({ rule, people: blocked.size }))
      .sort((a, b) => b.people - a.people);
    return { alternatives, blockedBy };
  }

  /** What a move breaks anew, and costs more, by the rules about its people alone. */
  private judgeOwners({ add, remove }: Move): {
    readonly broken: readonly Violation[];
    readonly ownCost: number;
  } {
    const broken: Violation[] = [];
    let ownCost = 0;
    for (const agent of new Set(add.map((shift) => shift.agent))) {
      const now = this.ownViolations(agent);
      const known = new Set(now.map(violationKey));
      const kept = this.shiftsOf(agent).filter((shift) => !remove.includes(shift));
      const found = this.checkPerson(agent, [...kept, ...add.filter((shift) => shift.agent === agent)]);
      broken.push(...found.filter((each) => each.hard && !known.has(violationKey(each))));
      for (const { cost } of found) ownCost += cost;
      for (const { cost } of now) ownCost -= cost;
    }
    return { broken, ownCost };
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
    const known = new Set(this.now.hardViolations.map(violationKey));
    const costChanges: Partial<Record<RuleName, number>> = {};
    for (const { rule, cost } of after.softViolations) costChanges[rule] = (costChanges[rule] ?? 0) + cost;
    for (const { rule, cost } of this.now.softViolations) costChanges[rule] = (costChanges[rule] ?? 0) - cost;
    return {
      breaks: after.hardViolations.filter((violation) => !known.has(violationKey(violation))),
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

function violationKey({ rule, agent, date, size }: Violation): string {
  return `${rule} ${agent ?? ''} ${date ?? ''} ${size}`;
}
