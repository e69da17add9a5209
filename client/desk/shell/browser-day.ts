import { plainDate, type PlainDate } from '../../../forecasting/time/index.ts';

/** Today by the browser's own clock and zone, for pages that have not received the server's yet. */
export function browserDay(): PlainDate {
  return plainDate(new Date().toLocaleDateString('sv-SE'));
}
