import type { DayFeatures } from './day-features.ts';
import { daysApart } from './day-features.ts';
import { matrix, row, type Matrix } from '../../maths/linear-algebra.ts';

/** How much of a day's deviation each cause explains, relative to the weekday's own effect. */
export interface DayKernel {
  readonly weekday: number;
  readonly weekdayDays: number;
  readonly monthTurn: number;
  readonly afterClosed: number;
  readonly schoolHoliday: number;
  readonly level: number;
  readonly levelDays: number;
  readonly shock: number;
  readonly shockDays: number;
}

/** Weekday effects are all but fixed, months turn much alike, the level wanders over months and shocks last days. */
const MONTHLY: DayKernel = {
  weekday: 1,
  weekdayDays: 3000,
  monthTurn: 1,
  afterClosed: 0.5,
  schoolHoliday: 0.3,
  level: 0.2,
  levelDays: 60,
  shock: 0.3,
  shockDays: 4,
};

/**
 * Prior beliefs about day scores, the same for every data set: callers who follow salaries and rents, and callers
 * who do not. The data weigh them, and they show how much is pure noise.
 */
export const DAY_KERNELS: readonly DayKernel[] = [MONTHLY, { ...MONTHLY, monthTurn: 0.05 }];

/** The mean is unknown: a wide prior on a constant instead of a fixed one. */
const CONSTANT = 10;
const MONTH_TURN_REACH_DAYS = 4;
const MONTH_TURN_LIKENESS_DAYS = 2;

/** Covariance of the scores of two days, noise apart. */
export function dayCovariance(a: DayFeatures, b: DayFeatures, kernel: DayKernel): number {
  const apart = daysApart(a, b);
  let covariance =
    CONSTANT +
    kernel.level * Math.exp(-apart / kernel.levelDays) +
    kernel.shock * Math.exp(-apart / kernel.shockDays) +
    kernel.afterClosed * a.afterClosed * b.afterClosed +
    kernel.schoolHoliday * a.schoolHoliday * b.schoolHoliday;
  if (a.weekday === b.weekday) covariance += kernel.weekday * Math.exp(-apart / kernel.weekdayDays);
  if (a.monthTurn !== undefined && b.monthTurn !== undefined) {
    const reach = (Math.abs(a.monthTurn) + Math.abs(b.monthTurn)) / MONTH_TURN_REACH_DAYS;
    const likeness = Math.abs(a.monthTurn - b.monthTurn) / MONTH_TURN_LIKENESS_DAYS;
    covariance += kernel.monthTurn * Math.exp(-reach - likeness);
  }
  return covariance;
}

/** Covariances of every day of `a` (rows) with every day of `b` (columns). */
export function covarianceMatrix(
  a: readonly DayFeatures[],
  b: readonly DayFeatures[],
  kernel: DayKernel,
): Matrix {
  const covariances = matrix(a.length, b.length);
  for (const [i, dayA] of a.entries()) {
    const into = row(covariances, i);
    for (const [j, dayB] of b.entries()) {
      into[j] = a === b && j < i ? (row(covariances, j)[i] ?? 0) : dayCovariance(dayA, dayB, kernel);
    }
  }
  return covariances;
}
