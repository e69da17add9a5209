import * as v from 'valibot';
import {
  dateAt,
  daysBetween,
  HOUR_MS,
  instant,
  type Instant,
  plainDate,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { ERASED_CLASSES, readErasure } from '../../live/log/erasure-store.ts';

/** Name of the setting that remembers when this house last looked at its clock. */
const LAST_LOOK = 'retention-clock';

/** A server that was off for longer cannot be distinguished from a clock that is wrong: the next day has to agree. */
const MOST_DAYS_APART = 7;

/** Two looks around one midnight are no two days. */
const LEAST_HOURS_APART = 12;

const lookSchema = v.object({
  day: v.string(),
  at: v.number(),
  /** A day before it agreed. */
  isConfirmed: v.boolean(),
  /** Days from the look before, where they were too many or went back; `null`: no jump. */
  jumpDays: v.nullable(v.number()),
});

export type Look = v.InferOutput<typeof lookSchema>;

/** `unconfirmed`: the first day that this house sees. `jumped`: days from the look before, negative for a clock set back. */
export type DoubtfulClock =
  { readonly kind: 'unconfirmed' } | { readonly kind: 'jumped'; readonly days: number };

type House = Pick<Store, 'db'>;

/**
 * Whether the clock may be trusted with a deletion: it may on a day that follows, within a week, a day on which this house
 * has looked at it before. A start with a clock years ahead is remembered as a claim, and believed when a later day says
 * the same.
 */
export async function witnessClock(
  store: House,
  now: Instant,
  zone: TimeZone,
): Promise<{ readonly kind: 'agrees' } | DoubtfulClock> {
  const day = dateAt(now, zone);
  const last = await lastLook(store, zone);
  const days = last === null ? null : daysBetween(plainDate(last.day), day);
  if (last !== null && (days === 0 || isOneNight(last, days, now))) return verdictOf(last);
  const isPlausible = days !== null && days > 0 && days <= MOST_DAYS_APART;
  const look = { day, at: now, isConfirmed: isPlausible, jumpDays: isPlausible ? null : days };
  await remember(store, look);
  return verdictOf(look);
}

/** When this house last looked at its clock; for one that never did, when it last deleted something. */
export async function lastLook(store: House, zone: TimeZone = 'Europe/Berlin'): Promise<Look | null> {
  const row = await store.db
    .selectFrom('house_setting')
    .select('value')
    .where('name', '=', LAST_LOOK)
    .executeTakeFirst();
  if (row !== undefined) return v.parse(lookSchema, JSON.parse(row.value));
  const erased = await readErasure(store, ERASED_CLASSES[ERASED_CLASSES.length - 1] ?? 'audit');
  if (erased === null) return null;
  const day = dateAt(instant(erased.ranAt), zone);
  return { day, at: erased.ranAt, isConfirmed: true, jumpDays: null };
}

/**
 * Days by which the clock is from the last look, negative for one that was set back; where that look itself was a jump that no
 * day has confirmed, the days of the jump: a server that was started by a wrong clock agrees with it.
 */
export async function daysInDoubt(store: House, now: Instant, zone: TimeZone): Promise<number> {
  const last = await lastLook(store, zone);
  if (last === null) return 0;
  const since = daysBetween(plainDate(last.day), dateAt(now, zone));
  const jump = last.jumpDays ?? 0;
  return Math.abs(jump) > Math.abs(since) ? jump : since;
}

function isOneNight({ at, isConfirmed }: Look, days: number | null, now: Instant): boolean {
  return !isConfirmed && days === 1 && now - at < LEAST_HOURS_APART * HOUR_MS;
}

function verdictOf({ isConfirmed, jumpDays }: Look): { readonly kind: 'agrees' } | DoubtfulClock {
  if (isConfirmed) return { kind: 'agrees' };
  return jumpDays === null ? { kind: 'unconfirmed' } : { kind: 'jumped', days: jumpDays };
}

async function remember({ db }: House, look: Look): Promise<void> {
  const value = JSON.stringify(look);
  await db
    .insertInto('house_setting')
    .values({ name: LAST_LOOK, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
