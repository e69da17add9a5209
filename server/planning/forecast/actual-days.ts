import type { JoinedHistory } from '../../../forecasting/history/index.ts';
import type { PlainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import type { ActualDaysAnswer } from '../../contract/forecast.ts';

const INTERVALS = 96;
const INTERVAL_MINUTES = 15;

type ActualDay = ActualDaysAnswer['days'][number];

/**
 * What came on the days of some pasts, per quarter hour of the wall clock. Intervals longer than a quarter hour are
 * shared out evenly; of rows of whole days only the sum is known.
 */
export function actualDays(
  pasts: readonly { readonly city: string; readonly past: JoinedHistory }[],
  clock: ZoneClock,
): readonly ActualDay[] {
  const days = new Map<PlainDate, Record<string, ActualDay['cities'][string]>>();
  for (const { city, past } of pasts) {
    for (const { start, minutes, offered } of past.records) {
      const { date, minute } = clock.wallClockAt(start);
      const cities = days.get(date) ?? {};
      days.set(date, cities);
      const known = (cities[city] ??= {
        calls: new Array<number | null>(INTERVALS).fill(null),
        total: 0,
        source: past.measuredDays.has(date) ? 'measured' : 'imported',
      });
      if (minutes < 1440) addCalls(known.calls, minute, minutes, offered);
      known.total += offered;
    }
  }
  return [...days].map(([date, cities]) => ({ date, cities })).toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function addCalls(calls: (number | null)[], minute: number, minutes: number, offered: number): void {
  const first = Math.floor(minute / INTERVAL_MINUTES);
  const places = Math.max(1, minutes / INTERVAL_MINUTES);
  for (let place = first; place < first + places; place++) {
    calls[place] = (calls[place] ?? 0) + offered / places;
  }
}
