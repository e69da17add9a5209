import { resolve } from 'node:path';
import { instant } from '../../forecasting/time/index.ts';
import { CallerHasher, temporaryKeys } from '../live/events/caller-hash.ts';
import { sourceId } from '../live/events/call-id.ts';
import { readEventLines } from '../telephony/recording/event-lines.ts';
import { PbxDouble } from '../telephony/recording/pbx-double.ts';
import { readRecording, type Recorded } from '../telephony/recording/read-recording.ts';
import { ThrowAwayStore } from '../telephony/recording/throw-away-store.ts';
import { playQueueLog, playRecording, type PlayOptions } from '../telephony/recording/play-recording.ts';
import { replayReport, type ReplayReport } from '../telephony/recording/replay-report.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command, CommandContext, ExitStatus } from './command.ts';
import { readNumber, readOptions } from './input/read-options.ts';

const help = `leitstand replay PATH… [OPTIONS]

Plays recorded telephony through the ordinary way in, into a store that is thrown away at the end, and prints the sums
per queue. Opening hours are ignored and each queue counts as a city of its own.

PATH is a folder with ami.raw, ami.jsonl, queue_log or events.jsonl, or one such file, also compressed by gzip. In a
folder the bytes come from ami.raw and the times from ami.jsonl; its queue_log is read only with --catch-up.

  --json          one JSON object instead of a table
  --speed N       N times the speed of life (default: as fast as possible; with --serve-ami: 1)
  --serve-ami P   be the telephone system instead: send the recording over TCP on 127.0.0.1, port P (0: any free one),
                  to whoever logs in; each recorded connection to one listener
  --catch-up      play the folder's queue_log after AMI, as after an outage: adds what AMI did not report

  leitstand replay recordings/monday --speed 10
`;

const SOURCE = sourceId('recording');

async function run(context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = readOptions(
    context.args,
    {
      json: { type: 'boolean', default: false },
      speed: { type: 'string' },
      'catch-up': { type: 'boolean', default: false },
      'serve-ami': { type: 'string' },
    },
    ['PATH…'],
  );
  const speed = values.speed === undefined ? null : readNumber('speed', values.speed, 0.01, 1_000_000);
  const startedAt = performance.now();
  const hasher = await CallerHasher.open(temporaryKeys(), instant(0));
  const hashCaller = (number: string | undefined) => hasher.pseudonym(number, instant(0));
  const recorded = positionals.map((path) =>
    readRecording(resolve(context.workingDirectory, path), (bytes, file) => ({
      kind: 'events',
      timed: true,
      events: readEventLines(bytes, file, { source: SOURCE, hashCaller, latest: null }),
    })),
  );
  const servePort = values['serve-ami'];
  if (servePort !== undefined)
    return serveAmi(context, recorded, readNumber('serve-ami', servePort, 0, 65_535), speed ?? 1);
  const store = await ThrowAwayStore.open();
  try {
    const repairs = await playAll(recorded, values['catch-up'], {
      wayIn: store,
      translator: { source: SOURCE, hashCaller, wrapUpSeconds: null },
      speed,
      sleep: (milliseconds) => sleepUnless(context.cancelled, milliseconds),
      cancelled: context.cancelled,
    });
    const report = replayReport(store.state, {
      timed: recorded.every(({ played: { timed } }) => timed),
      repairs,
      events: store.state.events,
      seconds: Math.round(performance.now() - startedAt) / 1_000,
    });
    context.print(values.json ? `${JSON.stringify(report)}\n` : table(report));
  } finally {
    await store.close();
  }
  return 0;
}

/** Plays the telephone system itself, for a connector to listen to. Ends with the recording, or when cancelled. */
async function serveAmi(
  { print, cancelled }: CommandContext,
  recorded: readonly Recorded[],
  port: number,
  speed: number,
): Promise<ExitStatus> {
  const [first, ...others] = recorded;
  if (first?.played.kind !== 'ami' || others.length > 0)
    throw new BadInput('needs one recording of AMI', { field: 'serve-ami' });
  const double = new PbxDouble({ recording: first.played, speed, account: null });
  const listening = await double.listen(port);
  print(
    `Asterisk Manager Interface on 127.0.0.1:${listening}, ${speed} times the speed of life, any account.\n`,
  );
  const stopped = new Promise<void>((done) => cancelled.addEventListener('abort', () => done()));
  await Promise.race([double.finished, stopped]);
  await double.close();
  return 0;
}

async function playAll(
  recorded: readonly Recorded[],
  catchUp: boolean,
  options: PlayOptions,
): Promise<Record<string, number>> {
  const repairs: Record<string, number> = {};
  for (const { played, queueLog } of recorded) {
    const live = await playRecording(played, options);
    const parts = [live];
    if (catchUp && queueLog !== null)
      parts.push(await playQueueLog(queueLog, { ...options, speed: null }, live.agentOfInterface));
    for (const part of parts)
      for (const [kind, count] of Object.entries(part.repairs)) repairs[kind] = (repairs[kind] ?? 0) + count;
  }
  return repairs;
}

function sleepUnless(cancelled: AbortSignal, milliseconds: number): Promise<void> {
  if (cancelled.aborted) return Promise.resolve();
  return new Promise((done) => {
    const finish = () => {
      clearTimeout(timer);
      cancelled.removeEventListener('abort', finish);
      done();
    };
    const timer = setTimeout(finish, milliseconds);
    cancelled.addEventListener('abort', finish);
  });
}

const COLUMNS = [
  'queue',
  'offered',
  'answered',
  'abandoned',
  'timed out',
  'by key',
  'lost',
  '≤ 5 s',
  '≤ 20 s',
  'mean wait',
  'longest',
  'talk s',
  'waiting',
  'talking',
] as const;

function table(report: ReplayReport): string {
  const rows = Object.entries(report.queues).map(([name, queue]) => [
    name,
    queue.offered,
    queue.answered,
    queue.abandoned,
    queue.timedOut,
    queue.leftByKey,
    queue.lost + queue.lostTalking,
    queue.answeredWithin['5'],
    queue.answeredWithin['20'],
    queue.meanWaitAnsweredSeconds?.toFixed(1) ?? '–',
    queue.longestWaitSeconds?.toFixed(1) ?? '–',
    queue.talkSeconds,
    queue.waitingAtEnd,
    queue.talkingAtEnd,
  ]);
  const cells = [[...COLUMNS], ...rows].map((row) => row.map(String));
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  const agents = Object.keys(report.members).length;
  const repairs = Object.entries(report.repairs).map(([kind, count]) => `${kind} ${count}`);
  return [
    ...lines,
    '',
    `${agents} agents signed in at the end, ${report.refused} callers refused, repairs: ${repairs.join(', ') || 'none'}`,
    `${report.events} events in ${report.seconds} s`,
    '',
  ].join('\n');
}

export const command: Command = {
  summary: 'play recorded telephony and print the sums per queue',
  help,
  run,
};
