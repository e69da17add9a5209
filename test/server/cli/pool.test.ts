import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/pool.ts';
import { referenceTable } from '../../support/reference-table.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-pool-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function profile(text: string): string {
  const file = join(folder, 'profile.csv');
  writeFileSync(file, text);
  return file;
}

const even = 'start,share\n08:00,0.5\n08:15,0.5\n';

describe('leitstand pool', () => {
  const day = referenceTable('time_varying.csv').filter((row) => row['profile'] === 'koeln_3900_A');
  it('prints the reference hours of the joint centre', async () => {
    const file = profile(
      ['start,share', ...day.map((row) => `${row['start']},${Number(row['calls']) / 3900}`)].join('\n'),
    );
    const args = ['--calls', 'koeln=3900,bonn=1100,leverkusen=600', '--profile', file, '--json'];
    const free: unknown = JSON.parse((await runCommand(command, args)).stdout);
    expect(free).toMatchObject({
      separateHours: { koeln: 276.5, bonn: 97.25, leverkusen: 62.5 },
      separateTotalHours: 436.25,
      pooledHours: 382.75,
      savedHours: 53.5,
    });
    const capped: unknown = JSON.parse(
      (await runCommand(command, [...args, '--max-occupancy', '0.85'])).stdout,
    );
    expect(capped).toMatchObject({ separateTotalHours: 439.5, pooledHours: 393.5 });
  });

  it('takes a handle time per city and patience', async () => {
    const args = ['--calls', 'a=100,b=50', '--profile', profile(even), '--aht', 'a=200,b=300', '--json'];
    const endless: unknown = JSON.parse((await runCommand(command, args)).stdout);
    const patient: unknown = JSON.parse((await runCommand(command, [...args, '--patience', '60'])).stdout);
    expect(endless).toHaveProperty('occupancy.pooled');
    expect(patient).not.toEqual(endless);
    expect(JSON.parse((await runCommand(command, [...args, '--patience', 'inf'])).stdout)).toEqual(endless);
  });

  it('divides shares that do not add up to 1 and says so', async () => {
    const halved = profile('start,share\n08:00,0.25\n08:15,0.25\n');
    const { stdout, stderr } = await runCommand(command, ['--calls', 'a=100', '--profile', halved]);
    expect(stderr).toContain('add up to 0.5');
    expect(stdout).toBe((await runCommand(command, ['--calls', 'a=100', '--profile', profile(even)])).stdout);
  });

  const refused: Readonly<Record<string, readonly [readonly string[], string, string]>> = {
    'no calls': [[], even, '--calls is missing'],
    'calls that are no pairs': [['--calls', 'koeln'], even, 'CITY=NUMBER pairs'],
    'a city twice': [['--calls', 'a=1,a=2'], even, 'names a twice'],
    'negative calls': [['--calls', 'a=-1'], even, '"calls a": must be a number from 0'],
    'a percentage for the target': [
      ['--calls', 'a=1', '--target', '80'],
      even,
      '"target": must be a number from 0',
    ],
    'a handle time missing for a city': [
      ['--calls', 'a=1,b=1', '--aht', 'a=200'],
      even,
      'no handle time for b',
    ],
    'a profile without shares': [
      ['--calls', 'a=1'],
      'start,calls\n08:00,1\n',
      'needs the columns start and share',
    ],
    'a negative share': [['--calls', 'a=1'], 'start,share\n08:00,-1\n', 'line 2, "share"'],
    'nothing but zeros': [['--calls', 'a=1'], 'start,share\n08:00,0\n', 'no share above 0'],
    'patience 0': [['--calls', 'a=1', '--patience', '0'], even, '"patience"'],
  };
  for (const [name, [args, text, message]] of Object.entries(refused))
    it(`refuses ${name}`, async () => {
      await expect(runCommand(command, [...args, '--profile', profile(text)])).rejects.toThrow(message);
    });
});
