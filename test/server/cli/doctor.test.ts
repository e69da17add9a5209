import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { command } from '../../../server/cli/doctor.ts';
import { instant } from '../../../forecasting/time/instant.ts';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import { witnessClock } from '../../../server/operations/retention/clock-witness.ts';
import { openStore } from '../../../server/platform/store/database.ts';
import { markDays, unmarkDays } from '../../../server/live/log/recount-store.ts';
import { noteErasure } from '../../../server/live/log/erasure-store.ts';
import { startManagerDouble, type ManagerDoubleOptions } from '../../support/manager-double.ts';
import { runCommand } from '../../support/run-command.ts';
import { endServerProcesses, startServerProcess } from '../../support/start-server.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const folder = mkdtempSync(join(tmpdir(), 'leitstand-doctor-'));
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => {
  endServerProcesses();
  rmSync(folder, { recursive: true, force: true });
});

const environment = { PBX_SECRET: 'quiet words', ACD_TOKEN: 'right', LEITSTAND_METRICS_TOKEN: 'monitor' };
const contracts = [
  { validFrom: '2020-01-01', answerThresholdSeconds: 20, serviceLevelTarget: 0.8, answerRateTarget: 0.9 },
];

function configurationFor(port: number, more = {}): Readonly<Record<string, unknown>> {
  return {
    dataFolder: 'data',
    sources: [
      {
        type: 'asterisk',
        id: 'pbx',
        host: '127.0.0.1',
        port,
        user: 'leitstand',
        secretVariable: 'PBX_SECRET',
        ...more,
      },
    ],
    cities: [{ id: 'bonn', name: 'Bonn', queues: [{ source: 'pbx', name: 'bonn' }], contracts }],
  };
}

const findingsSchema = v.array(
  v.object({ subject: v.string(), state: v.string(), says: v.string(), advice: v.string() }),
);

async function findings(port: number, file = join(folder, 'leitstand.json'), more = {}, source = {}) {
  writeFileSync(file, JSON.stringify(configurationFor(port, source)));
  const args = ['--json', '--config', file];
  const { status, stdout } = await runCommand(command, args, { ...environment, ...more });
  return { status, all: v.parse(findingsSchema, JSON.parse(stdout)) };
}

async function manager(changes: Partial<ManagerDoubleOptions> = {}) {
  const double = await startManagerDouble({
    user: 'leitstand',
    secret: 'quiet words',
    queues: ['bonn', 'fax'],
    read: ['agent', 'call', 'system'],
    clock: () => Date.now() / 1_000,
    ...changes,
  });
  closers.push(() => double.close());
  return double;
}

async function look(changes: Partial<ManagerDoubleOptions> = {}) {
  const double = await manager(changes);
  const found = await findings(double.port);
  const of = (subject: string) => found.all.find((finding) => finding.subject === subject);
  return { ...found, of, actions: double.actions };
}

