import { clockTime, MINUTE_MS } from '../../forecasting/time/index.ts';
import type { Duty, DutyBody, ScheduleAnswer } from '../../server/contract/schedule.ts';
import { daysBetween } from './calendar-days.ts';
import { instantOf, type LocalNow } from './zone-clock.ts';

type Away = ScheduleAnswer['absences'][number];

/** The answer at the top of the page: what is now, else what is next. */
export type Next =
  | { readonly kind: 'working'; readonly duty: Duty; readonly breakUntil: number | null }
  | {
      readonly kind: 'ahead';
      readonly duty: Duty;
      /** Elapsed minutes: one hour fewer over the night in which clocks go forward. */
      readonly minutesUntil: number;
      /** Days of the calendar: tomorrow is 1. */
      readonly daysUntil: number;
    }
  | { readonly kind: 'nothing' };

/** A duty on a day of absence is not worked, even where nobody has taken it out of the roster yet. */
export function whatIsNext(
  { duties, absences, zone }: Pick<ScheduleAnswer, 'duties' | 'absences' | 'zone'>,
  now: LocalNow,
): Next {
  const duty = duties
    .filter(({ status, day }) => status === 'planned' && absenceOn(absences, day) === undefined)
    .filter(({ day, body }) => day > now.day || (day === now.day && body.endMinute > now.minute))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))[0];
  if (duty === undefined) return { kind: 'nothing' };
  if (duty.day === now.day && duty.body.startMinute <= now.minute) {
    const pause = duty.body.breaks.find(
      ({ startMinute, endMinute }) => startMinute <= now.minute && now.minute < endMinute,
    );
    return { kind: 'working', duty, breakUntil: pause?.endMinute ?? null };
  }
  const minutesUntil = Math.ceil((instantOf(duty.day, duty.body.startMinute, zone) - now.at) / MINUTE_MS);
  return { kind: 'ahead', duty, minutesUntil, daysUntil: daysBetween(now.day, duty.day) };
}

export function absenceOn(absences: readonly Away[], day: string): Away | undefined {
  return absences.find(({ from, until }) => from <= day && day <= until);
}

/** Announced since the person last confirmed reading; what was never seen before counts from the second publication on. */
export function unseenChanges(
  schedule: Pick<ScheduleAnswer, 'duties' | 'seenAt' | 'today'>,
): readonly Duty[] {
  return schedule.duties.filter(
    (duty) => duty.changedAt > schedule.seenAt && duty.sequence > 0 && duty.day >= schedule.today,
  );
}

/** Paid minutes of a duty: its span without its breaks. */
export function paidMinutesOf({ body }: Pick<Duty, 'body'>): number {
  return body.breaks.reduce(
    (minutes, pause) => minutes - (pause.endMinute - pause.startMinute),
    body.endMinute - body.startMinute,
  );
}

/** What people call a duty, by its hours. */
export function dutyName({ startMinute, endMinute }: Pick<DutyBody, 'startMinute' | 'endMinute'>) {
  if (startMinute < 8 * 60) return 'early';
  return endMinute > 17 * 60 + 30 ? 'late' : 'day';
}

export function clockSpan(span: { readonly startMinute: number; readonly endMinute: number }): string {
  return `${clockTime(span.startMinute)} – ${clockTime(span.endMinute)}`;
}
