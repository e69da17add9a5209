import { HOUR_MS, MINUTE_MS } from '../../../forecasting/time/index.ts';
import { addTotals, zeroTotals, type IntervalTotals } from './interval-totals.ts';

/**
 * Length of the intervals that are kept. Every zone's offset is a multiple of 15 minutes, so intervals counted from
 * 1970 fall on local quarter hours in all of them, on 23- and 25-hour days too.
 */
export const LEDGER_INTERVAL_MS = 15 * MINUTE_MS;

/** Sums per interval of one queue or one city. */
export interface IntervalLedger {
  /** Key: interval number since 1970. */
  readonly intervals: Map<number, IntervalTotals>;
  newest: number;
  /** Sums of the newest interval, which nearly every event asks for; `null` before the first. */
  newestTotals: IntervalTotals | null;
  /** Hours whose sums were dropped before they were stored: they are to be counted from the log. */
  readonly touched: Set<number>;
}

export function newLedger(touched: Set<number>): IntervalLedger {
  return { intervals: new Map(), newest: Number.NEGATIVE_INFINITY, newestTotals: null, touched };
}

/** Sums of the interval that contains `at`, made on first use; intervals older than `keepMs` are dropped then. */
export function totalsAt(ledger: IntervalLedger, at: number, keepMs: number): IntervalTotals {
  const index = Math.floor(at / LEDGER_INTERVAL_MS);
  if (index === ledger.newest && ledger.newestTotals !== null) return ledger.newestTotals;
  const known = ledger.intervals.get(index);
  if (known !== undefined) return known;
  const fresh = zeroTotals();
  ledger.intervals.set(index, fresh);
  if (index > ledger.newest) {
    ledger.newest = index;
    ledger.newestTotals = fresh;
    dropBefore(ledger, index - keepMs / LEDGER_INTERVAL_MS);
  }
  return fresh;
}

/** Hundreds are looked at whenever an interval begins, so that this asks for numbers and makes no pair of each. */
function dropBefore({ intervals, touched }: IntervalLedger, oldest: number): void {
  for (const interval of intervals.keys()) {
    if (interval >= oldest) continue;
    if (intervals.get(interval)?.changed === true) touchInterval(touched, interval);
    intervals.delete(interval);
  }
}

/** Sums over the half-open span [start, end); both lie on interval bounds. */
export function sumOver(ledger: IntervalLedger, start: number, end: number): IntervalTotals {
  const sum = zeroTotals();
  for (const [index, totals] of ledger.intervals) {
    const from = index * LEDGER_INTERVAL_MS;
    if (from >= start && from < end) addTotals(sum, totals);
  }
  return sum;
}

/** Sums over everything that is kept. */
export function sumOfAll(ledger: IntervalLedger): IntervalTotals {
  return sumOver(ledger, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** Marks the hour of an interval as one whose figures are to be counted from the log. */
export function touchInterval(touched: Set<number>, interval: number): void {
  touched.add(Math.floor((interval * LEDGER_INTERVAL_MS) / HOUR_MS));
}

/** Marks the hour of an instant as one around which the figures are to be counted from the log. */
export function touchHour(touched: Set<number>, at: number): void {
  touched.add(Math.floor(at / HOUR_MS));
}
