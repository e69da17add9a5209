import type { Duty, ScheduleAnswer } from '../../server/contract/schedule.ts';

/** Local day and minute of the day, as the person's wall clock shows them. */
export interface LocalNow {
  readonly day: string;
  readonly minute: number;
}

/** The answer at the top of the page: what is now, else what is next. */
export type Next =
  | { readonly kind: 'working'; readonly duty: Duty; readonly breakUntil: number | null }
  | { readonly kind: 'ahead'; readonly duty: Duty; readonly minutesUntil: number }
  | { readonly kind: 'nothing' };

export function whatIsNext(duties: readonly Duty[], now: LocalNow): Next {
  const ahead = duties
    .filter(({ status }) => status === 'planned')
    .filter(({ day, body }) => day > now.day || (day === now.day && body.endMinute > now.minute))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const duty = ahead[0];
  if (duty === undefined) return { kind: 'nothing' };
  if (duty.day === now.day && duty.body.startMinute <= now.minute) {
    const pause = duty.body.breaks.find(
      ({ startMinute, endMinute }) => startMinute <= now.minute && now.minute < endMinute,
    );
    return { kind: 'working', duty, breakUntil: pause?.endMinute ?? null };
  }
  const days = Math.round((Date.parse(duty.day) - Date.parse(now.day)) / 86_400_000);
  return { kind: 'ahead', duty, minutesUntil: days * 24 * 60 + duty.body.startMinute - now.minute };
}

/** Told since the person last confirmed reading; what was never seen before counts from the second publication on. */
export function unseenChanges(
  schedule: Pick<ScheduleAnswer, 'duties' | 'seenAt' | 'today'>,
): readonly Duty[] {
  return schedule.duties.filter(
    (duty) => duty.changedAt > schedule.seenAt && duty.sequence > 0 && duty.day >= schedule.today,
  );
}

/** Monday of the week that holds the day. */
export function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  const back = (at.getUTCDay() + 6) % 7;
  return shifted(day, -back);
}

export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Paid minutes of a duty: its span without its breaks. */
export function paidMinutesOf({ body }: Pick<Duty, 'body'>): number {
  return body.breaks.reduce(
    (minutes, pause) => minutes - (pause.endMinute - pause.startMinute),
    body.endMinute - body.startMinute,
  );
}

export function localNow(asOf: number, utcOffsetMinutes: number): LocalNow {
  const local = new Date(asOf + utcOffsetMinutes * 60_000).toISOString();
  return { day: local.slice(0, 10), minute: Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)) };
}

/** `14 h 18 min`, `2 d 3 h`, `18 min`. */
export function spanWords(minutes: number): string {
  const days = Math.floor(minutes / (24 * 60));
  const hours = Math.floor((minutes % (24 * 60)) / 60);
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes % 60} min`;
}

/** `08:00` */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export function clockSpan(span: { readonly startMinute: number; readonly endMinute: number }): string {
  return `${clock(span.startMinute)} – ${clock(span.endMinute)}`;
}
