import type { StaffLines } from '../../../server/contract/today.ts';
import { UNKNOWN } from '../../text/format.ts';
import type { RoomsText } from '../text/rooms-de.ts';
import { thereLine, type CallsOnAxis, type DayAxis } from './day-axis.ts';

/** A chart of calls in words: every hour that has something to say. */
export function callsCaption(
  text: RoomsText['today'],
  name: string,
  { offered, mean, reforecast }: CallsOnAxis,
  axis: DayAxis,
): string {
  const hours = hourly(axis, (at) => {
    const came = sumOf(offered, at);
    const expected = sumOf(reforecast ?? mean ?? [], at);
    return `${came ?? UNKNOWN} ${text.offered}, ${expected ?? UNKNOWN} ${text.forecastOnly}`;
  });
  return `${text.callsPer}, ${name}. ${hours}`;
}

/** The chart of people in words: the beginning of every hour. */
export function staffCaption(text: RoomsText['today'], lines: StaffLines, axis: DayAxis): string {
  const there = thereLine(lines);
  const shown = (value: number | null | undefined): string =>
    value === null || value === undefined ? UNKNOWN : String(Math.round(value));
  return hourly(
    axis,
    (at) =>
      `${text.required} ${shown(lines.required[at])}, ${text.planned} ${text.afterShrinkage} ${shown(lines.planned[at])}, ${text.present} ${shown(there[at])}`,
  );
}

function hourly(axis: DayAxis, words: (at: number) => string): string {
  return axis.hours
    .filter(({ at }) => at < axis.labels.length)
    .map(({ at, label }) => `${label}: ${words(at)}`)
    .join('; ');
}

function sumOf(values: readonly (number | null)[], at: number): number | null {
  const known = values.slice(at, at + 4).filter((value) => value !== null);
  return known.length === 0 ? null : Math.round(known.reduce((sum, value) => sum + value, 0));
}
