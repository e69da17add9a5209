import { instant, MINUTE_MS, type TimeZone } from '../../../forecasting/time/index.ts';
import type { City } from '../../contract/centre.ts';
import type {
  AgentCounts,
  CityBoard,
  CityHours,
  CityStatus,
  DayCurve,
  Staffing,
} from '../../contract/wall.ts';
import { waitingSince } from '../state/call-state.ts';
import { LEDGER_INTERVAL_MS, sumOver, type IntervalLedger } from '../state/interval-ledger.ts';
import type { IntervalTotals } from '../state/interval-totals.ts';
import { averageHandleTimeSeconds, averageSpeedOfAnswerSeconds } from '../state/key-figures.ts';
import type { CityRecord } from '../state/queue-state.ts';
import { answerRate, serviceLevel } from '../state/service-level.ts';
import type { BoardMemory, CityMemory } from './board-memory.ts';
import { cityHours } from './city-hours.ts';
import { CURVE_MINUTES, dayFrame, type DayFrame } from './day-frame.ts';
import { staffingAt, type CityPlan, type StaffingSpan } from './day-plan.ts';
import { presentAgents } from './head-counts.ts';
import { CALM, shareLevel, waitLevel, type HeldLevel, type Level } from './levels.ts';

/** What the tile of one city is made of. */
export interface CityView {
  readonly city: City;
  readonly zone: TimeZone;
  readonly record: CityRecord;
  readonly agents: AgentCounts;
  readonly plan: CityPlan;
  readonly now: number;
}

/** One city's part of the board; writes its levels into `memory`. */
export function cityBoard(view: CityView, memory: BoardMemory): CityBoard {
  const { city, zone, record, agents, plan, now } = view;
  const frame = frameAt(city, zone, now, memory);
  const { contract } = frame;
  const today = sumOver(record.ledger, frame.start, frame.end);
  const longestWaitingSince = oldestWait(record, now);
  const longestWaitMs = longestWaitingSince === null ? 0 : Math.max(0, now - longestWaitingSince);
  const level = serviceLevel(contract.variant, today);
  const rate = answerRate(today);
  const before = memory.cities.get(city.id);
  const isSameDay = before?.date === frame.date;
  const thresholdMs = contract.answerThresholdSeconds * 1_000;
  const waiting = record.waiting.size;
  // An empty queue is calm at once: no word may speak of a wait that nobody has.
  const wait = waiting === 0 ? CALM : waitLevel(longestWaitMs, thresholdMs, before?.wait ?? CALM, now);
  const levelStatus = shareLevel(
    level,
    contract.serviceLevelTarget,
    isSameDay ? before.serviceLevel : undefined,
  );
  const rateStatus = shareLevel(rate, contract.answerRateTarget, isSameDay ? before.answerRate : undefined);
  const remembered: CityMemory = {
    date: frame.date,
    wait,
    serviceLevel: known(levelStatus),
    answerRate: known(rateStatus),
  };
  memory.cities.set(city.id, remembered);
  const hours = cityHours(frame, zone, now);
  return {
    id: city.id,
    name: city.name,
    letter: city.letter,
    colours: city.colours,
    status: statusOf(hours, waiting, presentAgents(agents), wait, levelStatus, rateStatus),
    hours,
    waiting,
    longestWaitingSince,
    waitStatus: wait.level,
    agents,
    staffing: staffing(plan.staffing, agents, now),
    serviceLevel: {
      ...level,
      variant: contract.variant,
      thresholdSeconds: contract.answerThresholdSeconds,
      target: contract.serviceLevelTarget,
      status: levelStatus,
    },
    answerRate: { ...rate, target: contract.answerRateTarget, status: rateStatus },
    today: todaySums(today, longestWaitMs),
    curve: curve(frame, record.ledger, today, plan, now),
  };
}

/** Present agents beside what this interval needs and what is planned for it. */
export function staffing(spans: readonly StaffingSpan[], agents: AgentCounts, now: number): Staffing {
  const span = staffingAt(spans, now);
  return {
    present: presentAgents(agents),
    required: span?.required ?? null,
    planned: span?.planned ?? null,
  };
}

function frameAt(city: City, zone: TimeZone, now: number, memory: BoardMemory): DayFrame {
  const kept = memory.frames.get(city.id);
  if (kept?.city === city && now >= kept.start && now < kept.end) return kept;
  const fresh = dayFrame(city, zone, instant(now));
  memory.frames.set(city.id, fresh);
  return fresh;
}

