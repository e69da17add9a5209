import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/new-city.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-new-city-'));
const profile = join(folder, 'profile.csv');
const starts = ['08:00', '08:15', '08:30', '08:45', '09:00', '09:15'];
writeFileSync(profile, ['start,share', ...starts.map((start) => `${start},${1 / 6}`)].join('\n'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const args = (...more: string[]): string[] => [
  'bruehl',
  '--calls',
  'koeln=600,bonn=180',
  '--profile',
  profile,
  '--new-calls',
  '60',
  '--like',
  'bonn',
  '--patience',
  '120',
  ...more,
];

interface Answer {
  readonly additionalHours: number;
  readonly separateHours: number;
  readonly fairShareHours: number;
  readonly additionalAgents: readonly number[];
  readonly shapleyHours: { readonly with: Readonly<Record<string, number>> };
  readonly pooledHours: { readonly now: number; readonly with: number };
  readonly ramp: readonly { readonly month: number; readonly additionalHours: number }[];
  readonly serviceLevels?: Readonly<
    Record<string, Readonly<Record<'now' | 'withoutMoreAgents' | 'withMoreAgents', { value: number }>>>
  >;
}
/** The shape is the command's documented one; its figures are what the tests look at. */
const anyAnswer = v.custom<Answer>((input) => typeof input === 'object' && input !== null);
async function answerOf(...more: string[]): Promise<Answer> {
  const { stdout, status } = await runCommand(command, args('--json', ...more));
  expect(status).toBe(0);
  return v.parse(anyAnswer, JSON.parse(stdout));
}

describe('leitstand new-city', () => {
  it('says what the city adds, its fair share and each month of its moving over', async () => {
    const answer = await answerOf('--ramp', '0.25,0.5,1', '--days', '0');
    expect(answer.additionalHours).toBeGreaterThan(0);
    expect(answer.additionalHours).toBeLessThan(answer.separateHours);
    expect(answer.pooledHours.with - answer.pooledHours.now).toBeCloseTo(answer.additionalHours, 9);
    const shares = Object.values(answer.shapleyHours.with).reduce((sum, hours) => sum + hours, 0);
    expect(shares).toBeCloseTo(answer.pooledHours.with, 9);
    expect(answer.ramp.map(({ month }) => month)).toEqual([1, 2, 3]);
    expect(answer.ramp[2]?.additionalHours).toBe(answer.additionalHours);
    expect(answer.ramp[0]?.additionalHours).toBeLessThan(answer.additionalHours);
    expect(answer.serviceLevels).toBeUndefined();
  });

  it('puts the calls into its own hours', async () => {
    const answer = await answerOf('--hours', '08:30-09:00', '--days', '0');
    expect(answer.additionalAgents.slice(0, 2)).toEqual([0, 0]);
    expect(answer.additionalAgents.slice(4)).toEqual([0, 0]);
    expect(answer.additionalAgents[2]).toBeGreaterThan(0);
    const untilEnd = await answerOf('--hours', '09:00-09:30', '--days', '0');
    expect(untilEnd.additionalAgents[5]).toBeGreaterThan(0);
  });

  it('plays what the others’ callers meet: worse if nobody is hired, as before if enough are', async () => {
    const levels = (await answerOf('--days', '150')).serviceLevels ?? {};
    expect(Object.keys(levels)).toEqual(['koeln', 'bonn', 'bruehl']);
    const koeln = levels['koeln'];
    expect(koeln?.withoutMoreAgents.value).toBeLessThan((koeln?.now.value ?? 0) - 0.01);
    expect(Math.abs((koeln?.withMoreAgents.value ?? 0) - (koeln?.now.value ?? 1))).toBeLessThan(0.05);
    expect(koeln?.withMoreAgents.value).toBeGreaterThan(0.78);
    expect(levels['bruehl']?.now).toBeUndefined();
  });

  it('gives the same answer for the same seed', async () => {
    const run = async (seed: string): Promise<string> =>
      (await runCommand(command, args('--json', '--days', '20', '--seed', seed))).stdout;
    expect(await run('4')).toBe(await run('4'));
    expect(await run('4')).not.toBe(await run('5'));
  });

  it('prints a sentence and tables for people', async () => {
    const { stdout } = await runCommand(command, args('--days', '20'));
    expect(stdout).toMatch(/^bruehl needs \d+\.\d\d h a day more in the pool/);
    expect(stdout).toMatch(/koeln .* ± /);
    expect(stdout).toMatch(/month +share/);
  });
});