describe('leitstand doctor at a telephone system', () => {
  it('signs in, names what it may read and which queues are there, and signs off again', async () => {
    const { of, actions, status } = await look();
    expect(of('source pbx')).toMatchObject({
      state: 'ok',
      says: containing('signed in as "leitstand"'),
    });
    expect(of('source pbx rights')).toMatchObject({
      state: 'ok',
      says: containing('agent and call'),
    });
    expect(of('source pbx queues')?.says).toBe(
      'it knows bonn; no city has fax: they are kept and counted nowhere',
    );
    expect(of('source pbx clock')?.state).toBe('ok');
    expect(actions).toEqual(['Login', 'QueueStatus', 'QueueStatus', 'Logoff']);
    expect(status).toBe(0);
  });

  it('says that the secret is wrong, by the name of its variable, and never the secret', async () => {
    const { of, status, all } = await look({ secret: 'another' });
    expect(of('source pbx')).toMatchObject({
      state: 'bad',
      says: containing('Authentication failed'),
      advice: containing('PBX_SECRET'),
    });
    expect(JSON.stringify(all)).not.toContain('quiet words');
    expect(status).toBe(1);
  });

  it('names a class of events that is missing, a list that is refused and a queue that nobody knows', async () => {
    expect((await look({ read: ['agent'] })).of('source pbx rights')).toMatchObject({
      state: 'warning',
      says: containing('"system" is missing'),
    });
    expect((await look({ refusesList: true })).of('source pbx queues')).toMatchObject({
      state: 'bad',
      says: containing('Permission denied'),
    });
    expect((await look({ queues: ['Bonn'] })).of('source pbx queues')).toMatchObject({
      state: 'warning',
      says: 'it does not know bonn',
      advice: containing('it knows: Bonn'),
    });
  });

  it('says that events are kept back when a counter rises and nothing is told', async () => {
    let lists = 0;
    const { of, status } = await look({ completed: () => (lists += 1) });
    expect(of('source pbx rights')).toMatchObject({
      state: 'bad',
      says: containing('class agent'),
      advice: containing('eventfilter'),
    });
    expect(status).toBe(1);
  });

  it('names realtime members, telephones with two names and people with two telephones', async () => {
    const { of } = await look({
      members: [
        { queue: 'bonn', name: 'Kim A', telephone: 'PJSIP/1', membership: 'realtime' },
        { queue: 'fax', name: 'Kim Adler', telephone: 'PJSIP/1', membership: 'static' },
        { queue: 'fax', name: 'Lee', telephone: 'PJSIP/2', membership: 'static' },
        { queue: 'bonn', name: 'Lee', telephone: 'PJSIP/3', membership: 'static' },
      ],
    });
    expect(of('source pbx members')).toMatchObject({
      state: 'warning',
      says: '4 in all queues, 1 of them realtime: they come and go without an event, seen within a minute; PJSIP/1 is Kim A and Kim Adler: one agent; Lee has PJSIP/2 and PJSIP/3: one person',
    });
  });

  it('says how far its clock is off, and that its events carry none', async () => {
    expect((await look({ clock: () => Date.now() / 1_000 - 90 })).of('source pbx clock')).toMatchObject({
      state: 'warning',
      says: matching(/^(90|89)\.\d s behind ours$/),
    });
    expect((await look({ clock: null })).of('source pbx clock')?.advice).toContain('timestampevents');
  });

  it('tells nobody there from somebody else there', async () => {
    const other = createServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const foreign = await findings(port);
    expect(foreign.all.find(({ subject }) => subject === 'source pbx')?.says).toContain(
      'is no Asterisk manager',
    );
    await new Promise((done) => other.close(done));
    const absent = await findings(port);
    expect(absent.all.find(({ subject }) => subject === 'source pbx')?.says).toContain(
      'does not answer (ECONNREFUSED)',
    );
  });
});

describe('leitstand doctor at a queue log', () => {
  async function lookAt(lines: string | Buffer | null, more: Readonly<Record<string, string>> = {}) {
    const logs = mkdtempSync(join(folder, 'logs-'));
    const queueLog = join(logs, 'queue_log');
    if (lines !== null) writeFileSync(queueLog, lines);
    for (const [name, text] of Object.entries(more)) writeFileSync(join(logs, name), text);
    const { port } = await manager();
    const all = await findings(port, join(folder, 'leitstand.json'), {}, { queueLog });
    return all.all.find(({ subject }) => subject === 'source pbx log');
  }
  const line = (second: number) => `${1_796_000_000 + second}|c${second}|bonn|NONE|ENTERQUEUE||1|1\n`;

  it('names its newest line, the files that it reads and those that it leaves alone', async () => {
    const log = line(10) + line(20);
    const found = await lookAt(log, { 'queue_log.1': line(0), 'queue_log.bak': log, 'queue_log.2': log });
    expect(found).toMatchObject({
      state: 'ok',
      says: 'newest line 2026-11-30T00:53:40.000Z; reads queue_log.1, queue_log; left out: queue_log.bak, queue_log.2, no rotation of it or a copy',
    });
  });

  it('says that it cannot be read, holds nothing, is a database’s or in Latin-1', async () => {
    expect(await lookAt(null)).toMatchObject({ state: 'bad', says: containing('ENOENT') });
    expect(await lookAt('')).toMatchObject({ state: 'warning', says: containing('no line') });
    const row = '2026-11-30 01:53:40.123456|c1|bonn|NONE|ENTERQUEUE||1|1\n';
    expect(await lookAt(row)).toMatchObject({
      state: 'ok',
      says: containing('2026-11-30T00:53:40.000Z (rows of a database'),
    });
    const latin1 = Buffer.from(`${line(0)}${line(1).replace('NONE', 'J\u00fcrg')}`, 'latin1');
    expect(await lookAt(latin1)).toMatchObject({ state: 'warning', says: containing('Latin-1') });
  });
});

