import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/staffing.ts';
import { referenceFile } from '../../support/reference-table.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-staffing-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function tableFile(text: string): string {
  const file = join(folder, 'table.csv');
  writeFileSync(file, text);
  return file;
}

async function rowsOf(text: string): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await runCommand(command, [tableFile(text), '--json']);
  const parsed: unknown = JSON.parse(stdout);
  if (!Array.isArray(parsed)) throw new TypeError('no array');
  return parsed.map((row: unknown) => ({ ...(typeof row === 'object' ? row : {}) }));
}

describe('leitstand staffing', () => {
  for (const name of [
    'erlang_bc',
    'erlang_c_sl',
    'erlang_a',
    'finite_lines',
    'required_erlang_c',
    'required_erlang_a',
    'time_varying',
  ])
    it(`answers every row of ${name} under the columns of the table`, async () => {
      const text = readFileSync(referenceFile(`${name}.csv`), 'utf8');
      const rows = await rowsOf(text);
      expect(rows.length).toBe(
        text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#')).length - 1,
      );
      for (const row of rows) expect(Object.values(row)).not.toContain(null);
    });

  it('passes other columns through and prints infinite waits as inf', async () => {
    const rows = await rowsOf('site,load_erl,agents,aht_s,T_s\nRhein,10,10,180,20\nSieg,10,14,180,20\n');
    expect(rows[0]).toMatchObject({ site: 'Rhein', load_erl: 10, stable: 0, sl: 0, asa_s: 'inf' });
    expect(rows[1]).toMatchObject({ site: 'Sieg', stable: 1 });
    expect(rows[1]?.['sl']).toBeCloseTo(0.88835001917946, 12);
  });

  it('works without the columns that are not needed and with endless patience', async () => {
    const [required] = await rowsOf('calls,interval_s,aht_s,target_sl,T_s\n100,1800,180,0.8,20\n');
    expect(required).toMatchObject({ agents: 14, agents_gross: 14 });
    const [patient] = await rowsOf(
      'calls_per_s,agents,aht_s,patience_s,T_s\n0.05555555555555555,14,180,inf,20\n',
    );
    expect(patient?.['sl_offered']).toBeCloseTo(0.88835001917946, 12);
    expect(patient).toMatchObject({ patience_s: 'inf', p_abandon: 0 });
  });

  it('takes the rows of one profile as one day, in any mixture', async () => {
    const rows = await rowsOf(
      'profile,start,calls,agents,aht_s,patience_s,T_s\n' +
        'a,23:30,40,10,210,120,20\nb,08:00,10,3,210,120,20\na,23:45,40,10,210,120,20\nb,08:30,10,3,210,120,20\n',
    );
    expect(Number(rows[0]?.['sl_offered'])).toBeGreaterThan(Number(rows[2]?.['sl_offered']));
    expect(rows[1]).toMatchObject({ profile: 'b' });
  });

  it('prints a table for people without --json', async () => {
    const { stdout, status } = await runCommand(command, [tableFile('load_erl,agents\n0.5,2\n')]);
    expect(status).toBe(0);
    expect(stdout).toContain('erlang_c_pwait');
    expect(stdout).toContain('0.0769231');
  });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    'an unknown table, naming those it knows': ['a,b\n1,2\n', 'erlang_bc: load_erl, agents'],
    'a percentage, with file and line': [
      'calls,interval_s,aht_s,target_sl,T_s\n100,1800,180,0.8,20\n100,1800,180,80,20\n',
      'line 3: serviceLevel must be a share in [0, 1), got 80; is it a percentage? Then write 0.8',
    ],
    'text where a number belongs': [
      'load_erl,agents\nmany,2\n',
      'line 2, "load_erl": must be a number, got "many"',
    ],
    'an empty cell': ['load_erl,agents\n,2\n', 'line 2, "load_erl": is empty'],
    'patience 0': [
      'calls_per_s,agents,aht_s,patience_s,T_s\n0.1,3,180,0,20\n',
      'patienceSeconds must be > 0',
    ],
    'a line with a cell too few': ['load_erl,agents\n2\n', 'line 2: has 1 cells'],
    'a day of one row': ['start,calls,agents,aht_s,T_s\n08:00,10,3,210,20\n', 'at least two rows'],
    'an empty file': ['', 'is empty'],
  };
  for (const [name, [text, message]] of Object.entries(refused))
    it(`refuses ${name}`, async () => {
      await expect(runCommand(command, [tableFile(text), '--json'])).rejects.toThrow(message);
    });

  it('refuses a file that is not there', async () => {
    await expect(runCommand(command, [join(folder, 'missing.csv')])).rejects.toThrow('cannot be read');
  });
});
