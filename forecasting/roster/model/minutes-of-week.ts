import { addDays, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { RosterAgent } from './agent.ts';
import { isExpected } from './employment.ts';
import { pastPaidMinutes } from './past-days.ts';
import { paidMinutes, type RosterShift } from './roster.ts';

/** A day's work and what of it is paid. */
export interface PaidDuty {
  readonly date: PlainDate;
  readonly paidMinutes: number;
}

/** Monday of a day's calendar week (ISO 8601). */
export function mondayOf(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date));
}

/**
 * Paid minutes that a person is planned with in a calendar week; a duty on a day of absence or outside the employment is
 * not worked. The one place where the hours of a week are summed: desk, council's sheet, agent's page and explanations
 * ask here.
 */
export function plannedMinutesOfWeek(
  person: Pick<RosterAgent, 'absences' | 'employment'>,
  duties: readonly PaidDuty[],
  monday: PlainDate,
): number {
  const sunday = addDays(monday, 6);
  return duties
    .filter(({ date }) => monday <= date && date <= sunday && isExpected(person, date))
    .reduce((sum, duty) => sum + duty.paidMinutes, 0);
}

/** A person's duties in a plan and on the published days next to it. */
export function dutiesWithin(agent: RosterAgent, shifts: readonly RosterShift[]): readonly PaidDuty[] {
  const beside = [...(agent.past ?? []), ...(agent.next ?? [])];
  return [
    ...beside.map((day) => ({ date: day.date, paidMinutes: pastPaidMinutes(day) })),
    ...shifts.map((shift) => ({ date: shift.date, paidMinutes: paidMinutes(shift) })),
  ];
}
