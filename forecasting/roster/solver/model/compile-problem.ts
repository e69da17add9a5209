import { cellKey } from '../../model/cell-key.ts';
import { breakPlaces } from '../../../shifts/break-places.ts';
import { patternStarts, type MinuteSpan, type PatternStart } from '../../../shifts/shift-pattern.ts';
import { daySpan, weekdayOf } from '../../../time/plain-date.ts';
import { MINUTE_MS } from '../../../time/instant.ts';
import { minorsBreakPlaces, minorsPlacesDiffer, needsMinorsBreaks } from '../../model/break-places-of.ts';
import type { RosterProblem } from '../../model/problem.ts';
import type { Roster, RosterShift } from '../../model/roster.ts';
import { ruleWeight, type RuleName } from '../../model/rules.ts';
import { compileAgent, seatCityOf } from './compile-agent.ts';
import { OFF, type DutyAgent, type DutyModel, type Duties } from './duty-model.ts';
import { relaxedAgent, type Relaxation } from './relaxed-agent.ts';

/** A kind and where it helps. */
export interface DutyFamily {
  readonly kind: number;
  readonly group: string;
  readonly city: string | undefined;
  /** Breaks lie only where people under eighteen may have them. */
  readonly isForMinors: boolean;
}

/** One way to work a day. */
interface DutyVariant extends DutyFamily {
  /** Those of one family differ only in the place of the break. */
  readonly family: number;
  readonly breaks: readonly MinuteSpan[];
}

/** A product problem as numbers, with the way back. */
export interface CompiledProblem {
  readonly problem: RosterProblem;
  readonly model: DutyModel;
  readonly kinds: readonly PatternStart[];
  readonly variants: readonly DutyVariant[];
}

const REST_MINUTES = 11 * 60;

/** What is not asked of particular people, because nothing lawful exists for them. */
export type Relaxations = ReadonlyMap<string, Relaxation>;

/** @param previous roster whose change has a price */
export function compileProblem(
  problem: RosterProblem,
  previous?: Roster,
  relaxed: Relaxations = new Map<string, Relaxation>(),
): CompiledProblem {
  const kinds = problem.patterns.flatMap(patternStarts);
  const seatCities = [...new Set(problem.seats.map(({ city }) => city))];
  const families = dutyFamilies(problem, kinds, seatCities);
  const variants = families.flatMap((own, family) => {
    const kind = kinds[own.kind];
    const placesOf = own.isForMinors ? minorsBreakPlaces : breakPlaces;
    const places = kind === undefined ? [] : placesOf(kind, problem.intervalMinutes);
    return places.map((breaks): DutyVariant => ({ ...own, family, breaks }));
  });
  const cells = new CellTable(problem, seatCities);
  const model: DutyModel = {
    days: problem.days.length,
    kinds: kinds.length,
    minutes: Int32Array.from(kinds, ({ workMinutes }) => workMinutes),
    mayFollow: followTable(problem, kinds),
    weekendDay: Uint8Array.from(problem.days, ({ date }) => Math.max(0, weekdayOf(date) - 5)),
    startsWeek: Uint8Array.from(problem.days, ({ date }) => (weekdayOf(date) === 1 ? 1 : 0)),
    variants: variants.length,
    variantKind: Int32Array.from(variants, ({ kind }) => kind),
    families: families.length,
    familyKind: Int32Array.from(families, ({ kind }) => kind),
    variantFamily: Int32Array.from(variants, ({ family }) => family),
    need: cells.need,
    under: cells.under,
    over: cells.over,
    ...cells.covers(kinds, variants),
    agents: problem.agents.map((agent) => {
      const compile = (asked: RosterProblem): DutyAgent =>
        compileAgent(asked, agent, kinds, families, seatCities, previous);
      const relaxation = relaxed.get(agent.id);
      const asked = compile(problem);
      return relaxation === undefined
        ? asked
        : relaxedAgent(asked, compile(withoutRules(problem, relaxation.rules)), relaxation);
    }),
    fixedCost: 0,
  };
  return { problem, model, kinds, variants };
}

