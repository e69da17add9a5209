import { HOUR_MS } from '../../forecasting/time/instant.ts';
import type { CallerHash } from '../telephony/call-event.ts';
import { enteredAtOf, type CallRecord } from './call-state.ts';
import { putInCall, takeOutCall } from './count-calls.ts';
import type { CityRecord } from './queue-state.ts';

/** A second call of one caller to one city within this time, entry to entry, makes the first one unsolved. */
export const REPEAT_WITHIN_MS = 24 * HOUR_MS;

/**
 * Places a call among the calls of its caller to its city, in order of entry, and settles which of them were repeated:
 * those with a later call within 24 hours. The call itself is in no sum at this moment.
 */
export function settleRepeats(call: CallRecord): void {
  const { home, caller } = call;
  const enteredAt = enteredAtOf(call);
  if (home === call.listedHome && enteredAt === call.listedAt) return;
  if (call.listedHome !== null) {
    const old = unlistCaller(call);
    for (const [city, hash] of old) settleBefore(city, hash, call.listedAt, call);
    call.repeated = false;
  }
  if (home === null || caller === null) return;
  call.listedHome = home;
  call.listedAt = enteredAt;
  for (const hash of hashesOf(call)) {
    insert(home.callers, hash, call);
    settleBefore(home, hash, enteredAt, call);
  }
  call.repeated = isRepeated(call);
}

/** Notes who calls: told by the earliest entry that tells it. The call itself is in no sum at this moment. */
export function noteCaller(
  call: CallRecord,
  at: number,
  caller: CallerHash | null,
  before?: CallerHash,
): void {
  if (caller === null || at > call.callerToldAt) return;
  if (at === call.callerToldAt && call.caller !== null && caller >= call.caller) return;
  const listedAt = call.listedAt;
  for (const [city, hash] of unlistCaller(call)) settleBefore(city, hash, listedAt, call);
  call.repeated = false;
  call.callerToldAt = at;
  call.caller = caller;
  call.callerBefore = before ?? null;
}

/** Takes a call off its caller's lists. @returns the lists it stood in */
export function unlistCaller(call: CallRecord): readonly (readonly [CityRecord, CallerHash])[] {
  const { listedHome } = call;
  if (listedHome === null) return [];
  call.listedHome = null;
  return hashesOf(call).map((hash) => {
    const calls = listedHome.callers.get(hash) ?? [];
    const place = calls.indexOf(call);
    if (place >= 0) calls.splice(place, 1);
    if (calls.length === 0) listedHome.callers.delete(hash);
    return [listedHome, hash] as const;
  });
}

function hashesOf({ caller, callerBefore }: CallRecord): readonly CallerHash[] {
  if (caller === null) return [];
  return callerBefore === null || callerBefore === caller ? [caller] : [caller, callerBefore];
}

function insert(callers: CityRecord['callers'], hash: CallerHash, call: CallRecord): void {
  const calls = callers.get(hash);
  if (calls === undefined) {
    callers.set(hash, [call]);
    return;
  }
  let place = calls.length;
  while (place > 0 && (calls[place - 1]?.listedAt ?? 0) > call.listedAt) place -= 1;
  calls.splice(place, 0, call);
}

/** The calls just before an instant are those whose next call has changed. */
function settleBefore(city: CityRecord, hash: CallerHash, at: number, out: CallRecord): void {
  const calls = city.callers.get(hash) ?? [];
  let last: number | null = null;
  for (let place = calls.length - 1; place >= 0; place -= 1) {
    const call = calls[place];
    if (call === undefined || call === out || call.listedAt >= at) continue;
    last ??= call.listedAt;
    if (call.listedAt !== last) return;
    const repeated = isRepeated(call);
    if (repeated === call.repeated) continue;
    takeOutCall(call);
    call.repeated = repeated;
    putInCall(call);
  }
}

function isRepeated(call: CallRecord): boolean {
  const { listedHome } = call;
  if (listedHome === null) return false;
  for (const hash of hashesOf(call)) {
    const calls = listedHome.callers.get(hash) ?? [];
    let next = Number.POSITIVE_INFINITY;
    for (let place = calls.length - 1; place >= 0; place -= 1) {
      const at = calls[place]?.listedAt ?? 0;
      if (at <= call.listedAt) break;
      next = at;
    }
    if (next - call.listedAt <= REPEAT_WITHIN_MS) return true;
  }
  return false;
}
