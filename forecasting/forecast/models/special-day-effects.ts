import { valueAt } from '../../maths/value-at.ts';
import {
  meanCurve,
  observedDays,
  total,
  type DayHistory,
  type ObservedDay,
} from '../../history/day-history.ts';
import { addDays, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { ForecastModel } from './model.ts';

/** What a special day does to its slots, against an ordinary day of the same weekday. */
export interface SpecialDayEffect {
  readonly name: string;
  /** Factor per slot. */
  readonly factors: Float64Array;
  /** Days of this name it was learnt from; 0 where only a planner's word is known. */
  readonly occurrences: number;
}

const WEEKS_AROUND = 4;
/** Calls that stand for "as on any day" in a slot, and in the whole day, before a special day's own show. */
const SLOT_DOUBT_CALLS = 25;
const DAY_DOUBT_SHARE = 0.25;

/**
 * Learns what days of one name do, from all their occurrences in the history: calls that came over calls of the same
 * weekday in the four weeks before and after. A day that was seen once is believed more than a slot of it.
 *
 * @param special name of a special day, `undefined` for an ordinary one; special days are never a standard
 */
export function specialDayEffect(
  history: DayHistory,
  name: string,
  special: (date: PlainDate) => string | undefined,
): SpecialDayEffect {
  const days = observedDays(history);
  const came = new Float64Array(history.slotsPerDay);
  const ordinary = new Float64Array(history.slotsPerDay);
  let occurrences = 0;
  for (const day of days) {
    if (special(day.date) !== name) continue;
    const usual = usualCurve(days, day, special, history.slotsPerDay);
    if (usual === undefined) continue;
    occurrences += 1;
    for (let slot = 0; slot < came.length; slot++) {
      came[slot] = valueAt(came, slot) + valueAt(day.offered, slot);
      ordinary[slot] = valueAt(ordinary, slot) + valueAt(usual, slot);
    }
  }
  const usualCalls = total(ordinary);
  const doubt = occurrences > 0 ? (DAY_DOUBT_SHARE * usualCalls) / occurrences : 0;
  const dayFactor = usualCalls > 0 ? (total(came) + doubt) / (usualCalls + doubt) : 1;
  const factors = came.map(
    (calls, slot) => (calls + SLOT_DOUBT_CALLS * dayFactor) / (valueAt(ordinary, slot) + SLOT_DOUBT_CALLS),
  );
  return { name, factors, occurrences };
}

function usualCurve(
  days: readonly ObservedDay[],
  { date }: ObservedDay,
  special: (date: PlainDate) => string | undefined,
  slots: number,
): Float64Array | undefined {
  const from = addDays(date, -7 * WEEKS_AROUND);
  const until = addDays(date, 7 * WEEKS_AROUND);
  const same = days.filter(
    (day) =>
      day.date >= from &&
      day.date <= until &&
      day.date !== date &&
      weekdayOf(day.date) === weekdayOf(date) &&
      special(day.date) === undefined,
  );
  return same.length === 0
    ? undefined
    : meanCurve(
        same.map(({ offered }) => offered),
        slots,
      );
}

/**
 * Makes any model know special days: they are left out of what it learns from, and their forecast is that of an
 * ordinary day times the effect learnt from days of the same name, or given by a planner.
 *
 * Without special days the model is as it was.
 */
export function withSpecialDays(model: ForecastModel): ForecastModel {
  return {
    name: model.name,
    fit: (history, calendar) => {
      const special = (date: PlainDate) => calendar.specialDay(date);
      const isSpecial = history.days.some(({ date }) => special(date) !== undefined);
      const ordinary = isSpecial ? withoutSpecialDays(history, special) : history;
      const fitted = model.fit(ordinary, calendar);
      const effects = new Map<string, SpecialDayEffect>();
      return {
        forecast: (dates) =>
          fitted.forecast(dates).map((forecast) => {
            const name = special(forecast.date);
            if (name === undefined) return forecast;
            const known = effects.get(name) ?? specialDayEffect(history, name, special);
            effects.set(name, known);
            const given = calendar.givenFactor?.(forecast.date);
            if (known.occurrences === 0 && given === undefined) return forecast;
            const factor = (slot: number) => given ?? known.factors[slot] ?? 1;
            return { ...forecast, mean: forecast.mean.map((calls, slot) => calls * factor(slot)) };
          }),
      };
    },
  };
}

/** Special days become days without rows. */
function withoutSpecialDays(
  history: DayHistory,
  special: (date: PlainDate) => string | undefined,
): DayHistory {
  return {
    ...history,
    days: history.days.map((day) =>
      special(day.date) === undefined ? day : { date: day.date, offered: undefined },
    ),
  };
}
