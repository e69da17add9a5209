import { daySpan, isPlainDate, QUARTER_HOUR_MS, type TimeZone } from '../../../forecasting/time/index.ts';
import type { PublishedDuty } from '../published/duty-store.ts';

/** People on the telephones per quarter hour of elapsed time from local midnight: 92, 96 or 100 values a row. */
export interface PlannedDay {
  readonly joint: readonly number[];
  /** By the cities that a duty is planned for. */
  readonly cities: Readonly<Record<string, readonly number[]>>;
  /** By the cities whose calls the person may take: who shares their time counts in each of them. */
  readonly able: Readonly<Record<string, readonly number[]>>;
}

/**
 * What the wall calls "planned": published duties without their breaks and activities.
 *
 * @param skillsOf cities whose calls a person may take that day; `undefined`: those that their duty is planned for
 */
export function plannedAgents(
  duties: readonly PublishedDuty[],
  date: string,
  zone: TimeZone,
  skillsOf: (agentId: string) => readonly string[] | undefined = () => undefined,
): PlannedDay {
  if (!isPlainDate(date)) throw new RangeError(`a day is written YYYY-MM-DD, got "${date}"`);
  const span = daySpan(date, zone);
  const intervals = (span.end - span.start) / QUARTER_HOUR_MS;
  const joint = new Array<number>(intervals).fill(0);
  const cities: Record<string, number[]> = {};
  const able: Record<string, number[]> = {};
  const count = (rows: Record<string, number[]>, city: string, at: number): void => {
    const row = (rows[city] ??= new Array<number>(intervals).fill(0));
    row[at] = (row[at] ?? 0) + 1;
  };
  for (const { agentId, body } of duties.filter(({ day }) => day === date)) {
    const away = [...body.breaks, ...body.activities];
    const skills = skillsOf(agentId) ?? body.cities;
    for (let at = 0; at < intervals; at += 1) {
      const minute = localMinute(at, intervals);
      if (minute < body.startMinute || minute >= body.endMinute) continue;
      if (away.some((pause) => pause.startMinute <= minute && minute < pause.endMinute)) continue;
      joint[at] = (joint[at] ?? 0) + 1;
      for (const city of body.cities) count(cities, city, at);
      for (const city of skills) count(able, city, at);
    }
  }
  return { joint, cities, able };
}

/** Clocks change at night, before any duty: after 03:00 the local minute counts back from the day's end. */
function localMinute(at: number, intervals: number): number {
  const minute = at * 15;
  return minute < 2 * 60 ? minute : 24 * 60 - (intervals - at) * 15;
}
