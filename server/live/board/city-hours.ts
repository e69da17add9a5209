import {
  addDays,
  instant,
  localTimeAt,
  MINUTE_MS,
  type TimeZone,
  weekdayOf,
} from '../../../forecasting/time/index.ts';
import type { CityHours } from '../../contract/wall.ts';
import { openSpansOn } from '../state/counting-rules.ts';
import type { DayFrame } from './day-frame.ts';

const OPENING_SOON_MS = 30 * MINUTE_MS;
const CLOSING_SOON_MS = 15 * MINUTE_MS;

/** How far ahead the next opening is looked for: longer than any run of closed days. */
const LOOK_AHEAD_DAYS = 21;

/** Opening hours of a city as they stand at `now`: open, soon, or closed until when. */
export function cityHours(frame: DayFrame, zone: TimeZone, now: number): CityHours {
  const current = frame.open.find(({ from, to }) => now >= from && now < to);
  const next = frame.open.find(({ from }) => now < from);
  const shown = current ?? next;
  const state = stateAt(current?.to, next?.from, now);
  const special = frame.city.hours.dates[frame.date];
  return {
    state,
    opensAt: shown?.from ?? null,
    closesAt: shown?.to ?? null,
    opensAtLocal: shown === undefined ? null : localTimeAt(instant(shown.from), zone),
    closesAtLocal: shown === undefined ? null : localTimeAt(instant(shown.to), zone),
    nextOpening: state === 'closed' ? nextOpening(frame, zone, now) : null,
    special: special === undefined ? null : { kind: special.kind, de: special.de, en: special.en },
  };
}

function stateAt(closesAt: number | undefined, opensAt: number | undefined, now: number): CityHours['state'] {
  if (closesAt !== undefined) return closesAt - now <= CLOSING_SOON_MS ? 'closingSoon' : 'open';
  return opensAt !== undefined && opensAt - now <= OPENING_SOON_MS ? 'openingSoon' : 'closed';
}

function nextOpening(frame: DayFrame, zone: TimeZone, now: number): CityHours['nextOpening'] {
  for (let days = 0; days <= LOOK_AHEAD_DAYS; days += 1) {
    const date = addDays(frame.date, days);
    const span = openSpansOn(frame.city.hours, date, zone).find(({ from }) => from > now);
    if (span !== undefined)
      return { weekday: weekdayOf(date), local: localTimeAt(instant(span.from), zone), at: span.from };
  }
  return null;
}
