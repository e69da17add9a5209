import * as v from 'valibot';
import { calendarDaySchema } from './calendar-day.ts';
import { plainText } from './plain-text.ts';
import { coloursSchema, serviceLevelVariantSchema } from './wall.ts';

/**
 * The joint centre as it is configured: cities, their queues, hours and contracts. Data, so that a fourth city is an
 * entry and not a release. Read by the queue state (which queue counts for whom), the board, the forecast and the plan.
 */
const localTime = v.pipe(plainText, v.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a local time as HH:MM'));
const openSpan = v.object({ from: localTime, to: localTime });

/** Opening hours: a week, and days that differ from it (empty list = closed). */
export const openingHoursSchema = v.object({
  /** Key: ISO weekday 1 (Monday) … 7; a missing day is closed. */
  week: v.record(v.picklist(['1', '2', '3', '4', '5', '6', '7']), v.array(openSpan)),
  dates: v.record(
    calendarDaySchema,
    v.object({
      open: v.array(openSpan),
      kind: v.picklist(['holiday', 'carnival', 'bridgeDay', 'closure', 'event']),
      de: plainText,
      en: plainText,
    }),
  ),
});

/** No number of agents takes every call, nor every call in time: 100 % cannot be promised. */
const promise = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(0.9999, 'a share below 1, which no number of agents reaches; for example 0.99'),
);

/** What a city was promised, from `validFrom` until the next entry. Never changes the figures of days before it. */
export const contractSchema = v.object({
  validFrom: calendarDaySchema,
  variant: serviceLevelVariantSchema,
  answerThresholdSeconds: v.pipe(v.number(), v.minValue(0)),
  serviceLevelTarget: promise,
  answerRateTarget: promise,
  /** Callers who hang up sooner are "short" (default 5 s). */
  shortAbandonSeconds: v.pipe(v.number(), v.minValue(0)),
});

export const citySchema = v.object({
  id: v.pipe(plainText, v.regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens')),
  name: plainText,
  letter: plainText,
  greeting: plainText,
  colours: coloursSchema,
  /** Queues that count for this city, by source and the telephone system's name. */
  queues: v.array(v.object({ source: plainText, name: plainText })),
  hours: openingHoursSchema,
  contracts: v.pipe(v.array(contractSchema), v.minLength(1)),
});

export const centreSchema = v.object({
  title: v.string(),
  zone: v.string(),
  cities: v.array(citySchema),
  ticker: v.nullable(
    v.object({ text: v.string(), en: v.optional(v.string()), until: v.nullable(v.string()) }),
  ),
  /** Seconds of wrap-up assumed where the telephone system does not show it, by source. */
  wrapUpSeconds: v.record(v.string(), v.number()),
});

export type OpeningHours = v.InferOutput<typeof openingHoursSchema>;
export type CityContract = v.InferOutput<typeof contractSchema>;
export type City = v.InferOutput<typeof citySchema>;
export type Centre = v.InferOutput<typeof centreSchema>;
