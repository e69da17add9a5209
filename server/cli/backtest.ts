import {
  type Accuracy,
  automaticModel,
  backtest,
  type BacktestSpan,
  type ForecastModel,
  forecastModels,
  type ModelBacktest,
} from '../../forecasting/forecast/index.ts';
import {
  type DayHistory,
  findDays,
  knownBefore,
  learntHistory,
  nextBusinessDays,
  countedHistory,
} from '../../forecasting/history/index.ts';
import { type ForecastCalendar, ZoneClock } from '../../forecasting/time/index.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { chooseQueue, readCallCounts, readDate, readGrid, readWeek } from './input/read-history.ts';
import { readOptions } from './input/read-options.ts';
import { notationHelp, notationOptions, readNotation } from './input/reading-options.ts';
import { readHolidays } from './input/read-holidays.ts';

const HORIZONS = ['D1', 'W1', 'W2'] as const;

const help = `
leitstand backtest FILE --from DATE [OPTIONS]

Forecasts the known past: at each day from --from on, every model sees only the days before it. Prints the
accuracy of the same day (D1), of the week forecast on its first day (W1) and of the week after (W2). Days on which
calls are missing are named; nothing is learnt from them and no forecast is measured by them, as in "forecast".

  FILE                 CSV with the columns start, queue, offered
  --from DATE          first day on which a forecast is made
  --to DATE            last day scored, included (default: last day of the file)
  --train-from DATE    first day that may be learnt from (default: first day of the file)
  --slot MINUTES       5, 15, 30, 60 or 1440 (default 30)
  --open, --close      opening hours, 24:00 is allowed (default 07:00 and 21:00)
  --days DAYS          business week (default mon-fri)
  --queue NAME         queue, where the file has several
  --holidays WHAT      none, DE-NW, or a file with lines DATE,NAME (default none). Days without rows are always
                       closed, and known beforehand as closed
  --model NAME         auto, all or one model: ${forecastModels()
    .map(({ name }) => name)
    .join(', ')} (default auto)
  ${notationHelp}
  --json               figures as JSON; shares in percent, unrounded

Example: leitstand backtest calls.csv --slot 30 --open 07:00 --close 21:00 --from 2003-07-07 --model all
`;

/** `leitstand backtest`: rolling-origin accuracy per model. */
export const command: Command = {
  summary: 'measure forecast accuracy on the known past',
  help,
  run: async ({ args, print, warn, workingDirectory, cancelled }) => {
    const { values, positionals } = readOptions(
      args,
      {
        slot: { type: 'string', default: '30' },
        open: { type: 'string', default: '07:00' },
        close: { type: 'string', default: '21:00' },
        days: { type: 'string', default: 'mon-fri' },
        from: { type: 'string' },
        to: { type: 'string' },
        'train-from': { type: 'string' },
        queue: { type: 'string' },
        holidays: { type: 'string', default: 'none' },
        model: { type: 'string', default: 'auto' },
        ...notationOptions,
        json: { type: 'boolean', default: false },
      },
      ['FILE'],
    );
    const [file = ''] = positionals;
    if (values.from === undefined) throw new BadInput('is missing; see --help', { field: 'from' });
    const grid = readGrid(values.slot, values.open, values.close);
    const week = readWeek(values.days);
    const models = chooseModels(values.model);
    const span: BacktestSpan = {
      from: readDate('from', values.from),
      to: readDate('to', values.to),
      trainFrom: readDate('train-from', values['train-from']),
    };
    const counts = chooseQueue(
      await readCallCounts(workingDirectory, file, readNotation(values)),
      values.queue,
    );
    const past = countedHistory(counts, grid, week);
    requireDays(past, span, file);
    const calendar = await readHolidays(values.holidays, past, workingDirectory);
    const findings = findDays(past, calendar, new ZoneClock('UTC'));
    const history = learntHistory(past, findings, new Map(), calendar);
    for (const { date, kind, isHeld } of findings)
      if (isHeld) warn(`not learnt from and not scored: ${date} (${kind}), as calls are missing on it\n`);
    const results = models.map((model): MeasuredModel => {
      const result = backtest(history, calendar, model, span, {
        seconds: cpuSeconds,
        onProgress: () => cancelled.throwIfAborted(),
      });
      if (models.length > 1) warn(`${model.name} done\n`);
      return { ...result, secondsPerFit: secondsPerFit(result, history, calendar, span) };
    });
    print(values.json ? `${JSON.stringify({ models: results.map(asJson) }, null, 2)}\n` : asTable(results));
    return 0;
  },
};

