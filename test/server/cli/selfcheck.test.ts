import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../../forecasting/time/instant.ts';
import { BadInput } from '../../../server/platform/input/bad-input.ts';
import { command } from '../../../server/cli/selfcheck.ts';
import { LiveCentre } from '../../../server/live/centre/live-centre.ts';
import { openStore } from '../../../server/platform/store/database.ts';
import { visitOf } from '../../support/call-events.ts';
import { runCommand } from '../../support/run-command.ts';
import { centre } from '../../support/sample-centre.ts';

const AT = Date.UTC(2026, 9, 26, 9, 0);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-selfcheck-'));
  const store = await openStore({ engine: 'sqlite', folder });
  const clock = () => instant(AT + 60_000);
  const live = await LiveCentre.open({ store, centre: centre(), sources: [], clock, clockKind: 'real' });
  const visit = visitOf('c1');
  await live.accept([visit.entered(AT), visit.answered(AT + 7_000)]);
  await live.close();
  await store.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Names the store of these tests and a log with these lines. */
async function configurationWithLog(lines: readonly string[]): Promise<string> {
  const queueLog = join(folder, 'queue_log');
  await writeFile(queueLog, lines.map((line) => `${line}\n`).join(''));
  const pbx = { type: 'asterisk', id: 'pbx', host: '127.0.0.1', user: 'x', secretVariable: 'PBX', queueLog };
  const contracts = [
    { validFrom: '2020-01-01', answerThresholdSeconds: 20, serviceLevelTarget: 0.8, answerRateTarget: 0.9 },
  ];
  const cities = [{ id: 'koeln', name: 'Köln', queues: [{ source: 'pbx', name: 'koeln' }], contracts }];
  const file = join(folder, 'leitstand.json');
  await writeFile(file, JSON.stringify({ dataFolder: folder, sources: [pbx], cities }));
  return file;
}

const run = (args: readonly string[]) => runCommand(command, args, { LEITSTAND_DATA: folder });

describe('leitstand selfcheck', () => {
  it('says 0 differences and ends with 0 where log and sums agree', async () => {
    const { status, stdout } = await run(['2026-10-26']);
    expect(stdout).toMatch(/^2026-10-26: 0 differences in \d+ figures, recounted from 2 events\n$/);
    expect(status).toBe(0);
  });

  it('names every difference and ends with 1', async () => {
    const store = await openStore({ engine: 'sqlite', folder });
    const row = await store.db
      .selectFrom('interval_sums')
      .selectAll()
      .where('subject', '=', 'city:koeln')
      .executeTakeFirstOrThrow();
    const wrong = row.sums.replace('"answered":1', '"answered":2');
    await store.db
      .updateTable('interval_sums')
      .set({ sums: wrong })
      .where('subject', '=', row.subject)
      .execute();
    await store.close();
    const { status, stdout } = await run(['2026-10-26']);
    expect(stdout).toContain('city:koeln 2026-10-26T09:00:00.000Z answered: stored 2, recounted 1');
    expect(status).toBe(1);
    const asJson = await run(['2026-10-26', '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ day: '2026-10-26', differences: [{ stored: 2 }] });
  });

  it('holds the sums against the log of the telephone system where the configuration names one', async () => {
    const config = await configurationWithLog([
      `${AT / 1_000}|c1|koeln|NONE|ENTERQUEUE||0|1`,
      `${AT / 1_000 + 7}|c1|koeln|A|CONNECT|7|x|1`,
      `${AT / 1_000 + 60}|c2|koeln|NONE|ENTERQUEUE||0|1`,
    ]);
    const { status, stdout } = await runCommand(command, ['2026-10-26', '--config', config], {
      PBX: 'secret',
    });
    expect(stdout).toContain('koeln offered: stored 1, in the log 2\n');
    expect(stdout).not.toContain('koeln answered');
    expect(status).toBe(1);
    const asJson = await runCommand(command, ['2026-10-26', '--config', config, '--json'], { PBX: 'secret' });
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      queueLogs: [
        { source: 'pbx', failure: null, differences: [{ figure: 'offered', stored: 1, logged: 2 }] },
      ],
    });
  });

  it('asks for a store where none is named', async () => {
    await expect(runCommand(command, ['2026-10-26'])).rejects.toThrow(/LEITSTAND_DATA/);
  });

  it.each(['2026-02-30', 'yesterday'])('refuses %s as a day', async (day) => {
    await expect(run([day])).rejects.toThrow(BadInput);
  });
});
