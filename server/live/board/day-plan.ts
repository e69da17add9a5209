import type { Steering } from '../../contract/today.ts';
import type { NoOutlook, Outlook } from '../../contract/wall.ts';

/** Expected calls of one quarter hour, with their band. */
export interface ForecastInterval {
  readonly startsAt: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Agents for the half-open span [from, to): needed on the phones, planned and expected. `null` where nobody has said. */
export interface StaffingSpan {
  readonly from: number;
  readonly to: number;
  readonly required: number | null;
  readonly planned: number | null;
  /** Planned without those who are absent; left out: as planned. */
  readonly expected?: number | null;
}

export interface CityPlan {
  /** Whole days; today's at least. Empty: no forecast. */
  readonly forecast: readonly ForecastInterval[];
  /** Expected calls of the intervals still to come, after what was seen today; empty: none was made. */
  readonly reforecast: readonly { readonly startsAt: number; readonly mean: number }[];
  readonly staffing: readonly StaffingSpan[];
}

/** Prospects of the city that is worst off of all. */
export type WorstOutlook = Omit<Outlook, 'alsoMissed'>;

/** What forecast, staffing and roster say about today, as data. The board never asks for it: it is handed in. */
export interface DayPlan {
  readonly cities: Readonly<Record<string, CityPlan>>;
  readonly pool: readonly StaffingSpan[];
  /** Calls of all cities together, with a band of their own; empty: no forecast. For desks alone. */
  readonly jointForecast?: readonly ForecastInterval[];
  readonly outlook: WorstOutlook | null;
  /** Why there is none. */
  readonly noOutlook: NoOutlook | null;
  /** Every city's outlook and the moves that help; for desks alone. */
  readonly steering?: Steering | null;
}

export const NO_PLAN: DayPlan = { cities: {}, pool: [], outlook: null, noOutlook: 'pending' };

export const NO_CITY_PLAN: CityPlan = { forecast: [], reforecast: [], staffing: [] };

export function staffingAt(spans: readonly StaffingSpan[], now: number): StaffingSpan | undefined {
  return spans.find(({ from, to }) => now >= from && now < to);
}
