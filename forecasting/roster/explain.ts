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

/** A way to do it otherwise, really tried. */
export interface Alternative extends TestedChange {
  readonly add: readonly RosterShift[];
  readonly remove: readonly RosterShift[];
}

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

  constructor(problem: RosterProblem, roster: Roster) {
    this.problem = problem;
    this.roster = roster;
    this.check = rosterChecker(problem);
    this.checkPerson = personChecker(problem);
    this.now = this.check(roster);
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

  /** Lawful additions, cheapest first, in place of what is removed. */
  alternatives(
    remove: readonly RosterShift[],
    additions: readonly RosterShift[],
    most: number,
  ): readonly Alternative[] {
    return this.refusal({ breaks: [], costChange: 0, costChanges: {} }, remove, additions, most).alternatives;
  }

  private refusal(
    direct: TestedChange,
    remove: readonly RosterShift[],
    additions: readonly RosterShift[],
    most = MOST_ALTERNATIVES,
  ): Refusal {
    const people = new Map<RuleName, Set<string>>();
    const lawful: { readonly shift: RosterShift; readonly ownCost: number }[] = [];
    for (const shift of additions) {
      const own = this.roster.shifts.filter(({ agent }) => agent === shift.agent);
      const found = this.checkPerson(shift.agent, [...own, shift]);
      const broken = found.filter(({ hard }) => hard);
      for (const { rule } of broken) people.set(rule, (people.get(rule) ?? new Set()).add(shift.agent));
      if (broken.length > 0) continue;
      lawful.push({ shift, ownCost: found.reduce((sum, { cost }) => sum + cost, 0) });
    }
    const shortlist = lawful.sort((a, b) => a.ownCost - b.ownCost).slice(0, most * 4);
    const alternatives = shortlist
      .map(({ shift }): Alternative => ({ add: [shift], remove, ...this.tryChange(remove, [shift]) }))
      .sort((a, b) => a.costChange - b.costChange)
      .slice(0, most);
    const blockedBy = [...people]
      .map(([rule, blocked]) => ({ rule, people: blocked.size }))
      .sort((a, b) => b.people - a.people);
    return { direct, alternatives, blockedBy };
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

function violationKey({ rule, agent, date, size }: Violation): string {
  return `${rule} ${agent ?? ''} ${date ?? ''} ${size}`;
}
