import * as v from 'valibot';
import { plainText } from './plain-text.ts';
import { dayNamesSchema } from './day-names.ts';
import { boardSchema, outlookBasisSchema } from './wall.ts';

/** Below this probability that a day's contract holds a move is looked for, and pages say so. */
export const WANTED_PROBABILITY = 0.9;

/** Below this probability a day's target is more likely missed than held. */
export const LIKELY_MISSED = 0.5;

/**
 * The desk's view of the running day: the wall's own board, and beside it what only a desk shows. Instants are epoch
 * milliseconds by the server's clock; shares are fractions; `null` means "unknown", never zero.
 */
const localTime = v.pipe(plainText, v.regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'a local time as HH:MM'));
const amounts = v.array(v.nullable(v.number()));

/** Agents per interval of one axis; all four of the same length as the axis. */
export const staffLinesSchema = v.object({
  /** Needed on the phones, by what is expected now. */
  required: amounts,
  /** Published duties without breaks and activities. */
  planned: amounts,
  /** On the phones, mean of the interval; the running interval as far as it has come. */
  present: amounts,
  /** From now on: the plan without those who are absent today. */
  expected: amounts,
});

export const staffDaySchema = v.object({
  startsAt: v.number(),
  intervalMinutes: v.number(),
  /** Local start of each interval, `07:00`; on a 25-hour day a label comes twice. */
  labels: v.array(v.string()),
  joint: staffLinesSchema,
  /** Agents able to take a city's calls. Shared agents count in each of their cities: never add them up. */
  cities: v.record(v.string(), staffLinesSchema),
});

/** What one move does for a city: probability that the day's contract holds. */
export const moveEffectSchema = v.object({ city: v.string(), before: v.number(), after: v.number() });

/** A lawful move: agents of a group take their break at another time, take another city's calls, or stay longer. */
export const proposalSchema = v.object({
  id: v.string(),
  kind: v.picklist(['break', 'lend', 'stay']),
  agents: v.number(),
  /** Group's city, or the group's own name. */
  fromGroup: v.string(),
  /** The group's id. */
  group: v.string(),
  /** The span in which they help; their break comes from `breakLocal` on, where it is moved. */
  fromLocal: v.string(),
  toLocal: v.string(),
  breakLocal: v.nullable(v.string()),
  effects: v.array(moveEffectSchema),
});

/** A proposal as somebody takes it: nothing but what is to be done. A loan changes no roster, so it is not among them. */
export const appliedMoveSchema = v.object({
  kind: v.picklist(['break', 'stay']),
  group: plainText,
  agents: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  fromLocal: localTime,
  toLocal: localTime,
  breakLocal: v.nullable(localTime),
});

/** Body of `POST /api/v1/today/moves`. */
export const applyMoveSchema = v.object({
  move: appliedMoveSchema,
  reason: v.pipe(
    plainText,
    v.trim(),
    v.minLength(10, 'a reason of at least 10 characters'),
    v.maxLength(200),
  ),
});

/** Its answer: the version of the roster, and who is concerned. */
export const moveAnswerSchema = v.object({ number: v.number(), people: v.array(v.string()) });

export const steeringSchema = v.object({
  /** Every city with its probability as things stand. */
  cities: v.array(v.object({ city: v.string(), holdsProbability: v.number(), basis: outlookBasisSchema })),
  /** Best first. */
  proposals: v.array(proposalSchema),
});

/** Something of the day that has a time and explains the curves. Numbers tie list and charts together. */
export const dayEventSchema = v.object({
  number: v.number(),
  at: v.number(),
  until: v.nullable(v.number()),
  atLocal: v.string(),
  /** `null`: all cities. */
  city: v.nullable(v.string()),
  kind: v.picklist(['special', 'note', 'adjustment', 'activity', 'sick']),
  /** Words that a person gave, or a day's names; `null`: the pages have words for the kind. */
  words: v.nullable(dayNamesSchema),
  /** Times the forecast, where it changes it. */
  factor: v.nullable(v.number()),
  /** People concerned, where it is about people. */
  people: v.nullable(v.number()),
});

/** Answer of `GET /api/v1/today`. */
export const todayAnswerSchema = v.object({
  serverNow: v.number(),
  board: boardSchema,
  staff: staffDaySchema,
  /**
   * Calls of all cities together with the band of their sum, on the axis of `staff`; `null` without a forecast, and for
   * who does not see every city.
   */
  jointForecast: v.nullable(
    v.object({ mean: v.array(v.number()), low: v.array(v.number()), high: v.array(v.number()) }),
  ),
  /** `null`: no roster says who works in the rest of the day. */
  steering: v.nullable(steeringSchema),
  events: v.array(dayEventSchema),
  /** People with a published duty today who are absent all day; `sick` is `null`, and its people with the others, for whoever does not plan for all. */
  absent: v.object({ sick: v.nullable(v.number()), other: v.number() }),
});

export type StaffLines = v.InferOutput<typeof staffLinesSchema>;
export type AppliedMove = v.InferOutput<typeof appliedMoveSchema>;
export type MoveAnswer = v.InferOutput<typeof moveAnswerSchema>;
export type StaffDay = v.InferOutput<typeof staffDaySchema>;
export type Proposal = v.InferOutput<typeof proposalSchema>;
export type Steering = v.InferOutput<typeof steeringSchema>;
export type DayEvent = v.InferOutput<typeof dayEventSchema>;
export type TodayAnswer = v.InferOutput<typeof todayAnswerSchema>;
