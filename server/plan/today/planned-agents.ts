import { daySpan, isPlainDate, type TimeZone } from '../../../forecasting/time/plain-date.ts';
import type { PublishedDuty } from '../publication/duty-store.ts';

/** Planned people on the telephones per quarter hour of elapsed time from local midnight: 92, 96 or 100 values. */
export interface PlannedDay {
  readonly joint: readonly number[];
  readonly cities: Readonly<Record<string, readonly number[]>>;
}

/** What the wall calls "planned": published duties without their breaks and activities. */
export function plannedAgents(duties: readonly PublishedDuty[], date: string, zone: TimeZone): PlannedDay {
  if (!isPlainDate(date)) throw new RangeError(`a day is written YYYY-MM-DD, got "${date}"`);
  const span = daySpan(date, zone);
  const intervals = (span.end - span.start) / (15 * 60_000);
  const joint = new Array<number>(intervals).fill(0);
  const cities: Record<string, number[]> = {};
  for (const { body } of duties.filter(({ day }) => day === date)) {
    const away = [...body.breaks, ...body.activities];
    for (let at = 0; at < intervals; at += 1) {
      const minute = localMinute(at, intervals);
      if (minute < body.startMinute || minute >= body.endMinute) continue;
      if (away.some((pause) => pause.startMinute <= minute && minute < pause.endMinute)) continue;
      joint[at] = (joint[at] ?? 0) + 1;
      for (const city of body.cities) {
        const row = (cities[city] ??= new Array<number>(intervals).fill(0));
        row[at] = (row[at] ?? 0) + 1;
      }
    }
  }
  return { joint, cities };
}

/** Clocks change at night, before any duty: after 03:00 the local minute counts back from the day's end. */
function localMinute(at: number, intervals: number): number {
  const minute = at * 15;
  return minute < 2 * 60 ? minute : 24 * 60 - (intervals - at) * 15;
}
