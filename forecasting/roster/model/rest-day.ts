import { weekdayOf } from '../../time/plain-date.ts';
import type { PlanDay } from './problem.ts';

/** A Sunday, whatever the day's flag says, or a public holiday (ArbZG § 9 (1)). */
export function isRestDay({ date, isHoliday }: Pick<PlanDay, 'date' | 'isHoliday'>): boolean {
  return isHoliday || weekdayOf(date) === 7;
}
