import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SimulatedRecording } from './simulated-pbx.ts';

/**
 * Writes a recording as a recorder does: `ami.raw` with the bytes of all connections, `ami.jsonl` with one line per
 * message, `queue_log`; and each of them alone in a folder beside it.
 *
 * @returns the folder
 */
export function writeRecording({ ami, queueLog }: SimulatedRecording): string {
  const folder = mkdtempSync(join(tmpdir(), 'leitstand-recording-'));
  const raw: Buffer[] = [];
  const lines: string[] = [];
  let offset = 0;
  for (const { at, connection, bytes } of ami.chunks()) {
    const place = { t: at / 1_000, c: connection, o: offset, n: bytes.length };
    lines.push(JSON.stringify({ ...place, ...said(bytes.toString('utf8')) }));
    raw.push(bytes);
    offset += bytes.length;
  }
  const index = `${lines.join('\n')}\n`;
  writeFileSync(join(folder, 'ami.raw'), Buffer.concat(raw));
  writeFileSync(join(folder, 'ami.raw.gz'), gzipSync(Buffer.concat(raw)));
  writeFileSync(join(folder, 'ami.jsonl'), index);
  writeFileSync(join(folder, 'ami.jsonl.gz'), gzipSync(index));
  writeFileSync(join(folder, 'queue_log'), `${queueLog.join('\n')}\n`);
  return folder;
}

function said(text: string) {
  if (text.startsWith('Asterisk Call Manager')) return { banner: text.trim() };
  const fields = text
    .trim()
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const);
  return { e: Object.fromEntries(fields) };
}
