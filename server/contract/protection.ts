import * as v from 'valibot';
import { calendarDaySchema } from './calendar-day.ts';

/** JArbSchG; MuSchG; severely disabled who asked to be free of overtime (SGB IX § 207). */
export const protectionKindSchema = v.picklist(['minor', 'maternity', 'severelyDisabled']);

/** A legal protection of one person, both days included, open where `null`. */
export const protectionSchema = v.pipe(
  v.object({
    kind: protectionKindSchema,
    from: v.nullable(calendarDaySchema),
    until: v.nullable(calendarDaySchema),
  }),
  v.check(
    ({ from, until }) => from === null || until === null || from <= until,
    'the last day must not lie before the first',
  ),
);

export const protectionsSchema = v.object({
  protections: v.pipe(
    v.array(protectionSchema),
    v.maxLength(3),
    v.check((all) => new Set(all.map(({ kind }) => kind)).size === all.length, 'each protection once'),
  ),
});

export type ProtectionInput = v.InferOutput<typeof protectionSchema>;
export type ProtectionsAnswer = v.InferOutput<typeof protectionsSchema>;
