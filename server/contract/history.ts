import * as v from 'valibot';
import { calendarDaySchema } from './calendar-day.ts';
import { plainText } from './plain-text.ts';
import { dayNamesSchema } from './day-names.ts';
import { shareDoneSchema, type JobContract, type ShareDone } from './job.ts';

/** Call history as planners see and correct it. Instants are epoch milliseconds, shares fractions. */
const day = calendarDaySchema;
const name = v.pipe(plainText, v.trim(), v.minLength(1), v.maxLength(80));

/** What a planner decides about a day of history. */
export const dayDecisionSchema = v.variant('kind', [
  v.object({ kind: v.literal('exclude') }),
  v.object({ kind: v.literal('likeNormal') }),
  v.object({ kind: v.literal('special'), name }),
  v.object({ kind: v.literal('keep') }),
]);

/** Body of `PUT /api/v1/cities/:city/history/:day`; `null` takes a decision back. */
export const decideDaySchema = v.object({ decision: v.nullable(dayDecisionSchema) });

export const dayFindingSchema = v.object({
  date: day,
  /** `overlap`: both an import and the own measurement have calls of the day; `expected` is what the other one says. */
  kind: v.picklist([
    'closed',
    'missing',
    'gap',
    'unfinished',
    'zeros',
    'outlier',
    'special',
    'clockChange',
    'overlap',
  ]),
  /** True while forecasts learn nothing from the day: calls are missing on it, and nobody has decided. */
  isHeld: v.boolean(),
  offered: v.nullable(v.number()),
  expected: v.nullable(v.number()),
  /** Name of a special day or holiday. */
  name: v.nullable(dayNamesSchema),
  decision: v.nullable(dayDecisionSchema),
});

/** Answer of `GET /api/v1/cities/:city/history`. @public its type is what the server gives */
export const historyAnswerSchema = v.object({
  city: v.string(),
  from: v.nullable(day),
  until: v.nullable(day),
  days: v.number(),
  findings: v.array(dayFindingSchema),
});

/** Answer of `GET /api/v1/cities/:city/history/days?from&until`: the heat map. */
export const historyDaysAnswerSchema = v.object({
  days: v.array(
    v.object({
      date: day,
      /** `null`: nothing is known of a day on which calls can come. */
      offered: v.nullable(v.number()),
      source: v.picklist(['measured', 'imported']),
      findings: v.array(dayFindingSchema.entries.kind),
      name: v.nullable(dayNamesSchema),
      decision: v.nullable(dayDecisionSchema),
    }),
  ),
  /** The same as in `GET /api/v1/cities/:city/history`, so that a page looks at a year once. */
  findings: v.array(dayFindingSchema),
});

/** Answer of `GET /api/v1/cities/:city/history/months`: everything that is known, by month, the oldest first. */
export const historyMonthsAnswerSchema = v.object({
  months: v.array(
    v.object({
      month: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/, 'a month as YYYY-MM')),
      offered: v.number(),
      /** Days on which calls came. */
      days: v.number(),
    }),
  ),
});

/** Answer of `GET /api/v1/cities/:city/history/days/:day`: one day's curve beside its weekday's. */
export const historyDayAnswerSchema = v.object({
  date: day,
  slotMinutes: v.number(),
  openMinute: v.number(),
  /** One value per slot from `openMinute` on; `null`: nothing is known of the day. */
  offered: v.nullable(v.array(v.number())),
  /** Mean of the same weekdays of up to eight weeks before it; `null` at the beginning of a history. */
  usual: v.nullable(v.array(v.number())),
  /** How many such days that mean is of. */
  usualDays: v.number(),
  findings: v.array(dayFindingSchema),
});

const callColumn = v.picklist([
  'start',
  'time',
  'queue',
  'offered',
  'answered',
  'abandoned',
  'answeredWithinThreshold',
  'handleSeconds',
  'waitSeconds',
]);

/** Query of `POST /api/v1/history-imports`: the file's name, remembered with what comes of it. */
export const importNameSchema = v.object({
  name: v.optional(v.pipe(plainText, v.trim(), v.maxLength(255))),
});

/** Body of `POST /api/v1/history-imports/:import/preview` and `…/start`: how the uploaded file is to be understood. */
export const importOptionsSchema = v.object({
  /** Header names by column, where they are not found or found wrongly; remembered when the import starts. */
  columns: v.optional(v.record(callColumn, name)),
  /** City of every row, for files without such a column. */
  queue: v.optional(name),
  /** City of a queue name, `null` to leave the queue out, the name itself to keep it without a city; remembered. */
  queues: v.optional(v.record(plainText, v.nullable(plainText))),
  /** Interval length; found from the rows when absent. */
  minutes: v.optional(v.picklist([5, 15, 30, 60, 1440])),
  /** Answers to what a file leaves open. */
  decimal: v.optional(v.picklist(['.', ','])),
  dateOrder: v.optional(v.picklist(['day.month.year', 'month/day/year'])),
  durations: v.optional(v.picklist(['minutes:seconds', 'hours:minutes'])),
  times: v.optional(v.picklist(['start', 'end', 'endSameDay'])),
  /** A former import whose rows go in the moment in which the new ones come. */
  replaces: v.optional(plainText),
});

const rowIssueSchema = v.object({
  line: v.number(),
  field: v.string(),
  value: v.string(),
  allowed: v.string(),
});

