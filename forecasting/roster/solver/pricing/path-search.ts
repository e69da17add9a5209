import type { PathShape } from './path-shape.ts';
import { StateSpace } from './state-space.ts';

/** State in which a path begins. */
export type Entry =
  /** Enough days off lie before. */
  | { readonly state: 'free' }
  | { readonly state: 'off'; readonly run: number }
  /** A run of working days goes on; `follow` has a 1 per sort that may come next. */
  | { readonly state: 'on'; readonly run: number; readonly follow: Uint8Array };

/** What the days behind the window ask of its last day. */
export type Exit =
  | { readonly state: 'open' }
  /** A run of `run` days off follows; `ends`: it reaches the last day of the plan. */
  | { readonly state: 'off'; readonly run: number; readonly ends: boolean }
  | { readonly state: 'on'; readonly run: number; readonly ends: boolean; readonly sort: number };

export interface PathRequest {
  readonly shape: PathShape;
  /** Window [from, to) of days. */
  readonly from: number;
  readonly to: number;
  /** Per day of the window × sort: cost of working; Infinity where not allowed. */
  readonly workCost: Float64Array;
  /** Per day of the window: cost of a day off. */
  readonly offCost: Float64Array;
  /** Per day of the plan. */
  readonly weekendDay: Uint8Array;
  readonly startsWeek: Uint8Array;
  readonly minUnits: number;
  readonly maxUnits: number;
  readonly maxRun: number;
  readonly minRun: number;
  readonly minOff: number;
  readonly maxWeekends: number;
  readonly maxDaysPerWeek: number;
  /** Working days of the window's first week that lie before it. */
  readonly daysBeforeInWeek: number;
  /** Left of the cap of each `shape.counted` kind. */
  readonly capLeft: readonly number[];
  readonly entry: Entry;
  readonly exit: Exit;
  /** A run that begins on day 0 is never too short (what lies before is unknown). */
  readonly kindStart: boolean;
}

/** Cheapest path: a sort per day of the window, −1 = off. */
export interface BestPath {
  readonly cost: number;
  readonly sorts: Int16Array;
}

/**
 * Cheapest lawful calendar of one person: an exact dynamic program over days.
 *
 * State: counted kinds and days of the week, run of days on (with the class of the last shift) or off, weekends
 * worked, paid units. One instance owns the tables and is used for many searches, never for two at once.
 * Cost: days × states × sorts; a month of one person with three shift types takes a fraction of a millisecond.
 */
export class PathSearch {
  private values: Float64Array[] = [];
  private low = new Int32Array(0);
  private high = new Int32Array(0);
  private nextLow = new Int32Array(0);
  private nextHigh = new Int32Array(0);
  private readonly stateLimit: number;

  /** @param stateLimit most states per day × days that the tables may hold (8 bytes each) */
  constructor(stateLimit = 40_000_000) {
    this.stateLimit = stateLimit;
  }

  /** Whether the tables can hold this search. */
  fits(request: PathRequest): boolean {
    return new StateSpace(request).size * (request.to - request.from + 1) <= this.stateLimit;
  }

  /** @returns undefined when no lawful path exists */
  best(request: PathRequest): BestPath | undefined {
    const space = new StateSpace(request);
    this.reserve(request.to - request.from + 1, space);
    this.forward(request, space);
    const last = this.values[request.to - request.from];
    const end = last === undefined ? undefined : cheapestEnd(request, space, last);
    if (last === undefined || end === undefined) return undefined;
    return { cost: last[end] ?? Infinity, sorts: this.trace(request, space, end) };
  }

  private reserve(layers: number, space: StateSpace): void {
    const { size, rows } = space;
    if (size * layers > this.stateLimit)
      throw new RangeError(`${size} states on ${layers} days are more than the search keeps`);
    if (this.low.length < rows) {
      this.low = new Int32Array(rows);
      this.high = new Int32Array(rows);
      this.nextLow = new Int32Array(rows);
      this.nextHigh = new Int32Array(rows);
    }
    const kept = this.values[0]?.length ?? 0;
    if (this.values.length >= layers && kept >= size) return;
    const fitting = kept * layers <= this.stateLimit ? Math.max(size, kept) : size;
    this.values = [];
    this.values = Array.from({ length: layers }, () => new Float64Array(fitting));
  }

