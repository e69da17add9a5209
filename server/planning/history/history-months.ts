import type { JoinedHistory } from '../../../forecasting/history/index.ts';
import type { PlainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import type { HistoryMonthsAnswer } from '../../contract/history.ts';

/** Calls of every month that is known, the oldest first. */
export function historyMonths({ records }: JoinedHistory, clock: ZoneClock): HistoryMonthsAnswer['months'] {
  const months = new Map<string, { offered: number; readonly days: Set<PlainDate> }>();
  for (const { start, offered } of records) {
    if (offered <= 0) continue;
    const { date } = clock.wallClockAt(start);
    const month = date.slice(0, 7);
    const known = months.get(month) ?? { offered: 0, days: new Set() };
    months.set(month, known);
    known.offered += offered;
    known.days.add(date);
  }
  return [...months]
    .map(([month, { offered, days }]) => ({ month, offered, days: days.size }))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
}
