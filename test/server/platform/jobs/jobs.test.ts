import { expect, it } from 'vitest';
import type { Job, JobKind } from '../../../../server/contract/job.ts';
import { shareDoneSchema } from '../../../../server/contract/job.ts';
import {
  defineJob,
  hasRight,
  requireRight,
  type DefinedJob,
} from '../../../../server/platform/jobs/define-job.ts';
import { coresForJobs, Jobs } from '../../../../server/platform/jobs/jobs.ts';
import type { Caller } from '../../../../server/platform/http/caller.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import * as v from 'valibot';
import { eventually } from '../../../support/eventually.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const OPEN = { roles: ['planner'], of: 'allCities' } as const;
const NOW = 1_000;

/** A job that is done when the test says so, and leaves what it was asked. */
function heldJob(kind: JobKind, options: { readonly cores?: number; readonly isAlone?: boolean } = {}) {
  const begun: (() => void)[] = [];
  const given: unknown[] = [];
  const definition = defineJob({
    contract: {
      kind,
      input: v.object({ seed: v.number() }),
      progress: shareDoneSchema,
      result: v.object({ seed: v.number() }),
    },
    cores: options.cores ?? 1,
    isAlone: options.isAlone ?? false,
    mayStart: OPEN,
    mayRead: OPEN,
    mayCancel: OPEN,
    prepare: async (input) => input,
    unused: (input) => given.push(input),
    run: (input, { cancelled, report }) =>
      new Promise((done, fail) => {
        report({ fraction: 0.5 });
        begun.push(() => done(input));
        cancelled.addEventListener('abort', () => fail(new Error('cancelled')));
      }),
  });
  return { definition, begun, given };
}

function open(db: Db, definitions: readonly DefinedJob[], failures: unknown[] = []): Promise<Jobs> {
  return Jobs.open({ db, now: () => NOW, cores: 2, onFailure: (error) => failures.push(error) }).then(
    (jobs) => {
      jobs.offer(...definitions);
      return jobs;
    },
  );
}

it('leaves the live path a core of its own where there are more than two', () => {
  expect([1, 2, 3, 8].map(coresForJobs)).toEqual([2, 2, 2, 7]);
});

it('gives a right to its roles alone, and to all cities where the matter is joint', () => {
  const as = (role: 'planner' | 'supervisor', city: string): { readonly caller: Caller } => ({
    caller: { kind: 'person', person: { accountId: 'a', grants: [{ role, city }] } },
  });
  const anyCity = { roles: ['planner'], of: 'anyCity' } as const;
  expect([
    hasRight(as('planner', '*'), OPEN),
    hasRight(as('planner', 'bonn'), OPEN),
    hasRight(as('planner', 'bonn'), anyCity),
    hasRight(as('supervisor', '*'), anyCity),
  ]).toEqual([true, false, true, false]);
  expect(() => requireRight({ ...as('planner', 'bonn'), cities: 'all', reader: READS_ALL }, OPEN)).toThrow(
    'not-your-city',
  );
});

const READS_ALL = { sees: 'all', plans: 'all' } as const;

