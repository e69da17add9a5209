import type { Centre } from '../../contract/centre.ts';
import type { RequirementInputs } from '../../contract/plan.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { ForecastDay, PlanningTools } from './planning-tools.ts';

/**
 * The centre and the forecast days that a requirement is worked out from.
 *
 * @throws HttpError 409 where there is no forecast of these days, or no centre
 */
export async function daysToStaff(
  inputs: Pick<RequirementInputs, 'from' | 'until'>,
  { db, tools }: { readonly db: Db; readonly tools: Pick<PlanningTools, 'forecastDays'> },
): Promise<{ readonly centre: Centre; readonly forecast: readonly ForecastDay[] }> {
  const forecast = await tools.forecastDays(inputs.from, inputs.until);
  if (forecast.length === 0) throw new HttpError(409, 'no-forecast');
  const stored = await readCentre(db);
  if (stored === undefined) throw new HttpError(409, 'centre-not-described');
  return { centre: stored.centre, forecast };
}
