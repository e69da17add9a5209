import * as v from 'valibot';
import { calendarDaySchema } from './calendar-day.ts';
import { plainText } from './plain-text.ts';
import { dayNamesSchema } from './day-names.ts';
import { shareDoneSchema, type JobContract, type ShareDone } from './job.ts';

/** Forecast versions, adjustments and accuracy. Instants are epoch milliseconds, shares fractions. */
const day = calendarDaySchema;
const instant = v.pipe(v.number(), v.integer());
const numbers = v.array(v.number());
const band = v.object({ mean: v.number(), low: v.number(), high: v.number() });

/** Days that a forecast is asked for, both included. */
const forecastSpanSchema = v.pipe(
  v.object({ from: day, until: day }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

const keptVersionsSchema = v.object({ versions: v.array(v.object({ city: v.string(), id: v.string() })) });

/** A forecast of every city: it leaves a version per city, in the order of the cities. */
export const forecastJob: JobContract<ForecastSpan, ShareDone, KeptVersions> = {
  kind: 'forecast',
  input: forecastSpanSchema,
  progress: shareDoneSchema,
  result: keptVersionsSchema,
};

export type ForecastSpan = v.InferOutput<typeof forecastSpanSchema>;
export type KeptVersions = v.InferOutput<typeof keptVersionsSchema>;

/** How a day may differ from its mean: bands of any sum of intervals follow from it. */
export const keptSpreadSchema = v.object({
  kind: v.literal('count'),
  dispersion: v.number(),
  dayCv: v.number(),
  driftCv: v.number(),
  driftCorrelation: v.number(),
  slotCv: v.optional(numbers),
});

export const forecastDaySchema = v.object({
  date: day,
  mean: numbers,
  low: numbers,
  high: numbers,
  averageHandleTimeSeconds: numbers,
  day: band,
  /** Absent in versions from before it was kept. */
  spread: v.optional(keptSpreadSchema),
  special: v.optional(v.string()),
});

export const choiceReasonsSchema = v.object({
  chosen: v.string(),
  candidates: v.array(v.object({ model: v.string(), days: v.number(), wape: v.optional(v.number()) })),
  /** Relative misses of day totals a day ahead; absent in versions from before they were kept. */
  misses: v.optional(v.array(v.object({ date: day, share: v.number() }))),
});

/** A day that a forecast learnt nothing from: the same as in the history's findings. */
const heldDaySchema = v.object({
  date: day,
  kind: v.picklist(['gap', 'unfinished', 'zeros']),
  offered: v.optional(v.number()),
  expected: v.optional(v.number()),
});

/** One city's forecast as it is kept. */
export const queueForecastSchema = v.object({
  queue: v.string(),
  grid: v.object({ slotMinutes: v.number(), openMinute: v.number(), closeMinute: v.number() }),
  learntFrom: v.optional(day),
  learntUntil: v.optional(day),
  days: v.array(forecastDaySchema),
  reasons: v.optional(choiceReasonsSchema),
  /** Days of the history that were held back, as calls are missing on them; absent in versions from before it was kept. */
  held: v.optional(v.array(heldDaySchema)),
  /** Digest of history, decisions, calendar events and span; absent in versions from before it was kept. */
  inputsHash: v.optional(v.string()),
});

const changeSchema = v.variant('kind', [
  v.object({ kind: v.literal('factor'), factor: v.pipe(v.number(), v.minValue(0), v.maxValue(20)) }),
  v.object({ kind: v.literal('absolute'), calls: v.pipe(v.number(), v.minValue(0)) }),
]);

const text = v.pipe(
  plainText,
  v.trim(),
  v.minLength(3, 'a reason of at least 3 characters'),
  v.maxLength(500),
);
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));
const spanOfChange = v.pipe(
  v.object({ date: day, fromMinute: minute, untilMinute: minute, change: changeSchema }),
  v.check(({ fromMinute, untilMinute }) => fromMinute < untilMinute, 'the end must lie after the beginning'),
);

/** All cities, in the place of one city's id. */
export const EVERY_CITY = '*';

/**
 * Body of `POST /api/v1/forecast-adjustments`: what a planner typed, all of it or nothing. Half-open spans of a day by
 * the wall clock: a quarter hour, an hour, a whole day (0 to 1440). An absolute number of calls is for one city.
 */
export const adjustSchema = v.pipe(
  v.object({
    /** A city's id, or `*` for all. */
    city: v.pipe(plainText, v.minLength(1)),
    changes: v.pipe(v.array(spanOfChange), v.minLength(1), v.maxLength(1000)),
    reason: text,
  }),
  v.check(
    ({ city, changes }) => city !== EVERY_CITY || changes.every(({ change }) => change.kind === 'factor'),
    'an absolute number of calls is for one city',
  ),
);

