import { valueAt } from '../maths/value-at.ts';
import { addScaled, advance, blank, changeAgents, crowdOf, emptyCrowd, resize, type Crowd } from './crowd.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { requireNotNegative, requirePatience, requirePositive, requireWhole } from './require-argument.ts';
import { answeredWithin, type CallerChances, type ServiceSpan } from './tagged-caller.ts';

/** One value for all intervals, or one per interval in their order. */
type PerInterval = number | readonly number[];

export interface DayOptions {
  readonly intervalSeconds: PerInterval;
  readonly averageHandleTimeSeconds: PerInterval;
  /** Infinity: nobody hangs up. */
  readonly patienceSeconds: PerInterval;
  readonly answerThresholdSeconds: PerInterval;
  /** The state at the start; left out: nobody there. */
  readonly start?: { readonly busy: number; readonly waiting: number } | undefined;
}

/** Exact expectations of one interval. Calls are counted in the interval in which they arrive. */
interface IntervalOutcome {
  readonly calls: number;
  /** Answered within the threshold ÷ offered. */
  readonly serviceLevel: number;
  /** Share of the time in which all agents on duty are busy. */
  readonly allBusyShare: number;
  readonly meanQueueLength: number;
  readonly meanBusyAgents: number;
  readonly meanInSystemAtEnd: number;
  /** Callers expected to hang up during the interval. */
  readonly abandoned: number;
}

/** The day as a whole: sums over sums, never a mean of interval shares. */
export interface DayOutcome {
  readonly intervals: readonly IntervalOutcome[];
  readonly calls: number;
  readonly serviceLevel: number;
  readonly abandonShare: number;
}

/**
 * Exact trajectory of a day with changing load and staff: the M(t)/M/n(t) queue, with patience +M.
 *
 * The pointwise formulas forget the queue that an interval inherits; this does not. Agents who leave finish their
 * call and take no other; after the last interval its staff stays on. Computed by uniformisation, error below 1e-9.
 *
 * @param callsPerSecond arrival rate per interval
 * @param agents agents on the phones per interval, same order and length
 * @throws RangeError if lengths differ, or a number is negative, not finite or, for agents, not whole
 * @see docs/formulas.md#day-outcome
 */
