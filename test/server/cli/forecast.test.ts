import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generateHistory, JOINT_CENTRE_CITIES } from '../../../forecasting/history/index.ts';
import { plainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import { command } from '../../../server/cli/forecast.ts';
import { field } from '../../support/desk-server.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-forecast-'));
afterAll(() => rmSync(folder, { recursive: true }));

const clock = new ZoneClock('Europe/Berlin');
const records = generateHistory({
  from: plainDate('2026-03-02'),
  to: plainDate('2026-04-30'),
  zone: clock.zone,
  cities: JOINT_CENTRE_CITIES,
  specialDays: [],
  seed: 2,
});

/** A file as a German export writes it. */
function fileOf(queues: readonly string[]): string {
  const lines = records
    .filter(({ queue }) => queues.includes(queue))
    .map(({ queue, start, offered }) => {
      const { date, minute } = clock.wallClockAt(start);
      const [year, month, day] = date.split('-');
      const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
      return `${day}.${month}.${year} ${time.join(':')};${queue};${offered}`;
    });
  const file = join(folder, `${queues.join('-')}.csv`);
  writeFileSync(file, ['Beginn;Stadt;Anrufe', ...lines, ''].join('\n'));
  return file;
}

const options = ['--slot', '15', '--open', '07:00', '--close', '18:00', '--holidays', 'DE-NW', '--json'];

async function forecast(queues: readonly string[]): Promise<unknown> {
  const { status, stdout } = await runCommand(command, [fileOf(queues), ...options]);
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe('leitstand forecast', () => {
  it('forecasts the business days after a file, without the holiday, with bands and reasons', async () => {
    const alone = await forecast(['leverkusen']);
    expect(field(alone, 'queues', 0)).toMatchObject({ queue: 'leverkusen', learntUntil: '2026-04-30' });
    const days = field(alone, 'queues', 0, 'days');
    if (!Array.isArray(days)) throw new TypeError('the answer has no days');
    expect(days.map((day) => field(day, 'date'))).not.toContain('2026-05-01');
    expect(days.map((day) => field(day, 'date'))).not.toContain('2026-05-14');
    expect(field(days[0], 'date')).toBe('2026-05-04');
    const [low, mean, high] = ['low', 'mean', 'high'].map((edge) => Number(field(days[0], edge)));
    expect(low).toBeLessThan(mean ?? 0);
    expect(high).toBeGreaterThan(mean ?? 0);
    expect(Math.abs((mean ?? 0) / 700 - 1)).toBeLessThan(0.25);
    expect(field(alone, 'queues', 0, 'reasons', 'chosen')).toBeTypeOf('string');
  }, 120_000);

  it('gives the same forecast again, and another one to a small queue whose neighbours are in the file', async () => {
    const [alone, again] = [await forecast(['leverkusen']), await forecast(['leverkusen'])];
    expect(field(again, 'queues')).toEqual(field(alone, 'queues'));
    const together = await forecast(['leverkusen', 'bonn']);
    const own = field(together, 'queues', 0, 'queue') === 'leverkusen' ? 0 : 1;
    expect(field(together, 'queues', own, 'days')).not.toEqual(field(alone, 'queues', 0, 'days'));
  }, 180_000);

  it('names file, line and field of what it cannot read', async () => {
    const file = join(folder, 'wrong.csv');
    writeFileSync(file, 'start,queue,offered\n2026-05-04T08:00,bonn,3\n2026-05-04T08:15,bonn,many\n');
    await expect(runCommand(command, [file, ...options])).rejects.toThrow(/a number from 0.*"many"/);
  });
});
