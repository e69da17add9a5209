import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  filesSince,
  queueLogFiles,
} from '../../../../../server/telephony/asterisk/queue-log/queue-log-files.ts';

const ZONE = 'Europe/Berlin';
const T = 1_796_000_000;
const line = (second: number, call = `c${second}`) => `${T + second}|${call}|koeln|NONE|ENTERQUEUE||1|1\n`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join('');

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitstand-log-files-'));
  path = join(folder, 'queue_log');
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
async function found() {
  const { read, leftOut } = await queueLogFiles(path, ZONE);
  return {
    read: read.map((file) => basename(file)),
    leftOut: Object.fromEntries(leftOut.map(({ file, because }) => [basename(file), because])),
  };
}

describe('queueLogFiles', () => {
  it.each([
    ['logrotate by number', ['.2.gz', '.1']],
    ['Asterisk that counts upwards', ['.0', '.1']],
    ['logrotate by date', ['-20261122.gz', '-20261129']],
    ['Asterisk by the second of the rotation', ['.1795900000', '.1795990000']],
  ])('reads rotations of %s in the order of what they hold', async (_tool, [older = '', newer = '']) => {
    const old = lines(0, 5);
    writeFileSync(`${path}${older}`, older.endsWith('.gz') ? gzipSync(old) : old);
    write(`queue_log${newer}`, lines(10, 15));
    write('queue_log', lines(20, 25));
    // Somebody touched the oldest last.
    utimesSync(`${path}${older}`, T + 999_999, T + 999_999);
    expect(await found()).toEqual({
      read: [`queue_log${older}`, `queue_log${newer}`, 'queue_log'],
      leftOut: {},
    });
  });

  it('leaves out a copy of the log beside it, whatever its name, and says why', async () => {
    copyFileSync(resolve(import.meta.dirname, '../../../../fixtures/asterisk/log-copies/queue_log'), path);
    for (const name of ['queue_log.bak-20261130', 'queue_log-20261130', 'queue_log.1', 'queue_log.copy'])
      copyFileSync(path, join(folder, name));
    const text = readFileSync(path);
    writeFileSync(join(folder, 'queue_log.7'), text.subarray(text.indexOf('\n', 3_000) + 1));
    writeFileSync(
      join(folder, 'queue_log-20261129.gz'),
      gzipSync(text.subarray(0, text.indexOf('\n', 2_000) + 1)),
    );
    expect(await found()).toEqual({
      read: ['queue_log'],
      leftOut: {
        'queue_log.bak-20261130': 'nameOfNoRotation',
        'queue_log.copy': 'nameOfNoRotation',
        'queue_log-20261130': 'copy',
        'queue_log-20261129.gz': 'copy',
        'queue_log.1': 'copy',
        'queue_log.7': 'copy',
      },
    });
  });

  it('leaves out a copy of a rotated file, and of two that begin alike the shorter one', async () => {
    write('queue_log.1', lines(0, 4));
    write('queue_log.2', lines(0, 9));
    write('queue_log.3', lines(5, 9));
    write('queue_log', lines(10, 12));
    expect(await found()).toEqual({
      read: ['queue_log.2', 'queue_log'],
      leftOut: { 'queue_log.1': 'copy', 'queue_log.3': 'copy' },
    });
  });

  it('keeps files that meet within one second, and leaves out an empty one', async () => {
    write('queue_log.1', lines(0, 3) + line(3, 'last'));
    write('queue_log', line(3, 'first') + lines(4, 8));
    write('queue_log.2', '');
    expect(await found()).toEqual({
      read: ['queue_log.1', 'queue_log'],
      leftOut: { 'queue_log.2': 'empty' },
    });
  });

  it('begins with the file that the wanted second lies in', async () => {
    write('queue_log.2', lines(0, 5));
    write('queue_log.1', lines(10, 15));
    write('queue_log', lines(20, 25));
    const files = await queueLogFiles(path, ZONE);
    const since = async (second: number) =>
      (await filesSince(files, T + second, ZONE)).map((file) => basename(file));
    expect(await since(-100)).toEqual(['queue_log.2', 'queue_log.1', 'queue_log']);
    expect(await since(14)).toEqual(['queue_log.1', 'queue_log']);
    expect(await since(40)).toEqual(['queue_log']);
  });
});
