import type { Ratio } from '../../contract/wall.ts';
import type { AgentTime } from './agent-time.ts';
import type { IntervalTotals } from './interval-totals.ts';
import { ratio } from './service-level.ts';

type Sums = Readonly<IntervalTotals>;

/** ASA: mean wait of the answered calls; `null` without any. */
export function averageSpeedOfAnswerSeconds(sums: Sums): number | null {
  return ratio(sums.answeredWaitMs / 1_000, sums.answered).value;
}

/** Mean wait of answered and abandoned calls together. */
export function meanWaitSeconds(sums: Sums): number | null {
  return ratio((sums.answeredWaitMs + sums.abandonedWaitMs) / 1_000, sums.answered + sums.abandoned).value;
}

export function meanTimeToAbandonSeconds(sums: Sums): number | null {
  return ratio(sums.abandonedWaitMs / 1_000, sums.abandoned).value;
}

/** AHT: talk, hold and wrap-up per leg; a transferred call has several legs. */
export function averageHandleTimeSeconds(sums: Sums): number | null {
  return ratio(handledMs(sums) / 1_000, sums.handled).value;
}

/** What partner cities settle by, without ready time: talk, hold and wrap-up of the city's queues. */
export function productiveMinutes(sums: Sums): number {
  return handledMs(sums) / 60_000;
}

/**
 * Productive minutes per city with ready time: each city bears the share of it that it has of the handled minutes.
 * Where nobody handled anything, ready time belongs to no city.
 *
 * @param sums one per city
 * @param readyMs ready time of all agents in the same span
 */
export function productiveMinutesWithReady(sums: readonly Sums[], readyMs: number): readonly number[] {
  const all = sums.reduce((total, city) => total + handledMs(city), 0);
  return sums.map((city) => {
    const share = all > 0 ? handledMs(city) / all : 0;
    return productiveMinutes(city) + (share * readyMs) / 60_000;
  });
}

/** Handling time in handling and ready time of all agents together; breaks are in neither. */
export function occupancy(time: Readonly<AgentTime>): number | null {
  const busy = time.talkingMs + time.onHoldMs + time.wrapUpMs;
  return ratio(busy, busy + time.readyMs).value;
}

/** First-contact resolution, three ways side by side. Wrong numbers are in no denominator. */
export interface FirstContact {
  /** By the agents' closing codes. */
  readonly byClosingCode: Ratio;
  /** Answered callers with a known number who did not call the same city again within 24 hours. */
  readonly byRepeatCalls: Ratio;
  /** Conversations that ended without a transfer. */
  readonly byTransfers: Ratio;
}

export function firstContact(sums: Sums): FirstContact {
  return {
    byClosingCode: ratio(sums.solvedAtFirstContact, sums.classified),
    byRepeatCalls: ratio(sums.traceable - sums.repeated, sums.traceable),
    byTransfers: ratio(sums.finished - sums.transferred, sums.finished),
  };
}

export interface Satisfaction {
  readonly meanMark: number | null;
  readonly marks: number;
  readonly asked: number;
  /** Share of the marks 1 and 2. */
  readonly good: Ratio;
  readonly goodInterval: { readonly low: number; readonly high: number } | null;
  readonly responseRate: Ratio;
}

export function satisfaction(sums: Sums): Satisfaction {
  return {
    meanMark: ratio(sums.markSum, sums.marks).value,
    marks: sums.marks,
    asked: sums.askedForMark,
    good: ratio(sums.goodMarks, sums.marks),
    goodInterval: wilsonInterval(sums.goodMarks, sums.marks),
    responseRate: ratio(sums.marks, sums.askedForMark),
  };
}

/** Two-sided 95 % point of the normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * 95 % interval of a share by Wilson's score: stays within [0, 1] and is honest for few and for extreme counts, where
 * the usual "± 2 standard errors" is not. `null` without trials.
 *
 * @see docs/formulas.md#satisfaction
 */
export function wilsonInterval(
  successes: number,
  trials: number,
): { readonly low: number; readonly high: number } | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const weight = (Z_95 * Z_95) / trials;
  const middle = (share + weight / 2) / (1 + weight);
  const reach = (Z_95 / (1 + weight)) * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials));
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

function handledMs(sums: Sums): number {
  return sums.talkMs + sums.holdMs + sums.wrapUpMs;
}
