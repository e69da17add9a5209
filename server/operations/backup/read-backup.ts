import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as v from 'valibot';
import { BadInput } from '../../platform/input/bad-input.ts';
import type { BackedUpTable } from './backed-up-tables.ts';
import { headSchema, lineSchema, type BackupHead, type Value } from './backup-format.ts';

/** What a reader of a backup receives; each is awaited before the next. */
export interface BackupReader {
  readonly head?: (head: BackupHead) => void | Promise<void>;
  readonly row?: (
    table: BackedUpTable,
    columns: readonly string[],
    row: readonly Value[],
  ) => void | Promise<void>;
}

/**
 * Reads a backup to its end and checks it: form, number of rows, checksum. Rows come before the checksum is known, so
 * what was done with them must be undone when this throws.
 *
 * @throws BadInput naming file, line and what is wrong
 */
export async function readBackup(file: string, reader: BackupReader): Promise<void> {
  const hash = createHash('sha256');
  const counts = new Map<string, number>();
  let current: { readonly table: BackedUpTable; readonly columns: readonly string[] } | undefined;
  let number = 0;
  let isWhole = false;
  const damaged = (problem: string) =>
    new BadInput(`${problem}; the backup is damaged, use another`, { file, line: number });

  const take = async (text: string): Promise<void> => {
    number += 1;
    if (isWhole) throw damaged('stands behind the end');
    if (number === 1) {
      const head = v.safeParse(headSchema, parsed(text));
      if (!head.success)
        throw new BadInput('is not a Leitstand backup of a format that this release knows', { file });
      await reader.head?.(head.output);
    } else {
      const line = v.safeParse(lineSchema, parsed(text));
      if (!line.success) throw damaged('is neither a table nor a row');
      if ('end' in line.output) {
        const { rows, sha256 } = line.output.end;
        if (sha256 !== hash.digest('hex')) throw damaged('the checksum does not fit');
        for (const [table, count] of Object.entries(rows))
          if ((counts.get(table) ?? 0) !== count) throw damaged(`${table} must have ${count} rows`);
        isWhole = true;
        return;
      }
      if ('table' in line.output) {
        current = line.output;
        counts.set(current.table, 0);
      } else {
        if (current?.columns.length !== line.output.length) throw damaged('a row does not fit its table');
        counts.set(current.table, (counts.get(current.table) ?? 0) + 1);
        await reader.row?.(current.table, current.columns, line.output);
      }
    }
    hash.update(`${text}\n`);
  };

  // A pipeline that breaks may report only that it was aborted: the first fault is kept beside it.
  const faults: unknown[] = [];
  const unpack = createGunzip();
  unpack.on('error', (error) => faults.push(error));
  try {
    await pipeline(createReadStream(file), unpack, async (source: AsyncIterable<Buffer>) => {
      for await (const text of linesIn(source))
        await take(text).catch((error: unknown) => {
          faults.push(error);
          throw error;
        });
    });
  } catch (error) {
    throw inWords(faults[0] ?? error, file);
  }
  if (!isWhole) throw new BadInput('ends too early; the backup is incomplete, use another', { file });
}

async function* linesIn(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inWords(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new BadInput('does not exist', { file });
  if (['EACCES', 'EISDIR'].includes(code)) return new BadInput(`cannot be read (${code})`, { file });
  if (code.startsWith('Z_'))
    return new BadInput(`is no whole gzip file (${code}); the backup is damaged or incomplete`, { file });
  return error;
}
