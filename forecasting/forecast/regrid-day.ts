import { valueAt } from '../maths/value-at.ts';
import type { SlotGrid } from '../history/day-curves.ts';
import { slotsPerDay } from '../history/day-curves.ts';
import type { CountSpread, DayForecast } from './models/model.ts';

/**
 * The same day in slots of another length: longer slots add up, shorter ones share evenly.
 *
 * The factors that slots share stay as they are, and the drift between neighbours keeps its pace by the clock, so bands
 * of any sum come out the same. What single slots do by themselves (`slotCv`) is averaged.
 *
 * @param grid slots of the forecast
 * @param slotMinutes a multiple or a whole part of the grid's slot length
 * @throws RangeError if the lengths do not fit each other, or the opening hours are no whole number of slots
 */
export function regridDay(forecast: DayForecast, grid: SlotGrid, slotMinutes: number): DayForecast {
  if (grid.slotMinutes === slotMinutes) return forecast;
  const slots = slotsPerDay({ ...grid, slotMinutes });
  const joined = slotMinutes / grid.slotMinutes;
  if (!Number.isInteger(joined) && !Number.isInteger(1 / joined))
    throw new RangeError(
      `slots of ${grid.slotMinutes} minutes cannot be stated in slots of ${slotMinutes} minutes`,
    );
  const mean = new Float64Array(slots);
  for (let slot = 0; slot < slots; slot++) mean[slot] = sumWithin(forecast.mean, slot * joined, joined);
  if (forecast.spread.kind === 'student') return { ...forecast, mean, spread: { kind: 'unknown' } };
  return {
    ...forecast,
    mean,
    spread: forecast.spread.kind === 'count' ? regridSpread(forecast.spread, slots, joined) : forecast.spread,
  };
}

function regridSpread(spread: CountSpread, slots: number, joined: number): CountSpread {
  const driftCorrelation = spread.driftCorrelation ** joined;
  const { slotCv } = spread;
  if (slotCv === undefined) return { ...spread, driftCorrelation };
  return {
    ...spread,
    driftCorrelation,
    slotCv: Float64Array.from(
      { length: slots },
      (_, slot) => sumWithin(slotCv, slot * joined, joined) / joined,
    ),
  };
}

/** Sum of `values` over [from, from + length), where both may be parts of a slot. */
function sumWithin(values: Float64Array, from: number, length: number): number {
  if (length <= 1) return valueAt(values, Math.floor(from + 1e-9)) * length;
  let sum = 0;
  for (let slot = from; slot < from + length; slot++) sum += valueAt(values, slot);
  return sum;
}