  private forward(request: PathRequest, space: StateSpace): void {
    const { rows, units, counters, positions, weekends, nextCounter, resetCounter } = space;
    const { shape, minOff, maxRun, minRun } = request;
    const sorts = shape.sorts.length;
    const { sortClass, sortUnits, classFollow } = shape;
    const first = this.values[0];
    if (first === undefined) return;
    first.fill(Infinity, 0, space.size);
    this.low.fill(units, 0, rows);
    this.high.fill(-1, 0, rows);
    const start = (space.entryCounter * space.positions + space.entryPosition) * weekends;
    first[start * units] = 0;
    this.low[start] = 0;
    this.high[start] = 0;
    for (let day = request.from; day < request.to; day++) {
      const at = day - request.from;
      const source = this.values[at] ?? first;
      const target = this.values[at + 1] ?? first;
      target.fill(Infinity, 0, space.size);
      this.nextLow.fill(units, 0, rows);
      this.nextHigh.fill(-1, 0, rows);
      const least = space.leastUnits(day + 1);
      const offCost = request.offCost[at] ?? 0;
      const weekend = request.weekendDay[day] ?? 0;
      const resets = at > 0 && request.startsWeek[day] === 1;
      const entryFollow = at === 0 && request.entry.state === 'on' ? request.entry.follow : undefined;
      for (let plain = 0; plain < counters; plain++) {
        const counter = resets ? (resetCounter[plain] ?? 0) : plain;
        for (let position = 0; position < positions; position++) {
          const isOff = position < minOff;
          const run = isOff ? position + 1 : ((position - minOff) % maxRun) + 1;
          const kind = request.kindStart && run === day;
          const mayRest = offCost < Infinity && (isOff || run >= minRun || kind);
          const mayWork = isOff ? run >= minOff || kind : run < maxRun;
          const offPosition = isOff ? Math.min(position + 1, minOff - 1) : 0;
          const followAt = isOff ? -1 : Math.floor((position - minOff) / maxRun) * sorts;
          const nextRun = isOff ? 0 : run;
          const added = weekend === 1 || (weekend === 2 && isOff) ? 1 : 0;
          for (let w = 0; w < weekends; w++) {
            const row = (plain * positions + position) * weekends + w;
            const low = this.low[row] ?? 0;
            const high = this.high[row] ?? -1;
            if (high < low) continue;
            if (mayRest) {
              const toRow = (counter * positions + offPosition) * weekends + w;
              this.relax(source, row * units, target, toRow, units, 0, Math.max(low, least), high, offCost);
            }
            if (!mayWork || w + added >= weekends) continue;
            for (let sort = 0; sort < sorts; sort++) {
              const cost = request.workCost[at * sorts + sort] ?? Infinity;
              if (cost === Infinity) continue;
              if (entryFollow !== undefined) {
                if (entryFollow[sort] !== 1) continue;
              } else if (followAt >= 0 && classFollow[followAt + sort] !== 1) continue;
              const next = nextCounter[counter * sorts + sort] ?? -1;
              if (next < 0) continue;
              const toPosition = minOff + (sortClass[sort] ?? 0) * maxRun + nextRun;
              const toRow = (next * positions + toPosition) * weekends + w + added;
              const more = sortUnits[sort] ?? 0;
              const from = Math.max(low, least - more);
              const to = Math.min(high, units - 1 - more);
              this.relax(source, row * units, target, toRow, units, more, from, to, cost);
            }
          }
        }
      }
      [this.low, this.nextLow] = [this.nextLow, this.low];
      [this.high, this.nextHigh] = [this.nextHigh, this.high];
    }
  }

  /** The loop where the time goes: one move from all unit counts of a row. */
  private relax(
    source: Float64Array,
    sourceAt: number,
    target: Float64Array,
    toRow: number,
    units: number,
    added: number,
    from: number,
    to: number,
    cost: number,
  ): void {
    if (from > to) return;
    const targetAt = toRow * units + added;
    for (let m = from; m <= to; m++) {
      const value = (source[sourceAt + m] ?? Infinity) + cost;
      if (value < (target[targetAt + m] ?? Infinity)) target[targetAt + m] = value;
    }
    if (from + added < (this.nextLow[toRow] ?? 0)) this.nextLow[toRow] = from + added;
    if (to + added > (this.nextHigh[toRow] ?? -1)) this.nextHigh[toRow] = to + added;
  }

  /** Walks back from the cheapest end: a predecessor is one whose value plus the step is exactly the state's value. */
  private trace(request: PathRequest, space: StateSpace, end: number): Int16Array {
    const days = request.to - request.from;
    const sorts = new Int16Array(days).fill(-1);
    let state = end;
    for (let index = days - 1; index >= 0; index--) {
      const source = this.values[index];
      const value = this.values[index + 1]?.[state] ?? Infinity;
      const step =
        source === undefined ? undefined : space.stepInto(request.from + index, state, value, source);
      if (step === undefined) throw new Error('the path search lost its way back');
      sorts[index] = step.sort;
      state = step.state;
    }
    return sorts;
  }
}

function cheapestEnd(request: PathRequest, space: StateSpace, last: Float64Array): number | undefined {
  let best = Infinity;
  let end: number | undefined;
  for (let row = 0; row < space.rows; row++) {
    if (!space.mayEnd(row)) continue;
    for (let m = Math.max(0, request.minUnits); m < space.units; m++) {
      const value = last[row * space.units + m] ?? Infinity;
      if (value < best) {
        best = value;
        end = row * space.units + m;
      }
    }
  }
  return end;
}
