import { mean } from 'simple-statistics';
import { total } from '../../history/day-history.ts';
import { fillCausally } from '../../history/fill-causally.ts';
import { dayProfiles } from './day-profile.ts';
import type { ForecastModel } from './model.ts';
import { weekdayOf } from '../../time/plain-date.ts';

const LEVEL_RATES = [0.05, 0.1, 0.2, 0.35, 0.5] as const;
const TREND_RATES = [0, 0.02, 0.1] as const;
const SEASON_RATES = [0.02, 0.1, 0.25] as const;
/** A trend that went on for ever would be wrong in two weeks: it fades (Gardner and McKenzie 1985). */
const DAMPING = 0.9;
const LONGEST_HISTORY_WEEKS = 52;

/**
 * Holt and Winters' exponential smoothing of day totals with a multiplicative week and a damped trend, spread over
 * the day by recent profiles. The three rates are those with the least squared one-day error on the history.
 *
 * @see docs/formulas.md#holt-winters
 */
export const holtWinters: ForecastModel = {
  name: 'ets',
  fit: (history) => {
    const week = history.businessWeek.length;
    const recent = { ...history, days: history.days.slice(-LONGEST_HISTORY_WEEKS * week) };
    const totals = fillCausally(recent).map(({ offered }) => total(offered));
    const profile = dayProfiles(recent, history.days.at(-1)?.date);
    let best = smooth(totals, week, LEVEL_RATES[0], TREND_RATES[0], SEASON_RATES[0]);
    for (const level of LEVEL_RATES) {
      for (const trend of TREND_RATES) {
        for (const season of SEASON_RATES) {
          const tried = smooth(totals, week, level, trend, season);
          if (tried.squaredError < best.squaredError) best = tried;
        }
      }
    }
    return {
      forecast: (dates) =>
        dates.map((date, ahead) => {
          const steps = ahead + 1;
          const trend = (best.trend * DAMPING * (1 - DAMPING ** steps)) / (1 - DAMPING);
          const season = best.seasons[(totals.length + ahead) % week] ?? 1;
          const calls = Math.max(0, (best.level + trend) * season);
          return {
            date,
            mean: profile(weekdayOf(date)).map((share) => share * calls),
            spread: { kind: 'unknown' },
          };
        }),
    };
  },
};

interface Smoothed {
  readonly level: number;
  readonly trend: number;
  /** Factor by position in the week, counted from the history's first day. */
  readonly seasons: readonly number[];
  readonly squaredError: number;
}

function smooth(
  totals: readonly number[],
  week: number,
  levelRate: number,
  trendRate: number,
  seasonRate: number,
): Smoothed {
  const start = totals.slice(0, 2 * week).filter((calls) => calls > 0);
  let level = start.length === 0 ? 0 : mean(start);
  let trend = 0;
  const seasons = Array.from({ length: week }, (_, day) => {
    const same = totals.slice(0, 4 * week).filter((calls, index) => index % week === day && calls > 0);
    return level > 0 && same.length > 0 ? mean(same) / level : 1;
  });
  let squaredError = 0;
  for (const [day, calls] of totals.entries()) {
    const season = seasons[day % week] ?? 1;
    const base = level + DAMPING * trend;
    const error = calls - base * season;
    if (day >= 2 * week) squaredError += error * error;
    const next = base + (season > 0 ? (levelRate * error) / season : 0);
    trend = DAMPING * trend + trendRate * (next - base);
    if (base > 0) seasons[day % week] = season + (seasonRate * error) / base;
    level = next;
  }
  return { level, trend, seasons, squaredError };
}
