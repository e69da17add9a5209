import { poissonWeights } from './poisson-weights.ts';

/** What governs the crowd during a span in which nothing is changed. Rates per second. */
export interface CrowdRates {
  readonly arrivals: number;
  /** 1 ÷ AHT */
  readonly service: number;
  /** 1 ÷ patience; 0: nobody hangs up */
  readonly hangUp: number;
  readonly agents: number;
}

/**
 * Probability of every state of one team: fewer than all agents busy, or all busy and some callers waiting.
 *
 * When agents leave, they finish their call and take no other: for a while more are busy than are on duty. So the
 * states of a full house have two numbers: `extra` busy agents beyond those on duty, and callers waiting.
 */
export interface Crowd {
  readonly agents: number;
  /** P(b busy, nobody waiting) for b = 0 … agents − 1 */
  readonly free: Float64Array;
  /** P(agents + e busy, q waiting) at e × columns + q */
  readonly full: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Mass that may be dropped where a crowd is trimmed. */
const DROPPED = 1e-19;

export function emptyCrowd(agents: number): Crowd {
  const free = new Float64Array(agents);
  const full = new Float64Array(1);
  if (agents > 0) free[0] = 1;
  else full[0] = 1;
  return { agents, free, full, rows: 1, columns: 1 };
}

/** A crowd in one known state, e.g. the one seen now. `waiting` above 0 needs `busy` ≥ agents. */
export function crowdOf(agents: number, busy: number, waiting: number): Crowd {
  if (busy < agents) {
    const free = new Float64Array(agents);
    free[busy] = 1;
    return { agents, free, full: new Float64Array(1), rows: 1, columns: 1 };
  }
  const rows = busy - agents + 1;
  const columns = waiting + 1;
  const full = new Float64Array(rows * columns);
  full[full.length - 1] = 1;
  return { agents, free: new Float64Array(agents), full, rows, columns };
}

/** The same crowd at the moment the number of agents on duty changes: new ones take waiting callers at once. */
export function changeAgents(crowd: Crowd, agents: number): Crowd {
  const most = crowd.agents + crowd.rows - 1;
  const rows = Math.max(1, most - agents + 1);
  const { columns } = crowd;
  const free = new Float64Array(agents);
  const full = new Float64Array(rows * columns);
  const put = (busy: number, waiting: number, mass: number): void => {
    const taken = Math.max(0, Math.min(waiting, agents - busy));
    const nowBusy = busy + taken;
    if (nowBusy < agents) free[nowBusy] = (free[nowBusy] ?? 0) + mass;
    else {
      const at = (nowBusy - agents) * columns + waiting - taken;
      full[at] = (full[at] ?? 0) + mass;
    }
  };
  crowd.free.forEach((mass, busy) => {
    put(busy, 0, mass);
  });
  crowd.full.forEach((mass, at) => {
    put(crowd.agents + Math.floor(at / columns), at % columns, mass);
  });
  return { agents, free, full, rows, columns };
}

/**
 * Leaves out rows and columns that hold next to nothing and makes room for `room` more waiting callers, never more
 * than `most` columns unless they are filled already.
 */
export function resize(crowd: Crowd, room: number, most: number): Crowd {
  const { rows, columns, full } = crowd;
  const holds = (e: number, q: number): boolean => (full[e * columns + q] ?? 0) > DROPPED;
  let lastRow = 0;
  let lastColumn = 0;
  for (let e = 0; e < rows; e++)
    for (let q = 0; q < columns; q++)
      if (holds(e, q)) {
        lastRow = e;
        lastColumn = Math.max(lastColumn, q);
      }
  const newColumns = Math.max(lastColumn + 1, Math.min(lastColumn + 1 + room, most));
  const resized = new Float64Array((lastRow + 1) * newColumns);
  for (let e = 0; e <= lastRow; e++)
    resized.set(full.subarray(e * columns, e * columns + Math.min(columns, lastColumn + 1)), e * newColumns);
  return { ...crowd, full: resized, rows: lastRow + 1, columns: newColumns };
}

/** The crowd after a span, and the time it spent in each state (seconds, same layout). */
export interface AdvancedCrowd {
  readonly after: Crowd;
  readonly spent: Crowd;
}

/** Lets `seconds` pass by uniformisation; truncation error below 1e-16. The crowd must already have room to grow. */
export function advance(crowd: Crowd, rates: CrowdRates, seconds: number): AdvancedCrowd {
  const jumpRate = Math.max(
    1e-9,
    rates.arrivals + (crowd.agents + crowd.rows - 1) * rates.service + (crowd.columns - 1) * rates.hangUp,
  );
  const { atEnd, during } = poissonWeights(jumpRate * seconds);
  const after = blank(crowd);
  const spent = blank(crowd);
  let now = crowd;
  let next = blank(crowd);
  for (let k = 0; k < atEnd.length; k++) {
    if (k > 0) {
      jump(now, next, rates, jumpRate);
      const swap = k === 1 ? blank(crowd) : now;
      now = next;
      next = swap;
    }
    addScaled(after, now, atEnd[k] ?? 0);
    addScaled(spent, now, (during[k] ?? 0) / jumpRate);
  }
  return { after, spent };
}

export function blank(crowd: Crowd): Crowd {
  return { ...crowd, free: new Float64Array(crowd.free.length), full: new Float64Array(crowd.full.length) };
}

export function addScaled(sum: Crowd, part: Crowd, factor: number): void {
  if (factor === 0) return;
  addTo(sum.free, part.free, factor);
  addTo(sum.full, part.full, factor);
}

function addTo(sum: Float64Array, part: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (part[i] ?? 0);
}

/** One jump of the uniformised chain: `to` becomes `from` times the transition matrix. */
function jump(from: Crowd, to: Crowd, rates: CrowdRates, jumpRate: number): void {
  const { agents, rows, columns } = from;
  const arrival = rates.arrivals / jumpRate;
  const service = rates.service / jumpRate;
  const hangUp = rates.hangUp / jumpRate;
  const [free, full, nextFree, nextFull] = [from.free, from.full, to.free, to.full];
  for (let busy = 0; busy < agents; busy++) {
    const fromBelow = busy > 0 ? (free[busy - 1] ?? 0) * arrival : 0;
    const above = (busy + 1 < agents ? free[busy + 1] : full[0]) ?? 0;
    const stay = (free[busy] ?? 0) * (1 - arrival - busy * service);
    nextFree[busy] = stay + fromBelow + above * (busy + 1) * service;
  }
  for (let extra = 0; extra < rows; extra++) {
    const row = extra * columns;
    const serving = (agents + extra) * service;
    // With nobody beyond those on duty, a finished call takes the next waiting caller: the queue moves, not the row.
    const queueMoves = extra === 0 ? serving : 0;
    const rowAbove = extra + 1 < rows ? row + columns : -1;
    const fromAbove = (agents + extra + 1) * service;
    for (let waiting = 0; waiting < columns; waiting++) {
      const at = row + waiting;
      const last = waiting === columns - 1;
      const leaving = (last ? 0 : arrival) + serving + waiting * hangUp;
      let mass = (full[at] ?? 0) * (1 - leaving);
      if (waiting > 0) mass += (full[at - 1] ?? 0) * arrival;
      else if (extra === 0 && agents > 0) mass += (free[agents - 1] ?? 0) * arrival;
      if (!last) mass += (full[at + 1] ?? 0) * (queueMoves + (waiting + 1) * hangUp);
      if (rowAbove >= 0) mass += (full[rowAbove + waiting] ?? 0) * fromAbove;
      nextFull[at] = mass;
    }
  }
}
