import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/import.ts';
import { runCommand } from '../../support/run-command.ts';
import { writeBonnConfiguration } from '../../support/bonn-configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-import-agents-'));
const config = writeBonnConfiguration(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills';
const run = (...args: readonly string[]) =>
  runCommand(command, ['agents', ...args, '--config', config], {
    ACD_TOKEN: 'a-secret-of-the-acd-0123456789',
  });

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, [HEADER, ...lines].join('\n'));
  return path;
}

describe('leitstand import agents', () => {
  it('previews without writing, imports, and changes nothing the second time', async () => {
    const path = file('good.csv', 'B-001;;T;bonn;;39;5;;;bonn', 'B-002;;T;bonn;;19,5;5;;;bonn');
    expect((await run(path, '--preview')).stdout).toBe(
      '2 people: 2 new (B-001, B-002), 0 changed, 0 known already\nPreview: nothing was stored.\n',
    );
    expect((await run(path)).stdout).toContain('2 new (B-001, B-002)');
    expect((await run(path)).stdout).toBe('2 people: 0 new, 0 changed, 2 known already\n');
    const again = file('more.csv', 'B-001;;T;bonn;;30;5;;;bonn');
    expect(JSON.parse((await run(again, '--json')).stdout)).toMatchObject({ changed: ['B-001'], added: [] });
  });

  it('names file, line, field, value and what is allowed, and stores nothing', async () => {
    const path = file('bad.csv', 'B-100;;T;bonn;;39;5;;;bonn', 'B-101;;T;aachen;;99;5;;;bonn');
    await expect(run(path)).rejects.toThrow(
      `${path}, line 3, "city": must be one of bonn, got "aachen"; 2 wrong fields, nothing was stored`,
    );
    const good = file('good2.csv', 'B-100;;T;bonn;;39;5;;;bonn');
    expect((await run(good, '--preview')).stdout).toContain('1 new');
  });

  it('refuses a file that is not there', async () => {
    await expect(run(join(folder, 'none.csv'))).rejects.toThrow('there is no such file');
  });
});