export const adjustmentSchema = v.object({
  id: v.string(),
  /** A city's id, or `*`. */
  city: v.string(),
  date: day,
  fromMinute: minute,
  untilMinute: minute,
  change: changeSchema,
  reason: v.string(),
  /** The account's id. */
  author: v.string(),
  createdAt: instant,
  /** When it was taken back; `null` while it holds. */
  withdrawnAt: v.nullable(instant),
});

/** Answer of `GET /api/v1/forecast-adjustments`. */
export const adjustmentsAnswerSchema = v.object({ adjustments: v.array(adjustmentSchema) });

const wideBand = v.object({ ...band.entries, low95: v.number(), high95: v.number() });

/** One city on one day, or all of them together; one value per quarter hour from local midnight by the wall clock. */
export const forecastCurveSchema = v.object({
  calls: numbers,
  low: numbers,
  high: numbers,
  low95: numbers,
  high95: numbers,
  averageHandleTimeSeconds: numbers,
  /** The model's own figures, before adjustments. */
  modelCalls: numbers,
  day: wideBand,
  /** Clock hours 0 … 23 with their own bands: sums of intervals, not sums of bands. */
  hours: v.array(wideBand),
  /** Name of a special day. */
  special: v.nullable(dayNamesSchema),
  /** Id of the version it stands in; `null` for the joint curve. */
  version: v.nullable(v.string()),
  isAdjusted: v.boolean(),
});

/** Answer of `GET /api/v1/forecast-days`. */
export const forecastDaysAnswerSchema = v.object({
  days: v.array(
    v.object({
      date: day,
      cities: v.record(v.string(), forecastCurveSchema),
      joint: forecastCurveSchema,
    }),
  ),
});

/** Answer of `GET /api/v1/forecast-runs`: every run that left versions, newest first. */
export const forecastVersionsAnswerSchema = v.object({
  runs: v.array(
    v.object({
      run: v.string(),
      createdAt: instant,
      /** The account's id; `null` for the run that every day makes by itself. */
      author: v.nullable(v.string()),
      from: day,
      until: day,
      cities: v.array(v.object({ city: v.string(), version: v.string() })),
    }),
  ),
});

/** How one version did against what came; shares, `null` while nothing has come. */
export const accuracySchema = v.object({
  days: v.number(),
  offered: v.number(),
  wape: v.nullable(v.number()),
  bias: v.nullable(v.number()),
  naiveWape: v.nullable(v.number()),
  insideBand: v.nullable(v.number()),
});

const versionAccuracySchema = v.object({
  version: v.string(),
  run: v.string(),
  createdAt: instant,
  from: day,
  until: day,
  model: v.nullable(v.string()),
  ...accuracySchema.entries,
});

/** Answer of `GET /api/v1/cities/:city/forecast-accuracy`. @public its type is what the server gives */
export const accuracyAnswerSchema = v.object({ versions: v.array(versionAccuracySchema) });

/** Answer of `GET /api/v1/cities/:city/forecast-reasons`: how well the city is forecast, and why by this model. */
export const forecastReasonsAnswerSchema = v.object({
  /** Where the newest version comes from; `null` without one. */
  forecast: v.nullable(v.pick(queueForecastSchema, ['learntFrom', 'learntUntil', 'reasons', 'held'])),
  /** Of the newest version of which days have come; `null` where none has. */
  accuracy: v.nullable(versionAccuracySchema),
});

/** Answer of `GET /api/v1/actual-days`: what came, per quarter hour from local midnight; `null` where nothing is known. */
export const actualDaysAnswerSchema = v.object({
  days: v.array(
    v.object({
      date: day,
      cities: v.record(
        v.string(),
        v.object({
          calls: v.array(v.nullable(v.number())),
          total: v.number(),
          source: v.picklist(['measured', 'imported']),
        }),
      ),
    }),
  ),
});

export type StoredForecast = v.InferOutput<typeof queueForecastSchema>;
export type AdjustBody = v.InferOutput<typeof adjustSchema>;
export type AdjustmentAnswer = v.InferOutput<typeof adjustmentSchema>;
export type ForecastCurveAnswer = v.InferOutput<typeof forecastCurveSchema>;
export type ForecastDaysAnswer = v.InferOutput<typeof forecastDaysAnswerSchema>;
export type ForecastVersionsAnswer = v.InferOutput<typeof forecastVersionsAnswerSchema>;
export type ForecastReasonsAnswer = v.InferOutput<typeof forecastReasonsAnswerSchema>;
export type AccuracyAnswer = v.InferOutput<typeof accuracyAnswerSchema>;
export type ActualDaysAnswer = v.InferOutput<typeof actualDaysAnswerSchema>;
