import type { FamilyPrices } from '../model/coverage-state.ts';
import { OFF, type DutyAgent, type DutyModel, type Duties } from '../model/duty-model.ts';
import type { Entry, Exit, PathRequest, PathSearch } from './path-search.ts';
import { cappedKinds, pathShape, type PathShape } from './path-shape.ts';

/** What a search of one agent's calendar may be told beyond the agent's own rules. */
export interface CalendarOptions {
  /** Adds to each cost; a random disturbance that lets the search leave local optima. */
  readonly disturb?: () => number;
  /** Tighter or looser limits for a part of the plan, instead of what the contract leaves. */
  readonly minutes?: { readonly least: number; readonly most: number };
  readonly maxWeekends?: number;
  readonly openEnd?: boolean;
  /** Caps must hold exactly at least cost, whatever the number of states. */
  readonly exact?: boolean;
}

export interface CalendarAnswer {
  /** A variant per day of the whole plan; outside the window as it was. */
  readonly duties: Duties;
  /** Cost of the window under the prices given, disturbance included. */
  readonly cost: number;
  /** No lawful calendar is cheaper; equal to the cost unless a cap had to be kept by a penalty. */
  readonly bound: number;
}

/** Where the limit cannot bind, weekends are not counted. */
const NO_WEEKENDS = new Uint8Array(0);
const NO_RELIEF = { paid: 0, free: 0 };
const COUNTERS_IN_STATE = 48;
const COUNTERS_IN_STATE_EXACT = 600;

/**
 * Finds the cheapest lawful calendar of one agent on a window of days, the other days staying as they are.
 *
 * Caps per kind enter the state only once a path has broken them (decremental state space relaxation,
 * Righini and Salani 2008): most never bind, and each would multiply the states.
 */
export class AgentCalendar {
  readonly agent: DutyAgent;
  private readonly model: DutyModel;
  private readonly search: PathSearch;
  private readonly capped: readonly number[];
  private counted: number[] = [];
  /** Kinds whose count would make the tables too large. */
  private readonly uncounted = new Set<number>();
  private readonly shapes = new Map<string, PathShape>();

  constructor(model: DutyModel, agent: DutyAgent, search: PathSearch) {
    this.model = model;
    this.agent = agent;
    this.search = search;
    this.capped = cappedKinds(model, agent);
  }

  /**
   * @param duties the agent's calendar now; days outside [from, to) stay
   * @param prices per day × family of the whole plan
   * @returns undefined when the window has no lawful calendar
   */
  best(
    duties: Duties,
    from: number,
    to: number,
    prices: FamilyPrices,
    options: CalendarOptions = {},
  ): CalendarAnswer | undefined {
    const { model } = this;
    const kindCost = this.kindCosts(from, to, prices, options.disturb);
    const offCost = this.agent.offCost.slice(from, to);
    if (options.disturb !== undefined)
      for (let i = 0; i < offCost.length; i++) offCost[i] = (offCost[i] ?? 0) + options.disturb();
    const left = this.capped.map(
      (kind) => (this.agent.maxOfKind[kind] ?? 0) - countOutside(model, duties, from, to, kind),
    );
    const limit = options.exact === true ? COUNTERS_IN_STATE_EXACT : COUNTERS_IN_STATE;
    const penalties = new Map<number, number>();
    for (let round = 0; round < 60; round++) {
      const shape = this.shapeFor(this.counted);
      const request = this.request(shape, duties, from, to, kindCost.costs, offCost, options);
      if (request === undefined) return undefined;
      if (!this.search.fits(request.path)) {
        const dropped = this.counted.at(-1);
        if (dropped === undefined) return undefined;
        this.uncounted.add(dropped);
        this.counted = this.counted.slice(0, -1);
        continue;
      }
      const path = this.search.best(request.path);
      if (path === undefined) return undefined;
      const answer = duties.slice();
      for (let index = 0; index < to - from; index++) {
        const sort = path.sorts[index] ?? -1;
        answer[from + index] =
          sort < 0
            ? OFF
            : (kindCost.variants[
                index * model.kinds + (request.kinds[index * shape.sorts.length + sort] ?? 0)
              ] ?? OFF);
      }
      const broken = this.capped.filter(
        (kind, i) => countInside(model, answer, from, to, kind) > (left[i] ?? 0),
      );
      if (broken.length === 0) {
        const relief = [...penalties].reduce((sum, [kind, price]) => {
          const own = countInside(model, answer, from, to, kind);
          return {
            paid: sum.paid + price * own,
            free: sum.free + price * (left[this.capped.indexOf(kind)] ?? 0),
          };
        }, NO_RELIEF);
        return { duties: answer, cost: path.cost - relief.paid, bound: path.cost - relief.free };
      }
      for (const kind of broken) {
        const counters = [...this.counted, kind].reduce((n, k) => n * (this.capOf(k) + 1), 1);
        const mayCount = counters <= limit && !this.counted.includes(kind) && !this.uncounted.has(kind);
        if (mayCount) this.counted = [...this.counted, kind];
        else {
          raise(kindCost.costs, model.kinds, kind, 2 ** round);
          penalties.set(kind, (penalties.get(kind) ?? 0) + 2 ** round);
        }
      }
    }
    return undefined;
  }

