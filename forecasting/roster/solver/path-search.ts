import type { PathShape } from './path-shape.ts';

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
 * State: run of days on (with the class of the last shift) or off, weekends worked, paid units, counted kinds and days
 * of the week. One instance owns the tables and is used for many searches, never for two at once.
 * Cost: days × states × sorts; a month of one person with three shift types takes well under a millisecond.
 */
export class PathSearch {
  private values: Float64Array[] = [];
  private readonly stateLimit: number;

  /** @param stateLimit most states per day; larger problems answer `tooLarge` */
  constructor(stateLimit = 3_000_000) {
    this.stateLimit = stateLimit;
  }

  /** @returns undefined when no lawful path exists */
  best(request: PathRequest): BestPath | undefined {
    const table = new StateTable(request);
    if (table.size > this.stateLimit)
      throw new RangeError(`${table.size} states are more than the search keeps`);
    this.reserve(request.to - request.from + 1, table.size);
    this.forward(request, table);
    const last = this.values[request.to - request.from];
    if (last === undefined) return undefined;
    const end = cheapestEnd(request, table, last);
    return end === undefined
      ? undefined
      : { cost: last[end] ?? Infinity, sorts: this.trace(request, table, end) };
  }

  private reserve(layers: number, size: number): void {
    if (this.values.length >= layers && (this.values[0]?.length ?? 0) >= size) return;
    const wanted = Math.max(size, this.values[0]?.length ?? 0);
    this.values = Array.from(
      { length: Math.max(layers, this.values.length) },
      () => new Float64Array(wanted),
    );
  }

  private forward(request: PathRequest, table: StateTable): void {
    const { rows, units } = table;
    let low = new Int32Array(rows).fill(units);
    let high = new Int32Array(rows).fill(-1);
    const first = this.values[0];
    if (first === undefined) return;
    first.fill(Infinity, 0, table.size);
    const start = table.rowOf(0, table.entryPosition, 0);
    first[start * units] = 0;
    low[start] = 0;
    high[start] = 0;
    for (let day = request.from; day < request.to; day++) {
      const source = this.values[day - request.from];
      const target = this.values[day - request.from + 1];
      if (source === undefined || target === undefined) return;
      target.fill(Infinity, 0, table.size);
      const nextLow = new Int32Array(rows).fill(units);
      const nextHigh = new Int32Array(rows).fill(-1);
      const least = table.leastUnits(day + 1);
      const relax = (row: number, toRow: number, cost: number, added: number): void => {
        const from = Math.max(low[row] ?? 0, least - added, 0);
        const to = Math.min(high[row] ?? -1, units - 1 - added);
        if (from > to) return;
        relaxRow(source, row * units, target, toRow * units + added, from, to, cost);
        if (from + added < (nextLow[toRow] ?? 0)) nextLow[toRow] = from + added;
        if (to + added > (nextHigh[toRow] ?? -1)) nextHigh[toRow] = to + added;
      };
      for (let row = 0; row < rows; row++) {
        if ((high[row] ?? -1) < (low[row] ?? 0)) continue;
        table.eachMove(day, row, relax);
      }
      low = nextLow;
      high = nextHigh;
    }
  }

  /** Walks back from the cheapest end; a predecessor is one whose value plus the step is exactly the state's value. */
  private trace(request: PathRequest, table: StateTable, end: number): Int16Array {
    const days = request.to - request.from;
    const sorts = new Int16Array(days).fill(-1);
    let state = end;
    for (let index = days - 1; index >= 0; index--) {
      const source = this.values[index];
      const value = this.values[index + 1]?.[state] ?? Infinity;
      if (source === undefined) break;
      const units = table.units;
      const toRow = Math.floor(state / units);
      const toUnits = state - toRow * units;
      const found = table.findMove(request.from + index, toRow, (row, cost, added) => {
        const from = toUnits - added;
        return from >= 0 && (source[row * units + from] ?? Infinity) + cost === value;
      });
      if (found === undefined) throw new Error('the path search lost its way back');
      sorts[index] = found.sort;
      state = found.row * units + toUnits - found.added;
    }
    return sorts;
  }
}

