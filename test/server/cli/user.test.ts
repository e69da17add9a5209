import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/user.ts';
import { writeBonnConfiguration } from '../../support/bonn-configuration.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-user-'));
const config = writeBonnConfiguration(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const user = (...args: string[]) =>
  runCommand(command, [...args, '--config', config], { ACD_TOKEN: 'a-secret-of-the-acd-0123456789' });
const listed = async (name: string) =>
  (await user('list')).stdout.split('\n').find((line) => line.startsWith(`${name} `)) ?? '';

describe('leitstand user', () => {
  it('gives a fresh link for the first administrator until somebody can sign in', async () => {
    const first = (await user('first')).stdout;
    expect(first).toMatch(/^https:\/\/leitstand\.example\.org\/desk#first=[\w-]+\n$/);
    expect((await user('first')).stdout).not.toBe(first);
  });

  it('invites with a link, lists, changes, resets, disables and enables', async () => {
    const invited = await user('invite', 'planner1', '--role', 'planner@bonn');
    expect(invited.stdout).toMatch(/^https:\/\/leitstand\.example\.org\/desk#invitation=[\w-]+\n$/);
    expect(await listed('planner1')).toMatch(/invitation until 20\S+ {2}planner@bonn/);
    expect((await user('reset', 'planner1')).stdout).toContain('#invitation=');
    await user('change', 'planner1', '--role', 'supervisor', '--display', 'Frau Muster');
    expect(await listed('planner1')).toMatch(/supervisor@\* .*Frau Muster/);
    await user('disable', 'planner1');
    expect(await listed('planner1')).toContain('disabled');
    await expect(user('reset', 'planner1')).rejects.toThrow('"planner1" is disabled; enable it first');
    await user('enable', 'planner1');
    expect(await listed('planner1')).toContain('link expired');
    expect((await user('reset', 'planner1', '--json')).stdout).toMatch(
      /^\{"link":"https:\/\/leitstand\.example\.org\/desk#invitation=[\w-]+"\}\n$/,
    );
  });

  const wrong: Readonly<Record<string, readonly [readonly string[], string]>> = {
    'no verb': [[], 'invite, list, change, reset, disable, enable or first'],
    'an unknown verb': [['promote', 'x1'], 'got "promote"'],
    'a name that nobody has': [['reset', 'nobody'], 'nobody is called "nobody"'],
    'a name with blanks': [['invite', 'two words', '--role', 'planner'], 'got "two words"'],
    'no role': [['invite', 'fine'], '"--role": at least one is needed'],
    'an unknown role': [['invite', 'fine', '--role', 'boss'], 'got "boss"'],
    'an unknown city': [['invite', 'fine', '--role', 'planner@aachen'], 'one of *, bonn, got "aachen"'],
    'an unknown person': [
      ['invite', 'fine', '--role', 'agent@bonn', '--agent', 'X-1'],
      '"--agent": must be a person on the roster, got "X-1"',
    ],
    'a name that is taken': [['invite', 'administrator', '--role', 'planner'], 'is taken'],
    'nothing to change': [['change', 'administrator'], 'at least one of --role, --display and --agent'],
  };
  for (const [what, [args, message]] of Object.entries(wrong))
    it(`refuses ${what}, in words`, async () => {
      await expect(user(...args)).rejects.toThrow(message);
    });
});