describeOnBothEngines('long work', (engine) => {
  it('is stored before it begins, reports on its way, and leaves its result', async () => {
    const { db } = await engine.newStore();
    const { definition, begun } = heldJob('forecast');
    const jobs = await open(db, [definition]);
    const seen: Job['state'][] = [];
    jobs.onChange(({ state }) => seen.push(state));
    const { job, ended } = await jobs.start('forecast', { seed: 7 }, 'planner');
    await eventually(() => expect(begun).toHaveLength(1));
    expect(await jobs.find(job.id)).toMatchObject({
      state: 'running',
      progress: { fraction: 0.5 },
      author: 'planner',
      input: { seed: 7 },
      hasResult: false,
    });
    begun[0]?.();
    expect(await ended).toEqual({ state: 'done', result: { seed: 7 } });
    expect(await jobs.find(job.id)).toMatchObject({ state: 'done', endedAt: NOW, hasResult: true });
    expect(await jobs.resultOf(job.id)).toEqual({ seed: 7 });
    expect([seen[0], seen.at(-1)]).toEqual(['running', 'done']);
  });

  it('waits for free cores in the order it came; a smaller job passes one that needs more', async () => {
    const { db } = await engine.newStore();
    const small = heldJob('forecast');
    const large = heldJob('optimise', { cores: 2 });
    const jobs = await open(db, [small.definition, large.definition]);
    const first = await jobs.start('forecast', { seed: 1 }, null);
    const second = await jobs.start('optimise', { seed: 2 }, null);
    const third = await jobs.start('forecast', { seed: 3 }, null);
    await eventually(() => expect(small.begun).toHaveLength(2));
    expect((await jobs.find(second.job.id)).state).toBe('waiting');
    small.begun[0]?.();
    await first.ended;
    expect(large.begun).toHaveLength(0);
    small.begun[1]?.();
    await third.ended;
    await eventually(() => expect(large.begun).toHaveLength(1));
    await jobs.close();
  });

  it('does one of a kind at a time where the kind asks for it', async () => {
    const { db } = await engine.newStore();
    const { definition, begun } = heldJob('import', { isAlone: true });
    const jobs = await open(db, [definition]);
    const first = await jobs.start('import', { seed: 1 }, null);
    const second = await jobs.start('import', { seed: 2 }, null);
    await eventually(() => expect(begun).toHaveLength(1));
    expect((await jobs.find(second.job.id)).state).toBe('waiting');
    begun[0]?.();
    await first.ended;
    await eventually(() => expect(begun).toHaveLength(2));
    await jobs.close();
  });

  it('ends when it is cancelled, running or waiting, and gives back what it had taken', async () => {
    const { db } = await engine.newStore();
    const { definition, begun, given } = heldJob('import', { isAlone: true });
    const failures: unknown[] = [];
    const jobs = await open(db, [definition], failures);
    const running = await jobs.start('import', { seed: 1 }, null);
    const waiting = await jobs.start('import', { seed: 2 }, null);
    await eventually(() => expect(begun).toHaveLength(1));
    jobs.cancel(waiting.job.id);
    expect((await waiting.ended).state).toBe('cancelled');
    expect(given).toEqual([{ seed: 2 }]);
    jobs.cancel(running.job.id);
    expect(await running.ended).toEqual({ state: 'cancelled', result: undefined });
    expect(failures).toEqual([]);
  });

  it('is done where its work was, though its end was asked for; a kind that leaves parts was cancelled', async () => {
    const { db } = await engine.newStore();
    const states: string[] = [];
    for (const leavesPartial of [false, true]) {
      const finish: (() => void)[] = [];
      const deaf: DefinedJob = {
        ...heldJob('import').definition,
        leavesPartial,
        prepare: async () => ({
          run: () => new Promise((done) => finish.push(() => done({ seed: 1 }))),
          unused: () => undefined,
        }),
      };
      const jobs = await open(db, [deaf]);
      const { job, ended } = await jobs.start('import', { seed: 1 }, null);
      await eventually(() => expect(finish).toHaveLength(1));
      jobs.cancel(job.id);
      finish[0]?.();
      states.push((await ended).state);
      expect(await jobs.resultOf(job.id)).toEqual({ seed: 1 });
    }
    expect(states).toEqual(['done', 'cancelled']);
  });

  it('is interrupted when its server goes, orderly or not, and runs again as it was asked', async () => {
    const { db } = await engine.newStore();
    const gone = heldJob('forecast');
    const crashed = await open(db, [gone.definition]);
    const lost = await crashed.start('forecast', { seed: 9 }, 'planner');
    await eventually(() => expect(gone.begun).toHaveLength(1));
    const stopped = await open(db, [gone.definition]);
    expect((await stopped.find(lost.job.id)).state).toBe('interrupted');
    const orderly = await stopped.start('forecast', { seed: 4 }, null);
    await stopped.close();
    expect((await orderly.ended).state).toBe('interrupted');
    const next = heldJob('forecast');
    const jobs = await open(db, [next.definition]);
    const again = await jobs.again(lost.job.id, 'another');
    await eventually(() => expect(next.begun).toHaveLength(1));
    next.begun[0]?.();
    expect((await again.ended).result).toEqual({ seed: 9 });
    expect((await jobs.list(['forecast'])).map(({ state }) => state).sort()).toEqual([
      'done',
      'interrupted',
      'interrupted',
    ]);
  });

  it('is refused, and not stored, where it is asked wrongly; a broken one fails and says why', async () => {
    const { db } = await engine.newStore();
    const failures: unknown[] = [];
    const { definition } = heldJob('forecast');
    const breaks = { ...heldJob('optimise').definition };
    const broken: DefinedJob = {
      ...breaks,
      prepare: async () => ({
        run: () => Promise.reject(new Error('out of memory')),
        unused: () => undefined,
      }),
    };
    const jobs = await open(db, [definition, broken], failures);
    await expect(jobs.start('forecast', { seed: 'one' }, null)).rejects.toThrow('input-wrong');
    expect(await jobs.list(['forecast'])).toEqual([]);
    const { ended } = await jobs.start('optimise', { seed: 1 }, null);
    expect((await ended).state).toBe('failed');
    expect(String(failures[0])).toContain('out of memory');
  });
});
