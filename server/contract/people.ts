import * as v from 'valibot';
import { calendarDaySchema } from './calendar-day.ts';
import { plainText } from './plain-text.ts';

export const personIdSchema = v.pipe(
  plainText,
  v.trim(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, '1 to 40 letters, digits or . _ -'),
);
const text = v.pipe(plainText, v.trim(), v.minLength(1), v.maxLength(100));
const minuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));

/** A city whose calls a person can take, with validity (both days included, open where `null`). */
export const skillSchema = v.pipe(
  v.object({ city: text, from: v.nullable(calendarDaySchema), until: v.nullable(calendarDaySchema) }),
  v.forward(
    v.check(
      ({ from, until }) => from === null || until === null || from <= until,
      'not before the first day',
    ),
    ['until'],
  ),
);

/** What was agreed about working time. Maxima are the law's (LAW.md): a contract may be stricter, never looser. */
export const workContractSchema = v.pipe(
  v.object({
    /** 39 h = 2340 minutes is full time (TVöD-VKA § 6). */
    weeklyMinutes: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(60),
      v.maxValue(48 * 60, 'at most 48 hours (ArbZG § 3)'),
    ),
    daysPerWeek: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6)),
    earliestStartMinute: minuteOfDay,
    latestEndMinute: minuteOfDay,
  }),
  v.forward(
    v.check(
      ({ earliestStartMinute, latestEndMinute }) => earliestStartMinute < latestEndMinute,
      'later than the earliest start',
    ),
    ['latestEndMinute'],
  ),
);

/** First and last day of employment, both included, open where `null`: outside of it nobody is planned or owes hours. */
export const employmentSchema = v.pipe(
  v.object({ from: v.nullable(calendarDaySchema), until: v.nullable(calendarDaySchema) }),
  v.forward(
    v.check(
      ({ from, until }) => from === null || until === null || from <= until,
      'not before the first day',
    ),
    ['until'],
  ),
);

/** A person on the roster. In the demo and on every wall they are known by a number, not by a name. */
export const agentSchema = v.object({
  id: personIdSchema,
  name: text,
  team: text,
  /** City whose house they sit in; rights over people follow it. */
  city: text,
  /** As the telephone system calls them; `null`: not connected. */
  telephoneName: v.nullable(text),
  contract: workContractSchema,
  employment: v.optional(employmentSchema, { from: null, until: null }),
  skills: v.pipe(v.array(skillSchema), v.minLength(1, 'at least one city')),
});

/** A person as the form has them, and as they stood when it was opened: what somebody else changed meanwhile is kept. */
export const savePersonSchema = v.object({ person: agentSchema, basedOn: v.nullable(agentSchema) });

export const absenceKindSchema = v.picklist(['leave', 'sick', 'training', 'release', 'other']);

export const newAbsenceSchema = v.pipe(
  v.object({
    agentId: personIdSchema,
    kind: absenceKindSchema,
    from: calendarDaySchema,
    until: calendarDaySchema,
  }),
  v.forward(
    v.check(({ from, until }) => from <= until, 'not before the first day'),
    ['until'],
  ),
);

/** An absence as a reader may have it. */
export const absenceSchema = v.object({
  id: v.string(),
  agentId: v.string(),
  /** `null` for whoever may know that somebody is away, and not why. */
  kind: v.nullable(absenceKindSchema),
  from: v.string(),
  until: v.string(),
});

/** What the address of an uploaded file of people says. */
export const importAgentsSchema = v.object({
  /** `false`: only say what would happen. */
  write: v.picklist(['true', 'false']),
});

export const importPreviewSchema = v.object({
  rows: v.number(),
  /** How many, and the ids of the first hundred. */
  addedCount: v.number(),
  added: v.array(v.string()),
  changedCount: v.number(),
  changed: v.array(v.string()),
  unchanged: v.number(),
  /** All that is wrong; `issues` holds the first hundred. */
  issueCount: v.number(),
  issues: v.array(v.object({ line: v.number(), field: v.string(), value: v.string(), allowed: v.string() })),
  written: v.boolean(),
});

export type Agent = v.InferOutput<typeof agentSchema>;
export type Employment = v.InferOutput<typeof employmentSchema>;
export type PersonAbsence = v.InferOutput<typeof absenceSchema>;
export type AbsenceKind = v.InferOutput<typeof absenceKindSchema>;
export type NewAbsence = v.InferOutput<typeof newAbsenceSchema>;
export type ImportPreview = v.InferOutput<typeof importPreviewSchema>;
