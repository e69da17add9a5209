import * as v from 'valibot';
import type { PlainDate } from '../../forecasting/time/index.ts';
import { plainText } from './plain-text.ts';

const MESSAGE = 'a day of the calendar as YYYY-MM-DD';

/** A day that exists, as text. */
export const calendarDaySchema = v.pipe(
  plainText,
  v.check((text) => isCalendarDay(text), MESSAGE),
);

/** The same for what is counted with. */
export const planDaySchema = v.custom<PlainDate>(
  (input) => typeof input === 'string' && isCalendarDay(input),
  MESSAGE,
);

/** `Date.parse` takes 30 February for 2 March. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
