import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';

/** How much is read to find the next line while searching for a time. */
const PROBE_BYTES = 8_192;
/** Search stops here: reading this much costs less than another look. */
const NEAR_BYTES = 64 * 1_024;

/**
 * The log and its rotated predecessors, oldest first: `queue_log.2.gz`, `queue_log.1`, `queue_log`, or with a date
 * behind the name. Ordered by the last change, because names follow no one rule.
 *
 * @param since epoch seconds: files last written before are left out
 * @throws where the log itself is not there
 */
export async function logFilesSince(path: string, since: number): Promise<readonly string[]> {
  const current = await stat(path);
  const folder = dirname(path);
  const name = basename(path);
  const rotated = (await readdir(folder)).filter(
    (file) =>
      file !== name && file.startsWith(name) && /^[.-][\w.-]*\d[\w.-]*$/.test(file.slice(name.length)),
  );
  const older = await Promise.all(
    rotated.map(async (file) => ({
      file: join(folder, file),
      changed: (await stat(join(folder, file))).mtimeMs,
    })),
  );
  return [
    ...older
      .filter(({ changed }) => changed >= since * 1_000 && changed <= current.mtimeMs)
      .sort((a, b) => a.changed - b.changed)
      .map(({ file }) => file),
    path,
  ];
}

/** Whole lines of a log from about `since` on; a last line without its end is still being written and left out. */
export async function* linesSince(file: string, since: number): AsyncIterable<string> {
  const packed = file.endsWith('.gz');
  const start = packed ? 0 : await offsetOf(file, since);
  const bytes = createReadStream(file, { start, highWaterMark: 256 * 1_024 });
  const stream = packed ? bytes.pipe(createGunzip()) : bytes;
  let rest = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Offset of a line start at or before the first line of `since`: the lines stand in order of time. */
async function offsetOf(file: string, since: number): Promise<number> {
  const handle = await open(file, 'r');
  try {
    let low = 0;
    let high = (await handle.stat()).size;
    const probe = Buffer.alloc(PROBE_BYTES);
    while (high - low > NEAR_BYTES) {
      const middle = Math.floor((low + high) / 2);
      const { bytesRead } = await handle.read(probe, 0, PROBE_BYTES, middle);
      const text = probe.toString('latin1', 0, bytesRead);
      const line = /\n(\d+)\|/.exec(text);
      if (line === null) break;
      if (Number(line[1]) < since) low = middle + line.index + 1;
      else high = middle;
    }
    return low;
  } finally {
    await handle.close();
  }
}