/** The one loop where the time goes. */
function relaxRow(
  source: Float64Array,
  sourceAt: number,
  target: Float64Array,
  targetAt: number,
  from: number,
  to: number,
  cost: number,
): void {
  for (let m = from; m <= to; m++) {
    const value = (source[sourceAt + m] ?? Infinity) + cost;
    if (value < (target[targetAt + m] ?? Infinity)) target[targetAt + m] = value;
  }
}

function cheapestEnd(request: PathRequest, table: StateTable, last: Float64Array): number | undefined {
  let best = Infinity;
  let end: number | undefined;
  for (let row = 0; row < table.rows; row++) {
    if (!table.mayEnd(row)) continue;
    for (let m = Math.max(0, request.minUnits); m < table.units; m++) {
      const value = last[row * table.units + m] ?? Infinity;
      if (value < best) {
        best = value;
        end = row * table.units + m;
      }
    }
  }
  return end;
}

type Move = (row: number, toRow: number, cost: number, added: number, sort: number) => void;

/** Numbering of states and the moves between them. A row holds all unit counts of one (counters, position, weekends). */
class StateTable {
  readonly units: number;
  readonly rows: number;
  readonly size: number;
  readonly entryPosition: number;
  private readonly positions: number;
  private readonly weekends: number;
  private readonly counters: number;
  private readonly nextCounter: Int32Array;
  private readonly resetCounter: Int32Array;
  private readonly request: PathRequest;
  private readonly mostUnitsPerDay: number;

  constructor(request: PathRequest) {
    this.request = request;
    const { shape } = request;
    this.units = Math.max(0, request.maxUnits) + 1;
    this.positions = request.minOff + shape.classes * request.maxRun;
    this.weekends = request.maxWeekends + 1;
    const countsDays = request.maxDaysPerWeek < 7;
    const radix = [...request.capLeft.map((left) => left + 1), countsDays ? request.maxDaysPerWeek + 1 : 1];
    this.counters = radix.reduce((product, base) => product * base, 1);
    this.rows = this.counters * this.positions * this.weekends;
    this.size = this.rows * this.units;
    const sorts = shape.sorts.length;
    this.nextCounter = new Int32Array(this.counters * sorts).fill(-1);
    this.resetCounter = new Int32Array(this.counters);
    const dayBase = this.counters / (radix.at(-1) ?? 1);
    const countedAt = shape.sorts.map((_, sort) =>
      shape.counted.findIndex((kind) => shape.sortOfKind[kind] === sort),
    );
    for (let counter = 0; counter < this.counters; counter++) {
      this.resetCounter[counter] = counter % dayBase;
      for (let sort = 0; sort < sorts; sort++)
        this.nextCounter[counter * sorts + sort] = advance(counter, radix, countedAt[sort] ?? -1, countsDays);
    }
    this.entryPosition = this.positionOfEntry();
    this.mostUnitsPerDay = shape.sortUnits.reduce((most, units) => Math.max(most, units), 0);
  }

  rowOf(counter: number, position: number, weekends: number): number {
    return (counter * this.positions + position) * this.weekends + weekends;
  }

  /** Fewest units that must have been worked before `day` for the least sum still to be in reach. */
  leastUnits(day: number): number {
    const { maxRun, minOff, minUnits, to } = this.request;
    const left = to - day;
    const cycle = maxRun + minOff;
    const most = Math.floor(left / cycle) * maxRun + Math.min(left % cycle, maxRun);
    return minUnits - most * this.mostUnitsPerDay;
  }

