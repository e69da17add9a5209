import * as v from 'valibot';
import { centreSchema, citySchema } from './centre.ts';

/** A city as an administrator changes it: its colours come from one hue and are worked out by the server. */
export const saveCitySchema = v.object({
  /** The state of the centre that the change was made on; an older one is refused. */
  basedOn: v.number(),
  /** The city must not be there yet: two hands that add one with the same id do not replace each other's. */
  isNew: v.optional(v.boolean(), false),
  hue: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(360))),
  city: v.omit(citySchema, ['colours']),
});

export const centreAnswerSchema = v.object({
  revision: v.number(),
  centre: centreSchema,
  /** Queues that telephone systems named and no city claims. */
  unmappedQueues: v.array(v.object({ source: v.string(), name: v.string() })),
  /** The centre's day by the server's clock, YYYY-MM-DD: a browser may stand in another zone, a demonstration on another day. */
  today: v.pipe(v.string(), v.isoDate()),
});

export type CentreAnswer = v.InferOutput<typeof centreAnswerSchema>;