  private capOf(kind: number): number {
    return Math.max(0, this.agent.maxOfKind[kind] ?? 0);
  }

  private shapeFor(counted: readonly number[]): PathShape {
    const key = counted.join();
    const known = this.shapes.get(key);
    if (known !== undefined) return known;
    const shape = pathShape(this.model, this.agent, counted);
    this.shapes.set(key, shape);
    return shape;
  }

  /** Cheapest allowed variant and its cost per day of the window × kind. */
  private kindCosts(from: number, to: number, prices: FamilyPrices, disturb: (() => number) | undefined) {
    const { model, agent } = this;
    const { families, kinds } = model;
    const costs = new Float64Array((to - from) * kinds).fill(Infinity);
    const variants = new Int16Array((to - from) * kinds).fill(OFF);
    for (let day = from; day < to; day++) {
      for (let family = 0; family < families; family++) {
        if (agent.allowed[day * families + family] !== 1) continue;
        const slot = (day - from) * kinds + (model.familyKind[family] ?? 0);
        const cost = prices.price[day * families + family] ?? Infinity;
        if (cost < (costs[slot] ?? Infinity)) {
          costs[slot] = cost;
          variants[slot] = prices.variant[day * families + family] ?? OFF;
        }
      }
    }
    for (let slot = 0; slot < costs.length; slot++) {
      if (costs[slot] === Infinity) continue;
      const own = agent.workCost[from * kinds + slot] ?? 0;
      costs[slot] = (costs[slot] ?? 0) + own + (disturb === undefined ? 0 : disturb());
    }
    return { costs, variants };
  }

  private request(
    shape: PathShape,
    duties: Duties,
    from: number,
    to: number,
    kindCost: Float64Array,
    offCost: Float64Array,
    options: CalendarOptions,
  ): { readonly path: PathRequest; readonly kinds: Int16Array } | undefined {
    const { model, agent } = this;
    const sorts = shape.sorts.length;
    const workCost = new Float64Array((to - from) * sorts).fill(Infinity);
    const kinds = new Int16Array((to - from) * sorts).fill(-1);
    for (let index = 0; index < to - from; index++) {
      for (const [sort, members] of shape.sorts.entries()) {
        for (const kind of members) {
          const cost = kindCost[index * model.kinds + kind] ?? Infinity;
          if (cost < (workCost[index * sorts + sort] ?? Infinity)) {
            workCost[index * sorts + sort] = cost;
            kinds[index * sorts + sort] = kind;
          }
        }
      }
    }
    const outside = outsideUse(model, duties, from, to);
    const least = options.minutes?.least ?? agent.minMinutes - outside.minutes;
    const most = options.minutes?.most ?? agent.maxMinutes - outside.minutes;
    const mostUnits = shape.sortUnits.reduce((a, b) => Math.max(a, b), 0) * (to - from);
    const capLeft = shape.counted.map((kind) =>
      Math.min(to - from, (agent.maxOfKind[kind] ?? 0) - countOutside(model, duties, from, to, kind)),
    );
    const weekendsLeft = options.maxWeekends ?? agent.maxWeekends - outside.weekends;
    const countsWeekends = weekendsLeft < weekendsIn(model, from, to);
    const maxWeekends = countsWeekends ? weekendsLeft : 0;
    if (most < 0 || weekendsLeft < 0 || capLeft.some((left) => left < 0)) return undefined;
    const entry = entryOf(model, agent, shape, duties, from);
    if (entry === undefined) return undefined;
    const path: PathRequest = {
      shape,
      from,
      to,
      workCost,
      offCost,
      weekendDay: countsWeekends ? model.weekendDay : NO_WEEKENDS,
      startsWeek: model.startsWeek,
      minUnits: Math.ceil(least / shape.unit),
      maxUnits: Math.min(mostUnits, Math.floor(most / shape.unit)),
      maxRun: agent.maxRun,
      minRun: agent.minRun,
      minOff: agent.minOff,
      maxWeekends,
      maxDaysPerWeek: agent.maxDaysPerWeek,
      daysBeforeInWeek: daysBefore(model, agent, duties, from),
      capLeft,
      entry,
      exit: options.openEnd === true ? { state: 'open' } : exitOf(model, shape, duties, to),
      kindStart: agent.before.state === 'open',
    };
    return { path, kinds };
  }
}

