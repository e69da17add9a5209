import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/display.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-display-'));
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

const run = (...args: string[]) => runCommand(command, [...args, '--config', config], { ACD_TOKEN: 'x' });

describe('leitstand display', () => {
  it('makes a link that is shown once, lists it without its token, and revokes it', async () => {
    const made = await run('create', 'Foyer links', '--scope', 'bonn');
    const token = /https:\/\/leitstand\.example\.org\/wall\/([\w-]{32})\n/.exec(made.stdout)?.[1] ?? 'none';
    const id = /Display link ([0-9a-f]{8}) for "Foyer links"/.exec(made.stdout)?.[1] ?? 'none';
    const listed = await run('list');
    expect(listed.stdout).toContain(id);
    expect(listed.stdout).toContain('Foyer links');
    expect(listed.stdout).not.toContain(token);
    expect((await run('revoke', id)).status).toBe(0);
    expect((await run('list')).stdout).toMatch(/revoked \d{4}-\d{2}-\d{2}/);
    expect((await run('revoke', id)).status).toBe(1);
  });

  it('refuses a city that is not there, a verb that is not one, and a missing name', async () => {
    await expect(run('create', 'Foyer', '--scope', 'aachen')).rejects.toThrow(
      '"--scope": must be one of bonn, got "aachen"',
    );
    await expect(run('remove', 'x')).rejects.toThrow('must be create, list or revoke, got "remove"');
    await expect(run('create')).rejects.toThrow('needs a name');
  });

  it('asks for a configuration where it was told none', async () => {
    await expect(runCommand(command, ['list'])).rejects.toThrow(/--config FILE or LEITSTAND_CONFIG/);
  });
});
