import {
  dateAt,
  daySpan,
  instant,
  type Instant,
  instantOfLocalTime,
  type PlainDate,
  SECOND_MS,
  type TimeZone,
  weekdayOf,
} from '../../../forecasting/time/index.ts';
import type { Centre, City, OpeningHours } from '../../contract/centre.ts';
import { contractOn } from '../../contract/city-contract.ts';
import type { QueueName, SourceId } from '../events/call-event.ts';
import { queueName } from '../events/call-id.ts';

/** Half-open span [from, to) of epoch milliseconds in which a city is open. */
export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** What counts how on one local day of one city. */
export interface DayRules {
  readonly start: number;
  readonly end: number;
  /** `null`: open without end (recordings, queues that no city knows). */
  readonly open: readonly OpenSpan[] | null;
  readonly thresholdMs: number;
  readonly shortMs: number;
}

/** A city as the queue state sees it. */
export interface CityRules {
  readonly id: string;
  readonly dayAt: (at: number) => DayRules;
}

/** How events turn into figures: whose queue is it, when is it open, which wait is short enough. */
export interface CountingRules {
  readonly cities: readonly CityRules[];
  /** `null`: a queue that no city knows. It has figures of its own, and the administrator sees it. */
  readonly cityOf: (source: SourceId, queue: QueueName) => CityRules | null;
  /** Queues that the configuration names for a source. */
  readonly queuesOf: (source: SourceId) => readonly QueueName[];
  /** Wrap-up where the source reports none; `null`: nothing is known. */
  readonly wrapUpMs: (source: SourceId) => number | null;
  /** Interval sums that are older are dropped from memory; the store keeps them for ever. */
  readonly keepMs: number;
  /**
   * Calls are remembered for this time after their entry, and the sums of intervals for as long as every call that can
   * touch them is remembered: no longer than `ownMs` back. What is reported about earlier hours is counted from the log.
   */
  readonly rememberMs: number;
  readonly ownMs: number;
}

const DEFAULT_KEEP_MS = 8 * 24 * 3_600_000;
/** Longer than the longest day and than the 24 hours of repeat calls. */
const OWN_MS = 26 * 3_600_000;
/** A call that touches an interval entered no longer before it than any call lasts (13 hours). */
const REMEMBER_MS = OWN_MS + 14 * 3_600_000;
const DEFAULT_THRESHOLD_MS = 20 * SECOND_MS;
const DEFAULT_SHORT_MS = 5 * SECOND_MS;

/** Rules of a queue without a city: always open, 20 s, short calls under 5 s. */
export const ALWAYS_OPEN: DayRules = {
  start: Number.NEGATIVE_INFINITY,
  end: Number.POSITIVE_INFINITY,
  open: null,
  thresholdMs: DEFAULT_THRESHOLD_MS,
  shortMs: DEFAULT_SHORT_MS,
};

/** Rules of the configured centre. */
export function countingRules(centre: Centre): CountingRules {
  const cities = centre.cities.map((city) => ({ city, rules: cityRules(city, centre.zone) }));
  const owners = new Map(
    cities.flatMap(({ city, rules }) =>
      city.queues.map(({ source, name }) => [`${source}\n${name}`, rules] as const),
    ),
  );
  return {
    cities: cities.map(({ rules }) => rules),
    cityOf: (source, queue) => owners.get(`${source}\n${queue}`) ?? null,
    queuesOf: (source) =>
      centre.cities.flatMap((city) =>
        city.queues.filter((queue) => queue.source === source).map(({ name }) => queueName(name)),
      ),
    wrapUpMs: (source) => {
      const seconds = centre.wrapUpSeconds[source];
      return seconds === undefined ? null : seconds * SECOND_MS;
    },
    keepMs: DEFAULT_KEEP_MS,
    rememberMs: REMEMBER_MS,
    ownMs: OWN_MS,
  };
}

/** The same rules for a state that forgets nothing: a recount reads what it needs and no more. */
export function forgettingNothing(rules: CountingRules): CountingRules {
  const ever = Number.POSITIVE_INFINITY;
  return { ...rules, keepMs: ever, rememberMs: ever, ownMs: ever };
}

/** Rules for recordings: each queue stands for itself, is always open, and nothing is dropped. */
export function rulesOfRecording(): CountingRules {
  const cities = new Map<string, CityRules>();
  return {
    cities: [],
    cityOf: (_source, queue) => {
      const known = cities.get(queue);
      if (known !== undefined) return known;
      const fresh = { id: queue, dayAt: () => ALWAYS_OPEN };
      cities.set(queue, fresh);
      return fresh;
    },
    queuesOf: () => [],
    wrapUpMs: () => null,
    keepMs: Number.POSITIVE_INFINITY,
    rememberMs: Number.POSITIVE_INFINITY,
    ownMs: Number.POSITIVE_INFINITY,
  };
}

/** When a city is open on `date`: a day of its own before the week. */
export function openSpansOn(hours: OpeningHours, date: PlainDate, zone: TimeZone): readonly OpenSpan[] {
  const spans = hours.dates[date]?.open ?? hours.week[weekdayKey(date)] ?? [];
  return spans.map(({ from, to }) => ({
    from: instantOfLocalTime(date, from, zone),
    to: instantOfLocalTime(date, to, zone),
  }));
}

export function isOpenAt(rules: DayRules, at: number): boolean {
  if (rules.open === null) return true;
  for (const { from, to } of rules.open) if (at >= from && at < to) return true;
  return false;
}

function weekdayKey(date: PlainDate): '1' | '2' | '3' | '4' | '5' | '6' | '7' {
  return (['1', '2', '3', '4', '5', '6', '7'] as const)[weekdayOf(date) - 1] ?? '7';
}

/** Days asked for lately are remembered, because nearly every event asks for the same one. */
const REMEMBERED_DAYS = 4;

function cityRules(city: City, zone: TimeZone): CityRules {
  const recent: DayRules[] = [];
  return {
    id: city.id,
    dayAt: (at) => {
      for (const day of recent) if (at >= day.start && at < day.end) return day;
      const fresh = dayRules(city, zone, instant(at));
      recent.unshift(fresh);
      recent.splice(REMEMBERED_DAYS);
      return fresh;
    },
  };
}

function dayRules(city: City, zone: TimeZone, at: Instant): DayRules {
  const date = dateAt(at, zone);
  const { start, end } = daySpan(date, zone);
  const contract = contractOn(city, date);
  return {
    start,
    end,
    open: openSpansOn(city.hours, date, zone),
    thresholdMs: (contract?.answerThresholdSeconds ?? DEFAULT_THRESHOLD_MS / SECOND_MS) * SECOND_MS,
    shortMs: (contract?.shortAbandonSeconds ?? DEFAULT_SHORT_MS / SECOND_MS) * SECOND_MS,
  };
}
