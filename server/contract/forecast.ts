import * as v from 'valibot';

/** Forecast versions, adjustments and accuracy. Instants are epoch milliseconds, shares fractions. */
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD'));
const instant = v.pipe(v.number(), v.integer());
const numbers = v.array(v.number());
const band = v.object({ mean: v.number(), low: v.number(), high: v.number() });

/** Body of `POST /api/v1/forecast-runs`. */
export const startForecastSchema = v.pipe(
  v.object({ from: day, until: day }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

export const forecastDaySchema = v.object({
  date: day,
  mean: numbers,
  low: numbers,
  high: numbers,
  averageHandleTimeSeconds: numbers,
  day: band,
  special: v.optional(v.string()),
});

export const choiceReasonsSchema = v.object({
  chosen: v.string(),
  candidates: v.array(v.object({ model: v.string(), days: v.number(), wape: v.optional(v.number()) })),
});

/** One city's forecast as it is kept. */
export const queueForecastSchema = v.object({
  queue: v.string(),
  grid: v.object({ slotMinutes: v.number(), openMinute: v.number(), closeMinute: v.number() }),
  learntFrom: v.optional(day),
  learntUntil: v.optional(day),
  days: v.array(forecastDaySchema),
  reasons: v.optional(choiceReasonsSchema),
  /** Digest of history, decisions, calendar events and span; absent in versions from before it was kept. */
  inputsHash: v.optional(v.string()),
});

const changeSchema = v.variant('kind', [
  v.object({ kind: v.literal('factor'), factor: v.pipe(v.number(), v.minValue(0), v.maxValue(20)) }),
  v.object({ kind: v.literal('absolute'), calls: v.pipe(v.number(), v.minValue(0)) }),
]);

/** Body of `POST /api/v1/cities/:city/forecast-adjustments`. */
export const adjustSchema = v.pipe(
  v.object({
    from: instant,
    until: instant,
    change: changeSchema,
    reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(200)),
  }),
  v.check(({ from, until }) => from < until, 'the end must lie after the beginning'),
);

export const adjustmentSchema = v.object({
  id: v.string(),
  city: v.string(),
  from: instant,
  until: instant,
  change: changeSchema,
  reason: v.string(),
  author: v.string(),
  createdAt: instant,
});

export type StartForecast = v.InferOutput<typeof startForecastSchema>;
export type StoredForecast = v.InferOutput<typeof queueForecastSchema>;
export type AdjustBody = v.InferOutput<typeof adjustSchema>;
export type AdjustmentAnswer = v.InferOutput<typeof adjustmentSchema>;
export type AdjustmentChangeBody = v.InferOutput<typeof changeSchema>;
