import type { Duty, DutyBody, ScheduleAnswer } from '../../../server/contract/schedule.ts';
import { shifted, weekdayOf } from '../calendar-days.ts';
import { absenceOn, dutyName, unseenChanges } from '../what-is-next.ts';
import type { LocalNow } from '../zone-clock.ts';

/** A word under a day's times: why it is worth a second look. */
export type DayNote =
  | { readonly kind: 'done' | 'today' | 'tomorrow' | 'changed' | 'added' | 'cancelled' | 'early' | 'late' }
  | { readonly kind: 'activity'; readonly label: string; readonly startMinute: number };

export interface DayRow {
  readonly day: string;
  readonly weekday: number;
  readonly isPast: boolean;
  readonly isToday: boolean;
  /** Days after the last published one are open, not free. */
  readonly isPublished: boolean;
  /** Undefined on free days, and on days whose duty was cancelled. */
  readonly duty: Duty | undefined;
  /** What stood there before an unseen change. */
  readonly ghost: DutyBody | undefined;
  readonly absence: ScheduleAnswer['absences'][number] | undefined;
  readonly wishes: ScheduleAnswer['wishes'];
  readonly notes: readonly DayNote[];
}

export function dayRow(schedule: ScheduleAnswer, day: string, now: LocalNow): DayRow {
  const announced = schedule.duties.find((duty) => duty.day === day);
  const isUnseen = announced !== undefined && unseenChanges(schedule).includes(announced);
  const absence = absenceOn(schedule.absences, day);
  const duty = announced?.status === 'planned' ? announced : undefined;
  const isOver =
    day < now.day || (day === now.day && duty !== undefined && duty.body.endMinute <= now.minute);
  return {
    day,
    weekday: weekdayOf(day),
    isPast: isOver,
    isToday: day === now.day,
    isPublished: day <= (schedule.publishedUntil ?? ''),
    duty,
    ghost: isUnseen ? (announced.previous ?? undefined) : undefined,
    absence,
    wishes: schedule.wishes.filter((wish) => wish.day === day),
    notes: absence === undefined ? notesOf(announced, { isUnseen, isOver, day, today: now.day }) : [],
  };
}

/** Monday to Friday, and a day of the weekend on which something is. */
export function weekRows(schedule: ScheduleAnswer, monday: string, now: LocalNow): readonly DayRow[] {
  return [0, 1, 2, 3, 4, 5, 6]
    .map((offset) => dayRow(schedule, shifted(monday, offset), now))
    .filter(
      ({ weekday, duty, absence, ghost }) =>
        weekday <= 5 || duty !== undefined || absence !== undefined || ghost !== undefined,
    );
}

function notesOf(
  duty: Duty | undefined,
  at: { readonly isUnseen: boolean; readonly isOver: boolean; readonly day: string; readonly today: string },
): readonly DayNote[] {
  if (duty === undefined) return [];
  const notes: DayNote[] = [];
  if (at.isUnseen) notes.push({ kind: changeKind(duty) });
  if (duty.status === 'cancelled') return notes;
  if (at.isOver) return [...notes, { kind: 'done' }];
  for (const { label, startMinute } of duty.body.activities)
    notes.push({ kind: 'activity', label, startMinute });
  if (at.day === at.today) notes.push({ kind: 'today' });
  if (at.day === shifted(at.today, 1)) notes.push({ kind: 'tomorrow' });
  const name = dutyName(duty.body);
  if (notes.length === 0 && name !== 'day') notes.push({ kind: name });
  return notes;
}

function changeKind({ status, previous }: Duty): 'cancelled' | 'added' | 'changed' {
  if (status === 'cancelled') return 'cancelled';
  return previous === null ? 'added' : 'changed';
}
