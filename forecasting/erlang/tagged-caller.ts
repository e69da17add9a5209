import { poissonWeights } from './poisson-weights.ts';

/** A span in which agents and rates do not change, as a waiting caller meets it. */
export interface ServiceSpan {
  readonly seconds: number;
  readonly agents: number;
  /** 1 ÷ AHT */
  readonly service: number;
  /** 1 ÷ patience */
  readonly hangUp: number;
}

/** Chance of a caller who finds all agents busy, by busy agents beyond those on duty and callers ahead. */
export interface CallerChances {
  readonly rows: number;
  readonly columns: number;
  /** at extra × columns + ahead */
  readonly values: Float64Array;
}

/**
 * Probability that a caller who starts waiting now is answered within the spans that follow, in order.
 *
 * Callers behind do not matter (first come, first served), so the chain is small and runs backwards from the end.
 * @param rows how many numbers of extra busy agents to answer for, at the first span's number of agents
 * @param columns how many numbers of callers ahead to answer for
 */
export function answeredWithin(spans: readonly ServiceSpan[], rows: number, columns: number): CallerChances {
  const [first, ...rest] = spans;
  if (first === undefined) return { rows, columns, values: new Float64Array(rows * columns) };
  const following = rest[0];
  if (following === undefined)
    return runBack({ rows, columns, values: new Float64Array(rows * columns) }, first);
  const laterRows = Math.max(1, first.agents + rows - following.agents);
  const later = answeredWithin(rest, laterRows, columns);
  return runBack(atChange(later, first.agents, following.agents, rows, columns), first);
}

/** Chances just before the number of agents changes, from those just after. */
function atChange(
  later: CallerChances,
  before: number,
  after: number,
  rows: number,
  columns: number,
): CallerChances {
  const values = new Float64Array(rows * columns);
  for (let extra = 0; extra < rows; extra++)
    for (let ahead = 0; ahead < columns; ahead++) {
      const newcomers = Math.max(0, after - before - extra);
      const stillExtra = Math.max(0, before + extra - after);
      values[extra * columns + ahead] =
        ahead < newcomers ? 1 : (later.values[stillExtra * later.columns + ahead - newcomers] ?? 0);
    }
  return { rows, columns, values };
}

function runBack(end: CallerChances, span: ServiceSpan): CallerChances {
  const { rows, columns } = end;
  const jumpRate = Math.max(1e-9, (span.agents + rows - 1) * span.service + columns * span.hangUp);
  const { atEnd } = poissonWeights(jumpRate * span.seconds);
  const values = new Float64Array(rows * columns);
  let now = Float64Array.from(end.values);
  let next = new Float64Array(rows * columns);
  for (let k = 0; k < atEnd.length; k++) {
    if (k > 0) {
      stepBack(now, next, rows, columns, span, jumpRate);
      [now, next] = [next, now];
    }
    const weight = atEnd[k] ?? 0;
    if (weight > 0)
      for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) + weight * (now[i] ?? 0);
  }
  return { rows, columns, values };
}

function stepBack(
  now: Float64Array,
  next: Float64Array,
  rows: number,
  columns: number,
  span: ServiceSpan,
  jumpRate: number,
): void {
  const service = span.service / jumpRate;
  const hangUp = span.hangUp / jumpRate;
  for (let extra = 0; extra < rows; extra++) {
    const row = extra * columns;
    const serving = (span.agents + extra) * service;
    for (let ahead = 0; ahead < columns; ahead++) {
      const at = row + ahead;
      const oneLess = ahead > 0 ? (now[at - 1] ?? 0) : 0;
      const finished = extra > 0 ? (now[at - columns] ?? 0) : ahead > 0 ? oneLess : 1;
      next[at] =
        (now[at] ?? 0) * (1 - serving - (ahead + 1) * hangUp) + serving * finished + ahead * hangUp * oneLess;
    }
  }
}
