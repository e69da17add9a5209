import {
  dateAt,
  daySpan,
  instant,
  localTimeAt,
  MINUTE_MS,
  QUARTER_HOUR_MS,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { DayPlan, StaffingSpan } from '../../live/board/day-plan.ts';
import type { StaffDay, StaffLines } from '../../contract/today.ts';
import type { Board, DayCurve } from '../../contract/wall.ts';
import type { PlannedDay } from './planned-agents.ts';
import type { PresenceSamples, PresenceScope } from './presence-samples.ts';
import { sharesNobody } from './shared-people.ts';

export interface StaffDayInput {
  readonly board: Board;
  readonly plan: DayPlan;
  readonly zone: TimeZone;
  readonly now: number;
  readonly presence: PresenceSamples;
  /** The board of all cities: whether they share their people. */
  readonly wholeBoard: Board;
  /** Published duties of the day; `null` where nothing is published. */
  readonly planned: PlannedDay | null;
  /** The same without people who are absent today. */
  readonly expected: PlannedDay | null;
}

/** Required, planned, present and expected agents on one axis over the hours in which any city is open. */
export function staffDay(input: StaffDayInput): StaffDay {
  const { board, plan, zone } = input;
  const starts = axisOf(board.cities.map(({ curve }) => curve));
  const cities: Record<string, StaffLines> = {};
  for (const { id } of board.cities)
    cities[id] = lines(input, starts, plan.cities[id]?.staffing ?? [], { city: id });
  return {
    startsAt: starts[0] ?? input.now,
    intervalMinutes: QUARTER_HOUR_MS / MINUTE_MS,
    labels: starts.map((at) => localTimeAt(instant(at), zone)),
    joint: lines(input, starts, plan.pool, 'joint'),
    cities,
  };
}

/** Quarter hours from the first opening to the last closing. */
function axisOf(curves: readonly DayCurve[]): readonly number[] {
  const from = Math.min(...curves.map(({ startsAt }) => startsAt));
  const to = Math.max(
    ...curves.map(
      ({ startsAt, labels, intervalMinutes }) => startsAt + labels.length * intervalMinutes * MINUTE_MS,
    ),
  );
  const starts: number[] = [];
  for (let at = from; at < to; at += QUARTER_HOUR_MS) starts.push(at);
  return starts;
}

function lines(
  { zone, now, presence, planned, expected, wholeBoard }: StaffDayInput,
  starts: readonly number[],
  spans: readonly StaffingSpan[],
  scope: PresenceScope,
): StaffLines {
  const spanAt = new Map(spans.map((span) => [span.from, span]));
  // The same people as those present: before now and after it, one line counts one thing.
  const rows = sharesNobody(wholeBoard)
    ? (day: PlannedDay): PlannedDay['cities'] => day.cities
    : (day: PlannedDay): PlannedDay['able'] => day.able;
  const inDay = (day: PlannedDay | null, at: number): number | null => {
    if (day === null) return null;
    const row = scope === 'joint' ? day.joint : rows(day)[scope.city];
    const start = daySpan(dateAt(instant(at), zone), zone).start;
    return row?.[Math.floor((at - start) / QUARTER_HOUR_MS)] ?? 0;
  };
  const plannedAt = (at: number): number | null => inDay(planned, at) ?? spanAt.get(at)?.planned ?? null;
  return {
    required: starts.map((at) => spanAt.get(at)?.required ?? null),
    planned: starts.map(plannedAt),
    present: starts.map((at) => (at > now ? null : presence.presentIn(instant(at), scope))),
    expected: starts.map((at) =>
      at + QUARTER_HOUR_MS <= now ? null : (inDay(expected, at) ?? plannedAt(at)),
    ),
  };
}
