import * as v from 'valibot';
import type { SoftRuleName } from '../../forecasting/roster/index.ts';
import { planNameSchema } from './plan.ts';

/** Rules with a price, which a planner may set. What the law and the contracts say is no choice and stands nowhere here. */
export const SETTABLE_RULES = [
  'understaffed',
  'overstaffed',
  'minimumSeats',
  'plannedActivities',
  'yearEndDays',
  'screenBreaks',
  'breakPlaces',
  'notice',
  'dayOffRequest',
  'shiftWish',
  'fairBurdens',
  'change',
] as const satisfies readonly SoftRuleName[];

const ruleSettingSchema = v.strictObject({
  enabled: v.exactOptional(v.boolean()),
  /** Price of one unit of violation. */
  weight: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1000, 'a price from 0 to 1000'))),
});
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));

/** At least so many people of a city present while it is open, within a span of the day. */
const seatsSchema = v.pipe(
  v.strictObject({
    city: planNameSchema,
    agents: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200, '1 to 200 people')),
    startMinute: minute,
    endMinute: minute,
  }),
  v.check(({ startMinute, endMinute }) => startMinute < endMinute, 'the span ends after it begins'),
);

/** What the centre has agreed and differs from the defaults; new drafts begin with it. */
export const agreementSchema = v.strictObject({
  rules: v.strictObject(v.entriesFromList(SETTABLE_RULES, v.exactOptional(ruleSettingSchema))),
  seats: v.pipe(v.array(seatsSchema), v.maxLength(50)),
});

export const changeAgreementSchema = v.strictObject({
  /** The revision that the planner saw. */
  basedOn: v.pipe(v.number(), v.integer(), v.minValue(0)),
  settings: agreementSchema,
});

export const agreementAnswerSchema = v.object({
  revision: v.number(),
  settings: agreementSchema,
  /** Price of each rule where nothing else is agreed. */
  defaults: v.record(v.picklist(SETTABLE_RULES), v.number()),
});

export type Agreement = v.InferOutput<typeof agreementSchema>;
export type AgreementAnswer = v.InferOutput<typeof agreementAnswerSchema>;

/** Every rule at its default, no minimum seats. */
export const NOTHING_AGREED: Agreement = { rules: {}, seats: [] };