describe('leitstand doctor at home', () => {
  it('tries to write, and says when old data were last deleted', async () => {
    const { of } = await look();
    expect(of('writing')?.state).toBe('ok');
    expect(of('retention')).toMatchObject({ state: 'ok', says: containing('has not run yet') });
    const store = await openStore({ engine: 'sqlite', folder: join(folder, 'data') });
    const ranAt = Date.now() - 5 * 86_400_000;
    await noteErasure(store, 'expiredAccess', { before: 0, ranAt, standing: null });
    expect(
      await store.db.selectFrom('house_setting').select('name').where('name', '=', 'write-probe').execute(),
    ).toEqual([]);
    await store.close();
    expect((await look()).of('retention')).toMatchObject({
      state: 'warning',
      advice: containing('leitstand retention'),
    });
  });

  it('counts the days that wait to be counted anew', async () => {
    expect((await look()).of('recounts')?.state).toBe('ok');
    const store = await openStore({ engine: 'sqlite', folder: join(folder, 'data') });
    const days = [plainDate('2026-11-10'), plainDate('2026-11-05')];
    await markDays(store.db, days, 5);
    await store.close();
    expect((await look()).of('recounts')).toMatchObject({
      state: 'warning',
      says: containing('2 days wait to be counted anew, the newest 2026-11-10'),
    });
    const again = await openStore({ engine: 'sqlite', folder: join(folder, 'data') });
    await unmarkDays(again.db, days, 5);
    await again.close();
  });

  it('says that the clock has jumped and that nothing is deleted meanwhile', async () => {
    const store = await openStore({ engine: 'sqlite', folder: join(folder, 'data') });
    const looked = (days: number) =>
      witnessClock(store, instant(Date.now() + days * 86_400_000), 'Europe/Berlin');
    await looked(0);
    await looked(1_200);
    await store.close();
    expect((await look()).of('retention')).toMatchObject({
      state: 'warning',
      says: containing('nothing is deleted until two days agree'),
      advice: containing('set the clock right'),
    });
  });

  it('names why the running server is not live', async () => {
    const { port } = await manager({ secret: 'another' });
    const server = await startServerProcess({ configuration: configurationFor(port), environment });
    const { all } = await findings(port, server.configFile, { LEITSTAND_PORT: new URL(server.url).port });
    expect(all.find(({ subject }) => subject === 'feed pbx')).toMatchObject({
      state: 'bad',
      says: matching(/^not live for \d+ s: refused$/),
    });
    expect(await server.end('SIGTERM')).toBe(0);
  });

  it('asks the running server what it hears', async () => {
    const { port } = await manager();
    const server = await startServerProcess({ configuration: configurationFor(port), environment });
    const { all } = await findings(port, server.configFile, { LEITSTAND_PORT: new URL(server.url).port });
    expect(all.find(({ subject }) => subject === 'server')?.state).toBe('ok');
    expect(all.find(({ subject }) => subject === 'feed pbx')?.says).toMatch(/^last heard [0-3] s ago$/);
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
