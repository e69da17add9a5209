import type { City } from '../../contract/centre.ts';

/** Where calls of a queue name go: a city, nowhere, or, until a city claims them, under the name itself. */
export type QueuePlace =
  | { readonly kind: 'city'; readonly city: string }
  | { readonly kind: 'leftOut' }
  /** Kept under its name, although no city has it. */
  | { readonly kind: 'unassigned' }
  /** Nobody has said where it belongs. */
  | { readonly kind: 'open' };

/** What people said about queue names: a city's id, `null` to leave the queue out, or the name itself to keep it. */
export type QueueChoices = Readonly<Record<string, string | null>>;

export type KnownCity = Pick<City, 'id' | 'name' | 'queues'>;

/**
 * The city that a queue name of a file means: what a person said wins, then the city's id or name, then the telephone
 * system's queues of the configuration. Without cities every name is kept.
 */
export function placeQueue(queue: string, cities: readonly KnownCity[], choices: QueueChoices): QueuePlace {
  const choice = Object.hasOwn(choices, queue) ? choices[queue] : undefined;
  if (choice === null) return { kind: 'leftOut' };
  if (choice !== undefined && cities.some(({ id }) => id === choice)) return { kind: 'city', city: choice };
  if (cities.length === 0 || choice === queue) return { kind: 'unassigned' };
  const plain = plainName(queue);
  const city =
    cities.find(({ id }) => id === queue) ??
    cities.find(({ id, name }) => plainName(id) === plain || plainName(name) === plain) ??
    onlyOne(cities.filter(({ queues }) => queues.some(({ name }) => name === queue)));
  return city === undefined ? { kind: 'open' } : { kind: 'city', city: city.id };
}

/** Two telephone systems may have queues of one name in different cities: then a person must say. */
function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss');
}
