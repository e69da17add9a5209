import { clockTime, MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { CityBoard, DayCurve } from '../../../server/contract/wall.ts';
import type { DayValues } from '../../charts/geometry/day-chart.ts';
import { formatCount, type Language } from '../../text/format.ts';
import type { WallTexts } from '../../text/wall-texts.ts';

/** The day's curve as the chart draws it at `now`. Calls are left out where nothing was ever received. */
export function dayValues(curve: DayCurve, now: number, isKnown: boolean): DayValues {
  return {
    labels: curve.labels,
    endLabel: endLabel(curve),
    offered: isKnown ? curve.offered : curve.offered.map(() => null),
    forecast: curve.forecast,
    reforecast: curve.reforecast,
    now: (now - curve.startsAt) / (curve.intervalMinutes * MINUTE_MS),
  };
}

/** Local time at which the last interval ends; the same as its start plus its length, for no clock changes at closing. */
function endLabel(curve: DayCurve): string | undefined {
  const last = curve.labels.at(-1);
  if (last === undefined) return undefined;
  const [hours = 0, minutes = 0] = last.split(':').map(Number);
  const end = hours * 60 + minutes + curve.intervalMinutes;
  return clockTime(end);
}

export function curveSummary(city: CityBoard, language: Language, texts: WallTexts): string {
  const offered = formatCount(city.today.offered, language);
  return city.curve.expectedDay === null
    ? texts.chartSummaryNoForecast(offered)
    : texts.chartSummary(offered, formatCount(city.curve.expectedDay, language));
}
