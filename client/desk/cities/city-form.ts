import type { City, CityContract } from '../../../server/contract/centre.ts';
import { DEFAULT_HUE } from '../../../server/contract/city-colours.ts';

type Hours = City['hours'];
type DayEntry = Hours['dates'][string];

/** A city as its form has it: times as text, shares as percentages. */
export interface CityForm {
  id: string;
  name: string;
  letter: string;
  greeting: string;
  /** `null`: the colours stay as they are. */
  hue: number | null;
  queues: { source: string; name: string }[];
  /** Monday first; empty: closed. */
  week: string[];
  dates: { date: string; kind: DayEntry['kind']; hours: string; de: string; en: string }[];
  contracts: (Omit<CityContract, 'serviceLevelTarget' | 'answerRateTarget'> & {
    serviceLevelPercent: number;
    answerRatePercent: number;
  })[];
}

export type ReadForm =
  | { readonly ok: true; readonly city: Omit<City, 'colours'> }
  | {
      readonly ok: false;
      /** As the server would name them: `hours.week.1`, `hours.dates.0`. */
      readonly fields: ReadonlySet<string>;
    };

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
export const dayKinds = ['holiday', 'carnival', 'bridgeDay', 'closure', 'event'] as const;

export function formOf(city: City): CityForm {
  return {
    id: city.id,
    name: city.name,
    letter: city.letter,
    greeting: city.greeting,
    hue: null,
    queues: city.queues.map((queue) => ({ ...queue })),
    week: weekdays.map((weekday) => spansText(city.hours.week[weekday] ?? [])),
    dates: Object.entries(city.hours.dates)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([date, { open, kind, de, en }]) => ({ date, kind, hours: spansText(open), de, en })),
    contracts: city.contracts.map(({ serviceLevelTarget, answerRateTarget, ...rest }) => ({
      ...rest,
      serviceLevelPercent: percentOf(serviceLevelTarget),
      answerRatePercent: percentOf(answerRateTarget),
    })),
  };
}

/** An empty form for the city that joins next, with another one's week as a start. */
export function newForm(like: City | undefined, today: string): CityForm {
  return {
    id: '',
    name: '',
    letter: '',
    greeting: '',
    hue: DEFAULT_HUE,
    queues: [{ source: like?.queues[0]?.source ?? '', name: '' }],
    week: weekdays.map((weekday) => spansText(like?.hours.week[weekday] ?? [])),
    dates: [],
    contracts: [
      {
        validFrom: today,
        variant: 'strict',
        answerThresholdSeconds: 20,
        serviceLevelPercent: 80,
        answerRatePercent: 90,
        shortAbandonSeconds: 5,
      },
    ],
  };
}

/** An id that a name suggests: `Bad Honnef` → `bad-honnef`. */
export function idFor(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
}

/** @returns every field that cannot be read, or the city */
export function readForm(form: CityForm): ReadForm {
  const wrong = new Set<string>();
  const week: Hours['week'] = {};
  for (const [index, weekday] of weekdays.entries()) {
    const spans = readSpans(form.week[index] ?? '');
    if (spans === undefined) wrong.add(`hours.week.${weekday}`);
    else if (spans.length > 0) week[weekday] = spans;
  }
  const dates: Record<string, DayEntry> = {};
  for (const [index, { date, kind, hours, de, en }] of form.dates.entries()) {
    const open = readSpans(hours);
    if (date === '' || date in dates || de.trim() === '' || open === undefined)
      wrong.add(`hours.dates.${index}`);
    else dates[date] = { open, kind, de: de.trim(), en: en.trim() === '' ? de.trim() : en.trim() };
  }
  const contracts = form.contracts.map(({ serviceLevelPercent, answerRatePercent, ...rest }, index) => {
    const numbers = [
      serviceLevelPercent,
      answerRatePercent,
      rest.answerThresholdSeconds,
      rest.shortAbandonSeconds,
    ];
    const isRight =
      rest.validFrom !== '' &&
      numbers.every((number) => Number.isFinite(number) && number >= 0) &&
      serviceLevelPercent < 100 &&
      answerRatePercent < 100;
    if (!isRight) wrong.add(`contracts.${index}`);
    return {
      ...rest,
      serviceLevelTarget: shareOf(serviceLevelPercent),
      answerRateTarget: shareOf(answerRatePercent),
    };
  });
  if (wrong.size > 0) return { ok: false, fields: wrong };
  const { id, name, letter, greeting } = form;
  return {
    ok: true,
    city: {
      id: id.trim(),
      name: name.trim(),
      letter: letter.trim(),
      greeting: greeting.trim(),
      queues: form.queues
        .map((queue) => ({ source: queue.source.trim(), name: queue.name.trim() }))
        .filter((queue) => queue.source !== '' || queue.name !== ''),
      hours: { week, dates },
      contracts,
    },
  };
}

/** Percent with at most two decimals, free of what binary fractions add. */
function percentOf(share: number): number {
  return Math.round(share * 10_000) / 100;
}

function shareOf(percent: number): number {
  return Math.round(percent * 100) / 10_000;
}

function spansText(spans: readonly { readonly from: string; readonly to: string }[]): string {
  return spans.map(({ from, to }) => `${from}-${to}`).join(' ');
}

/** Reads `7:00–12:00, 13-18`; `undefined` where something is no span, ends before it begins or overlaps the one before. */
function readSpans(text: string): { from: string; to: string }[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const spans = parts.flatMap((part) => {
    const [from, to, more] = part.split(/[-–]/).map(readTime);
    return from === undefined || to === undefined || more !== undefined || from >= to ? [] : [{ from, to }];
  });
  const follow = spans.every(({ from }, index) => (spans[index - 1]?.to ?? '') <= from);
  return spans.length === parts.length && follow ? spans : undefined;
}

function readTime(text: string): string | undefined {
  const [, hours, minutes = '00'] = /^(\d{1,2})(?::(\d{2}))?$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const time = `${hours.padStart(2, '0')}:${minutes}`;
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time) ? time : undefined;
}
