import { clockTime, MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { BandValues } from '../../charts/geometry/line-with-band.ts';
import { gapSpans } from '../../charts/geometry/gap-spans.ts';
import type { WorstGap } from '../../moment/nothing-to-do.ts';
import { hourTicks, type HourTick } from '../../charts/geometry/hour-ticks.ts';
import type { StaffDay, StaffLines, TodayAnswer } from '../../../server/contract/today.ts';
import type { CityBoard, DayCurve } from '../../../server/contract/wall.ts';

/** The one axis that all charts of the day share. */
export interface DayAxis {
  readonly startsAt: number;
  readonly stepMilliseconds: number;
  readonly labels: readonly string[];
  /** Full hours, the end of the last interval included. */
  readonly hours: readonly HourTick[];
}

/** Calls of one city, or of all of them, laid on the axis: one value per interval of it. */
export interface CallsOnAxis {
  readonly offered: readonly (number | null)[];
  readonly mean: readonly (number | null)[] | null;
  /** `null` where no band is known. */
  readonly band: { readonly values: BandValues; readonly from: number } | null;
  readonly reforecast: readonly (number | null)[] | null;
}

const MOST_HOURS = 14;
/** Half of what the label of now and half of what an hour's label take, as a share of an axis of usual width. */
const NOW_LABEL_SHARE = 0.062;

export function dayAxis({ startsAt, intervalMinutes, labels }: StaffDay): DayAxis {
  const last = labels.at(-1);
  return {
    startsAt,
    stepMilliseconds: intervalMinutes * MINUTE_MS,
    labels,
    hours: hourTicks(labels, MOST_HOURS, last === undefined ? undefined : endOf(last, intervalMinutes)).map(
      ({ at, label }) => ({ at, label: `${label.padStart(2, '0')}:00` }),
    ),
  };
}

/** Where an instant lies on the axis, in intervals; `null` outside it. */
export function placeOn(axis: DayAxis, at: number): number | null {
  const place = (at - axis.startsAt) / axis.stepMilliseconds;
  return place < 0 || place > axis.labels.length ? null : place;
}

/** Hours whose label stands clear of the one that names this moment. @param nowPlace in intervals; `null` outside the axis */
export function hoursBesideNow(axis: DayAxis, nowPlace: number | null): readonly HourTick[] {
  const clear = NOW_LABEL_SHARE * axis.labels.length;
  return axis.hours.filter(({ at }) => nowPlace === null || Math.abs(at - nowPlace) > clear);
}

export function callsOnAxis(curve: DayCurve, axis: DayAxis): CallsOnAxis {
  const shift = Math.round((curve.startsAt - axis.startsAt) / axis.stepMilliseconds);
  const lay = (values: readonly (number | null)[]): readonly (number | null)[] =>
    axis.labels.map((_, index) => values[index - shift] ?? null);
  return {
    offered: lay(curve.offered),
    mean: curve.forecast === null ? null : lay(curve.forecast.mean),
    band: curve.forecast === null ? null : { values: curve.forecast, from: shift },
    reforecast: curve.reforecast === null ? null : lay(curve.reforecast),
  };
}

/**
 * All cities together. Their own bands do not add up, so the band of the sum comes from the server; of one city alone
 * its own is that.
 */
export function jointCalls(
  cities: readonly CityBoard[],
  axis: DayAxis,
  forecast: TodayAnswer['jointForecast'],
): CallsOnAxis {
  const own = cities.map(({ curve }) => callsOnAxis(curve, axis));
  const sum = (of: (calls: CallsOnAxis) => readonly (number | null)[] | null): readonly (number | null)[] =>
    axis.labels.map((_, index) => {
      const known = own.map((calls) => of(calls)?.[index] ?? null).filter((value) => value !== null);
      return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
    });
  const orNull = (values: readonly (number | null)[]): readonly (number | null)[] | null =>
    values.every((value) => value === null) ? null : values;
  return {
    offered: sum(({ offered }) => offered),
    mean: orNull(sum(({ mean }) => mean)),
    band:
      own.length === 1 ? (own[0]?.band ?? null) : forecast === null ? null : { values: forecast, from: 0 },
    reforecast: orNull(sum(({ reforecast }) => reforecast)),
  };
}

/**
 * The lines with who is there at this moment in the running interval, whose mean so far is another number: so that the
 * figure, the gap beside it and its words are one.
 *
 * @param place of now on the axis; `null` outside it
 */
export function linesAtMoment(lines: StaffLines, place: number | null, present: number | null): StaffLines {
  if (place === null || present === null) return lines;
  const running = Math.floor(place);
  return { ...lines, present: lines.present.map((count, index) => (index === running ? present : count)) };
}

/** Who is there: as seen up to and in the running interval, as expected from then on. */
export function thereLine({ present, expected }: StaffLines): readonly (number | null)[] {
  return present.map((count, index) => count ?? expected[index] ?? null);
}

/** The worst shortage still to come, as the chart of people shows it; `null` where nobody is missing. */
export function worstGapToCome(staff: StaffDay, now: number, present: number | null): WorstGap | null {
  const axis = dayAxis(staff);
  const place = placeOn(axis, now);
  const lines = linesAtMoment(staff.joint, place, present);
  const begin = place ?? (now < axis.startsAt ? 0 : axis.labels.length);
  const [worst] = gapSpans(lines.required, thereLine(lines), Math.floor(begin)).toSorted(
    (one, other) => other.missing - one.missing,
  );
  return worst === undefined ? null : { missing: worst.missing, at: labelAt(axis, worst.worstAt) };
}

/** Local time at which an interval of the axis begins, its end included. */
export function labelAt(axis: DayAxis, at: number): string {
  return axis.labels[at] ?? axis.hours.at(-1)?.label ?? '';
}

/** The expected line after a move: people more in one span of the axis, fewer in another. */
export function movedLine(
  line: readonly (number | null)[],
  axis: DayAxis,
  move: {
    readonly agents: number;
    readonly fromLocal: string;
    readonly toLocal: string;
    /** `null`: nobody is missing elsewhere for it. */
    readonly breakLocal: string | null;
  },
): readonly (number | null)[] {
  const from = axis.labels.indexOf(move.fromLocal);
  const until = axis.labels.indexOf(move.toLocal);
  const breakFrom = move.breakLocal === null ? Infinity : axis.labels.indexOf(move.breakLocal);
  if (from < 0 || breakFrom < 0) return line;
  const length = (until < 0 ? axis.labels.length : until) - from;
  return line.map((count, index) => {
    if (count === null) return null;
    const more = index >= from && index < from + length ? move.agents : 0;
    const fewer = index >= breakFrom && index < breakFrom + length ? move.agents : 0;
    return count + more - fewer;
  });
}

function endOf(label: string, minutes: number): string {
  const [hour = '0', minute = '0'] = label.split(':');
  const end = Number(hour) * 60 + Number(minute) + minutes;
  return clockTime(end);
}
