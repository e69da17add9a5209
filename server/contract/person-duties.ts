import * as v from 'valibot';
import { calendarDaySchema } from './calendar-day.ts';

/** Days of which the published duties are asked for, both included. */
export const dutySpanSchema = v.object({ from: calendarDaySchema, until: v.optional(calendarDaySchema) });

/** What is published for one person: what an absence or a last day would touch, and what keeps their data. */
export const personDutiesSchema = v.object({
  /** First and last day with a published duty, ever; `null`: none. */
  kept: v.nullable(v.object({ first: v.string(), last: v.string() })),
  /** Duties of the days asked for. */
  duties: v.array(v.object({ day: v.string(), startMinute: v.number(), endMinute: v.number() })),
});

export type PersonDuties = v.InferOutput<typeof personDutiesSchema>;
