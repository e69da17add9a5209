import * as v from 'valibot';
import { plainText } from './plain-text.ts';

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));
export const minuteSpanSchema = v.object({ startMinute: minute, endMinute: minute });

/** A duty as it was published: local minutes of its day, so that a night of a clock change reads as planned. */
export const dutyBodySchema = v.object({
  startMinute: minute,
  endMinute: minute,
  breaks: v.array(minuteSpanSchema),
  /** Meetings and trainings inside the duty. */
  activities: v.array(v.object({ ...minuteSpanSchema.entries, label: v.string() })),
  group: v.string(),
  pattern: v.string(),
  /** Cities whose calls the duty is planned for. */
  cities: v.array(v.string()),
});

export const dutySchema = v.object({
  day: v.string(),
  uid: v.string(),
  sequence: v.number(),
  status: v.picklist(['planned', 'cancelled']),
  body: dutyBodySchema,
  /** What stood there before the last change; `null` for a new duty. */
  previous: v.nullable(dutyBodySchema),
  changedAt: v.number(),
});

/** Everything the agent's page shows; kept by the service worker for the time without a network. */
export const scheduleSchema = v.object({
  agent: v.object({ id: v.string(), name: v.string() }),
  zone: v.string(),
  /** Server's clock at the answer: the age of what is shown is counted from it. */
  asOf: v.number(),
  today: v.string(),
  /** Minutes that local time is ahead of UTC, now. */
  utcOffsetMinutes: v.number(),
  seenAt: v.number(),
  /** Last day that is published. */
  publishedUntil: v.nullable(v.string()),
  duties: v.array(dutySchema),
  /** Paid minutes of whole calendar weeks, as the desk sums them. */
  weeks: v.optional(v.array(v.object({ monday: v.string(), paidMinutes: v.number() })), []),
  /** `kind` is `null` until it is confirmed who holds the account. */
  absences: v.array(v.object({ kind: v.nullable(v.string()), from: v.string(), until: v.string() })),
  /** Wishes, and whether the published roster kept them. */
  wishes: v.array(
    v.object({
      day: v.string(),
      kind: v.picklist(['dayOff', 'workWithin', 'avoidWithin']),
      /** `null` for a whole day. */
      span: v.nullable(minuteSpanSchema),
      /** `null`: no published roster has known the wish yet. */
      isKept: v.nullable(v.boolean()),
    }),
  ),
  cities: v.array(v.object({ id: v.string(), name: v.string() })),
  hasFeed: v.boolean(),
  /** What the holder of the account says to their planner, so that the page says why they are away; `null` where that is done. */
  confirmationCode: v.optional(v.nullable(v.string()), null),
  /** The telephone system's name for the person is known: their calls can be closed here. */
  isConnected: v.boolean(),
});

/** One sentence of a reason, the weightiest first. */
export const reasonSchema = v.object({
  kind: v.picklist(['demand', 'wish', 'rule', 'pinned', 'alternative']),
  de: v.string(),
  en: v.string(),
});
export const reasonsAnswerSchema = v.object({ reasons: v.array(reasonSchema) });

export const closingCodes = [
  'identity-card',
  'change-of-address',
  'vehicle-registration',
  'resident-parking',
  'bulky-waste',
  'other',
  'wrong-number',
] as const;

/** So long what was entered about a call can be changed or taken back, also while the next call runs. */
export const CORRECTABLE_MINUTES = 10;

export const classifySchema = v.object({
  call: v.pipe(plainText, v.minLength(1), v.maxLength(200)),
  source: v.pipe(plainText, v.minLength(1), v.maxLength(100)),
  closingCode: v.picklist(closingCodes),
  /** `null` for a wrong number: nothing was to be solved. */
  solvedAtFirstContact: v.nullable(v.boolean()),
  /** Made once by the page: the same tap sent twice counts once. */
  tap: v.pipe(plainText, v.uuid()),
});

/** Takes back what was entered about the own last call: it then counts as not classified. */
export const withdrawClassificationSchema = v.omit(classifySchema, ['closingCode', 'solvedAtFirstContact']);

/** The agent's own call that has just ended or still runs; never another's. */
export const lastCallSchema = v.object({
  call: v.nullable(
    v.object({
      call: v.string(),
      source: v.string(),
      city: v.nullable(v.string()),
      state: v.picklist(['talking', 'wrapUp', 'done']),
      since: v.number(),
      talkSeconds: v.nullable(v.number()),
    }),
  ),
  asOf: v.number(),
});

export type DutyBody = v.InferOutput<typeof dutyBodySchema>;
export type Duty = v.InferOutput<typeof dutySchema>;
export type ScheduleAnswer = v.InferOutput<typeof scheduleSchema>;
export type Reason = v.InferOutput<typeof reasonSchema>;
export type LastCall = v.InferOutput<typeof lastCallSchema>;
export type ClosingCode = (typeof closingCodes)[number];
