import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadInput } from '../../../server/platform/input/bad-input.ts';
import { command as newCity } from '../../../server/cli/new-city.ts';
import { command as pool } from '../../../server/cli/pool.ts';
import { command as simulate } from '../../../server/cli/simulate.ts';
import { command as staffing } from '../../../server/cli/staffing.ts';

describe('a staffing command refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leitstand-bad-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  let profile = '';
  beforeAll(() => {
    profile = file('profile.csv', 'start,share\n08:00,0.5\n08:15,0.5\n');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const head = 'scenario,calls_h_koeln,aht_koeln,patience_koeln,groups\n';
  const poolArgs = (...more: string[]): string[] => ['--calls', 'koeln=600', '--profile', profile, ...more];
  const cityArgs = (...more: string[]): string[] => [
    'bruehl',
    ...poolArgs('--new-calls', '60', '--like', 'koeln', ...more),
  ];
  const table = (text: string) => (): string[] => [file('table.csv', text)];

  const wrong: readonly (readonly [string, typeof pool, () => readonly string[], ...string[]])[] = [
    ['staffing: no file', staffing, () => ['nowhere.csv'], 'nowhere.csv'],
    [
      'staffing: an unknown table',
      staffing,
      table('a,b\n1,2\n'),
      'unknown table',
      'erlang_bc: load_erl, agents',
    ],
    ['staffing: half an agent', staffing, table('load_erl,agents\n5,10\n5,1.5\n'), 'line 3', 'got 1.5'],
    [
      'staffing: a word for a number',
      staffing,
      table('load_erl,agents\nfive,10\n'),
      'line 2',
      'load_erl',
      'five',
    ],
    ['staffing: a negative load', staffing, table('load_erl,agents\n-5,10\n'), 'line 2', 'got -5'],
    [
      'staffing: patience 0',
      staffing,
      table('calls_per_s,agents,aht_s,patience_s,T_s\n0.1,10,180,0,20\n'),
      'line 2',
      'use Infinity',
    ],
    [
      'staffing: a percentage',
      staffing,
      table('calls,interval_s,aht_s,target_sl,T_s\n100,900,180,80,20\n'),
      'line 2',
      'Then write 0.8',
    ],
    [
      'staffing: a target of 100 %',
      staffing,
      table('calls,interval_s,aht_s,target_sl,T_s\n100,900,180,1,20\n'),
      'line 2',
      'for example 0.99',
    ],
    ['simulate: an empty skill group', simulate, table(`${head}a,60,210,120,0:5\n`), 'line 2', 'groups'],
    ['simulate: half an agent', simulate, table(`${head}a,60,210,120,1:5.5\n`), 'line 2', '5.5'],
    ['simulate: patience 0', simulate, table(`${head}a,60,210,0,1:5\n`), 'line 2', 'got 0'],
    ['simulate: negative calls', simulate, table(`${head}a,-60,210,120,1:5\n`), 'line 2', '-60'],
    [
      'simulate: one replication',
      simulate,
      () => [...table(`${head}a,60,210,120,1:5\n`)(), '--replications', '1'],
      'replications',
      'got "1"',
    ],
    ['simulate: an unknown option', simulate, () => ['x.csv', '--fast'], '--fast', 'Known options'],
    ['pool: no cities', pool, () => ['--profile', profile], '--calls is missing'],
    [
      'pool: a city without a number',
      pool,
      () => ['--calls', 'koeln', '--profile', profile],
      'got "koeln"',
      'koeln=3900',
    ],
    ['pool: negative calls', pool, () => ['--calls', 'koeln=-1', '--profile', profile], 'got "-1"'],
    ['pool: a percentage', pool, () => poolArgs('--target', '80'), '"target"', 'got "80"'],
    ['pool: a target of 100 %', pool, () => poolArgs('--target', '1'), '"target"', 'got "1"'],
    ['pool: patience 0', pool, () => poolArgs('--patience', '0'), '"patience"', 'got "0"'],
    ['pool: an occupancy of 0', pool, () => poolArgs('--max-occupancy', '0'), '"max-occupancy"', 'got "0"'],
    ['pool: not a number', pool, () => poolArgs('--aht', 'NaN'), '"aht"', 'got "NaN"'],
    [
      'pool: a negative share',
      pool,
      () => ['--calls', 'koeln=600', '--profile', file('share.csv', 'start,share\n08:00,-1\n')],
      'line 2',
      '"share"',
    ],
    ['new-city: no name', newCity, () => poolArgs('--new-calls', '60', '--like', 'koeln'), 'NAME is missing'],
    [
      'new-city: no calls',
      newCity,
      () => ['bruehl', ...poolArgs('--like', 'koeln')],
      '--new-calls is missing',
    ],
    ['new-city: negative calls', newCity, () => cityArgs('--new-calls=-5'), '"new-calls"', 'got "-5"'],
    [
      'new-city: an unknown city',
      newCity,
      () => cityArgs('--like', 'aachen'),
      '"like"',
      'one of koeln',
      'aachen',
    ],
    [
      'new-city: a name in use',
      newCity,
      () => ['koeln', ...cityArgs().slice(1)],
      '"koeln"',
      'choose another',
    ],
    ['new-city: a ramp in percent', newCity, () => cityArgs('--ramp', '25,100'), '"ramp"', 'got "25"'],
    [
      'new-city: hours off the profile',
      newCity,
      () => cityArgs('--hours', '06:00-07:00'),
      '"hours"',
      '06:00-07:00',
    ],
    ['new-city: hours of words', newCity, () => cityArgs('--hours', 'morning'), '"hours"', '08:00-16:00'],
    ['new-city: half a day', newCity, () => cityArgs('--days', '1.5'), '"days"', 'got "1.5"'],
    ['new-city: patience 0', newCity, () => cityArgs('--patience', '0'), '"patience"', 'got "0"'],
    ['new-city: a target of 100 %', newCity, () => cityArgs('--target', '1'), '"target"', 'got "1"'],
  ];
  for (const [name, command, args, ...words] of wrong)
    it(`${name}, with status 2, its place and value, and nothing half written`, async () => {
      const given = [...args()];
      const before = readdirSync(folder);
      const printed: string[] = [];
      const work = command.run({
        args: given,
        environment: {},
        workingDirectory: folder,
        print: (text) => void printed.push(text),
        warn: () => undefined,
        cancelled: new AbortController().signal,
      });
      // `main` turns a BadInput into status 2 and its message.
      await expect(work).rejects.toThrow(BadInput);
      const message = await work.catch((error: unknown) => String(error));
      for (const word of words) expect(message).toContain(word);
      expect(printed).toEqual([]);
      expect(readdirSync(folder)).toEqual(before);
    });
});
