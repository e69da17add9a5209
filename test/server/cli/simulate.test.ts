import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/simulate.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-simulate-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const header =
  'scenario,calls_h_a,calls_h_b,aht_a,aht_b,patience_a,patience_b,prio_a,prio_b,groups(mask:agents)';

function scenarioFile(text: string): string {
  const file = join(folder, 'scenarios.csv');
  writeFileSync(file, text);
  return file;
}

describe('leitstand simulate', () => {
  it('prints rows per scenario and queue with their half-widths', async () => {
    const file = scenarioFile(
      `${header}\npool,60,20,200,200,120,inf,1,1,3:7\nalone,60,20,200,200,120,inf,1,1,1:5;2:2\n`,
    );
    const args = [file, '--hours', '20', '--replications', '5', '--seed', '3', '--json'];
    const { stdout } = await runCommand(command, args);
    const rows: unknown = JSON.parse(stdout);
    expect(rows).toHaveLength(6);
    expect(rows).toMatchObject([
      { scenario: 'pool', queue: 'a' },
      { scenario: 'pool', queue: 'b', p_abandon: 0, p_abandon_ci: 0 },
      { scenario: 'pool', queue: 'all' },
      { scenario: 'alone', queue: 'a' },
      { scenario: 'alone', queue: 'b' },
      { scenario: 'alone', queue: 'all' },
    ]);
    expect((await runCommand(command, args)).stdout).toBe(stdout);
  });

  it('prints a table for people and knows lognormal handle times', async () => {
    const file = scenarioFile(`${header}\npool,60,20,200,200,120,120,1,1,3:7\n`);
    const { stdout } = await runCommand(command, [
      file,
      '--hours',
      '5',
      '--replications',
      '2',
      '--handle-time',
      'lognormal:0.9',
    ]);
    expect(stdout).toContain('sl20_offered');
  });

  const refused: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
    'a table without queues': ['scenario,groups\nx,1:1\n', [], 'needs columns calls_h_QUEUE'],
    'a mask beyond the queues': [
      `${header}\nx,6,2,200,200,120,120,1,1,4:7\n`,
      [],
      'mask 4 must be from 1 to 3',
    ],
    'no skill group': [`${header}\nx,6,2,200,200,120,120,1,1,\n`, [], 'names no skill group'],
    'garbage for groups': [`${header}\nx,6,2,200,200,120,120,1,1,many\n`, [], 'mask:agents pairs'],
    'patience 0': [`${header}\nx,6,2,200,200,0,120,1,1,3:7\n`, [], 'line 2: meanSeconds must be > 0, got 0'],
    'half an hour': [`${header}\n`, ['--hours', '0.5'], '"hours": must be a number from 1'],
    'one replication': [`${header}\n`, ['--replications', '1'], '"replications"'],
    'an unknown law': [`${header}\n`, ['--handle-time', 'weibull'], 'exponential or lognormal'],
  };
  for (const [name, [text, args, message]] of Object.entries(refused))
    it(`refuses ${name}`, async () => {
      await expect(runCommand(command, [scenarioFile(text), ...args])).rejects.toThrow(message);
    });
});
