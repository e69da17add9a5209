import { HOUR_MS } from '../../../forecasting/time/index.ts';
import type { CallerHash } from '../events/call-event.ts';
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
  unlistCaller(call);
  if (home === null || caller === null) return;
  call.listedHome = home;
  call.listedAt = enteredAt;
  // Most callers call once: then there is nobody before and nobody after.
  let isAlone = insert(home.callers, caller, call);
  if (!isAlone) settleBefore(home, caller, enteredAt, call);
  const before = otherHash(call);
  if (before !== null && !insert(home.callers, before, call)) {
    isAlone = false;
    settleBefore(home, before, enteredAt, call);
  }
  call.repeated = !isAlone && isRepeated(call);
}

/** Notes who calls: reported by the earliest entry that reports it. The call itself is in no sum at this moment. */
export function noteCaller(
  call: CallRecord,
  at: number,
  caller: CallerHash | null,
  before?: CallerHash,
): void {
  if (caller === null || at > call.callerToldAt) return;
  if (at === call.callerToldAt && call.caller !== null && caller >= call.caller) return;
  unlistCaller(call);
  call.callerToldAt = at;
  call.caller = caller;
  call.callerBefore = before ?? null;
}

/** Takes a call off its caller's lists; the call before it may not be repeated any more. */
function unlistCaller(call: CallRecord): void {
  const { listedHome, listedAt } = call;
  if (listedHome === null) return;
  forgetCaller(call);
  call.repeated = false;
  for (const hash of [call.caller, otherHash(call)])
    if (hash !== null) settleBefore(listedHome, hash, listedAt, call);
}

/** Takes a call off its caller's lists, where nobody asks any more whether the calls before it were repeated. */
export function forgetCaller(call: CallRecord): void {
  const { listedHome, caller } = call;
  if (listedHome === null) return;
  call.listedHome = null;
  if (caller !== null) remove(listedHome.callers, caller, call);
  const before = otherHash(call);
  if (before !== null) remove(listedHome.callers, before, call);
}

function remove(callers: CityRecord['callers'], hash: CallerHash, call: CallRecord): void {
  const calls = callers.get(hash);
  if (calls === undefined) return;
  if (!Array.isArray(calls)) {
    callers.delete(hash);
    return;
  }
  const place = calls.indexOf(call);
  if (place >= 0) calls.splice(place, 1);
  const [only] = calls;
  if (calls.length === 1 && only !== undefined) callers.set(hash, only);
}

function otherHash({ caller, callerBefore }: CallRecord): CallerHash | null {
  return callerBefore === caller ? null : callerBefore;
}

/** @returns whether it is the only one */
function insert(callers: CityRecord['callers'], hash: CallerHash, call: CallRecord): boolean {
  const calls = callers.get(hash);
  if (calls === undefined) {
    callers.set(hash, call);
    return true;
  }
  if (!Array.isArray(calls)) {
    callers.set(hash, calls.listedAt > call.listedAt ? [call, calls] : [calls, call]);
    return false;
  }
  let place = calls.length;
  while (place > 0 && (calls[place - 1]?.listedAt ?? 0) > call.listedAt) place -= 1;
  calls.splice(place, 0, call);
  return false;
}

function callsOf({ callers }: CityRecord, hash: CallerHash): readonly CallRecord[] {
  const calls = callers.get(hash) ?? [];
  return Array.isArray(calls) ? calls : [calls];
}

/** The calls just before an instant are those whose next call has changed. */
function settleBefore(city: CityRecord, hash: CallerHash, at: number, out: CallRecord): void {
  const calls = callsOf(city, hash);
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
  for (const hash of [call.caller, otherHash(call)]) {
    if (hash === null) continue;
    const calls = callsOf(listedHome, hash);
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
