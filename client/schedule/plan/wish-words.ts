import { clockTime } from '../../../forecasting/time/index.ts';
import type { ScheduleAnswer } from '../../../server/contract/schedule.ts';
import type { ScheduleText } from '../text-de.ts';
import { clockSpan } from '../what-is-next.ts';

export type ShownWish = ScheduleAnswer['wishes'][number];

/** `Wunschfrei`, `nicht vor 09:00`, `09:00 – 12:00 arbeiten` */
export function wishWords({ kind, span }: ShownWish, text: ScheduleText): string {
  if (span === null) return text.wish[kind];
  if (kind === 'avoidWithin' && span.startMinute === 0) return text.wishNotBefore(clockTime(span.endMinute));
  if (kind === 'avoidWithin' && span.endMinute === 1440)
    return text.wishNotAfter(clockTime(span.startMinute));
  return `${clockSpan(span)} ${text.wish[kind]}`;
}

export function wishFate({ isKept }: ShownWish, text: ScheduleText): string {
  if (isKept === null) return text.wishOpen;
  return isKept ? text.wishKept : text.wishNotKept;
}
