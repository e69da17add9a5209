import type { RosterProblem, RosterShift } from '../../../forecasting/roster/index.ts';
import type { MinuteSpan } from '../../../forecasting/shifts/index.ts';

/** The part of a day that the chart and the grid show on one scale. */
export interface DayWindow {
  readonly from: number;
  readonly until: number;
}

/** Whole hours around the opening time and everything planned; the office day when the centre is closed. */
export function dayWindow(
  problem: Pick<RosterProblem, 'days'>,
  dayIndex: number,
  shifts: readonly MinuteSpan[],
): DayWindow {
  const open = problem.days[dayIndex]?.open ?? { startMinute: 7 * 60, endMinute: 18 * 60 };
  const from = Math.min(open.startMinute, ...shifts.map(({ startMinute }) => startMinute));
  const until = Math.max(open.endMinute, ...shifts.map(({ endMinute }) => endMinute));
  return { from: Math.floor(from / 60) * 60, until: Math.ceil(until / 60) * 60 };
}

/** Place on the scale in percent of its width. */
export function percentAt(window: DayWindow, minute: number): number {
  return ((minute - window.from) / (window.until - window.from)) * 100;
}

export function hoursOf(window: DayWindow): readonly number[] {
  const hours: number[] = [];
  for (let minute = window.from; minute <= window.until; minute += 60) hours.push(minute);
  return hours;
}

/** The worked parts of a shift: its span without its breaks. */
export function workedParts(
  shift: Pick<RosterShift, 'startMinute' | 'endMinute' | 'breaks'>,
): readonly MinuteSpan[] {
  const parts: MinuteSpan[] = [];
  let at = shift.startMinute;
  for (const pause of shift.breaks) {
    if (pause.startMinute > at) parts.push({ startMinute: at, endMinute: pause.startMinute });
    at = pause.endMinute;
  }
  if (at < shift.endMinute) parts.push({ startMinute: at, endMinute: shift.endMinute });
  return parts;
}

/** `07:30` as minute of the day. */
export function minuteOfClock(text: string): number {
  const [hours = '0', minutes = '0'] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}
