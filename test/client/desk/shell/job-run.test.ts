import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { JobRun } from '../../../../client/desk/shell/job-run.svelte.ts';
import type { JobListener } from '../../../../client/live/job-socket.ts';
import { Api, type Answer, type Method, type Read } from '../../../../client/session/api.ts';
import { shareDoneSchema, type Job } from '../../../../server/contract/job.ts';
import { eventually } from '../../../support/eventually.ts';

function job(state: Job['state'], change: Partial<Job> = {}): Job {
  const endedAt = state === 'waiting' || state === 'running' ? null : 9;
  const times = { requestedAt: 1, startedAt: 2, endedAt };
  return { id: 'one', kind: 'forecast', state, ...times, progress: null, hasResult: false, ...change };
}

/** A server that answers when the test says so. */
class HeldApi extends Api {
  readonly asked: string[] = [];
  readonly answers: Record<string, unknown> = {};
  readonly #held: (() => void)[] = [];
  holds = false;

  constructor() {
    super(() => undefined);
  }

  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  override get<T>(path: string, read: Read<T>): Promise<Answer<T>> {
    return this.#answer('GET', path, read);
  }

  override send<T>(method: Method, path: string, _body: unknown, read: Read<T>): Promise<Answer<T>> {
    return this.#answer(method, path, read);
  }

  async #answer<T>(method: string, path: string, read: Read<T>): Promise<Answer<T>> {
    const name = `${method} ${path}`;
    this.asked.push(name);
    if (this.holds) await new Promise<void>((go) => this.#held.push(go));
    return { ok: true, value: read(this.answers[name] ?? null) };
  }
}

function world() {
  const api = new HeldApi();
  api.answers['POST /api/v1/jobs'] = job('waiting');
  api.answers['POST /api/v1/jobs/one/again'] = job('waiting');
  api.answers['GET /api/v1/jobs/one/result'] = { calls: 7 };
  const watched = new Map<string, JobListener>();
  const ended: unknown[] = [];
  const run = new JobRun(
    api,
    {
      kind: 'forecast',
      input: v.object({ from: v.string() }),
      progress: shareDoneSchema,
      result: v.object({ calls: v.number() }),
    },
    (result) => ended.push(result),
    async () => ({
      watch: (id, listener) => {
        watched.set(id, listener);
        return () => void watched.delete(id);
      },
    }),
  );
  const say = (news: Job): void => watched.get('one')?.({ ok: true, job: news });
  return { api, run, watched, ended, say };
}

describe('a job as a page follows it', () => {
  it('waits, runs, and has ended when its result is there', async () => {
    const { api, run, ended, say, watched } = world();
    await run.start({ from: 'today' });
    expect([run.state, run.isRunning, run.progress]).toEqual(['waiting', true, null]);
    say(job('running', { progress: { fraction: 0.5 } }));
    expect([run.state, run.progress]).toEqual(['running', { fraction: 0.5 }]);
    api.holds = true;
    say(job('done', { hasResult: true }));
    expect([run.isRunning, run.result]).toEqual([true, null]);
    api.release();
    await eventually(() => expect(ended).toEqual([{ calls: 7 }]));
    expect([run.state, run.isRunning, run.result, watched.size]).toEqual(['done', false, { calls: 7 }, 0]);
  });

  it('says why it cannot be followed, and lets another be started', async () => {
    const { run, watched } = world();
    await run.start({ from: 'today' });
    watched.get('one')?.({ ok: false, code: 'store-unavailable' });
    expect([run.failure?.code, run.isRunning]).toEqual(['store-unavailable', false]);
  });

  it('that was left follows nothing, whatever comes late', async () => {
    const { api, run, watched, ended } = world();
    api.holds = true;
    const started = run.start({ from: 'today' });
    run.close();
    api.release();
    // it is still said which run it was, for whoever wants to end it
    expect(await started).toBe('one');
    expect([watched.size, run.isRunning, run.state]).toEqual([0, false, null]);
    expect(ended).toEqual([]);
  });

  it('that ends while its page is left tells nobody', async () => {
    const { api, run, ended, say } = world();
    await run.start({ from: 'today' });
    api.holds = true;
    say(job('done', { hasResult: true }));
    run.close();
    api.release();
    await new Promise((later) => setTimeout(later, 10));
    expect(ended).toEqual([]);
  });

  it('is taken up again after a reload, running or interrupted, and runs once more as it was asked', async () => {
    const { api, run, watched } = world();
    api.answers['GET /api/v1/jobs?kind=forecast'] = { jobs: [job('interrupted'), job('done')] };
    await run.resume();
    expect([run.state, watched.size]).toEqual(['interrupted', 0]);
    await run.again();
    expect([run.state, watched.size]).toEqual(['waiting', 1]);
    expect(api.asked.at(-1)).toBe('POST /api/v1/jobs/one/again');
    const { api: other, run: fresh } = world();
    other.answers['GET /api/v1/jobs?kind=forecast'] = { jobs: [job('done')] };
    await fresh.resume();
    expect(fresh.state).toBeNull();
  });
});
