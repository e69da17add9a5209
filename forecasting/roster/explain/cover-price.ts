import type { PlainDate } from '../../time/plain-date.ts';
import { workedIntervals } from '../rules/presence.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster, RosterShift } from '../model/roster.ts';
import { ruleWeight } from '../model/rules.ts';
import type { Move } from './ways.ts';

/** People present per interval of one day, and what so many cost there. */
interface Row {
  readonly present: Int32Array;
  readonly price: (interval: number, agents: number) => number;
}

/**
 * What a move changes in the price of cover: understaffed, overstaffed, minimum seats. It orders hundreds of moves by
 * price within milliseconds, so that the checker need judge only the cheapest.
 */
export class CoverPrice {
  private readonly problem: RosterProblem;
  private readonly rows = new Map<string, Row>();
  private readonly cityOf: ReadonlyMap<string, string | undefined>;

  constructor(problem: RosterProblem, { shifts }: Roster) {
    this.problem = problem;
    this.cityOf = new Map(problem.agents.map(({ id, city }) => [id, city]));
    for (const shift of shifts)
      for (const { present } of this.rowsOf(shift))
        for (const at of workedIntervals(shift, problem.intervalMinutes))
          present[at] = (present[at] ?? 0) + 1;
  }

  /** Price after minus before. */
  change({ add, remove }: Pick<Move, 'add' | 'remove'>): number {
    const changes = new Map<Row, Map<number, number>>();
    const count = (shift: RosterShift, people: number): void => {
      for (const row of this.rowsOf(shift)) {
        const change = changes.get(row) ?? new Map<number, number>();
        changes.set(row, change);
        for (const at of workedIntervals(shift, this.problem.intervalMinutes))
          change.set(at, (change.get(at) ?? 0) + people);
      }
    };
    for (const shift of remove) count(shift, -1);
    for (const shift of add) count(shift, 1);
    let price = 0;
    for (const [{ present, price: priceOf }, change] of changes)
      for (const [at, people] of change) {
        const before = present[at] ?? 0;
        if (people !== 0) price += priceOf(at, before + people) - priceOf(at, before);
      }
    return price;
  }

  private rowsOf({ agent, date, group }: RosterShift): readonly Row[] {
    const city = this.cityOf.get(agent);
    return [
      this.row(
        `group ${group} ${date}`,
        () => this.groupPrice(group, date),
        () => this.elsewhere(group, date),
      ),
      ...(city === undefined ? [] : [this.row(`city ${city} ${date}`, () => this.seatPrice(city, date))]),
    ];
  }

  private row(key: string, price: () => Row['price'], elsewhere?: () => readonly number[]): Row {
    const known = this.rows.get(key);
    if (known !== undefined) return known;
    const present = new Int32Array((24 * 60) / this.problem.intervalMinutes);
    present.set((elsewhere?.() ?? []).slice(0, present.length));
    const row = { present, price: price() };
    this.rows.set(key, row);
    return row;
  }

  private groupPrice(group: string, date: PlainDate): Row['price'] {
    const day = this.problem.days.findIndex((each) => each.date === date);
    const demand = this.problem.demand.find((each) => each.group === group);
    if (demand === undefined) return () => 0;
    const wanted = demand.scheduledAgents[day] ?? [];
    const under = ruleWeight(this.problem.rules, 'understaffed');
    const over = ruleWeight(this.problem.rules, 'overstaffed');
    return (at, agents) => {
      const missing = (wanted[at] ?? 0) - agents;
      return missing > 0 ? under * missing : -over * missing;
    };
  }

  /** People of the group who are not in the problem. */
  private elsewhere(group: string, date: PlainDate): readonly number[] {
    const day = this.problem.days.findIndex((each) => each.date === date);
    return this.problem.demand.find((each) => each.group === group)?.coveredElsewhere?.[day] ?? [];
  }

  private seatPrice(city: string, date: PlainDate): Row['price'] {
    const { seats, days, intervalMinutes, rules } = this.problem;
    const open = days.find((each) => each.date === date)?.open;
    const weight = ruleWeight(rules, 'minimumSeats');
    const own = open === undefined ? [] : seats.filter((seat) => seat.city === city);
    return (at, agents) => {
      const start = at * intervalMinutes;
      const isAsked = (each: { readonly startMinute: number; readonly endMinute: number }): boolean =>
        each.startMinute <= start && start + intervalMinutes <= each.endMinute;
      return own.reduce(
        (sum, seat) =>
          open !== undefined && isAsked(open) && isAsked(seat)
            ? sum + weight * Math.max(0, seat.agents - agents)
            : sum,
        0,
      );
    };
  }
}
