import { daysBetween, plainDate } from '../../../forecasting/time/index.ts';
import { HttpError } from './http-error.ts';

/**
 * How much one answer holds at most. What grows for years is listed from its newest end; what belongs to people or days grows
 * with them alone. docs/operations.md says the same; `test/server/platform/http/bounded-answers.test.ts` walks them with much data.
 */
export const MOST_LISTED = {
  drafts: 100,
  publications: 50,
  requirements: 50,
  forecastRuns: 100,
  imports: 200,
  calendarEvents: 1_000,
  adjustments: 1_000,
  jobs: 100,
  /** Of one person's published duties, from the first day asked for: two years of them. */
  duties: 732,
  /** Of a page, with the absences of a year and the wishes ahead. */
  people: 100,
  /** Of a page. */
  accounts: 100,
  /** Proposed in a form. */
  teams: 500,
  /** Names that telephone systems reported and no city claims. */
  unmappedQueues: 200,
  /** Names of queues in an uploaded file; a wrong column has a name in every row. */
  queuesOfFile: 1_000,
} as const;

/** Days of people's absences, of adjustments and forecasts in one answer. */
export const MOST_DAYS = 366;
/** Days of a history: a heat map of three years. */
export const MOST_HISTORY_DAYS = 1_100;

/** @throws HttpError 422 naming the field where a span ends before it begins, or holds more days than one answer */
export function refuseLongSpan(from: string, until: string, most: number): void {
  const days = daysBetween(plainDate(from), plainDate(until)) + 1;
  const message =
    days < 1
      ? 'the last day must not lie before the first'
      : days > most
        ? `at most ${most} days at once`
        : '';
  if (message !== '') throw new HttpError(422, 'input-wrong', { issues: [{ field: 'until', message }] });
}
