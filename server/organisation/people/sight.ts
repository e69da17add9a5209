import type { PersonAbsence, Agent } from '../../contract/people.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { clearanceIn, type Clearance, type Reader } from '../../platform/http/reader.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { StoredAbsence } from './absence-store.ts';
import { findAgent } from './agent-store.ts';

/** A reader and what they may know of each person, by the city where that person sits today. */
export interface Sight {
  readonly reader: Reader;
  /** Nothing of people whom the house does not know. */
  readonly ofPerson: (id: string) => Clearance;
  /** Free text about a joint plan, such as a draft's title: left out where it names somebody whom the reader does not see. */
  readonly words: (text: string) => string;
}

/** Stands for words that are not the reader's. */
const LEFT_OUT = '…';

export async function sightOf(request: Parameters<typeof accessOf>[0], db: Db): Promise<Sight> {
  const { reader } = accessOf(request);
  return sightBy(reader, await db.selectFrom('agent').select(['id', 'name', 'city']).execute());
}

/** @param people everybody whom the house knows, as they are today */
function sightBy(reader: Reader, people: readonly Pick<Agent, 'id' | 'name' | 'city'>[]): Sight {
  const cities = new Map(people.map(({ id, city }) => [id, city]));
  const ofPerson = (id: string): Clearance => {
    const city = cities.get(id);
    if (city !== undefined) return clearanceIn(reader, city);
    // whoever plans for all may clear up what is left of somebody who is gone
    return reader.plans === 'all' ? 'planning' : reader.sees === 'all' ? 'presence' : 'nothing';
  };
  const unseen = people.filter(({ id }) => ofPerson(id) === 'nothing').flatMap(({ id, name }) => [id, name]);
  const isNamed = (text: string): boolean => unseen.some((name) => standsIn(text, name));
  return { reader, ofPerson, words: (text) => (isNamed(text) ? LEFT_OUT : text) };
}

/** As a word of its own. */
function standsIn(text: string, name: string): boolean {
  const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!isWord(text[at - 1]) && !isWord(text[at + name.length])) return true;
  return false;
}

/** An absence as a reader may have it: why somebody is away is for those who plan them. */
export function absenceFor(
  { ofPerson }: Sight,
  { id, agentId, kind, from, until }: StoredAbsence,
): PersonAbsence {
  return { id, agentId, kind: ofPerson(agentId) === 'planning' ? kind : null, from, until };
}

/**
 * The person whom a request names. Whoever may not act for every city learns nothing about the others by asking: somebody
 * of another city and somebody who is not there are one answer.
 *
 * @throws HttpError 403, or 404 for whoever may know that there is nobody
 */
export async function personInReach(
  db: Db,
  request: Parameters<typeof accessOf>[0],
  id: string,
): Promise<Agent> {
  const { cities } = accessOf(request);
  const person = await findAgent(db, id);
  if (person !== undefined && reachesCity(cities, person.city)) return person;
  if (person === undefined && cities === 'all') throw new HttpError(404, 'person-unknown');
  throw new HttpError(403, 'not-your-city');
}
