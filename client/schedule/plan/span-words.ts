import type { ScheduleText } from '../text-de.ts';

/** `14 h 18 min`, `2 Tagen 3 h`, `18 min`: minutes matter within a day only. */
export function spanWords(minutes: number, text: Pick<ScheduleText, 'span'>): string {
  const days = Math.floor(minutes / (24 * 60));
  return text.span(days, Math.floor((minutes % (24 * 60)) / 60), Math.floor(minutes % 60));
}
