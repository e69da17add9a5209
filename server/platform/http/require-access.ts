import type { Request, RequestHandler } from 'express';
import type { Caller, CityReach } from './caller.ts';
import { citiesOf, reachesAnything, reachesCity } from './caller.ts';
import { accessMethod, accessRules, findRule, pathParameters, type AccessRule } from './access.ts';
import { HttpError } from './http-error.ts';
import { readerFor, type Reader } from './reader.ts';

/** Finds out who is asking. Tries each in turn; the first that knows the caller decides. */
export type Identify = (request: Request) => Promise<Caller | undefined>;

/** What a handler may know about its caller. */
export interface Access {
  readonly caller: Caller;
  readonly cities: CityReach;
  /** For whom what they ask for is built. */
  readonly reader: Reader;
}

const accessByRequest = new WeakMap<Request, Access>();

/** @throws Error where a route was mounted outside the table: a mistake of ours */
export function accessOf(request: Request): Access {
  const access = accessByRequest.get(request);
  if (access === undefined) throw new Error('this route does not go through the access table');
  return access;
}

export interface RequireAccessOptions {
  readonly identify: readonly Identify[];
  /** Runs before a 401 is answered, and may answer 429 instead. */
  readonly onUnknownCaller: RequestHandler;
  readonly rules?: readonly AccessRule[];
}

/** Holds every request against the table. 404: no such route; 401: who are you?; 403: not you, or not this city. */
export function requireAccess(options: RequireAccessOptions): RequestHandler {
  const rules = options.rules ?? accessRules;
  return async (request, response, next) => {
    const path = request.path;
    const rule = findRule(accessMethod(request.method), path, rules);
    if (rule === undefined) throw noSuchRoute(path, rules);
    // what everyone may have must not wait for the store to say who asks
    const caller: Caller =
      rule.allow === 'everyone' ? { kind: 'anonymous' } : await identifyCaller(request, options.identify);
    const cities = citiesOf(caller, rule);
    if (!reachesAnything(cities)) {
      if (caller.kind !== 'anonymous') throw new HttpError(403, 'not-allowed');
      await options.onUnknownCaller(request, response, (refusal?: unknown) => {
        next(refusal ?? new HttpError(401, 'sign-in-needed'));
      });
      return;
    }
    const city = pathParameters(rule.path, path)?.['city'];
    if (city !== undefined && !reachesCity(cities, city)) throw new HttpError(403, 'not-your-city');
    accessByRequest.set(request, { caller, cities, reader: readerFor(caller, cities) });
    next();
  };
}

async function identifyCaller(request: Request, identify: readonly Identify[]): Promise<Caller> {
  for (const known of identify) {
    const caller = await known(request);
    if (caller !== undefined) return caller;
  }
  return { kind: 'anonymous' };
}

function noSuchRoute(path: string, rules: readonly AccessRule[]): HttpError {
  const otherMethod = rules.some(
    (rule) => rule.method !== 'SOCKET' && pathParameters(rule.path, path) !== undefined,
  );
  return otherMethod ? new HttpError(405, 'method-not-allowed') : new HttpError(404, 'not-found');
}