/** Every kind where it may help; once more, with fewer places of the break, where minors may work it too. */
function dutyFamilies(
  problem: RosterProblem,
  kinds: readonly PatternStart[],
  seatCities: readonly string[],
): readonly DutyFamily[] {
  const minors = problem.agents.filter((agent) =>
    problem.days.some(({ date }) => needsMinorsBreaks(problem, agent, date)),
  );
  const ofMinors = new Set(minors.map((agent) => seatCityOf(agent, seatCities)));
  return kinds.flatMap((start, kind) => {
    const mayDiffer = minors.length > 0 && minorsPlacesDiffer(start, problem.intervalMinutes);
    return problem.groups.flatMap(({ id: group }) =>
      [undefined, ...seatCities].flatMap((city): DutyFamily[] => [
        { kind, group, city, isForMinors: false },
        ...(mayDiffer && ofMinors.has(city) ? [{ kind, group, city, isForMinors: true }] : []),
      ]),
    );
  });
}

/** The problem with some rules switched off. */
export function withoutRules(problem: RosterProblem, rules: readonly RuleName[]): RosterProblem {
  const off = Object.fromEntries(rules.map((rule) => [rule, { enabled: false }]));
  return { ...problem, rules: { ...problem.rules, ...off } };
}

/** The roster that a plan of the model means. */
export function decodeRoster(compiled: CompiledProblem, duties: readonly Duties[]): Roster {
  const { problem, kinds, variants } = compiled;
  const pins = new Map(problem.pins.map((pin) => [cellKey(pin), pin]));
  const shifts = problem.agents.flatMap((agent, index) =>
    Array.from(duties[index] ?? []).flatMap((variantIndex, day): RosterShift[] => {
      const variant = variantIndex === OFF ? undefined : variants[variantIndex];
      const kind = variant === undefined ? undefined : kinds[variant.kind];
      const date = problem.days[day]?.date;
      if (variant === undefined || kind === undefined || date === undefined) return [];
      const pin = pins.get(cellKey({ agent: agent.id, date }));
      const isPinned =
        pin?.kind === 'shift' &&
        pin.pattern === kind.pattern &&
        pin.startMinute === kind.startMinute &&
        pin.group === variant.group;
      return [
        {
          agent: agent.id,
          date,
          pattern: kind.pattern,
          startMinute: kind.startMinute,
          endMinute: kind.endMinute,
          group: variant.group,
          breaks: variant.breaks,
          ...(isPinned ? { pinned: true } : {}),
        },
      ];
    }),
  );
  return { shifts };
}

/** Duties of a roster in the model's numbers, breaks moved to the nearest place the search knows. */
export function encodeRoster(compiled: CompiledProblem, roster: Roster): Duties[] {
  const { problem, kinds, variants, model } = compiled;
  const dayIndex = new Map(problem.days.map(({ date }, index) => [date, index]));
  const agentIndex = new Map(problem.agents.map(({ id }, index) => [id, index]));
  const seatCities = problem.seats.map(({ city }) => city);
  const ofMinors = new Set(variants.filter(({ isForMinors }) => isForMinors).map(({ kind }) => kind));
  const duties = problem.agents.map(() => new Int16Array(model.days).fill(OFF));
  for (const shift of roster.shifts) {
    const agent = agentIndex.get(shift.agent);
    const day = dayIndex.get(shift.date);
    if (agent === undefined || day === undefined) continue;
    const owner = problem.agents[agent];
    const city = owner === undefined ? undefined : seatCityOf(owner, seatCities);
    const isMinor = owner !== undefined && needsMinorsBreaks(problem, owner, shift.date);
    const breakAt = shift.breaks[0]?.startMinute ?? 0;
    let nearest = OFF;
    let distance = Infinity;
    for (const [index, variant] of variants.entries()) {
      const kind = kinds[variant.kind];
      if (kind?.pattern !== shift.pattern || kind.startMinute !== shift.startMinute) continue;
      if (variant.group !== shift.group || variant.city !== city) continue;
      if (variant.isForMinors !== (isMinor && ofMinors.has(variant.kind))) continue;
      const away = Math.abs((variant.breaks[0]?.startMinute ?? 0) - breakAt);
      if (away < distance) {
        nearest = index;
        distance = away;
      }
    }
    const own = duties[agent];
    if (own !== undefined) own[day] = nearest;
  }
  return duties;
}

