import * as v from 'valibot';
import { calendarDaySchema } from './calendar-day.ts';
import { pageSchema, searchWordsSchema } from './list-page.ts';
import { absenceSchema, agentSchema } from './people.ts';
import { plainText } from './plain-text.ts';
import { wishSchema } from './wish.ts';

/** Which people are asked for, and of which days their absences. */
export const peopleQuerySchema = v.object({
  words: searchWordsSchema,
  /** A city's id; empty: all that the asking person sees. */
  city: v.optional(v.pipe(plainText, v.maxLength(100)), ''),
  /** Also those whose last day lies behind. */
  former: v.optional(v.picklist(['true', 'false']), 'false'),
  page: pageSchema,
  from: v.optional(calendarDaySchema),
  until: v.optional(calendarDaySchema),
});

/** A person as a list shows them; whoever changes somebody asks for that one whole. */
export const personRowSchema = v.object({
  ...v.pick(agentSchema, ['id', 'name', 'team', 'city', 'telephoneName', 'skills']).entries,
  weeklyMinutes: v.number(),
  daysPerWeek: v.number(),
  /** Their last day lies behind. */
  hasLeft: v.boolean(),
  /** `null` for whoever neither plans nor keeps the people of this city. */
  employment: v.nullable(v.object({ from: v.nullable(v.string()), until: v.nullable(v.string()) })),
});

/** One page of people, with all that is shown beside them. */
export const peopleAnswerSchema = v.object({
  people: v.array(personRowSchema),
  /** `isOwn`: the asking person entered it, and may take it back. */
  absences: v.array(v.object({ ...absenceSchema.entries, isOwn: v.boolean() })),
  /** Those of today and later, of people whom the reader plans. */
  wishes: v.array(wishSchema),
  /** Who signs in as whom, for those who belong to somebody on the page. */
  accounts: v.array(
    v.object({
      agentId: v.string(),
      name: v.string(),
      isDisabled: v.boolean(),
      /** Nobody has confirmed yet who chose the password; shown to those alone who can. */
      waits: v.boolean(),
    }),
  ),
  /** Those that fit, on all pages. */
  found: v.number(),
  pageSize: v.number(),
  /** Everybody whom the reader sees, whatever is asked for. */
  counts: v.object({ present: v.number(), former: v.number(), awayToday: v.number() }),
  teams: v.array(v.string()),
});

/** One person whole, for a form. */
export const personAnswerSchema = v.object({ person: agentSchema });

export type PersonRow = v.InferOutput<typeof personRowSchema>;
export type PeopleAnswer = v.InferOutput<typeof peopleAnswerSchema>;
export type PersonAnswer = v.InferOutput<typeof personAnswerSchema>;
