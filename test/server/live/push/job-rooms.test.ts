import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskToServer, Job, ServerToDesk, WatchOutcome } from '../../../../server/contract/job.ts';
import { eventually } from '../../../support/eventually.ts';
import { MemoryBoardSource } from '../../../support/memory-board-source.ts';
import { sampleBoard, SAMPLE_NOW } from '../../../support/sample-board.ts';
import { clockFrom, startWallServer } from '../../../support/start-wall-server.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function job(id: string, state: Job['state'] = 'running', fraction = 0): Job {
  return {
    id,
    kind: 'forecast',
    state,
    requestedAt: 0,
    startedAt: 0,
    endedAt: state === 'running' ? null : 1,
    progress: { fraction },
    hasResult: false,
  };
}

/** Jobs of a test: everybody is the same account, which may read its own and no others. */
async function start() {
  const known = new Map<string, Job>();
  const listeners = new Set<(changed: Job) => void>();
  const mayRead = new Set(['mine', ...Array.from({ length: 12 }, (_, at) => `many-${at}`)]);
  for (const id of ['mine', 'theirs', ...mayRead]) known.set(id, job(id));
  const server = await startWallServer({
    clock: clockFrom(SAMPLE_NOW),
    source: new MemoryBoardSource(sampleBoard()),
    jobs: {
      look: async (_request, id) => {
        const found = known.get(id);
        if (id === 'broken') throw new Error('the store is away');
        if (found === undefined) return { outcome: { ok: false, code: 'job-unknown' } };
        const viewer = { name: 'account one', mostSockets: 2 };
        return mayRead.has(id)
          ? { outcome: { ok: true, job: found }, viewer }
          : { outcome: { ok: false, code: 'not-allowed' } };
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  });
  closing.push(() => server.close());
  const change = (changed: Job): void => {
    known.set(changed.id, changed);
    for (const listener of listeners) listener(changed);
  };
  return { server, change, mayRead, known };
}

class Page {
  readonly socket: Socket<ServerToDesk, DeskToServer>;
  readonly seen: Job[] = [];

  constructor(url: string) {
    this.socket = io(url, { transports: ['websocket'], forceNew: true, reconnectionDelay: 20 });
    this.socket.on('job:changed', (changed) => this.seen.push(changed));
    closing.push(() => this.socket.close());
  }

  watch(id: unknown): Promise<WatchOutcome> {
    // what no page of ours would send must be answered as well
    return this.socket.timeout(5_000).emitWithAck('job:watch', Object.assign({ job: '' }, { job: id }));
  }
}

describe('a page that follows a job', () => {
  it('learns how it stands, and of every change until it ends', async () => {
    const { server, change } = await start();
    const page = new Page(server.url);
    expect(await page.watch('mine')).toEqual({ ok: true, job: job('mine') });
    change(job('mine', 'running', 0.5));
    change(job('mine', 'done', 1));
    await eventually(() => expect(page.seen.map(({ state }) => state)).toEqual(['running', 'done']));
  });

  it('hears nothing of jobs that it may not read, and of none that it does not follow', async () => {
    const { server, change } = await start();
    const page = new Page(server.url);
    expect(await page.watch('theirs')).toEqual({ ok: false, code: 'not-allowed' });
    expect(await page.watch('nobody')).toEqual({ ok: false, code: 'job-unknown' });
    expect(await page.watch(7)).toEqual({ ok: false, code: 'input-wrong' });
    expect(await page.watch('broken')).toEqual({ ok: false, code: 'store-unavailable' });
    await page.watch('mine');
    change(job('theirs', 'done'));
    change(job('many-0', 'done'));
    change(job('mine', 'done'));
    await eventually(() => expect(page.seen).toHaveLength(1));
    expect(page.seen[0]?.id).toBe('mine');
  });

  it('hears no more when its right has gone', async () => {
    const { server, change, mayRead } = await start();
    const page = new Page(server.url);
    await page.watch('mine');
    mayRead.delete('mine');
    await server.push.recheckAccess();
    change(job('mine', 'done'));
    expect(await page.watch('many-0')).toMatchObject({ ok: true });
    expect(page.seen).toEqual([]);
  });

  it('learns after a lost connection what it missed', async () => {
    const { server, change } = await start();
    const page = new Page(server.url);
    await page.watch('mine');
    page.socket.disconnect();
    change(job('mine', 'done', 1));
    page.socket.connect();
    expect(await page.watch('mine')).toEqual({ ok: true, job: job('mine', 'done', 1) });
  });

  it('shares the limit of its account with the other pages of it', async () => {
    const { server } = await start();
    const outcomes: WatchOutcome['ok'][] = [];
    for (let at = 0; at < 3; at += 1) outcomes.push((await new Page(server.url).watch('mine')).ok);
    expect(outcomes).toEqual([true, true, false]);
  });

  it('follows ten jobs and no more', async () => {
    const { server } = await start();
    const page = new Page(server.url);
    const outcomes: unknown[] = [];
    for (let at = 0; at < 11; at += 1) outcomes.push((await page.watch(`many-${at}`)).ok);
    expect(outcomes).toEqual([...Array.from({ length: 10 }, () => true), false]);
  });
});
