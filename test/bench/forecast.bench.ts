import { automaticModel, forecastModels, reforecastDay } from '../../forecasting/forecast/index.ts';
import {
  generateHistory,
  JOINT_CENTRE_CITIES,
  nextBusinessDays,
  queueHistory,
} from '../../forecasting/history/index.ts';
import { bridgeDays, plainDate, ZoneClock } from '../../forecasting/time/index.ts';
import { forecastCalendar, nrwCalendarData } from '../../server/planning/calendar/forecast-calendar.ts';
import { nrwSpecialDays } from '../../server/platform/calendar/nrw-calendar.ts';
import { cpuMilliseconds, type Bench, type BenchRow } from './bench.ts';

const REPEATS = 5;
const FIT_LIMIT_MS = 200;
const GENERATE_LIMIT_MS = 1_000;
const REFORECAST_LIMIT_MS = 1;
const REFORECASTS = 1_000;

function row(work: string, milliseconds: number, limit: number): BenchRow {
  return {
    work,
    measured: `${milliseconds.toFixed(3)} ms CPU`,
    against: `${limit} ms`,
    ratio: (milliseconds / limit).toFixed(3),
  };
}

/** Mean CPU milliseconds of some runs. */
function mean(times: number, work: () => void): number {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time++) work();
  return cpuMilliseconds(before) / times;
}

/** Fits with a two-week forecast, the choice with its record, the generator, and the re-forecast during the day. */
export const bench: Bench = {
  title: 'forecast',
  run: async () => {
    const named = nrwSpecialDays(2024, 2026);
    const plan = {
      from: plainDate('2024-11-25'),
      to: plainDate('2026-11-20'),
      zone: 'Europe/Berlin',
      cities: JOINT_CENTRE_CITIES,
      specialDays: [...named, ...bridgeDays(named)],
      seed: 1,
    };
    const generated = mean(1, () => generateHistory(plan));
    const clock = new ZoneClock(plan.zone);
    const grid = { slotMinutes: 15, openMinute: 420, closeMinute: 1080 };
    const history = queueHistory(generateHistory(plan), 'koeln', grid, [1, 2, 3, 4, 5], clock);
    const open = new Set(history.days.flatMap(({ date, offered }) => (offered === undefined ? [] : [date])));
    const calendar = forecastCalendar(nrwCalendarData(2024, 2027, history.businessWeek), open);
    const dates = nextBusinessDays(plainDate('2026-11-23'), 10, history.businessWeek);
    const fits = forecastModels().map(({ name }) =>
      row(
        `${name}: fit and two weeks, quarter hours`,
        mean(REPEATS, () => {
          forecastModels()
            .find((model) => model.name === name)
            ?.fit(history, calendar)
            .forecast(dates);
        }),
        FIT_LIMIT_MS,
      ),
    );
    const choice = mean(1, () => automaticModel().fit(history, calendar).forecast(dates));
    const [today] = automaticModel().fit(history, calendar).forecast(dates);
    const morning = today?.mean.slice(0, 20) ?? new Float64Array();
    const again = mean(REFORECASTS, () => {
      if (today !== undefined) reforecastDay(today, morning);
    });
    return [
      row('two years of quarter hours of three cities made up', generated, GENERATE_LIMIT_MS),
      ...fits,
      row('automatic choice from scratch, nine weeks of record', choice, 10_000),
      row('re-forecast of a running day', again, REFORECAST_LIMIT_MS),
    ];
  },
};
