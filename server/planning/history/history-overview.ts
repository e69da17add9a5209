import { businessWeekOf, gridOf } from '../../../forecasting/forecast/index.ts';
import {
  commonLength,
  type DayDecision,
  type DayHistory,
  findDays,
  type JoinedHistory,
  queueHistory,
  type SlotGrid,
  toLength,
  total,
  withDecisions,
} from '../../../forecasting/history/index.ts';
import type { ForecastCalendar, PlainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import { forecastCalendar, nrwCalendarData, type NamedEvent } from '../calendar/forecast-calendar.ts';
import type { OwnDays } from '../calendar/own-days.ts';
import { dayNames } from '../../platform/calendar/day-names.ts';
import type { DayFindingAnswer, HistoryDaysAnswer } from '../../contract/history.ts';

/** One city's past as its planners look at it. */
export interface HistoryOverview {
  readonly grid: SlotGrid;
  readonly history: DayHistory;
  readonly calendar: ForecastCalendar;
  readonly findings: readonly DayFindingAnswer[];
}

/** What is known about a city's days beforehand. */
export interface CityCalendar extends OwnDays {
  readonly events: readonly NamedEvent[];
}

/** Lays a past out on the calendar and lists what is odd about its days. */
export function historyOverview(
  city: string,
  past: JoinedHistory,
  decisions: ReadonlyMap<PlainDate, DayDecision>,
  { events, closedDays, namedDays }: CityCalendar,
  clock: ZoneClock,
): HistoryOverview {
  const records = toLength(past.records, commonLength(past.records, clock));
  const grid = gridOf(records, clock);
  const week = businessWeekOf(records, clock);
  const history = queueHistory(records, city, grid, week, clock);
  const open = new Set(
    history.days.flatMap(({ date, offered }) => (offered !== undefined && total(offered) > 0 ? [date] : [])),
  );
  const years = [history.days[0]?.date, history.days.at(-1)?.date].map((date) => Number(date?.slice(0, 4)));
  const data = nrwCalendarData(years[0] || 2000, years[1] || 2000, week, events);
  const calendar = forecastCalendar(
    { ...data, closedDays, specialDays: [...data.specialDays, ...namedDays] },
    open,
  );
  // what a planner named or called ordinary is judged as the forecast judges it
  const judged = withDecisions(calendar, decisions);
  const found = findDays(history, judged, clock, decisions).map(
    ({ date, kind, offered, expected, isHeld }): DayFindingAnswer => ({
      date,
      kind,
      isHeld,
      offered: offered ?? null,
      expected: expected ?? null,
      name: nameOf(calendar.specialDay(date)),
      decision: decisions.get(date) ?? null,
    }),
  );
  const doubled = past.overlaps.map(({ date, imported, measured, taken }): DayFindingAnswer => ({
    date,
    kind: 'overlap',
    isHeld: false,
    offered: taken === 'measured' ? measured : imported,
    expected: taken === 'measured' ? imported : measured,
    name: null,
    decision: decisions.get(date) ?? null,
  }));
  const findings = [...found, ...doubled].toSorted((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
  return { grid, history, calendar, findings };
}

/** Every day of an overview for the heat map: its sum, or nothing where nothing came. */
export function historyDays(
  { history, findings, calendar }: HistoryOverview,
  past: JoinedHistory,
  decisions: ReadonlyMap<PlainDate, DayDecision>,
): HistoryDaysAnswer['days'] {
  return history.days.map(({ date, offered }) => ({
    date,
    offered: offered === undefined ? null : total(offered),
    source: past.measuredDays.has(date) ? 'measured' : 'imported',
    findings: findings.filter((finding) => finding.date === date).map(({ kind }) => kind),
    name: nameOf(calendar.specialDay(date)),
    decision: decisions.get(date) ?? null,
  }));
}

function nameOf(special: string | undefined): DayFindingAnswer['name'] {
  return special === undefined ? null : dayNames(special);
}