  eachMove(day: number, row: number, move: Move): void {
    const { request } = this;
    const { shape, minOff, maxRun, minRun } = request;
    const sorts = shape.sorts.length;
    const weekends = row % this.weekends;
    const position = Math.floor(row / this.weekends) % this.positions;
    const plainCounter = Math.floor(row / (this.weekends * this.positions));
    const counter = request.startsWeek[day] === 1 ? (this.resetCounter[plainCounter] ?? 0) : plainCounter;
    const at = day - request.from;
    const isOff = position < minOff;
    const onIndex = position - minOff;
    const run = isOff ? position + 1 : (onIndex % maxRun) + 1;
    const shiftClass = isOff ? -1 : Math.floor(onIndex / maxRun);
    const kind = request.kindStart && run === day;
    const offCost = request.offCost[at] ?? 0;
    if (offCost < Infinity && (isOff || run >= minRun || kind)) {
      const next = isOff ? Math.min(position + 1, minOff - 1) : 0;
      move(row, this.rowOf(counter, next, weekends), offCost, 0, -1);
    }
    if (isOff ? run < minOff && !kind : run >= maxRun) return;
    const weekend = request.weekendDay[day] ?? 0;
    const nextWeekends = weekends + (weekend === 1 || (weekend === 2 && isOff) ? 1 : 0);
    if (nextWeekends >= this.weekends) return;
    const entryFollow =
      day === request.from && request.entry.state === 'on' ? request.entry.follow : undefined;
    for (let sort = 0; sort < sorts; sort++) {
      const cost = request.workCost[at * sorts + sort] ?? Infinity;
      if (cost === Infinity) continue;
      if (entryFollow !== undefined) {
        if (entryFollow[sort] !== 1) continue;
      } else if (!isOff && shape.classFollow[shiftClass * sorts + sort] !== 1) continue;
      const nextCounter = this.nextCounter[counter * sorts + sort] ?? -1;
      if (nextCounter < 0) continue;
      const nextRun = isOff ? 1 : run + 1;
      const next = minOff + (shape.sortClass[sort] ?? 0) * maxRun + nextRun - 1;
      move(row, this.rowOf(nextCounter, next, nextWeekends), cost, shape.sortUnits[sort] ?? 0, sort);
    }
  }

  /** First move on `day` into `toRow` that `fits`. */
  findMove(
    day: number,
    toRow: number,
    fits: (row: number, cost: number, added: number) => boolean,
  ): { readonly row: number; readonly added: number; readonly sort: number } | undefined {
    let found: { row: number; added: number; sort: number } | undefined;
    for (let row = 0; row < this.rows && found === undefined; row++) {
      this.eachMove(day, row, (from, to, cost, added, sort) => {
        if (found === undefined && to === toRow && fits(from, cost, added))
          found = { row: from, added, sort };
      });
    }
    return found;
  }

  mayEnd(row: number): boolean {
    const { request } = this;
    const { exit, minOff, maxRun, minRun, shape, to } = request;
    if (exit.state === 'open') return true;
    const position = Math.floor(row / this.weekends) % this.positions;
    const isOff = position < minOff;
    const run = isOff ? position + 1 : ((position - minOff) % maxRun) + 1;
    const kind = request.kindStart && run === to;
    if (exit.state === 'off') {
      if (isOff) return run + exit.run >= minOff || exit.ends || kind;
      return (run >= minRun || kind) && (exit.run >= minOff || exit.ends);
    }
    if (isOff) return (run >= minOff || kind) && (exit.run >= minRun || exit.ends);
    const shiftClass = Math.floor((position - minOff) / maxRun);
    if (shape.classFollow[shiftClass * shape.sorts.length + exit.sort] !== 1) return false;
    return run + exit.run <= maxRun && (run + exit.run >= minRun || exit.ends || kind);
  }

  private positionOfEntry(): number {
    const { entry, minOff } = this.request;
    if (entry.state === 'free') return minOff - 1;
    if (entry.state === 'off') return Math.min(entry.run, minOff) - 1;
    return minOff + Math.min(entry.run, this.request.maxRun) - 1;
  }
}

/** Counter after one more shift of a sort; −1 when a cap would break. The last digit counts the days of the week. */
function advance(counter: number, radix: readonly number[], counted: number, countsDays: boolean): number {
  let next = counter;
  let base = 1;
  for (const [digit, size] of radix.entries()) {
    const isDays = digit === radix.length - 1;
    if (digit === counted || (isDays && countsDays)) {
      if (Math.floor(counter / base) % size === size - 1) return -1;
      next += base;
    }
    base *= size;
  }
  return next;
}
