import { legalBreakMinutes, type MinuteSpan } from '../../../../forecasting/shifts/index.ts';

const QUARTER_HOUR = 15;

/**
 * One legal break in the middle of a shift, on a quarter hour.
 *
 * @param spanMinutes presence from first to last minute; the break lies inside it
 * @returns no break where the law asks for none
 */
export function placeBreaks(
  startMinute: number,
  spanMinutes: number,
  breakMinutes?: number,
): readonly MinuteSpan[] {
  const wanted = breakMinutes ?? legalBreakOf(spanMinutes);
  if (wanted === 0) return [];
  const middle = startMinute + (spanMinutes - wanted) / 2;
  const start = Math.round(middle / QUARTER_HOUR) * QUARTER_HOUR;
  return [{ startMinute: start, endMinute: start + wanted }];
}

/** The break belongs to the presence: the shortest one that makes the rest of the span lawful. */
function legalBreakOf(spanMinutes: number): number {
  for (const minutes of [0, 30, 45]) if (legalBreakMinutes(spanMinutes - minutes) <= minutes) return minutes;
  return 45;
}
