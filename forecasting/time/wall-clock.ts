import { Temporal } from 'temporal-polyfill';
import { DAY_MS, HOUR_MS, instant, MINUTE_MS, type Instant } from './instant.ts';
import { dateAt, daySpan, type DaySpan, type PlainDate, type TimeZone } from './plain-date.ts';

/** A civil time of a zone: what a clock on the wall shows. */
export interface WallClockTime {
  readonly date: PlainDate;
  /** Minute since 00:00 by the clock, 0 … 1439. */
  readonly minute: number;
}

/**
 * Turns civil times of one zone into instants and back, remembering the days it has seen: half a million intervals
 * of history need only some hundred zone look-ups.
 */
export class ZoneClock {
  readonly zone: TimeZone;
  readonly #days = new Map<PlainDate, DaySpan>();
  /** The same days by the UTC days that they lie in: an instant finds its day without asking for the zone again. */
  readonly #daysWithin = new Map<number, DaySpan[]>();
  #recent: DaySpan | undefined;

  constructor(zone: TimeZone) {
    this.zone = zone;
  }

  /**
   * The instant at which the clock shows this time. A time that the spring change skips is read as if the clock had
   * not changed; of a doubled autumn time the first is meant unless `offsetMinutes` names the other.
   *
   * @param minute minute of the day, 0 … 1440
   */
  instantAt(date: PlainDate, minute: number, offsetMinutes?: number): Instant {
    const day = this.spanOf(date);
    if (offsetMinutes !== undefined) {
      return instant(Date.parse(`${date}T00:00:00Z`) + (minute - offsetMinutes) * MINUTE_MS);
    }
    if (day.end - day.start === DAY_MS) return instant(day.start + minute * MINUTE_MS);
    if (minute === 1440) return day.end;
    return instant(
      Temporal.PlainDate.from(date)
        .toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
        .toZonedDateTime(this.zone).epochMilliseconds,
    );
  }

  /** The second instant at which the clock shows this time, on the autumn night that has it twice. */
  repeated(date: PlainDate, minute: number): Instant | undefined {
    const first = this.instantAt(date, minute);
    const later = instant(first + HOUR_MS);
    const shown = this.wallClockAt(later);
    return shown.date === date && shown.minute === minute ? later : undefined;
  }

  wallClockAt(at: Instant): WallClockTime {
    const day =
      this.#recent !== undefined && at >= this.#recent.start && at < this.#recent.end
        ? this.#recent
        : (this.#known(at) ?? this.spanOf(dateAt(at, this.zone)));
    this.#recent = day;
    if (day.end - day.start === DAY_MS) {
      return { date: day.date, minute: Math.floor((at - day.start) / MINUTE_MS) };
    }
    const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.zone);
    return { date: day.date, minute: hour * 60 + minute };
  }

  /** The day from its first instant to the next day's. */
  spanOf(date: PlainDate): DaySpan {
    const known = this.#days.get(date);
    if (known !== undefined) return known;
    const day = daySpan(date, this.zone);
    this.#days.set(date, day);
    for (let utcDay = utcDayOf(day.start); utcDay <= utcDayOf(day.end); utcDay += 1)
      this.#daysWithin.set(utcDay, [...(this.#daysWithin.get(utcDay) ?? []), day]);
    return day;
  }

  #known(at: Instant): DaySpan | undefined {
    return this.#daysWithin.get(utcDayOf(at))?.find(({ start, end }) => at >= start && at < end);
  }
}

function utcDayOf(at: Instant): number {
  return Math.floor(at / DAY_MS);
}
