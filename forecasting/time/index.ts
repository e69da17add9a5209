export { clockTime } from './clock-time.ts';
export { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, QUARTER_HOUR_MS, SECOND_MS } from './instant.ts';
export { intervalStarts } from './interval.ts';
export { instantOfLocalTime, localTimeAt, utcOffsetMinutes } from './local-time.ts';
export {
  addDays,
  dateAt,
  daysBetween,
  daySpan,
  type DaySpan,
  isPlainDate,
  type PlainDate,
  plainDate,
  type TimeZone,
  type Weekday,
  weekdayOf,
} from './plain-date.ts';
export { bridgeDays, type ForecastCalendar, type SpecialDay, type SpecialDayKind } from './special-days.ts';
export { ZoneClock } from './wall-clock.ts';
