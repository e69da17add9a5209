import { resolve } from 'node:path';
import { instant } from '../../forecasting/time/instant.ts';
import { CallerHasher, temporaryKeys } from '../telephony/caller-hash.ts';
import { sourceId } from '../telephony/call-id.ts';
import { readEventLines } from '../telephony/recording/event-lines.ts';
import { readRecording, type Recorded } from '../telephony/recording/read-recording.ts';
import { MemoryStore } from '../telephony/replay/memory-store.ts';
import { playQueueLog, playRecording, type PlayOptions } from '../telephony/replay/play-recording.ts';
import { replayReport, type ReplayReport } from '../telephony/replay/replay-report.ts';
import type { Command, CommandContext, ExitStatus } from './command.ts';
import { readNumber, readOptions } from './read-options.ts';

const help = `leitstand replay PATH… [OPTIONS]

Plays recorded telephony through the ordinary way in, into a store that is thrown away at the end, and prints the sums
per queue. Opening hours are ignored and each queue counts as a city of its own.

PATH is a folder with ami.raw, ami.jsonl, queue_log or events.jsonl, or one such file, also compressed by gzip. In a
folder the bytes come from ami.raw and the times from ami.jsonl; its queue_log is read only with --catch-up.

  --json          one JSON object instead of a table
  --speed N       N times the speed of life (default: as fast as possible)
  --catch-up      play the folder's queue_log after AMI, as after an outage: adds what AMI did not tell

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
  const store = new MemoryStore();
  const played = await playAll(recorded, values['catch-up'], {
    wayIn: store,
    translator: { source: SOURCE, hashCaller, wrapUpSeconds: null },
    speed,
    sleep: (milliseconds) => sleepUnless(context.cancelled, milliseconds),
    cancelled: context.cancelled,
  });
  const report = replayReport(store.state, {
    timed: recorded.every(({ played: { timed } }) => timed),
    repairs: played,
    events: store.stored,
    seconds: Math.round(performance.now() - startedAt) / 1_000,
  });
  context.print(values.json ? `${JSON.stringify(report)}\n` : table(report));
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
