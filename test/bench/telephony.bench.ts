import { instant } from '../../forecasting/time/instant.ts';
import { AmiParser } from '../../server/telephony/asterisk/ami/ami-parser.ts';
import { AmiTranslator } from '../../server/telephony/asterisk/ami/ami-translator.ts';
import { sourceId } from '../../server/live/events/call-id.ts';
import { simulatedPbx } from '../support/simulated-pbx.ts';
import { cpuMilliseconds, type Bench, type BenchRow } from './bench.ts';

/** What a read of a busy socket gives. */
const CHUNK_BYTES = 64 * 1_024;
const PROMISED_MB_PER_SECOND = 60;
const SURGE_MESSAGES_PER_SECOND = 3_400;
const REPEATS = 10;

const translator = () =>
  new AmiTranslator({ source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: null });

/** CPU milliseconds of the quickest of some runs: the work itself, without what the machine did besides. */
function quickest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPEATS; i += 1) {
    const before = process.cpuUsage();
    work();
    best = Math.min(best, cpuMilliseconds(before));
  }
  return best;
}

function chunksOf(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, i) =>
    bytes.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES),
  );
}

/** The least that any reader of lines must do: find every line end and make a text of the line. */
function splitLines(chunks: readonly Buffer[]): number {
  let lines = 0;
  let rest = '';
  for (const chunk of chunks) {
    const parts = `${rest}${chunk.toString('utf8')}`.split('\r\n');
    rest = parts.pop() ?? '';
    lines += parts.length;
  }
  return lines;
}

function run(): Promise<readonly BenchRow[]> {
  const { ami, messages } = simulatedPbx(1, [{ seconds: 300, callsPerSecond: 40, end: 'open' }]);
  const bytes = Buffer.concat([...ami.chunks()].map((chunk) => chunk.bytes));
  const chunks = chunksOf(bytes);
  const megabytes = bytes.length / 1e6;
  const at = instant(1_795_428_000_000);

  const splitMs = quickest(() => void splitLines(chunks));
  const parseMs = quickest(() => {
    const parser = new AmiParser();
    for (const chunk of chunks) parser.push(chunk, () => undefined);
  });
  const translateMs = quickest(() => {
    const parser = new AmiParser();
    const states = translator();
    for (const chunk of chunks) parser.push(chunk, (message) => states.translate(message, at));
  });
  const rate = (ms: number) => (megabytes / ms) * 1_000;
  const perSecond = (messages / translateMs) * 1_000;
  const split = `${rate(splitMs).toFixed(0)} MB/s plain line splitter`;
  return Promise.resolve([
    {
      work: `parse ${megabytes.toFixed(0)} MB of AMI`,
      measured: `${rate(parseMs).toFixed(0)} MB/s`,
      against: split,
      ratio: `${(splitMs / parseMs).toFixed(1)}×`,
    },
    {
      work: 'parse and translate into call events',
      measured: `${rate(translateMs).toFixed(0)} MB/s`,
      against: split,
      ratio: `${(splitMs / translateMs).toFixed(1)}×`,
    },
    {
      work: 'parse and translate, against the promise',
      measured: `${rate(translateMs).toFixed(0)} MB/s`,
      against: `${PROMISED_MB_PER_SECOND} MB/s`,
      ratio: `${(rate(translateMs) / PROMISED_MB_PER_SECOND).toFixed(1)}×`,
    },
    {
      work: 'a surge on one core',
      measured: `${Math.round(perSecond)} messages/s`,
      against: `${SURGE_MESSAGES_PER_SECOND} messages/s`,
      ratio: `${(perSecond / SURGE_MESSAGES_PER_SECOND).toFixed(0)}×`,
    },
  ]);
}

export const bench: Bench = { title: 'Telephony in: reading Asterisk', run };
