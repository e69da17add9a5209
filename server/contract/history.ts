import * as v from 'valibot';

/** Call history as planners see and correct it. Instants are epoch milliseconds, shares fractions. */
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD'));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

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
  kind: v.picklist(['closed', 'missing', 'gap', 'outlier', 'special', 'clockChange']),
  offered: v.nullable(v.number()),
  expected: v.nullable(v.number()),
  /** Name of a special day or holiday. */
  name: v.nullable(v.string()),
  decision: v.nullable(dayDecisionSchema),
});

/** Answer of `GET /api/v1/cities/:city/history`. */
export const historyAnswerSchema = v.object({
  city: v.string(),
  from: v.nullable(day),
  until: v.nullable(day),
  days: v.number(),
  findings: v.array(dayFindingSchema),
});

/** Body of `POST /api/v1/calendar-events`: days that planners name, with an effect they give or that is learnt. */
export const calendarEventSchema = v.pipe(
  v.object({
    /** City, or `*` for all. */
    city: v.string(),
    from: day,
    until: day,
    name,
    /** Calls against an ordinary day; `null`: learn it from earlier days of this name. */
    factor: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(20))),
  }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

export type HistoryAnswer = v.InferOutput<typeof historyAnswerSchema>;
export type DayFindingAnswer = v.InferOutput<typeof dayFindingSchema>;
export type CalendarEventBody = v.InferOutput<typeof calendarEventSchema>;
