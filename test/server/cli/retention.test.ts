import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../../forecasting/time/instant.ts';
import { command } from '../../../server/cli/retention.ts';
import { LiveCentre } from '../../../server/live/centre/live-centre.ts';
import { witnessClock } from '../../../server/operations/retention/clock-witness.ts';
import { openStore } from '../../../server/platform/store/database.ts';
import { visitOf } from '../../support/call-events.ts';
import { runCommand } from '../../support/run-command.ts';
import { centre } from '../../support/sample-centre.ts';

const LONG_AGO = Date.now() - 100 * 86_400_000;
let folder = '';
let config = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-retention-'));
  config = join(folder, 'leitstand.json');
  const { cities } = centre();
  const city = { id: 'koeln', name: 'Köln', queues: cities[0]?.queues, contracts: cities[0]?.contracts };
  await writeFile(
    config,
    JSON.stringify({
      dataFolder: 'data',
      cities: [city],
      sources: [{ id: 'pbx', type: 'http', tokenVariable: 'TOKEN' }],
    }),
  );
  const store = await openStore({ engine: 'sqlite', folder: join(folder, 'data') });
  const clock = { now: LONG_AGO };
  const options = { store, centre: centre(), sources: [], clockKind: 'real' } as const;
  for (const now of [LONG_AGO, Date.now()]) {
    clock.now = now;
    const live = await LiveCentre.open({ ...options, clock: () => instant(clock.now) });
    await live.accept([visitOf(`call-${now}`).entered(now)]);
    await live.close();
  }
  await store.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) =>
  runCommand(command, ['--config', config, ...args], { TOKEN: 'a token that nobody guesses' });

describe('leitstand retention', () => {
  it('says with --dry-run what is to be deleted, and deletes nothing', async () => {
    for (const _ of [1, 2]) {
      const { status, stdout } = await run('--dry-run', '--json');
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        dryRun: true,
        classes: [
          { class: 'callEvents', days: 90, rows: { event_log: 1 } },
          { class: 'personalSchedules', days: 730 },
          { class: 'audit', days: 1095 },
          { class: 'jobs' },
          { class: 'expiredAccess' },
        ],
      });
    }
    expect((await run('--dry-run')).stdout).toMatch(
      /to delete\n.*callEvents +90 +\d{4}-\d\d-\d\d +event_log +1\n/s,
    );
  });

  it('refuses a clock far from when the house last looked, also one that a server was started by, until told', async () => {
    const store = await openStore({ engine: 'sqlite', folder: join(folder, 'data') });
    const look = async (daysAgo: number) =>
      witnessClock(store, instant(Date.now() - daysAgo * 86_400_000), 'Europe/Berlin');
    await look(1_200);
    await expect(run()).rejects.toThrow(/the clock is (1199|1200) days from .*--clock-is-right/);
    await look(0);
    await expect(run()).rejects.toThrow(/nothing was deleted/);
    const { rows } = await sql<{ n: number }>`select count(*) as n from event_log`.execute(store.db);
    expect(rows[0]?.n).toBe(2);
    await store.close();
  });

  it('deletes it when told so, and the next time there is nothing', async () => {
    expect((await run('--clock-is-right')).stdout).toMatch(/deleted\n.*event_log +1\n/s);
    expect((await run('--clock-is-right')).stdout).toMatch(/deleted\n.*event_log +0\n/s);
  });
});