interface MeasuredModel extends ModelBacktest {
  /** CPU seconds of one fit with a two-week forecast; of an automatic choice, of the model it took most. */
  readonly secondsPerFit: number;
}

const TIMED_FITS = 5;

function secondsPerFit(
  { fits, fitSeconds, choices }: ModelBacktest,
  history: DayHistory,
  calendar: ForecastCalendar,
  { from, trainFrom }: BacktestSpan,
): number {
  const [favourite] = [...choices].toSorted(([, a], [, b]) => b - a);
  if (favourite === undefined) return fitSeconds / Math.max(1, fits);
  const known = knownBefore(history, from, trainFrom);
  const dates = nextBusinessDays(from, 2 * history.businessWeek.length, history.businessWeek);
  const startedAt = cpuSeconds();
  for (let time = 0; time < TIMED_FITS; time++) {
    forecastModels()
      .find(({ name }) => name === favourite[0])
      ?.fit(known, calendar)
      .forecast(dates);
  }
  return (cpuSeconds() - startedAt) / TIMED_FITS;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const AUTO = 'auto';

function chooseModels(wanted: string): readonly ForecastModel[] {
  if (wanted === AUTO) return [automaticModel()];
  if (wanted === 'all') return [...forecastModels(), automaticModel()];
  const model = forecastModels().find(({ name }) => name === wanted);
  if (model !== undefined) return [model];
  const names = [AUTO, 'all', ...forecastModels().map(({ name }) => name)].join(', ');
  throw new BadInput(`must be one of ${names}; got "${wanted}"`, { field: 'model' });
}

function requireDays(history: DayHistory, { from, to }: BacktestSpan, file: string): void {
  const first = history.days[0]?.date;
  const last = history.days.at(-1)?.date;
  if (first === undefined || last === undefined) {
    throw new BadInput('no rows inside the opening hours and days', { file });
  }
  if (from <= first || from > last) {
    throw new BadInput(`must lie after ${first} and not after ${last}, got "${from}"`, { field: 'from' });
  }
  if (to !== undefined && to < from)
    throw new BadInput(`must not lie before ${from}, got "${to}"`, { field: 'to' });
}

function asJson({ model, horizons, choices, secondsPerFit, fitSeconds }: MeasuredModel) {
  const figures = Object.fromEntries(HORIZONS.map((horizon) => [horizon, inPercent(horizons[horizon])]));
  return {
    name: model,
    auto: model === AUTO,
    ...figures,
    cpuSeconds: secondsPerFit,
    cpuSecondsInAll: fitSeconds,
    ...(choices.size > 0 ? { choices: Object.fromEntries(choices) } : {}),
  };
}

/** The one place outside the interface where shares become percent: the command's documented JSON. */
function inPercent({ days, wape, mase, rmse, bias, dayTotalWape, wql, cov80, cov95 }: Accuracy) {
  const percent = (share: number | undefined) => (share === undefined ? null : 100 * share);
  return {
    days,
    wape: percent(wape),
    mase: mase ?? null,
    rmse: rmse ?? null,
    bias: percent(bias),
    dayTotalWape: percent(dayTotalWape),
    wql: percent(wql),
    cov80: percent(cov80),
    cov95: percent(cov95),
  };
}

function asTable(results: readonly MeasuredModel[]): string {
  const head = [
    'model',
    'ahead',
    'days',
    'WAPE %',
    'day %',
    'MASE',
    'RMSE',
    'bias %',
    'wQL %',
    'cov80',
    'cov95',
    'CPU s',
  ];
  const rows = results.flatMap(({ model, horizons, secondsPerFit }) =>
    HORIZONS.map((horizon) => {
      const figures = inPercent(horizons[horizon]);
      const digits = (value: number | null, places: number) => value?.toFixed(places) ?? '–';
      return [
        model,
        horizon,
        String(figures.days),
        digits(figures.wape, 2),
        digits(figures.dayTotalWape, 2),
        digits(figures.mase, 3),
        digits(figures.rmse, 2),
        digits(figures.bias, 2),
        digits(figures.wql, 2),
        digits(figures.cov80, 1),
        digits(figures.cov95, 1),
        secondsPerFit.toFixed(4),
      ];
    }),
  );
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  const choices = results.flatMap(({ choices }) =>
    [...choices].map(([model, origins]) => `auto took ${model} at ${origins} origins`),
  );
  return `${[...[head, ...rows].map(line), ...choices].join('\n')}\n`;
}
