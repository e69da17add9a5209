/** Above six hours of work at least half an hour of break (ArbZG § 4 sentence 1). */
const BREAK_AFTER_SIX_HOURS_MINUTES = 30;
/** Above nine hours of work at least three quarters of an hour (ArbZG § 4 sentence 1). */
const BREAK_AFTER_NINE_HOURS_MINUTES = 45;
/** A break may be split into parts of at least this length (ArbZG § 4 sentence 2). */
export const SHORTEST_BREAK_PART_MINUTES = 15;
/** Nobody works longer than this without a break (ArbZG § 4 sentence 3). */
export const LONGEST_WORK_WITHOUT_BREAK_MINUTES = 6 * 60;

/** The least total break for a working day, in minutes. @param workMinutes working time without breaks */
export function legalBreakMinutes(workMinutes: number): number {
  if (workMinutes > 9 * 60) return BREAK_AFTER_NINE_HOURS_MINUTES;
  if (workMinutes > 6 * 60) return BREAK_AFTER_SIX_HOURS_MINUTES;
  return 0;
}
