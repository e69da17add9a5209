import type { Request } from 'express';
import type { Agent } from '../contract/people.ts';
import { reachesCity } from '../http/caller.ts';
import { HttpError } from '../http/http-error.ts';
import { clearanceIn, type Clearance, type Reader } from '../http/reader.ts';
import { accessOf } from '../http/require-access.ts';
import type { Db } from '../store/schema.ts';
import { findAgent } from './agent-store.ts';

/** A reader and what they may know of each person, by the city where that person sits today. */
export interface Sight {
  readonly reader: Reader;
  /** Nothing of people whom the house does not know. */
  readonly ofPerson: (id: string) => Clearance;
}

export async function sightOf(request: Request, db: Db): Promise<Sight> {
  const { reader } = accessOf(request);
  const people = await db.selectFrom('agent').select(['id', 'city']).execute();
  return sightBy(reader, new Map(people.map(({ id, city }) => [id, city])));
}

/** @param cities each person's own */
export function sightBy(reader: Reader, cities: ReadonlyMap<string, string>): Sight {
  const ofPerson = (id: string): Clearance => {
    const city = cities.get(id);
    if (city !== undefined) return clearanceIn(reader, city);
    // whoever plans for all may clear up what is left of somebody who is gone
    return reader.plans === 'all' ? 'planning' : reader.sees === 'all' ? 'presence' : 'nothing';
  };
  return { reader, ofPerson };
}

/**
 * The person whom a request names. Whoever may not act for every city learns nothing about the others by asking: somebody
 * of another city and somebody who is not there are one answer.
 *
 * @throws HttpError 403, or 404 for whoever may know that there is nobody
 */
export async function personInReach(db: Db, request: Parameters<typeof accessOf>[0], id: string): Promise<Agent> {
  const { cities } = accessOf(request);
  const person = await findAgent(db, id);
  if (person !== undefined && reachesCity(cities, person.city)) return person;
  if (person === undefined && cities === 'all') throw new HttpError(404, 'person-unknown');
  throw new HttpError(403, 'not-your-city');
}