export function dayOutcome(
  callsPerSecond: readonly number[],
  agents: readonly number[],
  options: DayOptions,
): DayOutcome {
  const day = readDay(callsPerSecond, agents, options);
  const outcomes: IntervalOutcome[] = [];
  const first = day[0];
  const { start } = options;
  if (first === undefined) return { intervals: [], calls: 0, serviceLevel: 1, abandonShare: 0 };
  let crowd = start === undefined ? emptyCrowd(first.agents) : startingCrowd(first.agents, start);
  day.forEach((interval, index) => {
    crowd = withRoom(changeAgents(crowd, interval.agents), interval);
    const { outcome, after } = runInterval(crowd, day, index);
    outcomes.push(outcome);
    crowd = after;
  });
  const total = (value: (outcome: IntervalOutcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + value(outcome), 0);
  const calls = total((o) => o.calls);
  return {
    intervals: outcomes,
    calls,
    serviceLevel: calls === 0 ? 1 : total((o) => o.calls * o.serviceLevel) / calls,
    abandonShare: calls === 0 ? 0 : total((o) => o.abandoned) / calls,
  };
}

interface DayInterval {
  readonly seconds: number;
  readonly arrivals: number;
  readonly agents: number;
  readonly service: number;
  readonly hangUp: number;
  readonly threshold: number;
}

function readDay(
  callsPerSecond: readonly number[],
  agents: readonly number[],
  options: DayOptions,
): readonly DayInterval[] {
  const count = callsPerSecond.length;
  const read = (
    name: string,
    values: PerInterval,
    check: (name: string, value: number) => void,
  ): number[] => {
    const list = typeof values === 'number' ? callsPerSecond.map(() => values) : [...values];
    if (list.length !== count)
      throw new RangeError(`${name} has ${list.length} values for ${count} intervals`);
    list.forEach((value, i) => {
      check(`${name}[${i}]`, value);
    });
    return list;
  };
  const arrivals = read('callsPerSecond', callsPerSecond, requireNotNegative);
  const onDuty = read('agents', agents, requireWhole);
  const seconds = read('intervalSeconds', options.intervalSeconds, requirePositive);
  const handle = read('averageHandleTimeSeconds', options.averageHandleTimeSeconds, requirePositive);
  const patience = read('patienceSeconds', options.patienceSeconds, (_, value) => {
    requirePatience(value);
  });
  const thresholds = read('answerThresholdSeconds', options.answerThresholdSeconds, requireNotNegative);
  return arrivals.map((rate, i) => ({
    arrivals: rate,
    agents: onDuty[i] ?? 0,
    seconds: seconds[i] ?? 1,
    service: 1 / valueAt(handle, i),
    hangUp: 1 / (patience[i] ?? Infinity),
    threshold: thresholds[i] ?? 0,
  }));
}

function startingCrowd(agents: number, start: { busy: number; waiting: number }): Crowd {
  requireWhole('start.busy', start.busy);
  requireWhole('start.waiting', start.waiting);
  const busy = Math.max(start.busy, Math.min(agents, start.busy + start.waiting));
  return crowdOf(agents, busy, start.waiting - (busy - start.busy));
}

/** Room for the longest queue that could matter: what may arrive, or with patience what arrivals could keep up. */
function withRoom(crowd: Crowd, interval: DayInterval): Crowd {
  const beyond = (mean: number): number => Math.ceil(mean + 9 * Math.sqrt(mean) + 20);
  const room = beyond(interval.arrivals * interval.seconds);
  const most =
    interval.hangUp > 0 ? beyond(Math.max(interval.arrivals / interval.hangUp, crowd.columns)) : Infinity;
  return resize(crowd, room, most);
}

/** Nodes per piece of the threshold before a change of staff, and the departures one piece may hold. */
const RULE = gaussLegendre(14);
const DEPARTURES_PER_PIECE = 8;

function runInterval(
  start: Crowd,
  day: readonly DayInterval[],
  index: number,
): { outcome: IntervalOutcome; after: Crowd } {
  const interval = day[index];
  if (interval === undefined) throw new RangeError(`no interval ${index}`);
  const pieces = piecesOf(day, index);
  const spentTotal = blank(start);
  let crowd = start;
  let within = 0;
  for (const piece of pieces) {
    if (!piece.seesChange) {
      const { after, spent } = advance(crowd, interval, piece.to - piece.from);
      const chances = answeredWithin(spansFrom(day, index, piece.from), start.rows, start.columns);
      within += answeredMass(spent, chances);
      addScaled(spentTotal, spent, 1);
      crowd = after;
      continue;
    }
    let at = piece.from;
    const length = piece.to - piece.from;
    RULE.nodes.forEach((node, i) => {
      const moment = piece.from + node * length;
      const { after, spent } = advance(crowd, interval, moment - at);
      addScaled(spentTotal, spent, 1);
      crowd = after;
      at = moment;
      const chances = answeredWithin(spansFrom(day, index, moment), start.rows, start.columns);
      within += answeredMass(crowd, chances) * valueAt(RULE.weights, i) * length;
    });
    const { after, spent } = advance(crowd, interval, piece.to - at);
    addScaled(spentTotal, spent, 1);
    crowd = after;
  }
  return { outcome: measure(interval, within, spentTotal, crowd), after: crowd };
}

function measure(interval: DayInterval, within: number, spent: Crowd, end: Crowd): IntervalOutcome {
  const { seconds } = interval;
  const during = headCounts(spent);
  const atEnd = headCounts(end);
  return {
    calls: interval.arrivals * seconds,
    serviceLevel: Math.min(1, within / seconds),
    allBusyShare: Math.min(1, during.allBusy / seconds),
    meanQueueLength: during.waiting / seconds,
    meanBusyAgents: during.busy / seconds,
    meanInSystemAtEnd: atEnd.busy + atEnd.waiting,
    abandoned: during.waiting * interval.hangUp,
  };
}

interface Piece {
  readonly from: number;
  readonly to: number;
  /** Whether a caller arriving in this piece can still be waiting, within the threshold, when staff changes. */
  readonly seesChange: boolean;
}

/** Cuts an interval where the threshold of an arriving call begins to reach another change of staff. */
function piecesOf(day: readonly DayInterval[], index: number): readonly Piece[] {
  const interval = day[index];
  if (interval === undefined) return [];
  const { seconds, threshold } = interval;
  const cuts = [0, seconds];
  let boundary = seconds;
  for (let k = index; k + 1 < day.length && boundary - seconds < threshold; k++) {
    const [now, next] = [day[k], day[k + 1]];
    if (now !== undefined && next !== undefined && changes(now, next)) {
      const cut = boundary - threshold;
      cuts.push(Math.max(0, Math.min(seconds, cut)));
    }
    boundary += next?.seconds ?? 0;
  }
  const sorted = [...new Set(cuts)].sort((a, b) => a - b);
  const firstCut = Math.min(...cuts.slice(2), seconds);
  return sorted.slice(1).flatMap((to, i) => {
    const from = valueAt(sorted, i);
    const seesChange = to > firstCut;
    return seesChange ? split(from, to, interval) : [{ from, to, seesChange }];
  });
}

function split(from: number, to: number, interval: DayInterval): readonly Piece[] {
  const departures = (interval.agents * interval.service + interval.arrivals) * (to - from);
  const parts = Math.max(1, Math.ceil(departures / DEPARTURES_PER_PIECE));
  const width = (to - from) / parts;
  return Array.from({ length: parts }, (_, i) => ({
    from: from + i * width,
    to: i + 1 === parts ? to : from + (i + 1) * width,
    seesChange: true,
  }));
}

function changes(a: DayInterval, b: DayInterval): boolean {
  return a.agents !== b.agents || a.service !== b.service || a.hangUp !== b.hangUp;
}

/** What a caller who arrives `moment` seconds into the interval meets until the threshold ends. */
function spansFrom(day: readonly DayInterval[], index: number, moment: number): readonly ServiceSpan[] {
  const spans: ServiceSpan[] = [];
  let left = day[index]?.threshold ?? 0;
  let offset = moment;
  for (let k = index; k < day.length && left > 0; k++) {
    const interval = day[k];
    if (interval === undefined) break;
    const seconds = k + 1 < day.length ? Math.min(left, interval.seconds - offset) : left;
    spans.push({ seconds, agents: interval.agents, service: interval.service, hangUp: interval.hangUp });
    left -= seconds;
    offset = 0;
  }
  const only = spans[0];
  const same =
    only !== undefined &&
    spans.every((s) => s.agents === only.agents && s.service === only.service && s.hangUp === only.hangUp);
  return same ? [{ ...only, seconds: day[index]?.threshold ?? 0 }] : spans;
}

/** Mass of the states in which an arriving call is answered in time. */
function answeredMass(crowd: Crowd, chances: CallerChances): number {
  let sum = 0;
  for (const mass of crowd.free) sum += mass;
  for (let i = 0; i < crowd.full.length; i++) sum += valueAt(crowd.full, i) * valueAt(chances.values, i);
  return sum;
}

function headCounts(crowd: Crowd): { busy: number; waiting: number; allBusy: number } {
  let busy = 0;
  let waiting = 0;
  let allBusy = 0;
  crowd.free.forEach((mass, count) => {
    busy += mass * count;
  });
  crowd.full.forEach((mass, at) => {
    busy += mass * (crowd.agents + Math.floor(at / crowd.columns));
    waiting += mass * (at % crowd.columns);
    allBusy += mass;
  });
  return { busy, waiting, allBusy };
}
