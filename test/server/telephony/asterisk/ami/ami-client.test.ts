import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { instant, type Instant } from '../../../../../forecasting/time/instant.ts';
import {
  AmiClient,
  type AmiClientOptions,
  type AmiReport,
} from '../../../../../server/telephony/asterisk/ami/ami-client.ts';
import { queueLogCatchUp } from '../../../../../server/telephony/asterisk/queue-log/queue-log-catch-up.ts';
import { sourceId } from '../../../../../server/live/events/call-id.ts';
import { PbxDouble } from '../../../../../server/telephony/recording/pbx-double.ts';
import { readRecording } from '../../../../../server/telephony/recording/read-recording.ts';
import type { AmiRecording, RecordedChunk } from '../../../../../server/telephony/recording/recording.ts';
import { playRecording } from '../../../../../server/telephony/recording/play-recording.ts';
import { amiText, scriptTime } from '../../../../support/ami-script.ts';
import { eventually } from '../../../../support/eventually.ts';
import { CollectingWayIn } from '../../../../support/collecting-way-in.ts';

const translator = { source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: 2 };
const account = { user: 'leitstand', secret: 'quiet words' };
const quickly = {
  pingEveryMs: 15,
  silentAfterMs: 400,
  tickEveryMs: 20,
  firstRetryMs: 5,
  longestRetryMs: 20,
  listWithinMs: 100,
};

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A started client and what it reported; `until` resolves with the first report that fits. */
function startClient(port: number, wayIn: CollectingWayIn, options: Partial<AmiClientOptions> = {}) {
  const reports: AmiReport[] = [];
  const waiting: { fits: (report: AmiReport) => boolean; done: (report: AmiReport) => void }[] = [];
  const client = new AmiClient({
    host: '127.0.0.1',
    port,
    ...account,
    wayIn,
    translator,
    clock: () => instant(Date.now()),
    catchUp: null,
    knownUntil: null,
    timings: quickly,
    report: (report) => {
      reports.push(report);
      for (const one of waiting) if (one.fits(report)) one.done(report);
    },
    ...options,
  });
  const until = (fits: (report: AmiReport) => boolean) =>
    new Promise<AmiReport>((done) => {
      const known = reports.find(fits);
      if (known === undefined) waiting.push({ fits, done });
      else done(known);
    });
  cleanUps.push(() => client.stop());
  client.start();
  return { client, reports, until };
}

function recordingOf(...connections: readonly (readonly (readonly [number, string])[])[]): AmiRecording {
  return {
    kind: 'ami',
    timed: true,
    *chunks(): Iterable<RecordedChunk> {
      for (const [index, messages] of connections.entries())
        for (const [seconds, text] of messages)
          yield { at: scriptTime(seconds), connection: index + 1, bytes: Buffer.from(text) };
    },
  };
}

async function startDouble(recording: AmiRecording, port = 0) {
  const double = new PbxDouble({ recording, speed: null, account });
  cleanUps.push(() => double.close());
  return { double, port: await double.listen(port) };
}

/** A server that does with each connection what a test says. */
async function startServer(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  });
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new RangeError('a server listens on a port');
}

const booted = (upTime: number) => amiText('FullyBooted', { Uptime: upTime, Status: 'Fully Booted' });
const joined = (call: string, queue = 'koeln') =>
  amiText('QueueCallerJoin', { Uniqueid: call, Queue: queue });
const answered = (call: string) =>
  amiText('AgentConnect', { Uniqueid: call, Queue: 'koeln', MemberName: 'Agent 01', HoldTime: 2 });
const fixture = () => {
  const { played } = readRecording('test/fixtures/asterisk/quiet-minute', () => {
    throw new RangeError('the fixture holds no event file');
  });
  if (played.kind !== 'ami') throw new RangeError('the fixture is an AMI recording');
  return played;
};

