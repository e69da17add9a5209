import { DAY_MS } from '../../../forecasting/time/index.ts';
import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { BadInput } from '../../platform/input/bad-input.ts';
import { openConfiguredStore } from '../../platform/config/open-configured-store.ts';
import type { Configuration } from '../../platform/config/configuration.ts';
import type { Store } from '../../platform/store/database.ts';
import { lastLook } from '../retention/clock-witness.ts';
import { daysToRecount } from '../../live/log/recount-store.ts';
import { readErasure } from '../../live/log/erasure-store.ts';
import { probeWrite } from '../../platform/store/probe-write.ts';
import { ok, type Finding } from './finding.ts';

const LEAST_FREE_BYTES = 1_000_000_000;
const MOST_CLOCK_SECONDS = 2;
const RETENTION_OVERDUE_MS = 2 * DAY_MS;

/** Store, its room, its clock and whether what is old is deleted. @param now milliseconds since 1970 */
export async function lookAtStore(configuration: Configuration, now: number): Promise<readonly Finding[]> {
  let store: Store;
  try {
    store = await openConfiguredStore(configuration);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return [{ subject: 'store', state: 'bad', says: error.message, advice: 'mend this first' }];
  }
  try {
    const engine = store.engine === 'sqlite' ? `embedded, ${configuration.dataFolder}` : 'PostgreSQL';
    const findings = [ok('store', engine)];
    if (store.engine === 'sqlite') findings.push(await lookAtSpace(configuration.dataFolder));
    else findings.push(await lookAtClock(store, now));
    findings.push(await lookAtWriting(store), await lookAtRecounts(store), await lookAtRetention(store, now));
    return findings;
  } finally {
    await store.close();
  }
}

async function lookAtSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const says = `${(free / 1e9).toFixed(1)} GB free`;
  if (free >= LEAST_FREE_BYTES) return ok('space', says);
  return { subject: 'space', state: 'warning', says, advice: 'make room: a full disk stops the way in' };
}

async function lookAtClock({ db }: Store, present: number): Promise<Finding> {
  const { rows } = await sql<{ now: number }>`select extract(epoch from now())::float8 as now`.execute(db);
  const apart = Math.abs((rows[0]?.now ?? 0) - present / 1000);
  const says = `${apart.toFixed(1)} s apart from the database`;
  if (apart <= MOST_CLOCK_SECONDS) return ok('clock', says);
  return { subject: 'clock', state: 'warning', says, advice: 'synchronise both machines by NTP' };
}

async function lookAtWriting(store: Store): Promise<Finding> {
  try {
    await probeWrite(store);
    return ok('writing', 'the store takes what is written');
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return {
      subject: 'writing',
      state: 'bad',
      says: `the store cannot write: ${says}`,
      advice: 'make room, or mend the rights of the data folder; nothing is acknowledged until then',
    };
  }
}

/** Days about which something was received late: a running server counts them anew within minutes. */
async function lookAtRecounts(store: Store): Promise<Finding> {
  const [newest, ...earlier] = await daysToRecount(store);
  if (newest === undefined) return ok('recounts', 'no day waits to be counted anew');
  return {
    subject: 'recounts',
    state: 'warning',
    says: `${earlier.length + 1} days wait to be counted anew, the newest ${newest.day}: their figures are not final, and nothing is deleted meanwhile`,
    advice: 'let the server run, it counts them one after the other; if the number stays, its log says why',
  };
}

async function lookAtRetention(store: Store, now: number): Promise<Finding> {
  const look = await lastLook(store);
  if (look?.jumpDays !== null && look !== null)
    return {
      subject: 'retention',
      state: 'warning',
      says: `the clock jumped by ${look.jumpDays} days to ${look.day}: nothing is deleted until two days agree`,
      advice: 'set the clock right, and synchronise it by NTP',
    };
  const last = await readErasure(store, 'expiredAccess');
  if (last === null) return ok('retention', 'has not run yet; a running server does it once a day');
  const says = `last run ${new Date(last.ranAt).toISOString()}`;
  if (now - last.ranAt < RETENTION_OVERDUE_MS) return ok('retention', says);
  return {
    subject: 'retention',
    state: 'warning',
    says,
    advice: 'data are kept longer than their days: run leitstand retention, and let the server run',
  };
}
