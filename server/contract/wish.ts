import * as v from 'valibot';
import { plainText } from './plain-text.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { personIdSchema } from './people.ts';

export const wishKindSchema = v.picklist(['dayOff', 'notBefore', 'notAfter']);

/** What is wished for longer is agreed in the work contract. */
const LONGEST_DAYS = 92;

const wishEntries = {
  agentId: personIdSchema,
  kind: wishKindSchema,
  /** Both days included. */
  from: calendarDaySchema,
  until: calendarDaySchema,
  /** Minute of the day before or after which the person wishes not to work; `null` for days off. */
  minute: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1439))),
  /** The price of refusing it, against the wishes of others. */
  weight: v.pipe(v.number(), v.integer(), v.minValue(1, '1 to 100'), v.maxValue(100, '1 to 100')),
  remark: v.pipe(plainText, v.trim(), v.maxLength(200)),
};

export const newWishSchema = v.pipe(
  v.object(wishEntries),
  v.forward(
    v.check(({ from, until }) => from <= until, 'not before the first day'),
    ['until'],
  ),
  v.forward(
    v.check(({ from, until }) => daysOf(from, until) <= LONGEST_DAYS, `at most ${LONGEST_DAYS} days`),
    ['until'],
  ),
  v.forward(
    v.check(
      ({ kind, minute }) => (kind === 'dayOff') === (minute === null),
      'a time of day, and none for days off',
    ),
    ['minute'],
  ),
);

export const wishSchema = v.object({ id: v.string(), ...wishEntries });

function daysOf(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;
}

export type WishKind = v.InferOutput<typeof wishKindSchema>;
export type NewWish = v.InferOutput<typeof newWishSchema>;
export type PersonWish = v.InferOutput<typeof wishSchema>;
