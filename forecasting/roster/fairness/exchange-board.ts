import { cellKey } from '../model/cell-key.ts';
import { MINUTE_MS } from '../../time/instant.ts';
import { daySpan } from '../../time/plain-date.ts';
import type { RosterAgent } from '../model/agent.ts';
import { burdenPrice, burdensOfShift, type Burden } from '../model/fairness.ts';
import type { RosterProblem, SkillGroup } from '../model/problem.ts';
import type { Roster, RosterShift } from '../model/roster.ts';
import { ruleWeight } from '../model/rules.ts';

/** Two people, by their place in the problem, who give each other their days from `first` to `last`. */
export interface Exchange {
  readonly one: number;
  readonly other: number;
  readonly first: number;
  readonly last: number;
  /** By how much the squares of ledgers fall, summed over burdens. */
  readonly gain: number;
}

/** One person's shifts, a place per day of the plan. */
export type Days = readonly (RosterShift | undefined)[];

interface Person {
  readonly id: string;
  readonly agent: RosterAgent;
  readonly weeklyMinutes: number;
  readonly days: (RosterShift | undefined)[];
  /** What each day's shift adds to the ledger, one value per exchanged burden. */
  readonly loads: (readonly number[])[];
  /** Per skill group: the days on which the person could work for it. */
  readonly mayWork: ReadonlyMap<string, readonly boolean[]>;
  /** Days that must stay as they are. */
  readonly isFixed: readonly boolean[];
  /** Per exchanged burden: the ledger with this roster, and what one more duty costs by the ledger before it. */
  readonly ledger: number[];
  readonly prices: readonly number[];
  /** How often the person has exchanged. */
  version: number;
}

const exchangedBurdens = [
  'early',
  'late',
  'fridayLate',
  'saturday',
  'carnival',
  'yearEnd',
] as const satisfies readonly Burden[];

const LONGEST_RUN = 7;
const MIN_REST_MINUTES = 11 * 60;

/** A roster as days of people, and which exchanges between two of them would bring their ledgers closer together. */
export class ExchangeBoard {
  readonly people: readonly Person[];
  private readonly problem: RosterProblem;
  private readonly strangers: readonly RosterShift[];
  private readonly dayMinutes: readonly number[];

  constructor(problem: RosterProblem, roster: Roster) {
    this.problem = problem;
    const prices = ruleWeight(problem.rules, 'fairBurdens') > 0;
    this.dayMinutes = problem.days.map(({ date }) => {
      const { start, end } = daySpan(date, problem.zone);
      return (end - start) / MINUTE_MS;
    });
    const index = new Map(problem.days.map(({ date }, day) => [date, day]));
    const contracts = new Map(problem.contracts.map(({ id, weeklyMinutes }) => [id, weeklyMinutes]));
    const strangers: RosterShift[] = [];
    const daysOf = new Map(
      problem.agents.map(({ id }) => [
        id,
        new Array<RosterShift | undefined>(problem.days.length).fill(undefined),
      ]),
    );
    for (const shift of roster.shifts) {
      const day = index.get(shift.date);
      const days = daysOf.get(shift.agent);
      if (day === undefined || days === undefined || days[day] !== undefined) strangers.push(shift);
      else days[day] = shift;
    }
    this.strangers = strangers;
    const settled = settledDays(problem);
    this.people = problem.agents.map((agent) => {
      const days = daysOf.get(agent.id) ?? [];
      const ledger = exchangedBurdens.map((burden) => agent.burdens?.[burden] ?? 0);
      const loads = days.map((shift, day) => this.loadOf(shift, day));
      for (const load of loads) for (const [at, own] of load.entries()) ledger[at] = (ledger[at] ?? 0) + own;
      return {
        id: agent.id,
        agent,
        weeklyMinutes: contracts.get(agent.contract) ?? 0,
        days,
        loads,
        mayWork: new Map(problem.groups.map((group) => [group.id, daysInGroup(problem, agent, group)])),
        isFixed: problem.days.map(
          ({ date }, at) =>
            settled.has(cellKey({ agent: agent.id, date })) ||
            days[at]?.pinned === true ||
            (days[at]?.activities?.length ?? 0) > 0,
        ),
        ledger,
        prices: exchangedBurdens.map((burden) =>
          prices && agent.burdens !== undefined ? burdenPrice(problem, agent.burdens, burden) : 0,
        ),
        version: 0,
      };
    });
  }

