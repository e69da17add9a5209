import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Accuracy, automaticModel, backtest, reforecastDay } from '../../forecasting/forecast/index.ts';
import {
  type DayHistory,
  knownBefore,
  type SlotGrid,
  type WallClockCount,
  countedHistory,
} from '../../forecasting/history/index.ts';
import {
  addDays,
  type ForecastCalendar,
  isPlainDate,
  plainDate,
  type PlainDate,
  type Weekday,
} from '../../forecasting/time/index.ts';
import { sharedFolder } from '../support/shared-data.ts';
import { cpuMilliseconds, type Bench, type BenchRow } from './bench.ts';

interface DataSet {
  readonly name: string;
  readonly file: string;
  readonly grid: SlotGrid;
  readonly week: readonly Weekday[];
  readonly from: PlainDate;
  /** Weeks known before the first day that is scored; absent: everything. */
  readonly knownWeeks?: number;
  readonly weeks?: number;
  readonly bars: Readonly<Partial<Record<'D1' | 'W1' | 'W2', number>>>;
}

const BANK = { file: 'bank_calls.csv', week: [1, 2, 3, 4, 5], from: plainDate('2003-07-07') } as const;
const SEATTLE = {
  file: 'seattle_fire_911_hourly.csv',
  grid: { slotMinutes: 60, openMinute: 0, closeMinute: 1440 },
  week: [1, 2, 3, 4, 5, 6, 7],
  knownWeeks: 26,
  weeks: 12,
} as const;
const bankGrid = { slotMinutes: 30, openMinute: 420, closeMinute: 1260 };

/** The bars of the issue, and other years of the same incidents, which nothing was tuned on. */
const SETS: readonly DataSet[] = [
  { ...BANK, name: 'bank, 30 min', grid: bankGrid, bars: { D1: 4.7, W1: 5.3, W2: 5.7 } },
  {
    ...BANK,
    name: 'bank, 5 min',
    grid: { slotMinutes: 5, openMinute: 420, closeMinute: 1265 },
    bars: { D1: 7, W1: 7.4 },
  },
  { ...SEATTLE, name: 'Seattle 2021', from: plainDate('2021-08-09'), bars: { W1: 23.6 } },
  { ...SEATTLE, name: 'Seattle 2019', from: plainDate('2019-08-05'), bars: {} },
  { ...SEATTLE, name: 'Seattle 2017', from: plainDate('2017-05-08'), bars: {} },
];

/** Accuracy of the automatic choice on published data, what an update at noon brings, and the cost of one fit. */
export const bench: Bench = {
  title: 'forecast accuracy',
  run: async () => {
    const folder = sharedFolder('data/calls');
    if (folder === undefined) return [];
    return [...SETS.flatMap((set) => scored(set, historyOf(folder, set))), ...intraday(folder)];
  },
};

function scored(set: DataSet, history: DayHistory): readonly BenchRow[] {
  const to = set.weeks === undefined ? undefined : addDays(set.from, 7 * set.weeks - 1);
  const { horizons, fits, fitSeconds } = backtest(
    history,
    calendarOf(history),
    automaticModel(),
    {
      from: set.from,
      ...(to === undefined ? {} : { to }),
      ...(set.knownWeeks === undefined ? {} : { trainFrom: addDays(set.from, -7 * set.knownWeeks) }),
    },
    { seconds: () => cpuMilliseconds() / 1_000 },
  );
  const rows = (['D1', 'W1', 'W2'] as const).map((horizon) => accuracyRow(set, horizon, horizons[horizon]));
  const perFit = fitSeconds / Math.max(1, fits);
  return [
    ...rows,
    {
      work: `${set.name}: choice, fit and two weeks, per origin`,
      measured: `${perFit.toFixed(3)} s CPU`,
      against: '0.2 s',
      ratio: (perFit / 0.2).toFixed(2),
    },
  ];
}

function accuracyRow(
  { name, bars }: DataSet,
  horizon: 'D1' | 'W1' | 'W2',
  {
    wape = Number.NaN,
    bias = Number.NaN,
    wql = Number.NaN,
    cov80 = Number.NaN,
    cov95 = Number.NaN,
  }: Accuracy,
): BenchRow {
  const bar = bars[horizon];
  const percent = (share: number): string => (100 * share).toFixed(2);
  return {
    work: `${name} ${horizon}: bias ${percent(bias)} %, wQL ${percent(wql)} %, bands hold ${percent(cov80)} and ${percent(cov95)} %`,
    measured: `WAPE ${percent(wape)} %`,
    against: bar === undefined ? '–' : `${bar} %`,
    ratio: bar === undefined ? '–' : ((100 * wape) / bar).toFixed(3),
  };
}

/** WAPE of the rest of the day with the update against without. */
function intraday(folder: string): readonly BenchRow[] {
  const [set] = SETS;
  if (set === undefined) return [];
  const history = historyOf(folder, set);
  const calendar = calendarOf(history);
  const model = automaticModel();
  const times = [
    { at: '10:00', slots: 6, bar: 0 },
    { at: '12:00', slots: 10, bar: 8 },
  ].map((time) => ({ ...time, before: 0, after: 0 }));
  for (const { date, offered } of history.days) {
    if (date < set.from || offered === undefined) continue;
    const [forecast] = model.fit(knownBefore(history, date), calendar).forecast([date]);
    if (forecast === undefined) continue;
    for (const time of times) {
      const again = reforecastDay(forecast, offered.slice(0, time.slots));
      for (let slot = time.slots; slot < offered.length; slot++) {
        time.before += Math.abs((forecast.mean[slot] ?? 0) - (offered[slot] ?? 0));
        time.after += Math.abs((again.mean[slot] ?? 0) - (offered[slot] ?? 0));
      }
    }
  }
  return times.map(({ at, before, after, bar }) => {
    const better = 100 * (1 - after / before);
    return {
      work: `bank, rest of the day from ${at}, against no update`,
      measured: `${better.toFixed(2)} % lower`,
      against: bar === 0 ? 'not worse' : `${bar} % lower`,
      ratio: bar === 0 ? '–' : (better / bar).toFixed(2),
    };
  });
}

function historyOf(folder: string, { file, grid, week }: DataSet): DayHistory {
  const counts = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line): readonly WallClockCount[] => {
      const [start = '', , offered] = line.split(',');
      const date = start.slice(0, 10);
      const minute = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16));
      return isPlainDate(date) ? [{ date, minute, offered: Number(offered) }] : [];
    });
  return countedHistory(counts, grid, week);
}

/** Days without rows are closed and known as closed. */
function calendarOf(history: DayHistory): ForecastCalendar {
  const closed = new Set(history.days.flatMap(({ date, offered }) => (offered === undefined ? [date] : [])));
  return {
    businessWeek: history.businessWeek,
    isClosed: (date) => closed.has(date),
    specialDay: () => undefined,
  };
}
