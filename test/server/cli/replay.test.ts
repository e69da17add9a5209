import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/replay.ts';
import { reportSchema, sortedMembers, truthOf } from '../../support/recording-truth.ts';
import { runCommand } from '../../support/run-command.ts';
import { sharedFolder } from '../../support/shared-data.ts';

async function replay(...args: readonly string[]) {
  const { status, stdout } = await runCommand(command, [...args, '--json']);
  expect(status).toBe(0);
  return v.parse(reportSchema, JSON.parse(stdout));
}

describe.each(['a', 'b'])('leitstand replay of recording %s', (name) => {
  const folder = sharedFolder(`telephony/asterisk/${name}`);
  const file = (part = '') => join(folder ?? '', part);
  let played: ReturnType<typeof replay> | undefined;
  const live = () => (played ??= replay(file()));

  it.runIf(folder !== undefined)('says of every queue what the log of the PBX says', async () => {
    const truth = truthOf(file());
    const { queues } = await live();
    expect(Object.keys(queues).toSorted()).toEqual(Object.keys(truth.queues).toSorted());
    for (const [queue, { meanWaitAnsweredSeconds, ...sums }] of Object.entries(truth.queues)) {
      expect(queues[queue]).toMatchObject(sums);
      // The truth's means are rounded to milliseconds.
      expect(queues[queue]?.meanWaitAnsweredSeconds).toBeCloseTo(meanWaitAnsweredSeconds ?? 0, 2);
    }
  });

  it.runIf(folder !== undefined)('says members and pauses at the end as the PBX lists them', async () => {
    const { members } = await live();
    expect(sortedMembers(members)).toEqual(truthOf(file()).members);
  });

  it.runIf(folder !== undefined)('says the same from the log alone', async () => {
    const log = await replay(file('queue_log'));
    expect(log.queues).toEqual((await live()).queues);
  });

  it.runIf(folder !== undefined)('says the same from raw bytes, but longest waits need times', async () => {
    const raw = await replay(file('ami.raw.gz'));
    // Only recording b has time stamps in its messages.
    for (const [queue, sums] of Object.entries((await live()).queues))
      expect(raw.queues[queue]).toEqual(name === 'b' ? sums : { ...sums, longestWaitSeconds: null });
  });

  it.runIf(folder !== undefined)('finds nothing new in the log after AMI told everything', async () => {
    const caughtUp = await replay(file(), '--catch-up');
    expect({ ...caughtUp, seconds: 0 }).toEqual({ ...(await live()), seconds: 0 });
  });
});

describe('leitstand replay', () => {
  const folder = sharedFolder('telephony/asterisk/b');

  it.runIf(folder !== undefined)(
    'cannot tell a time-out from an abandon where the recorder left out the chatty messages, and loses no call',
    async () => {
      const { queues } = await replay(join(folder ?? '', 'ami.jsonl.gz'));
      for (const [queue, truth] of Object.entries(truthOf(folder ?? '').queues)) {
        const { offered, answered, abandoned = 0, timedOut = 0 } = queues[queue] ?? {};
        expect([offered, answered]).toEqual([truth.offered, truth.answered]);
        expect(abandoned + timedOut).toBe(truth.abandoned + truth.timedOut);
      }
    },
  );

  it('refuses a path that is not there, by its name', async () => {
    await expect(replay('no-such-recording')).rejects.toThrow(/no-such-recording: there is no such file/);
  });

  it('refuses a file that is no recording', async () => {
    await expect(replay('README.md')).rejects.toThrow(/README\.md: is no AMI capture/);
  });
});
