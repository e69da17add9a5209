import {
  instant,
  instantOfLocalTime,
  localTimeAt,
  MINUTE_MS,
  type PlainDate,
  type TimeZone,
  clockTime,
} from '../../../forecasting/time/index.ts';
import type { DayNames } from '../../contract/day-names.ts';
import type { DutyBody } from '../../contract/schedule.ts';
import type { DayEvent } from '../../contract/today.ts';
import type { Board } from '../../contract/wall.ts';

/** What planners wrote about spans of the day, as far as it holds today. */
export interface DayNote {
  /** `null`: all cities. */
  readonly city: string | null;
  readonly from: number;
  readonly until: number;
  readonly words: string;
  /** Times the forecast, 1 for a note that changes nothing; `null` where values were typed. */
  readonly factor: number | null;
}

export interface DayEventsInput {
  readonly board: Board;
  readonly date: PlainDate;
  readonly zone: TimeZone;
  /** Whole days that planners named. */
  readonly special: readonly {
    readonly city: string | null;
    readonly names: DayNames;
    readonly factor: number | null;
  }[];
  readonly notes: readonly DayNote[];
  readonly duties: readonly DutyBody[];
  /** When today's sick calls came in. */
  readonly sickAt: readonly number[];
}

type Unnumbered = Omit<DayEvent, 'number' | 'atLocal'>;

/** One person in a training is no event of the day; a group is. */
const FEWEST_PEOPLE = 2;
/** Sick calls of one hour are one event. */
const SICK_CALLS_MS = 60 * MINUTE_MS;

/** Everything with a time that explains the day's curves, numbered in its order. */
export function dayEvents(input: DayEventsInput): readonly DayEvent[] {
  return [...specialDays(input), ...notes(input), ...groupActivities(input), ...sickCalls(input)]
    .sort((one, other) => one.at - other.at || one.kind.localeCompare(other.kind))
    .map((event, index) => ({
      ...event,
      number: index + 1,
      atLocal: localTimeAt(instant(event.at), input.zone),
    }));
}

function specialDays({ board, special }: DayEventsInput): readonly Unnumbered[] {
  const opens = Math.min(...board.cities.map(({ curve }) => curve.startsAt));
  const named = special.map(({ city, names, factor }) => ({ city, words: names, factor }));
  const known = board.cities.flatMap(({ id, hours }) =>
    hours.special === null || named.some(({ city }) => city === null || city === id)
      ? []
      : [{ city: id, words: { de: hours.special.de, en: hours.special.en }, factor: null }],
  );
  return [...named, ...known].map((day) => ({
    ...day,
    kind: 'special' as const,
    at: opens,
    until: null,
    people: null,
  }));
}

function notes({ notes: written }: DayEventsInput): readonly Unnumbered[] {
  return written.map(({ city, from, until, words, factor }) => ({
    kind: factor === 1 ? ('note' as const) : ('adjustment' as const),
    at: from,
    until,
    city,
    words: asTyped(words),
    factor,
    people: null,
  }));
}

function groupActivities({ duties, date, zone }: DayEventsInput): readonly Unnumbered[] {
  const groups = new Map<string, { startMinute: number; endMinute: number; label: string; people: number }>();
  for (const { startMinute, endMinute, label } of duties.flatMap(({ activities }) => activities)) {
    const key = `${startMinute} ${endMinute} ${label}`;
    const group = groups.get(key) ?? { startMinute, endMinute, label, people: 0 };
    groups.set(key, { ...group, people: group.people + 1 });
  }
  return [...groups.values()]
    .filter(({ people }) => people >= FEWEST_PEOPLE)
    .map(({ startMinute, endMinute, label, people }) => ({
      kind: 'activity' as const,
      at: atMinute(date, startMinute, zone),
      until: atMinute(date, endMinute, zone),
      city: null,
      words: asTyped(label),
      factor: null,
      people,
    }));
}

function sickCalls({ sickAt }: DayEventsInput): readonly Unnumbered[] {
  const calls: { at: number; people: number }[] = [];
  for (const at of sickAt.toSorted((one, other) => one - other)) {
    const last = calls.at(-1);
    if (last !== undefined && at - last.at < SICK_CALLS_MS) last.people += 1;
    else calls.push({ at, people: 1 });
  }
  return calls.map(({ at, people }) => ({
    kind: 'sick' as const,
    at,
    until: null,
    city: null,
    words: null,
    factor: null,
    people,
  }));
}

function atMinute(date: PlainDate, minute: number, zone: TimeZone): number {
  return instantOfLocalTime(date, clockTime(minute), zone);
}

/** What somebody typed stands in the language in which it was typed. */
function asTyped(words: string): DayNames {
  return { de: words, en: words };
}