describe('AmiClient', () => {
  it('hears over a socket the same calls as a replay of the same recording', async () => {
    const replayed = new CollectingWayIn();
    await playRecording(fixture(), {
      wayIn: replayed,
      translator,
      speed: null,
      sleep: () => Promise.resolve(),
      cancelled: new AbortController().signal,
    });
    const { double, port } = await startDouble(fixture());
    const wayIn = new CollectingWayIn();
    const { client, until } = startClient(port, wayIn);
    await double.finished;
    await until(({ kind }) => kind === 'ended');
    await client.stop();
    // Keys of calls hold no time, so they are the same in any run; the times of lists and restarts are not.
    const callKeys = (of: CollectingWayIn) =>
      of.events.filter((event) => 'call' in event).map(({ key }) => key);
    expect(callKeys(wayIn)).toEqual(callKeys(replayed));
    expect(wayIn.heardAt.has(translator.source)).toBe(true);
  });

  it('connects again for ever after a wrong secret, and says why', async () => {
    const { port } = await startDouble(fixture());
    const { reports } = startClient(port, new CollectingWayIn(), { secret: 'wrong' });
    await eventually(() =>
      expect(reports.filter(({ kind }) => kind === 'ended').length).toBeGreaterThanOrEqual(3),
    );
    const ends = reports.flatMap((report) => (report.kind === 'ended' ? [report.end] : []));
    expect(ends[0]).toEqual({ reason: 'refused', message: 'Authentication failed' });
    expect(JSON.stringify(reports)).not.toContain('wrong');
  });

  it('waits for a telephone system that is down at the start', async () => {
    const port = await startServer(() => undefined);
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
    const wayIn = new CollectingWayIn();
    const { until } = startClient(port, wayIn);
    const failed = await until(({ kind }) => kind === 'ended');
    expect(failed).toMatchObject({ end: { reason: 'failed' } });
    await startDouble(
      recordingOf([
        [0, booted(9)],
        [1, joined('c1')],
      ]),
      port,
    );
    await until(({ kind }) => kind === 'loggedIn');
  });

  it('leaves a connection on which not even pings are answered, and tries again', async () => {
    let connections = 0;
    const port = await startServer((socket) => {
      connections += 1;
      socket.write('Asterisk Call Manager/9.0.0\r\n');
    });
    const { until } = startClient(port, new CollectingWayIn(), {
      timings: { ...quickly, silentAfterMs: 40 },
    });
    const end = await until(({ kind }) => kind === 'ended');
    expect(end).toMatchObject({ end: { reason: 'silent' } });
    await eventually(() => expect(connections).toBeGreaterThanOrEqual(2));
  });

  it('survives garbage and half lines on the socket', async () => {
    const port = await startServer((socket) => {
      socket.write('Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nActionID: leitstand-1\r\n\r\n');
      socket.write(Buffer.from([0, 255, 13, 13, 10, 7, 200]));
      socket.write(`\r\n\r\n${joined('c1').slice(0, 30)}`);
      socket.write(`${joined('c1').slice(30)}Event: \r\n\r\n: : :\r\n\r\n${joined('c2')}`);
      socket.end();
    });
    const wayIn = new CollectingWayIn();
    const { client, until } = startClient(port, wayIn);
    await until(({ kind }) => kind === 'ended');
    await client.stop();
    expect(wayIn.ofKind('CallEntered')).toMatchObject([{ call: 'c1' }, { call: 'c2' }]);
  });

  it('tells again what the store refused, in the same order', async () => {
    const calls = [...Array(30).keys()].map((i) => `c${i}`);
    const { double, port } = await startDouble(
      recordingOf([[0, booted(9)], ...calls.map((call, i) => [i, joined(call)] as const)]),
    );
    const wayIn = new CollectingWayIn();
    wayIn.refusals = 3;
    const { client, reports } = startClient(port, wayIn);
    await double.finished;
    while (wayIn.ofKind('CallEntered').length < calls.length)
      await new Promise((done) => setTimeout(done, 5));
    await client.stop();
    expect(wayIn.events.flatMap((event) => ('call' in event ? [event.call] : []))).toEqual(calls);
    expect(reports.filter(({ kind }) => kind === 'storeRefused')).toHaveLength(3);
  });

  it('holds the telephone system back while the store is behind, and loses nothing', async () => {
    const calls = [...Array(2_000).keys()].map((i) => `c${i}`);
    const { double, port } = await startDouble(
      recordingOf([[0, booted(9)], ...calls.map((call, i) => [i, joined(call)] as const)]),
    );
    const wayIn = new CollectingWayIn();
    let open: () => void = () => undefined;
    const opened = new Promise<void>((done) => (open = done));
    wayIn.gate = () => opened;
    const { client, until } = startClient(port, wayIn, { highWater: 50 });
    await until(({ kind }) => kind === 'storeBehind');
    open();
    await double.finished;
    await until(({ kind }) => kind === 'ended');
    await client.stop();
    expect(wayIn.ofKind('CallEntered')).toHaveLength(calls.length);
  });

  it('goes through a kill of the telephone system as through a replay of it', async () => {
    const recording = recordingOf(
      [
        [0, booted(100)],
        [1, joined('c1')],
        [2, joined('c2')],
        [3, answered('c1')],
      ],
      [
        [60, booted(4)],
        [61, joined('c3')],
      ],
    );
    const { double, port } = await startDouble(recording);
    const wayIn = new CollectingWayIn();
    // The double plays at full speed: the clock shows recorded time by the connection that is open.
    let now: Instant = scriptTime(3);
    const { client, reports, until } = startClient(port, wayIn, { clock: () => now });
    await until(({ kind }) => kind === 'ended');
    now = scriptTime(60);
    await double.finished;
    await eventually(() => expect(reports.filter(({ kind }) => kind === 'ended').length).toBeGreaterThan(1));
    await client.stop();
    expect(wayIn.events.map(({ kind }) => kind)).toEqual([
      'SourceRestarted',
      'CallEntered',
      'CallEntered',
      'CallAnswered',
      'SourceRestarted',
      'CallEntered',
    ]);
  });

  it('fills in from the log what it missed, before what it hears now, and without a double', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leitstand-catch-up-'));
    cleanUps.push(async () => rmSync(folder, { recursive: true }));
    const path = join(folder, 'queue_log');
    const start = Math.floor(scriptTime(0) / 1_000);
    writeFileSync(
      path,
      [
        `${start - 4_000}|old|koeln|NONE|ENTERQUEUE||0221555|1`,
        `${start - 3_990}|old|koeln|NONE|ABANDON|1|1|10`,
        `${start + 2}|missed|koeln|NONE|ENTERQUEUE||0221555|1`,
        `${start + 9}|missed|koeln|Agent 01|CONNECT|7|x|1`,
        `${start + 10}|NONE|koeln|Local/agent11@agents|ADDMEMBER|`,
        `${start + 12}|heard|koeln|NONE|ENTERQUEUE||0221555|1`,
        `${start + 13}|half a line`,
      ].join('\n'),
    );
    const list = ['QueueParams', 'QueueMember', 'QueueStatusComplete'].map((event) =>
      amiText(event, {
        Queue: 'koeln',
        Name: 'Agent 11',
        Location: 'Local/agent11@agents',
        Status: 1,
        Paused: 0,
        ActionID: 'list',
      }),
    );
    const { double, port } = await startDouble(
      recordingOf([
        [0, booted(90)],
        [12, joined('heard')],
        [13, list.join('')],
      ]),
    );
    const wayIn = new CollectingWayIn();
    const { client, until } = startClient(port, wayIn, {
      clock: () => scriptTime(13),
      knownUntil: scriptTime(0),
      catchUp: queueLogCatchUp({
        path,
        zone: 'Europe/Berlin',
        translator,
        oldest: null,
        onFiles: () => undefined,
      }),
    });
    await double.finished;
    await until(({ kind }) => kind === 'caughtUp' || kind === 'catchUpFailed');
    await client.stop();
    const calls = wayIn.events.flatMap((event) => ('call' in event ? [`${event.kind} ${event.call}`] : []));
    expect(calls).toEqual(['CallEntered missed', 'CallAnswered missed', 'CallEntered heard']);
    expect(wayIn.ofKind('AgentSignedIn')).toMatchObject([{ agent: 'Agent 11' }]);
    expect(wayIn.duplicates).toBe(0);
  });
});
