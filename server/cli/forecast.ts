import {
  automaticModel,
  type ChoiceReasons,
  dayBand,
  type DayBand,
  forecastModels,
} from '../../forecasting/forecast/index.ts';
import {
  dayCurves,
  type DayFinding,
  findDays,
  learntHistory,
  nextBusinessDays,
  type SlotGrid,
  countedHistory,
} from '../../forecasting/history/index.ts';
import { addDays, ZoneClock, clockTime } from '../../forecasting/time/index.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { readCallCounts, readGrid, readWeek } from './input/read-history.ts';
import { readHolidays } from './input/read-holidays.ts';
import { readNumber, readOptions } from './input/read-options.ts';
import { notationHelp, notationOptions, readNotation } from './input/reading-options.ts';

const help = `
leitstand forecast FILE… [OPTIONS]

Forecasts the days after the last one in CSV files with the columns start, queue, offered: expected calls per slot and
day with an 80 % band, and which model was taken and why. Every queue is forecast by its own calls; a small one borrows
the shape of the day from the file's other queues as far as it is like them. Days on which calls are missing (the last
one unfinished, zeros while open) are named and not learnt from.

  --ahead DAYS         business days to forecast, 1 to 60 (default 10)
  --slot MINUTES       5, 15, 30, 60 or 1440 (default 30)
  --open, --close      opening hours, 24:00 is allowed (default 07:00 and 21:00)
  --days DAYS          business week (default mon-fri)
  --holidays WHAT      none, DE-NW, or a file with lines DATE,NAME (default none)
  --model NAME         auto or one model: ${forecastModels()
    .map(({ name }) => name)
    .join(', ')} (default auto)
  ${notationHelp}
  --json               slots and days as JSON

Example: leitstand forecast calls.csv --slot 15 --open 07:00 --close 18:00 --holidays DE-NW
`;

/** `leitstand forecast`: the coming days of a CSV history. */
export const command: Command = {
  summary: 'forecast the days after a CSV history',
  help,
  run: async ({ args, print, workingDirectory, cancelled }) => {
    const { values, positionals } = readOptions(
      args,
      {
        ahead: { type: 'string', default: '10' },
        slot: { type: 'string', default: '30' },
        open: { type: 'string', default: '07:00' },
        close: { type: 'string', default: '21:00' },
        days: { type: 'string', default: 'mon-fri' },
        holidays: { type: 'string', default: 'none' },
        model: { type: 'string', default: 'auto' },
        ...notationOptions,
        json: { type: 'boolean', default: false },
      },
      ['FILE…'],
    );
    const ahead = Math.round(readNumber('ahead', values.ahead, 1, 60));
    const grid = readGrid(values.slot, values.open, values.close);
    const week = readWeek(values.days);
    const answers: QueueAnswer[] = [];
    for (const file of positionals) {
      const queues = await readCallCounts(workingDirectory, file, readNotation(values));
      for (const [queue, counts] of queues) {
        cancelled.throwIfAborted();
        const others = [...queues].flatMap(([name, theirs]) => (name === queue ? [] : theirs));
        const past = countedHistory(counts, grid, week);
        const last = past.days.at(-1)?.date;
        if (last === undefined)
          throw new BadInput(`no rows of ${queue} inside the opening hours and days`, { file });
        const calendar = await readHolidays(values.holidays, past, workingDirectory);
        const findings = findDays(past, calendar, WALL_CLOCK);
        const history = {
          ...learntHistory(past, findings, new Map(), calendar),
          ...(others.length === 0 ? {} : { related: dayCurves(others, grid, week) }),
        };
        const held = findings.filter(({ isHeld }) => isHeld);
        const dates = nextBusinessDays(addDays(last, 1), ahead, week);
        const fitted = modelNamed(values.model).fit(history, calendar);
        const days = fitted
          .forecast(dates)
          .filter(({ date }) => !calendar.isClosed(date))
          .map((forecast) => dayBand(forecast));
        answers.push({ file, queue, learntUntil: last, days, held, reasons: fitted.reasons });
      }
    }
    print(
      values.json
        ? `${JSON.stringify({ queues: answers.map((answer) => asJson(answer, grid)) }, null, 2)}\n`
        : answers.map(asText).join('\n'),
    );
    return 0;
  },
};

interface QueueAnswer {
  readonly file: string;
  readonly queue: string;
  readonly learntUntil: string;
  readonly days: readonly DayBand[];
  /** Days that nothing was learnt from, as calls are missing on them. */
  readonly held: readonly DayFinding[];
  readonly reasons: ChoiceReasons | undefined;
}

function modelNamed(wanted: string) {
  if (wanted === 'auto') return automaticModel();
  const model = forecastModels().find(({ name }) => name === wanted);
  if (model !== undefined) return model;
  const names = ['auto', ...forecastModels().map(({ name }) => name)].join(', ');
  throw new BadInput(`must be one of ${names}; got "${wanted}"`, { field: 'model' });
}

function asJson(
  { file, queue, learntUntil, days, held, reasons }: QueueAnswer,
  { slotMinutes, openMinute }: SlotGrid,
) {
  return {
    file,
    queue,
    learntUntil,
    heldDays: held.map(({ date, kind, offered, expected }) => ({
      date,
      kind,
      offered: offered ?? null,
      expected: expected ?? null,
    })),
    reasons: reasons ?? null,
    days: days.map(({ forecast, low, high, day }) => ({
      date: forecast.date,
      ...day,
      slots: [...forecast.mean].map((mean, slot) => ({
        start: clockTime(openMinute + slot * slotMinutes),
        mean,
        low: low[slot],
        high: high[slot],
      })),
    })),
  };
}

function asText({ queue, learntUntil, days, held, reasons }: QueueAnswer): string {
  const lines = days.map(
    ({ forecast, day }) =>
      `  ${forecast.date}  ${day.mean.toFixed(0).padStart(7)} calls, 80 % between ${day.low.toFixed(0)} and ${day.high.toFixed(0)}`,
  );
  const records = (reasons?.candidates ?? []).map(
    ({ model, wape, days: compared }) =>
      `  ${model}: ${wape === undefined ? 'no record yet' : `${(100 * wape).toFixed(2)} % off on ${compared} forecast days`}`,
  );
  const why =
    reasons === undefined ? [] : [`model ${reasons.chosen}; past two-week forecasts, per slot:`, ...records];
  return [`${queue} after ${learntUntil}`, ...lines, ...held.map(heldWords), ...why, ''].join('\n');
}

/** What a day held back looks like, beside the forecast that leaves it out. */
function heldWords({ date, kind, offered, expected }: DayFinding): string {
  const usual = expected === undefined ? '' : `, usual are ${Math.round(expected)}`;
  return `not learnt from: day ${date}, ${offered ?? 0} calls${usual} (${HELD_WORDS[kind] ?? kind})`;
}

const HELD_WORDS: Readonly<Partial<Record<DayFinding['kind'], string>>> = {
  gap: 'hours without a call in which there always are some',
  unfinished: 'its calls end too early',
  zeros: 'nothing but zeros on an open day',
};

/** The file's times are a clock on the wall: nothing is known of its zone. */
const WALL_CLOCK = new ZoneClock('UTC');