  idOf(index: number): string {
    return this.people[index]?.id ?? '';
  }

  /** Pairs of like hours, and of one city where seats are counted by city; the most unlike ledgers first. */
  pairs(mayExchange: (index: number) => boolean): readonly (readonly [number, number])[] {
    const found: { readonly pair: readonly [number, number]; readonly apart: number }[] = [];
    for (const [one, person] of this.people.entries()) {
      if (!mayExchange(one)) continue;
      for (let other = one + 1; other < this.people.length; other++) {
        const second = this.people[other];
        if (second === undefined || !mayExchange(other) || !this.areAlike(person, second)) continue;
        const apart = person.ledger.reduce((sum, own, at) => sum + (own - (second.ledger[at] ?? 0)) ** 2, 0);
        if (apart > 0) found.push({ pair: [one, other], apart });
      }
    }
    return found.toSorted((a, b) => b.apart - a.apart).map(({ pair }) => pair);
  }

  /** Exchanges that bring the two ledgers closer, those that do so most first. Whether they are lawful is not told. */
  exchangesOf(one: number, other: number): Exchange[] {
    const [left, right] = [this.people[one], this.people[other]];
    if (left === undefined || right === undefined) return [];
    const found: Exchange[] = [];
    for (let first = 0; first < left.days.length; first++) {
      if (isSame(left.days[first], right.days[first])) continue;
      const given = exchangedBurdens.map(() => 0);
      for (let last = first; last < Math.min(left.days.length, first + LONGEST_RUN); last++) {
        if (left.isFixed[last] === true || right.isFixed[last] === true) break;
        if (!mayTake(left, right.days[last], last) || !mayTake(right, left.days[last], last)) break;
        for (const at of given.keys())
          given[at] = (given[at] ?? 0) + (left.loads[last]?.[at] ?? 0) - (right.loads[last]?.[at] ?? 0);
        if (isSame(left.days[last], right.days[last])) continue;
        const gain = this.gainOf(left, right, given);
        if (gain <= 0 || !this.rests(left, right, first, last)) continue;
        found.push({ one, other, first, last, gain });
      }
    }
    return found.sort((a, b) => b.gain - a.gain);
  }

  /** The two people's days after an exchange. */
  exchanged({ one, other, first, last }: Exchange): readonly [Days, Days] {
    const [left, right] = [this.people[one], this.people[other]];
    if (left === undefined || right === undefined) return [[], []];
    const swapped = (own: Person, from: Person): Days =>
      own.days.map((shift, day) => (day < first || day > last ? shift : withOwner(from.days[day], own.id)));
    return [swapped(left, right), swapped(right, left)];
  }

  make(exchange: Exchange): void {
    const days = this.exchanged(exchange);
    for (const [side, index] of [exchange.one, exchange.other].entries()) {
      const person = this.people[index];
      if (person === undefined) continue;
      for (let day = exchange.first; day <= exchange.last; day++) {
        const shift = days[side]?.[day];
        const load = this.loadOf(shift, day);
        for (const at of load.keys())
          person.ledger[at] = (person.ledger[at] ?? 0) + (load[at] ?? 0) - (person.loads[day]?.[at] ?? 0);
        person.days[day] = shift;
        person.loads[day] = load;
      }
      person.version++;
    }
  }

  /** Names two people's very calendars. */
  calendarsOf(one: number, other: number): string {
    return `${one}.${this.people[one]?.version} ${other}.${this.people[other]?.version}`;
  }

