import type { Request } from 'express';
import type { SignedInPerson } from './caller.ts';
import { HttpError } from './http-error.ts';
import { accessOf } from './require-access.ts';

/** The person who asks. @throws HttpError 403 for a caller that is no person, such as a display link */
export function signedInPerson(request: Request): SignedInPerson {
  const { caller } = accessOf(request);
  if (caller.kind !== 'person') throw new HttpError(403, 'not-allowed');
  return caller.person;
}

/** @throws HttpError 403 unless the caller may act for every city: what is joint is nobody's alone */
export function requireAllCities(request: Request): void {
  if (accessOf(request).cities !== 'all') throw new HttpError(403, 'not-your-city');
}
