import type { Centre, City } from '../../contract/centre.ts';

export interface CityIssue {
  readonly field: string;
  readonly message: string;
}

/** What a city must not be beside the others and in itself: one queue, letter and name mean one city. */
export function cityIssues(
  city: Omit<City, 'colours'>,
  centre: Centre,
  isNew: boolean,
): readonly CityIssue[] {
  const others = centre.cities.filter((other) => other.id !== city.id);
  const issue = (field: string, message: string): CityIssue => ({ field: `city.${field}`, message });
  const taken = (field: 'letter' | 'name', message: string): readonly CityIssue[] =>
    others.some((other) => other[field].toLowerCase() === city[field].toLowerCase())
      ? [issue(field, message)]
      : [];
  return [
    ...(isNew && others.length < centre.cities.length ? [issue('id', 'an id that no city has')] : []),
    ...(/^\S.{0,39}$/.test(city.name)
      ? taken('name', 'a name of its own')
      : [issue('name', '1 to 40 signs')]),
    ...(/^\S{1,2}$/.test(city.letter)
      ? taken('letter', 'a letter of its own')
      : [issue('letter', '1 or 2 signs')]),
    ...queueIssues(city, others).map(([field, message]) => issue(field, message)),
    ...contractIssues(city).map(([field, message]) => issue(field, message)),
    ...hoursIssues(city).map(([field, message]) => issue(field, message)),
  ];
}

type Found = readonly (readonly [string, string])[];

const at = (field: string, message: string): Found => [[field, message]];

function queueIssues({ queues }: Pick<City, 'queues'>, others: readonly City[]): Found {
  return queues.flatMap(({ source, name }, index) => {
    const field = `queues.${index}`;
    if (source.trim() === '' || name.trim() === '') return at(field, 'a source and a name');
    const isThis = (other: { readonly source: string; readonly name: string }): boolean =>
      other.source === source && other.name === name;
    const owner = others.find((other) => other.queues.some(isThis));
    if (owner !== undefined) return at(field, `a queue that ${owner.name} does not have`);
    return queues.findIndex(isThis) < index ? at(field, 'each queue once') : [];
  });
}

function contractIssues({ contracts }: Pick<City, 'contracts'>): Found {
  return contracts.flatMap(({ validFrom }, index) => {
    const field = `contracts.${index}.validFrom`;
    if (!isRealDay(validFrom)) return at(field, 'a day of the calendar');
    const first = contracts.findIndex((other) => other.validFrom === validFrom);
    return first < index ? at(field, 'one contract a day') : [];
  });
}

function hoursIssues({ hours }: Pick<City, 'hours'>): Found {
  const spansOf: readonly (readonly [string, readonly { readonly from: string; readonly to: string }[]])[] = [
    ...Object.entries(hours.week).map(([weekday, spans]) => [`hours.week.${weekday}`, spans] as const),
    ...Object.entries(hours.dates).map(([date, { open }]) => [`hours.dates.${date}`, open] as const),
  ];
  return [
    ...spansOf.flatMap(([field, spans]) =>
      follow(spans) ? [] : [[field, 'spans one after another, each from < to'] as const],
    ),
    ...Object.keys(hours.dates)
      .filter((date) => !isRealDay(date))
      .map((date) => [`hours.dates.${date}`, 'a day of the calendar'] as const),
  ];
}

function follow(spans: readonly { readonly from: string; readonly to: string }[]): boolean {
  return spans.every(({ from, to }, index) => from < to && (spans[index - 1]?.to ?? '') <= from);
}

function isRealDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
