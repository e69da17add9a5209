import { addDays, daysBetween, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { MOST_DRAFT_DAYS, type RequirementDay } from '../../contract/plan.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { planDay } from './build-problem.ts';

/**
 * Days of a new draft: not more than a roster can be made for, and on every day of opening the requirement says how
 * many people are wanted. A day that it leaves out would look as if nobody were needed.
 *
 * @throws HttpError 422 `draft-too-long` or `requirement-misses-days`, with the days and what is allowed
 */
export function refuseWrongDays(
  { from, until }: { readonly from: PlainDate; readonly until: PlainDate },
  requirement: readonly RequirementDay[],
  centre: Pick<Centre, 'cities'>,
): void {
  const days = daysBetween(from, until) + 1;
  if (days > MOST_DRAFT_DAYS)
    throw new HttpError(422, 'draft-too-long', { from, until, days, allowed: MOST_DRAFT_DAYS });
  const known = new Set(requirement.map(({ date }) => date));
  const missing = Array.from({ length: days }, (_, index) => addDays(from, index)).filter(
    (date) => !known.has(date) && planDay(centre, date).open !== undefined,
  );
  if (missing.length > 0)
    throw new HttpError(422, 'requirement-misses-days', {
      missing,
      from: requirement.at(0)?.date ?? null,
      until: requirement.at(-1)?.date ?? null,
    });
}
