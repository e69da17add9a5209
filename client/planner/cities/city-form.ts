import type { City } from '../../../server/contract/centre.ts';

type Hours = City['hours'];
type DayEntry = Hours['dates'][string];

/** A city as text fields: what a person can type, read back line by line. */
export interface CityForm {
  id: string;
  name: string;
  letter: string;
  greeting: string;
  hue: number | null;
  queues: string;
  week: string[];
  dates: string;
  contracts: City['contracts'];
}

export type ReadForm =
  { readonly ok: true; readonly city: Omit<City, 'colours'> } | { readonly ok: false; readonly line: string };

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
const kinds = ['holiday', 'carnival', 'bridgeDay', 'closure', 'event'] as const;

export function formOf(city: City): CityForm {
  return {
    id: city.id,
    name: city.name,
    letter: city.letter,
    greeting: city.greeting,
    hue: null,
    queues: city.queues.map(({ source, name }) => `${source}/${name}`).join('\n'),
    week: weekdays.map((weekday) => spansText(city.hours.week[weekday] ?? [])),
    dates: Object.entries(city.hours.dates)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(
        ([date, { open, kind, de }]) => `${date} ${open.length === 0 ? '-' : spansText(open)} ${kind} ${de}`,
      )
      .join('\n'),
    contracts: city.contracts.map((contract) => ({ ...contract })),
  };
}

/** An empty form for the city that joins next, with another one's week as a start. */
export function newForm(like: City | undefined, today: string): CityForm {
  return {
    id: '',
    name: '',
    letter: '',
    greeting: '',
    hue: 145,
    queues: '',
    week: weekdays.map((weekday) => spansText(like?.hours.week[weekday] ?? [])),
    dates: '',
    contracts: [
      {
        validFrom: today,
        variant: 'strict',
        answerThresholdSeconds: 20,
        serviceLevelTarget: 0.8,
        answerRateTarget: 0.9,
        shortAbandonSeconds: 5,
      },
    ],
  };
}

/** @returns the first line that cannot be read, or the city */
export function readForm(form: CityForm): ReadForm {
  const week: Hours['week'] = {};
  for (const [index, text] of form.week.entries()) {
    const spans = readSpans(text);
    const weekday = weekdays[index];
    if (spans === undefined || weekday === undefined) return { ok: false, line: text };
    if (spans.length > 0) week[weekday] = spans;
  }
  const dates: Record<string, DayEntry> = {};
  for (const line of linesOf(form.dates)) {
    const entry = readDate(line);
    if (entry === undefined) return { ok: false, line };
    dates[entry.date] = entry.day;
  }
  const queues: City['queues'] = [];
  for (const line of linesOf(form.queues)) {
    const slash = line.indexOf('/');
    if (slash <= 0 || slash === line.length - 1) return { ok: false, line };
    queues.push({ source: line.slice(0, slash), name: line.slice(slash + 1) });
  }
  const { id, name, letter, greeting, contracts } = form;
  return {
    ok: true,
    city: {
      id: id.trim(),
      name: name.trim(),
      letter: letter.trim(),
      greeting,
      queues,
      hours: { week, dates },
      contracts,
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function spansText(spans: readonly { readonly from: string; readonly to: string }[]): string {
  return spans.map(({ from, to }) => `${from}-${to}`).join(' ');
}

function readSpans(text: string): { from: string; to: string }[] | undefined {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const spans = parts.flatMap((part) => {
    const [, from, to] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(part) ?? [];
    return from === undefined || to === undefined || from >= to ? [] : [{ from, to }];
  });
  return spans.length === parts.length ? spans : undefined;
}

function readDate(line: string): { date: string; day: DayEntry } | undefined {
  const [, date, times, word, name] = /^(\d{4}-\d{2}-\d{2})\s+(-|[\d:,-]+)\s+(\w+)\s+(.+)$/.exec(line) ?? [];
  const kind = kinds.find((known) => known === word);
  const open = times === '-' ? [] : readSpans(times ?? '');
  if (date === undefined || kind === undefined || name === undefined || open === undefined) return undefined;
  return { date, day: { open, kind, de: name, en: name } };
}
