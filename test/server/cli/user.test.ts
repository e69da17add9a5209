import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/user.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-user-'));
const config = join(folder, 'leitstand.json');
writeFileSync(
  config,
  JSON.stringify({
    dataFolder: 'data',
    publicUrl: 'https://leitstand.example.org',
    sources: [{ type: 'http', id: 'acd', tokenVariable: 'ACD_TOKEN' }],
    cities: [
      {
        id: 'bonn',
        name: 'Bonn',
        queues: [{ source: 'acd', name: 'bonn' }],
        contracts: [
          {
            validFrom: '2026-01-01',
            answerThresholdSeconds: 20,
            serviceLevelTarget: 0.8,
            answerRateTarget: 0.9,
          },
        ],
      },
    ],
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

describe('leitstand user', () => {
  it('invites with a link, lists, changes the role, resets and disables', async () => {
    const user = (...args: string[]) =>
      runCommand(command, [...args, '--config', config], { ACD_TOKEN: 'a-secret-of-the-acd-0123456789' });
    const invited = await user('invite', 'planner1', '--role', 'planner@bonn');
    expect(invited.stdout).toMatch(/^https:\/\/leitstand\.example\.org\/desk#invitation=[\w-]+\n$/);
    expect((await user('reset', 'planner1')).stdout).toContain('#reset=');
    await user('role', 'planner1', '--role', 'supervisor');
    expect((await user('list')).stdout).toBe('planner1  invited  supervisor@*\n');
    await user('disable', 'planner1');
    expect((await user('list')).stdout).toContain('disabled');
  });
});