/** By whole waits: earlier queues count. An entry that lies ahead of our clock has not waited yet. */
function oldestWait(record: CityRecord, now: number): number | null {
  let oldest: number | null = null;
  for (const visit of record.waiting) {
    const since = Math.min(waitingSince(visit), now);
    if (oldest === null || since < oldest) oldest = since;
  }
  return oldest;
}

function known(level: Level | 'unknown'): Level | undefined {
  return level === 'unknown' ? undefined : level;
}

/** The worst figure decides; nobody there for callers who wait is the worst of all. Says "ok" only where every figure is. */
function statusOf(
  hours: CityHours,
  waiting: number,
  present: number,
  wait: HeldLevel,
  level: Level | 'unknown',
  rate: Level | 'unknown',
): CityStatus {
  if (waiting === 0 && (hours.state === 'closed' || hours.state === 'openingSoon'))
    return { level: 'closed', because: null };
  if (present === 0) return { level: waiting > 0 ? 'breach' : 'warning', because: 'nobody' };
  const isRecovering = wait.calmSince !== null;
  for (const worst of ['breach', 'warning'] as const) {
    if (wait.level === worst && !isRecovering) return { level: worst, because: 'longestWait' };
    if (level === worst) return { level: worst, because: 'serviceLevel' };
    if (rate === worst) return { level: worst, because: 'answerRate' };
  }
  if (isRecovering) return { level: 'warning', because: 'recovering' };
  return { level: level === 'unknown' || rate === 'unknown' ? 'unknown' : 'ok', because: null };
}

function todaySums(sums: IntervalTotals, longestWaitingMs: number): CityBoard['today'] {
  const longestMs = Math.max(sums.longestWaitMs, longestWaitingMs);
  return {
    offered: sums.offered,
    answered: sums.answered,
    answeredWithinThreshold: sums.answeredWithinThreshold,
    abandoned: sums.abandoned,
    shortAbandoned: sums.shortAbandoned,
    abandonedWithinThreshold: sums.abandonedWithinThreshold,
    flowedOut: sums.flowedOut,
    lost: sums.lost,
    outsideHours: sums.outsideHours,
    averageSpeedOfAnswerSeconds: averageSpeedOfAnswerSeconds(sums),
    averageHandleTimeSeconds: averageHandleTimeSeconds(sums),
    longestWaitSeconds: sums.offered === 0 && longestMs === 0 ? null : Math.floor(longestMs / 1_000),
  };
}

function curve(
  frame: DayFrame,
  ledger: IntervalLedger,
  today: IntervalTotals,
  plan: CityPlan,
  now: number,
): DayCurve {
  const starts = frame.curveStarts;
  const forecast = new Map(plan.forecast.map((interval) => [interval.startsAt, interval] as const));
  const reforecast = new Map(plan.reforecast.map(({ startsAt, mean }) => [startsAt, mean] as const));
  const hasForecast = starts.some((at) => forecast.has(at));
  const hasReforecast = starts.some((at) => reforecast.has(at));
  const stillToCome = starts
    .filter((at) => at > now)
    .reduce((sum, at) => sum + (reforecast.get(at) ?? forecast.get(at)?.mean ?? 0), 0);
  return {
    intervalMinutes: CURVE_MINUTES,
    startsAt: starts[0] ?? frame.start,
    labels: [...frame.curveLabels],
    offered: starts.map((at) => (at > now ? null : offeredAt(ledger, at))),
    forecast: hasForecast
      ? {
          mean: starts.map((at) => forecast.get(at)?.mean ?? 0),
          low: starts.map((at) => forecast.get(at)?.low ?? 0),
          high: starts.map((at) => forecast.get(at)?.high ?? 0),
        }
      : null,
    reforecast: hasReforecast ? starts.map((at) => (at > now ? (reforecast.get(at) ?? null) : null)) : null,
    expectedDay:
      hasForecast || hasReforecast ? today.offered + restOfInterval(forecast, now) + stillToCome : null,
    forecastDay: hasForecast ? starts.reduce((sum, at) => sum + (forecast.get(at)?.mean ?? 0), 0) : null,
  };
}

/** Expected calls in what is left of the running interval. */
function restOfInterval(forecast: ReadonlyMap<number, { readonly mean: number }>, now: number): number {
  const length = CURVE_MINUTES * MINUTE_MS;
  const start = Math.floor(now / length) * length;
  return ((start + length - now) / length) * (forecast.get(start)?.mean ?? 0);
}

function offeredAt(ledger: IntervalLedger, at: number): number {
  return ledger.intervals.get(at / LEDGER_INTERVAL_MS)?.offered ?? 0;
}
