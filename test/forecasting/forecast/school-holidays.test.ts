import { describe, expect, it } from 'vitest';
import { forecastModels } from '../../../forecasting/forecast/index.ts';
import {
  businessDays,
  dayHistory,
  knownBefore,
  nextBusinessDays,
} from '../../../forecasting/history/index.ts';
import { seededRandom } from '../../../forecasting/maths/index.ts';
import {
  addDays,
  type ForecastCalendar,
  plainDate,
  type PlainDate,
  weekdayOf,
} from '../../../forecasting/time/index.ts';
import { drawCount } from '../../../forecasting/maths/variates.ts';
import { nrwCalendarData, forecastCalendar } from '../../../server/planning/calendar/forecast-calendar.ts';
import { nrwSchoolHolidays } from '../../../server/platform/calendar/nrw-school-holidays.ts';

const week = [1, 2, 3, 4, 5] as const;
const WEEKDAYS = [1.2, 1.05, 0.95, 1, 0.8] as const;
const SLOTS = 11;
/** Callers in school holidays, against other weeks. */
const HOLIDAY_FACTOR = 0.8;
const origin = plainDate('2026-07-20');

const withHolidays = forecastCalendar(nrwCalendarData(2024, 2026, week), new Set());
const calendar: ForecastCalendar = { ...withHolidays, isClosed: () => false, specialDay: () => undefined };
const { isSchoolHoliday: _, ...withoutHolidays } = calendar;

function truth(date: PlainDate): number {
  const factor = calendar.isSchoolHoliday?.(date) === true ? HOLIDAY_FACTOR : 1;
  return 60 * (WEEKDAYS[weekdayOf(date) - 1] ?? 1) * factor;
}

/** Two years of a queue that is quiet in school holidays. */
function history() {
  const random = seededRandom(4);
  const days = businessDays(addDays(origin, -730), addDays(origin, -1), week);
  const curves = new Map(
    days.map((date) => [
      date,
      Float64Array.from({ length: SLOTS }, () => drawCount(truth(date), 1.2, random)),
    ]),
  );
  return knownBefore(dayHistory(curves, SLOTS, week), origin);
}

function meanError(name: string, known: ForecastCalendar): number {
  const dates = nextBusinessDays(origin, 10, week);
  const model = forecastModels().find((candidate) => candidate.name === name);
  const forecasts = model?.fit(history(), known).forecast(dates) ?? [];
  const errors = forecasts.map(({ date, mean }) => Math.abs((mean[0] ?? 0) / truth(date) - 1));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

describe('school holidays', () => {
  it.each(['logreg', 'comb'])('are learnt from earlier ones by %s and expected in the coming', (model) => {
    expect(nrwSchoolHolidays().some(({ from }) => from === origin)).toBe(true);
    expect(meanError(model, withoutHolidays)).toBeGreaterThan(0.15);
    expect(meanError(model, calendar)).toBeLessThan(0.1);
  });

  it('of North Rhine-Westphalia last six weeks in summer and never overlap', () => {
    const spans = nrwSchoolHolidays();
    for (const [index, { from, until }] of spans.entries()) {
      expect(from < until).toBe(true);
      const next = spans[index + 1];
      if (next !== undefined) expect(until < next.from).toBe(true);
    }
    const summers = spans.filter(({ from }) => from.slice(5) > '06-15' && from.slice(5) < '08-15');
    expect(
      summers.map(({ from, until }) => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)),
    ).toEqual(summers.map(() => 43));
  });
});
