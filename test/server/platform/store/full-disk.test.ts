import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../../server/platform/store/database.ts';
import { eventually } from '../../../support/eventually.ts';
import { limitedFiles, smallFileSystem, type ScarceDisk } from '../../../support/scarce-disk.ts';
import {
  ended,
  endServerProcesses,
  runLeitstand,
  startServerProcess,
} from '../../../support/start-server.ts';
import {
  newDisplayToken,
  tellEvents,
  TOLD_ENVIRONMENT,
  toldBoard,
  toldConfiguration,
} from '../../../support/told-house.ts';

const configuration = toldConfiguration();
const environment = TOLD_ENVIRONMENT;
const BATCH = 60;

const disks: ScarceDisk[] = [];
afterAll(() => {
  for (const disk of disks) disk.remove();
  endServerProcesses();
});

function taken(make: () => ScarceDisk | undefined): ScarceDisk | undefined {
  const disk = make();
  if (disk !== undefined) disks.push(disk);
  return disk;
}

async function tell(url: string, batch: number): Promise<number> {
  const events = Array.from({ length: BATCH }, (_, index) => ({
    kind: 'CallEntered',
    key: `${batch}-${index}`,
    at: new Date().toISOString(),
    call: `${batch}-${index}`,
    visit: 0,
    queue: 'bonn',
    callerNumber: null,
  }));
  const response = await tellEvents(url, { events });
  if (response.status === 503)
    expect(await response.json()).toEqual({ error: { code: 'store-unavailable' } });
  return response.status;
}

const kinds = {
  'a small file system that is full': smallFileSystem,
  'a limit on the size of files': limitedFiles,
} as const;

describe.each(Object.entries(kinds))('a server on %s', (_name, make) => {
  const disk = taken(make);

  it.skipIf(disk === undefined)(
    'acknowledges nothing, says so, and recovers by itself when there is room again',
    async () => {
      if (disk === undefined) return;
      const server = await startServerProcess({ configuration, environment, folder: disk.folder });
      const token = await newDisplayToken(server.configFile);
      const feed = async () => (await toldBoard(server.url, token)).feed.state;
      const acknowledged: number[] = [];
      for (let batch = 0; batch < 5; batch += 1)
        if ((await tell(server.url, batch)) === 200) acknowledged.push(batch);
      expect(acknowledged).toHaveLength(5);
      expect(await feed()).toBe('live');

      disk.fill();
      let batch = 5;
      for (let refused = 0; refused < 3; batch += 1) {
        const status = await tell(server.url, batch);
        expect([200, 503]).toContain(status);
        if (status === 200) acknowledged.push(batch);
        else refused += 1;
        expect(batch).toBeLessThan(2_000);
      }
      expect(await feed()).toBe('storeFailed');
      expect((await toldBoard(server.url, token)).cities[0]?.today.offered).toBe(acknowledged.length * BATCH);
      expect(server.printed()).toContain('the event log cannot be written');
      const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: 'Bearer monitor' } });
      expect(await metrics.text()).toMatch(/leitstand_batches_refused_total [1-9]/);

      disk.free();
      // Nobody tells an event: the server notices by itself.
      await eventually(async () => expect(await feed()).toBe('live'), 20_000);
      expect(await tell(server.url, batch)).toBe(200);
      acknowledged.push(batch);

      await server.end('SIGKILL');
      const store = await openStore({ engine: 'sqlite', folder: join(disk.folder, 'data') });
      const keys = await store.db.selectFrom('event_log').select('key').execute();
      await store.close();
      const expected = acknowledged.flatMap((told) =>
        Array.from({ length: BATCH }, (_, index) => `${told}-${index}`),
      );
      expect(keys.map(({ key }) => key).sort()).toEqual(expected.sort());
    },
  );
});

describe('a server that is started on a small file system', () => {
  const disk = taken(smallFileSystem);

  async function refusal(folder: string): Promise<{ readonly status: number | null; readonly said: string }> {
    const child = runLeitstand(['serve', '--config', join(folder, 'leitstand.json')], environment);
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
    return { status: await ended(child), said };
  }

  it.skipIf(disk === undefined)('refuses in words where the disk is full, or may only be read', async () => {
    if (disk === undefined) return;
    const server = await startServerProcess({ configuration, environment, folder: disk.folder });
    expect(await server.end('SIGTERM')).toBe(0);
    disk.fill();
    const full = await refusal(disk.folder);
    expect(full.said).toMatch(/^the data folder .* cannot be written \(SQLITE_.*\)[^\n]*\n$/);
    expect(full.status).toBe(2);
    disk.free();
    disk.setReadOnly?.(true);
    const readOnly = await refusal(disk.folder);
    expect(readOnly.said).toMatch(/^the data folder .* cannot be written \((SQLITE_|EROFS).*\)[^\n]*\n$/);
    expect(readOnly.status).toBe(2);
    disk.setReadOnly?.(false);
    const again = await startServerProcess({ configuration, environment, folder: disk.folder });
    expect(await again.end('SIGTERM')).toBe(0);
  });
});

it('is tested on a disk that is full in at least one way', () => {
  const least = process.platform === 'linux' ? 1 : 0;
  expect(disks.length, 'neither mount nor prlimit can be used here').toBeGreaterThanOrEqual(least);
});