  /** Names an exchange between these very calendars. */
  keyOf({ one, other, first, last }: Exchange): string {
    return `${this.calendarsOf(one, other)} ${first}-${last}`;
  }

  roster(): Roster {
    const known = this.people.flatMap(({ days }) => days.filter((shift) => shift !== undefined));
    return { shifts: [...known, ...this.strangers] };
  }

  private areAlike(one: Person, other: Person): boolean {
    const sameSeats = this.problem.seats.length === 0 || one.agent.city === other.agent.city;
    return one.weeklyMinutes === other.weeklyMinutes && sameSeats;
  }

  /**
   * What the exchange takes off the squares of both ledgers; 0 where any burden would lie further apart, or where duties
   * would move to whom the past prices higher.
   */
  private gainOf(left: Person, right: Person, given: readonly number[]): number {
    let gain = 0;
    let price = 0;
    for (const [at, count] of given.entries()) {
      if (count === 0) continue;
      const apart = (left.ledger[at] ?? 0) - (right.ledger[at] ?? 0);
      const less = 2 * count * (apart - count);
      if (less < 0) return 0;
      gain += less;
      price += count * ((right.prices[at] ?? 0) - (left.prices[at] ?? 0));
    }
    return price > 1e-9 ? 0 : gain;
  }

  /** Whether both rest eleven hours where the exchanged days meet their own: most of what cannot be is seen here. */
  private rests(left: Person, right: Person, first: number, last: number): boolean {
    const restsBetween = (
      before: RosterShift | undefined,
      day: number,
      after: RosterShift | undefined,
    ): boolean =>
      before === undefined ||
      after === undefined ||
      after.startMinute + (this.dayMinutes[day] ?? 1440) - before.endMinute >= MIN_REST_MINUTES;
    return (
      restsBetween(left.days[first - 1], first - 1, right.days[first]) &&
      restsBetween(right.days[first - 1], first - 1, left.days[first]) &&
      restsBetween(left.days[last], last, right.days[last + 1]) &&
      restsBetween(right.days[last], last, left.days[last + 1])
    );
  }

  private loadOf(shift: RosterShift | undefined, day: number): readonly number[] {
    const planDay = this.problem.days[day];
    if (shift === undefined || planDay === undefined) return nothing;
    const carried = burdensOfShift(shift, planDay);
    return exchangedBurdens.map((burden) => (carried.includes(burden) ? 1 : 0));
  }
}
const nothing: readonly number[] = exchangedBurdens.map(() => 0);

function mayTake({ mayWork }: Person, shift: RosterShift | undefined, day: number): boolean {
  return shift === undefined || mayWork.get(shift.group)?.[day] === true;
}

/** Per day: whether somebody is there and holds the group's skills. */
function daysInGroup(
  { days }: RosterProblem,
  { absences, skills }: RosterAgent,
  group: SkillGroup,
): readonly boolean[] {
  return days.map(({ date }) => {
    if (absences.some(({ from, until }) => from <= date && date <= until)) return false;
    return group.skills.every((needed) =>
      skills.some(
        ({ skill, from, until }) => skill === needed && (from ?? date) <= date && date <= (until ?? date),
      ),
    );
  });
}

/** Days, as "agent date", that were settled before: pinned, or with a meeting that somebody is invited to. */
function settledDays({ pins, activities = [] }: RosterProblem): ReadonlySet<string> {
  return new Set([
    ...pins.map(cellKey),
    ...activities.flatMap(({ agents, date }) => agents.map((agent) => cellKey({ agent, date }))),
  ]);
}

function withOwner(shift: RosterShift | undefined, agent: string): RosterShift | undefined {
  return shift === undefined ? undefined : { ...shift, agent };
}

function isSame(one: RosterShift | undefined, other: RosterShift | undefined): boolean {
  return one?.startMinute === other?.startMinute && one?.endMinute === other?.endMinute;
}
