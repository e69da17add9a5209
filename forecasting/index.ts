export { HOUR_MS, instant, isInstant, MINUTE_MS, SECOND_MS, type Instant } from './time/instant.ts';
export {
  addDays,
  dateAt,
  daysBetween,
  daySpan,
  isPlainDate,
  plainDate,
  weekdayOf,
  type DaySpan,
  type PlainDate,
  type TimeZone,
  type Weekday,
} from './time/plain-date.ts';
export { intervalIndex, intervalStarts, type IntervalMinutes } from './time/interval.ts';
export { seededRandom, type Random } from './random/seeded.ts';
