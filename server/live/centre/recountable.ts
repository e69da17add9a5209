import { addDays, dateAt, instant, type PlainDate, type TimeZone } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { readErasure } from '../log/erasure-store.ts';
import { MARGIN_MS } from './recount-days.ts';

/**
 * The first local day that the log holds whole, with the hours before that touch its figures; `null`: every day. Sums of
 * the days before are final: they were counted when the log was whole, and a recount of what is left would make them less.
 */
export async function firstRecountableDay(store: Store, zone: TimeZone): Promise<PlainDate | null> {
  const erasure = await readErasure(store, 'callEvents');
  if (erasure === null) return null;
  return addDays(dateAt(instant(erasure.before + MARGIN_MS - 1), zone), 1);
}