/** Which start may follow which on the next day: eleven hours apart, in the shorter of all nights between working days. */
function followTable(problem: RosterProblem, kinds: readonly PatternStart[]): Uint8Array {
  if (problem.rules.restPeriod?.enabled === false) return new Uint8Array(kinds.length * kinds.length).fill(1);
  const shortest = problem.days.reduce((least, day, index) => {
    const next = problem.days[index + 1];
    if (day.open === undefined || next?.open === undefined) return least;
    const span = daySpan(day.date, problem.zone);
    const following = daySpan(next.date, problem.zone);
    return Math.min(
      least,
      (span.end - span.start) / MINUTE_MS,
      (following.end - following.start) / MINUTE_MS,
    );
  }, 24 * 60);
  const table = new Uint8Array(kinds.length * kinds.length);
  for (const [a, first] of kinds.entries()) {
    for (const [b, second] of kinds.entries())
      if (second.startMinute + shortest - first.endMinute >= REST_MINUTES) table[a * kinds.length + b] = 1;
  }
  return table;
}

/** Numbering of demand cells: per day, per skill group and then per city with seats, an interval each. */
class CellTable {
  readonly need: Float64Array;
  readonly under: Float64Array;
  readonly over: Float64Array;
  private readonly problem: RosterProblem;
  private readonly rows: readonly string[];
  private readonly perDay: number;

  constructor(problem: RosterProblem, seatCities: readonly string[]) {
    this.problem = problem;
    this.perDay = (24 * 60) / problem.intervalMinutes;
    this.rows = [
      ...problem.groups.map(({ id }) => `group ${id}`),
      ...seatCities.map((city) => `city ${city}`),
    ];
    const cells = problem.days.length * this.rows.length * this.perDay;
    this.need = new Float64Array(cells);
    this.under = new Float64Array(cells);
    this.over = new Float64Array(cells);
    const under = ruleWeight(problem.rules, 'understaffed');
    const over = ruleWeight(problem.rules, 'overstaffed');
    for (const { group, scheduledAgents } of problem.demand) {
      for (const [day, wanted] of scheduledAgents.entries()) {
        for (let interval = 0; interval < this.perDay; interval++) {
          const cell = this.cell(day, `group ${group}`, interval);
          this.need[cell] = wanted[interval] ?? 0;
          this.under[cell] = under;
          this.over[cell] = over;
        }
      }
    }
    const perSeat = ruleWeight(problem.rules, 'minimumSeats');
    for (const { city, agents, startMinute, endMinute } of problem.seats) {
      for (const [day, { open }] of problem.days.entries()) {
        if (open === undefined) continue;
        const first = Math.ceil(Math.max(startMinute, open.startMinute) / problem.intervalMinutes);
        const end = Math.floor(Math.min(endMinute, open.endMinute) / problem.intervalMinutes);
        for (let interval = first; interval < end; interval++) {
          const cell = this.cell(day, `city ${city}`, interval);
          this.need[cell] = Math.max(this.need[cell] ?? 0, agents);
          this.under[cell] = perSeat;
        }
      }
    }
  }

  covers(kinds: readonly PatternStart[], variants: readonly DutyVariant[]) {
    const starts: number[] = [0];
    const cells: number[] = [];
    // The cells of the first day; those of the others lie a day's cells further each.
    const first = variants.map(({ kind, group, city, breaks }) => {
      const span = kinds[kind];
      const worked = span === undefined ? [] : this.workedIntervals(span, breaks);
      return worked.flatMap((interval) => [
        this.cell(0, `group ${group}`, interval),
        ...(city === undefined ? [] : [this.cell(0, `city ${city}`, interval)]),
      ]);
    });
    for (let day = 0; day < this.problem.days.length; day++) {
      const further = this.cell(day, '', 0) - this.cell(0, '', 0);
      for (const own of first) {
        for (const cell of own) cells.push(cell + further);
        starts.push(cells.length);
      }
    }
    return { coverStart: Int32Array.from(starts), coverCell: Int32Array.from(cells) };
  }

  private cell(day: number, row: string, interval: number): number {
    return (day * this.rows.length + Math.max(0, this.rows.indexOf(row))) * this.perDay + interval;
  }

  private workedIntervals(span: MinuteSpan, breaks: readonly MinuteSpan[]): number[] {
    const { intervalMinutes } = this.problem;
    const intervals: number[] = [];
    for (
      let at = Math.ceil(span.startMinute / intervalMinutes);
      (at + 1) * intervalMinutes <= span.endMinute;
      at++
    ) {
      const begin = at * intervalMinutes;
      if (!breaks.some((pause) => pause.startMinute < begin + intervalMinutes && begin < pause.endMinute))
        intervals.push(at);
    }
    return intervals;
  }
}