function raise(costs: Float64Array, kinds: number, kind: number, by: number): void {
  for (let slot = kind; slot < costs.length; slot += kinds) costs[slot] = (costs[slot] ?? 0) + by;
}

function kindAt(model: DutyModel, duties: Duties, day: number): number {
  const variant = duties[day] ?? OFF;
  return variant === OFF ? -1 : (model.variantKind[variant] ?? 0);
}

function countInside(model: DutyModel, duties: Duties, from: number, to: number, kind: number): number {
  let count = 0;
  for (let day = from; day < to; day++) if (kindAt(model, duties, day) === kind) count++;
  return count;
}

function countOutside(model: DutyModel, duties: Duties, from: number, to: number, kind: number): number {
  return countInside(model, duties, 0, from, kind) + countInside(model, duties, to, model.days, kind);
}

function weekendsIn(model: DutyModel, from: number, to: number): number {
  let weekends = 0;
  for (let day = from; day < to; day++)
    if (model.weekendDay[day] === 1 || (model.weekendDay[day] === 2 && day === from)) weekends++;
  return weekends;
}

/** Minutes and weekends used on the days outside the window. */
function outsideUse(model: DutyModel, duties: Duties, from: number, to: number) {
  let minutes = 0;
  let weekends = 0;
  for (let day = 0; day < model.days; day++) {
    if (day >= from && day < to) continue;
    const kind = kindAt(model, duties, day);
    if (kind < 0) continue;
    minutes += model.minutes[kind] ?? 0;
    if (model.weekendDay[day] === 1) weekends++;
    else if (model.weekendDay[day] === 2 && (day === 0 || kindAt(model, duties, day - 1) < 0)) weekends++;
  }
  return { minutes, weekends };
}

/** Working days of the week of `from` that lie before it. */
function daysBefore(model: DutyModel, agent: DutyAgent, duties: Duties, from: number): number {
  let count = 0;
  let day = from;
  while (day > 0 && model.startsWeek[day] !== 1) if (kindAt(model, duties, --day) >= 0) count++;
  return day === 0 ? count + agent.daysBeforeInWeek : count;
}

/** @returns undefined when the days before already break the longest run */
function entryOf(
  model: DutyModel,
  agent: DutyAgent,
  shape: PathShape,
  duties: Duties,
  from: number,
): Entry | undefined {
  const works = from > 0 && kindAt(model, duties, from - 1) >= 0;
  let run = 0;
  while (run < from && kindAt(model, duties, from - 1 - run) >= 0 === works) run++;
  const reachesStart = run === from;
  const { before } = agent;
  if (from === 0 || reachesStart) {
    if (before.state === 'open') {
      if (from === 0) return { state: 'free' };
    } else if (from === 0) {
      if (before.state === 'off') return { state: 'off', run: Math.max(1, before.run) };
      return {
        state: 'on',
        run: before.run,
        follow: followOf(shape, (kind) => before.mayFollow[kind] === 1),
      };
    } else if ((before.state === 'on') === works) run += before.run;
  }
  if (!works) return { state: 'off', run };
  const last = kindAt(model, duties, from - 1);
  return {
    state: 'on',
    run,
    follow: followOf(shape, (kind) => model.mayFollow[last * model.kinds + kind] === 1),
  };
}

function followOf(shape: PathShape, may: (kind: number) => boolean): Uint8Array {
  return Uint8Array.from(shape.sorts, ([kind = 0]) => (may(kind) ? 1 : 0));
}

function exitOf(model: DutyModel, shape: PathShape, duties: Duties, to: number): Exit {
  if (to >= model.days) return { state: 'open' };
  const next = kindAt(model, duties, to);
  let run = 0;
  while (to + run < model.days && kindAt(model, duties, to + run) >= 0 === next >= 0) run++;
  const ends = to + run === model.days;
  if (next < 0) return { state: 'off', run, ends };
  return { state: 'on', run, ends, sort: shape.sortOfKind[next] ?? 0 };
}
