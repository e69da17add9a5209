import { LONGEST_WORK_WITHOUT_BREAK_MINUTES } from './legal-breaks.ts';
import type { MinuteSpan, PatternStart } from './shift-pattern.ts';

/** No break begins earlier than so long after the start, or ends later than so long before the end. */
const LEAST_WORK_BESIDE_BREAK_MINUTES = 90;

/**
 * Places where the one break of a shift may lie, on the grid of planning intervals, earliest first.
 * Never more than six hours of work on either side (ArbZG § 4). A shift without break has one empty place.
 */
export function breakPlaces(shift: PatternStart, gridMinutes: number): readonly (readonly MinuteSpan[])[] {
  const { startMinute, endMinute, breakMinutes } = shift;
  if (breakMinutes === 0) return [[]];
  const beside = Math.min(LEAST_WORK_BESIDE_BREAK_MINUTES, Math.floor(shift.workMinutes / 2));
  const earliest = Math.max(
    startMinute + beside,
    endMinute - LONGEST_WORK_WITHOUT_BREAK_MINUTES - breakMinutes,
  );
  const latest = Math.min(
    endMinute - beside - breakMinutes,
    startMinute + LONGEST_WORK_WITHOUT_BREAK_MINUTES,
  );
  const places: MinuteSpan[][] = [];
  for (let at = Math.ceil(earliest / gridMinutes) * gridMinutes; at <= latest; at += gridMinutes)
    places.push([{ startMinute: at, endMinute: at + breakMinutes }]);
  return places.length > 0 ? places : [[{ startMinute: earliest, endMinute: earliest + breakMinutes }]];
}
