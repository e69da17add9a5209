/** Length of the intervals that walls and plans show. */
export const PLAN_MINUTES = 15;

/** `24:00` → 1440 */
export function minuteOfDay(localTime: string): number {
  const [hours = '0', minutes = '0'] = localTime.split(':');
  return Number(hours) * 60 + Number(minutes);
}
