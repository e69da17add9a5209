import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, plainDate, weekdayOf } from '../../../forecasting/time/index.ts';
import { command } from '../../../server/cli/backtest.ts';
import { runCommand } from '../../support/run-command.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-backtest-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FIRST = plainDate('2026-06-01');
const SILENT_WEEK = 10;

/** Twelve weeks of forty calls an hour from eight to noon; in one of them nothing was counted. */
const calls = Array.from({ length: 12 * 7 }, (_, day) => day)
  .filter((day) => weekdayOf(addDays(FIRST, day)) <= 5)
  .flatMap((day) =>
    [8, 9, 10, 11].map((hour) => {
      const offered = Math.floor(day / 7) === SILENT_WEEK ? 0 : 40;
      return `${addDays(FIRST, day)}T${String(hour).padStart(2, '0')}:00,K,${offered}`;
    }),
  );

it('learns nothing from a week of zeros while open, and measures no forecast by it', async () => {
  const file = join(folder, 'calls.csv');
  await writeFile(file, `start,queue,offered\n${calls.join('\n')}\n`);
  const span = ['--slot', '60', '--open', '08:00', '--close', '12:00', '--from', '2026-08-10'];
  const { stdout, stderr } = await runCommand(command, [file, ...span, '--model', 'mean4', '--json']);
  expect(stderr).toContain('not scored: 2026-08-10 (zeros)');
  // the five days of the last week alone, forecast as though the silent week had not been
  expect(JSON.parse(stdout)).toMatchObject({ models: [{ D1: { days: 5, wape: 0, bias: 0 } }] });
});
