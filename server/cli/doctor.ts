import { connect } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { publicAddress } from '../config/addresses.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Store } from '../store/database.ts';
import { BadInput } from './bad-input.ts';
import type { Command } from './command.ts';
import { configurationOf, openConfiguredStore } from './open-configured-store.ts';
import { readOptions } from './read-options.ts';

/** What one look found, and what to do about it. */
interface Finding {
  readonly subject: string;
  readonly state: 'ok' | 'warning' | 'bad';
  readonly says: string;
  /** Empty where nothing is to be done. */
  readonly advice: string;
}

const PATIENCE_MILLISECONDS = 3_000;
const LEAST_FREE_BYTES = 1_000_000_000;
const CERTIFICATE_WARNING_DAYS = 21;
const MOST_CLOCK_SECONDS = 2;

export const command: Command = {
  summary: 'check configuration, store, clock, telephony and HTTPS, and say what to do',
  help: `leitstand doctor --config FILE [--json]

Looks at everything that the server needs and prints what it found and what to do. Changes nothing, and runs beside a running
server. Exit status 1 when something is bad, 0 when it is well or only a warning.

  --config FILE  configuration; default: the environment's LEITSTAND_CONFIG
  --json         print JSON

Example: leitstand doctor --config /etc/leitstand/leitstand.json`,
  run: async (context) => {
    const { values } = readOptions(context.args, {
      config: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const configuration = configurationOf(context, values.config);
    const findings: readonly Finding[] = [
      ok(
        'configuration',
        `${configuration.centre.cities.length} cities, ${configuration.sources.length} sources`,
      ),
      ...(await lookAtStore(configuration)),
      ...(await Promise.all(configuration.sources.map(lookAtSource))),
      lookAtHttps(configuration),
      await lookAtServer(configuration),
    ];
    if (values.json) context.print(`${JSON.stringify(findings, null, 2)}\n`);
    else
      for (const { subject, state, says, advice } of findings)
        context.print(
          `${state.padEnd(8)} ${subject.padEnd(18)} ${says}${advice === '' ? '' : `\n${' '.repeat(28)}→ ${advice}`}\n`,
        );
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  },
};

function ok(subject: string, says: string): Finding {
  return { subject, state: 'ok', says, advice: '' };
}

async function lookAtStore(configuration: Configuration): Promise<readonly Finding[]> {
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
    else findings.push(await lookAtClock(store));
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

async function lookAtClock({ db }: Store): Promise<Finding> {
  const { rows } = await sql<{ now: number }>`select extract(epoch from now())::float8 as now`.execute(db);
  const apart = Math.abs((rows[0]?.now ?? 0) - Date.now() / 1000);
  const says = `${apart.toFixed(1)} s apart from the database`;
  if (apart <= MOST_CLOCK_SECONDS) return ok('clock', says);
  return { subject: 'clock', state: 'warning', says, advice: 'synchronise both machines by NTP' };
}

async function lookAtSource(source: Configuration['sources'][number]): Promise<Finding> {
  const subject = `source ${source.id}`;
  if (source.type === 'http') return ok(subject, 'tells its events by HTTP');
  const where = `${source.host}:${source.port}`;
  const banner = await bannerOf(source.host, source.port);
  if (banner === undefined)
    return {
      subject,
      state: 'bad',
      says: `${where} does not answer`,
      advice: 'is Asterisk running, is the manager enabled (manager.conf), does a firewall stand between?',
    };
  if (!banner.startsWith('Asterisk Call Manager'))
    return {
      subject,
      state: 'bad',
      says: `${where} answers, and is no Asterisk manager`,
      advice: 'check host and port; the manager listens on 5038 by default',
    };
  return ok(subject, `${where}: ${banner.trim()}`);
}

/** First words of whoever listens there; `undefined` where nobody does. */
function bannerOf(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MILLISECONDS });
    const end = (banner: string | undefined): void => {
      socket.destroy();
      resolve(banner);
    };
    socket.once('data', (bytes: Buffer) => end(bytes.toString('latin1').slice(0, 80)));
    socket.once('timeout', () => end(undefined));
    socket.once('error', () => end(undefined));
    socket.once('close', () => end(undefined));
  });
}

function lookAtHttps({ tls, trustProxy, publicUrl }: Configuration): Finding {
  if (tls !== null) return lookAtCertificate(tls.cert);
  if (trustProxy !== null && publicUrl?.startsWith('https:') === true)
    return ok('HTTPS', 'ended by a proxy in front');
  return {
    subject: 'HTTPS',
    state: 'warning',
    says: 'plain HTTP: walls cannot keep their screen awake, phones cannot keep the schedule',
    advice: 'set tls, or let a proxy end TLS and set trustProxy and publicUrl (docs/operations.md)',
  };
}

function lookAtCertificate(file: string): Finding {
  try {
    const certificate = new X509Certificate(readFileSync(file));
    const days = Math.floor((Date.parse(certificate.validTo) - Date.now()) / 86_400_000);
    const says = `the certificate is valid for ${days} days`;
    if (days >= CERTIFICATE_WARNING_DAYS) return ok('HTTPS', says);
    return { subject: 'HTTPS', state: days < 0 ? 'bad' : 'warning', says, advice: 'renew it and restart' };
  } catch {
    return {
      subject: 'HTTPS',
      state: 'bad',
      says: `${file} is no certificate`,
      advice: 'give a PEM file in tls.cert',
    };
  }
}

async function lookAtServer(configuration: Configuration): Promise<Finding> {
  const address = publicAddress({ ...configuration, publicUrl: null }, configuration.port);
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    if (response.status === 200) return ok('server', `${address} is ready`);
    return {
      subject: 'server',
      state: 'bad',
      says: `${address} answers ${response.status}`,
      advice: 'read its log',
    };
  } catch {
    return {
      subject: 'server',
      state: 'warning',
      says: `nobody answers at ${address}`,
      advice: 'start it: leitstand serve --config FILE',
    };
  }
}
