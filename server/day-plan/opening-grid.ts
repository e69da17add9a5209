import { isPlainDate, type ForecastCalendar, type SlotGrid, type Weekday } from '../../forecasting/index.ts';
import type { OpeningHours } from '../contract/centre.ts';

/** Length of the intervals that walls and plans show. */
export const PLAN_MINUTES = 15;

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The part of the day that the week's hours cover, in quarter hours. */
export function weekGrid(hours: OpeningHours): SlotGrid | undefined {
  const spans = Object.values(hours.week).flat();
  if (spans.length === 0) return undefined;
  const open = Math.min(...spans.map(({ from }) => minuteOfDay(from)));
  const close = Math.max(...spans.map(({ to }) => minuteOfDay(to)));
  return {
    slotMinutes: PLAN_MINUTES,
    openMinute: Math.floor(open / PLAN_MINUTES) * PLAN_MINUTES,
    closeMinute: Math.ceil(close / PLAN_MINUTES) * PLAN_MINUTES,
  };
}

/** What the forecast may know of days beforehand. */
export function forecastCalendar(hours: OpeningHours): ForecastCalendar {
  const week: Readonly<Record<string, readonly unknown[] | undefined>> = hours.week;
  const dates: Readonly<Record<string, { readonly open: readonly unknown[] } | undefined>> = hours.dates;
  const names = new Map(
    Object.entries(hours.dates).flatMap(([date, { open, de }]) =>
      isPlainDate(date) && open.length > 0 ? [[date, de] as const] : [],
    ),
  );
  return {
    businessWeek: WEEKDAYS.filter((weekday) => (week[String(weekday)]?.length ?? 0) > 0),
    isClosed: (date) => dates[date]?.open.length === 0,
    specialDay: (date) => names.get(date),
  };
}

/** `24:00` → 1440 */
export function minuteOfDay(localTime: string): number {
  const [hours = '0', minutes = '0'] = localTime.split(':');
  return Number(hours) * 60 + Number(minutes);
}
