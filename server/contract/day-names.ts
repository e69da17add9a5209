import * as v from 'valibot';

/** Name of a day that is not ordinary, in both languages. */
export const dayNamesSchema = v.object({ de: v.string(), en: v.string() });

export type DayNames = v.InferOutput<typeof dayNamesSchema>;