const leftOutSchema = v.object({
  /** Lines of sums. */
  sums: v.number(),
  titles: v.number(),
  /** Rows that only repeat an earlier one. */
  doubled: v.number(),
  /** Rows without calls in the hour that the spring night skips. */
  skippedHour: v.number(),
  /** Rows of queues that are not to be used. */
  otherQueues: v.number(),
  /** Rows without calls of times that are still to come. */
  future: v.number(),
});

/** Answer of the upload and of `…/preview`: what was understood of the whole file. */
export const importPreviewSchema = v.object({
  id: v.string(),
  bytes: v.number(),
  format: v.object({
    encoding: v.picklist(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'xlsx']),
    /** `null` in a workbook. */
    delimiter: v.nullable(v.string()),
    headerLine: v.number(),
    dateOrder: v.picklist(['year-month-day', 'day.month.year', 'month/day/year']),
    decimal: v.picklist(['.', ',']),
    /** Whether the file's times name the start of their interval or its end. */
    times: v.picklist(['start', 'end']),
    header: v.array(v.string()),
    /** Index in the header by column. */
    columns: v.record(v.string(), v.number()),
  }),
  /** Columns that are a must and were not found. */
  missing: v.array(v.string()),
  /** Columns of the file that say nothing to a call history. */
  unread: v.array(v.string()),
  /** What the file leaves open: it starts only when all of it is said. */
  questions: v.array(
    v.object({
      option: v.picklist(['decimal', 'dateOrder', 'durations', 'times', 'timeColumn']),
      line: v.number(),
      column: v.string(),
      value: v.string(),
      /** What may be said, in words of the command, and what the value would then mean. */
      readings: v.array(v.object({ choice: v.string(), means: v.string() })),
    }),
  ),
  queues: v.array(
    v.object({
      queue: v.string(),
      rows: v.number(),
      place: v.picklist(['city', 'leftOut', 'unassigned', 'open']),
      city: v.nullable(v.string()),
    }),
  ),
  /** Queues that belong to no city, and nobody has said where they go. */
  unknownQueues: v.array(v.string()),
  minutes: v.number(),
  rows: v.number(),
  /** Calls that were understood, of all rows together. */
  offeredInAll: v.number(),
  leftOut: leftOutSchema,
  sample: v.array(
    v.object({
      line: v.number(),
      date: day,
      minute: v.number(),
      queue: v.string(),
      offered: v.number(),
      answered: v.optional(v.number()),
      handleSeconds: v.optional(v.number()),
    }),
  ),
  /** The first wrong lines. */
  issues: v.array(rowIssueSchema),
  issueCount: v.number(),
  /** True when nothing stands in the way of starting. */
  isReady: v.boolean(),
});

/** What an import asks for: a file that was uploaded, and how to understand it. */
const importInputSchema = v.object({ upload: plainText, options: importOptionsSchema });

/** How an import ended. */
const importResultSchema = v.object({
  /** `busy`: another import was at work; start it again later. `notThere`: what it was to replace is gone. */
  outcome: v.picklist(['imported', 'wrongLines', 'unknownQueues', 'busy', 'notThere']),
  rows: v.number(),
  added: v.number(),
  unchanged: v.number(),
  conflictCount: v.number(),
  /** The first rows that were left out, and why. */
  conflicts: v.array(
    v.object({
      queue: v.string(),
      startsAt: v.number(),
      reason: v.picklist(['measured', 'otherValue', 'otherLength']),
    }),
  ),
  leftOut: leftOutSchema,
  /** Queues that were kept although no city has them. */
  unassigned: v.array(v.string()),
  issueCount: v.number(),
  issues: v.array(rowIssueSchema),
});

/** Answer of `GET /api/v1/history-imports`: imports whose rows are in the history, the newest first. */
export const formerImportsSchema = v.object({
  imports: v.array(
    v.object({
      id: v.string(),
      endedAt: v.number(),
      /** `null` where nobody noted it. */
      fileName: v.nullable(v.string()),
      queues: v.array(v.string()),
      added: v.nullable(v.number()),
      /** First and last start of its rows. */
      from: v.nullable(v.number()),
      until: v.nullable(v.number()),
    }),
  ),
});

/** Body of `POST /api/v1/calendar-events`: days that planners name, with an effect they give or that is learnt. */
export const calendarEventSchema = v.pipe(
  v.object({
    /** City, or `*` for all. */
    city: plainText,
    from: day,
    until: day,
    name,
    /** Calls against an ordinary day; `null`: learn it from earlier days of this name. */
    factor: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(20))),
  }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

export type HistoryAnswer = v.InferOutput<typeof historyAnswerSchema>;
export type HistoryDaysAnswer = v.InferOutput<typeof historyDaysAnswerSchema>;
export type HistoryMonthsAnswer = v.InferOutput<typeof historyMonthsAnswerSchema>;
export type HistoryDayAnswer = v.InferOutput<typeof historyDayAnswerSchema>;
export type ImportOptions = v.InferOutput<typeof importOptionsSchema>;
export type ImportPreview = v.InferOutput<typeof importPreviewSchema>;
export type FormerImports = v.InferOutput<typeof formerImportsSchema>;
export type ImportInput = v.InferOutput<typeof importInputSchema>;
export type ImportResult = v.InferOutput<typeof importResultSchema>;

/** Takes the rows of an uploaded file into the history; ended early, it leaves nothing behind. */
export const importJob: JobContract<ImportInput, ShareDone, ImportResult> = {
  kind: 'import',
  input: importInputSchema,
  progress: shareDoneSchema,
  result: importResultSchema,
};

export type DayFindingAnswer = v.InferOutput<typeof dayFindingSchema>;
export type CalendarEventBody = v.InferOutput<typeof calendarEventSchema>;
