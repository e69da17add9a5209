import type { PathRequest } from './path-search.ts';

/** Numbering of the states of a path search. A row holds all unit counts of one (counters, position, weekends). */
export class StateSpace {
  readonly units: number;
  readonly rows: number;
  readonly size: number;
  readonly positions: number;
  readonly weekends: number;
  readonly counters: number;
  readonly entryPosition: number;
  readonly entryCounter: number;
  /** counters × sorts: counters after one more shift of the sort; −1 where a cap would break. */
  readonly nextCounter: Int32Array;
  /** Counters when a new week begins. */
  readonly resetCounter: Int32Array;
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
    this.nextCounter = new Int32Array(this.counters * sorts);
    this.resetCounter = new Int32Array(this.counters);
    if (this.counters > 1) {
      const dayBase = this.counters / (radix.at(-1) ?? 1);
      const countedAt = shape.sorts.map((_, sort) =>
        shape.counted.findIndex((kind) => shape.sortOfKind[kind] === sort),
      );
      for (let counter = 0; counter < this.counters; counter++) {
        this.resetCounter[counter] = counter % dayBase;
        for (let sort = 0; sort < sorts; sort++)
          this.nextCounter[counter * sorts + sort] = advance(
            counter,
            radix,
            countedAt[sort] ?? -1,
            countsDays,
          );
      }
    }
    this.entryPosition = this.positionOfEntry();
    this.entryCounter = countsDays
      ? Math.min(request.daysBeforeInWeek, request.maxDaysPerWeek) *
        (this.counters / (request.maxDaysPerWeek + 1))
      : 0;
    this.mostUnitsPerDay = shape.sortUnits.reduce((most, units) => Math.max(most, units), 0);
  }

  /** Fewest units that must have been worked before `day` for the least sum still to be in reach. */
  leastUnits(day: number): number {
    const { maxRun, minOff, minUnits, to } = this.request;
    const left = to - day;
    const cycle = maxRun + minOff;
    const most = Math.floor(left / cycle) * maxRun + Math.min(left % cycle, maxRun);
    return minUnits - most * this.mostUnitsPerDay;
  }

  /** A move on `day` that leads into `state` at exactly `value`. */
  stepInto(
    day: number,
    state: number,
    value: number,
    source: Float64Array,
  ): { readonly state: number; readonly sort: number } | undefined {
    const { request, units, positions, weekends, counters } = this;
    const { shape, minOff, maxRun, minRun } = request;
    const sorts = shape.sorts.length;
    const at = day - request.from;
    const row = Math.floor(state / units);
    const m = state - row * units;
    const w = row % weekends;
    const position = Math.floor(row / weekends) % positions;
    const counter = Math.floor(row / (weekends * positions));
    const weekend = request.weekendDay[day] ?? 0;
    const resets = at > 0 && request.startsWeek[day] === 1;
    const entryFollow = at === 0 && request.entry.state === 'on' ? request.entry.follow : undefined;
    const intoOff = position < minOff;
    for (let plain = 0; plain < counters; plain++) {
      const fromCounter = resets ? (this.resetCounter[plain] ?? 0) : plain;
      if (intoOff && fromCounter !== counter) continue;
      for (let from = 0; from < positions; from++) {
        const isOff = from < minOff;
        const run = isOff ? from + 1 : ((from - minOff) % maxRun) + 1;
        const kind = request.kindStart && run === day;
        if (intoOff) {
          const target = isOff ? Math.min(from + 1, minOff - 1) : 0;
          if (target !== position || !(isOff || run >= minRun || kind)) continue;
          const origin = ((plain * positions + from) * weekends + w) * units + m;
          if ((source[origin] ?? Infinity) + (request.offCost[at] ?? 0) === value)
            return { state: origin, sort: -1 };
          continue;
        }
        const intoRun = ((position - minOff) % maxRun) + 1;
        if (isOff ? intoRun !== 1 || (run < minOff && !kind) : intoRun !== run + 1) continue;
        const fromWeekends = w - (weekend === 1 || (weekend === 2 && isOff) ? 1 : 0);
        if (fromWeekends < 0) continue;
        const intoClass = Math.floor((position - minOff) / maxRun);
        const fromClass = Math.floor((from - minOff) / maxRun);
        for (let sort = 0; sort < sorts; sort++) {
          if (shape.sortClass[sort] !== intoClass || this.nextCounter[fromCounter * sorts + sort] !== counter)
            continue;
          const follows = entryFollow?.[sort] ?? (isOff ? 1 : shape.classFollow[fromClass * sorts + sort]);
          const units0 = m - (shape.sortUnits[sort] ?? 0);
          if (follows !== 1 || units0 < 0) continue;
          const origin = ((plain * positions + from) * weekends + fromWeekends) * units + units0;
          const cost = request.workCost[at * sorts + sort] ?? Infinity;
          if ((source[origin] ?? Infinity) + cost === value) return { state: origin, sort };
        }
      }
    }
    return undefined;
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
