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

/** Whole recordings are too large for the project; of one, the first minute stands among its fixtures. */
const recordings = ['a', 'b'].flatMap((name) => {
  const folder = sharedFolder(`telephony/asterisk/${name}`);
  return folder === undefined ? [] : [{ name, folder }];
});

describe.each(recordings)('leitstand replay of recording $name', ({ name, folder }) => {
  const file = (part = '') => join(folder, part);
  let played: ReturnType<typeof replay> | undefined;
  const live = () => (played ??= replay(file()));

  it('says of every queue what the log of the PBX says', async () => {
    const truth = truthOf(file());
    const { queues } = await live();
    expect(Object.keys(queues).toSorted()).toEqual(Object.keys(truth.queues).toSorted());
    for (const [queue, { meanWaitAnsweredSeconds, ...sums }] of Object.entries(truth.queues)) {
      expect(queues[queue]).toMatchObject(sums);
      // The truth's means are rounded to milliseconds.
      expect(queues[queue]?.meanWaitAnsweredSeconds).toBeCloseTo(meanWaitAnsweredSeconds ?? 0, 2);
    }
  });

  it('says members and pauses at the end as the PBX lists them', async () => {
    const { members } = await live();
    expect(sortedMembers(members)).toEqual(truthOf(file()).members);
  });

  it('says the same from the log alone', async () => {
    const log = await replay(file('queue_log'));
    expect(log.queues).toEqual((await live()).queues);
  });

  it('says the same from raw bytes, but longest waits need times', async () => {
    const raw = await replay(file('ami.raw.gz'));
    // Only recording b has time stamps in its messages.
    for (const [queue, sums] of Object.entries((await live()).queues))
      expect(raw.queues[queue]).toEqual(name === 'b' ? sums : { ...sums, longestWaitSeconds: null });
  });

  it('finds nothing new in the log after AMI told everything', async () => {
    const caughtUp = await replay(file(), '--catch-up');
    expect({ ...caughtUp, seconds: 0 }).toEqual({ ...(await live()), seconds: 0 });
  });
});

describe.each(recordings.filter(({ name }) => name === 'b'))(
  'leitstand replay of AMI alone',
  ({ folder }) => {
    it('cannot tell a time-out from an abandon where the recorder left out the chatty messages, and loses no call', async () => {
      const { queues } = await replay(join(folder, 'ami.jsonl.gz'));
      for (const [queue, truth] of Object.entries(truthOf(folder).queues)) {
        const { offered, answered, abandoned = 0, timedOut = 0 } = queues[queue] ?? {};
        expect([offered, answered]).toEqual([truth.offered, truth.answered]);
        expect(abandoned + timedOut).toBe(truth.abandoned + truth.timedOut);
      }
    });
  },
);

describe('leitstand replay', () => {
  it('says the same of a minute from the manager interface and from the log', async () => {
    const minute = 'test/fixtures/asterisk/quiet-minute';
    const live = await replay(minute);
    expect(Object.keys(live.queues).toSorted()).toEqual(['bonn', 'koeln', 'leverkusen']);
    const told = await replay(join(minute, 'queue_log'));
    for (const [queue, { offered, answered }] of Object.entries(live.queues))
      expect(told.queues[queue]).toMatchObject({ offered, answered });
    expect(live.queues['koeln']?.offered).toBeGreaterThan(0);
  });

  it('refuses a path that is not there, by its name', async () => {
    await expect(replay('no-such-recording')).rejects.toThrow(/no-such-recording: there is no such file/);
  });

  it('refuses a file that is no recording', async () => {
    await expect(replay('README.md')).rejects.toThrow(/README\.md: is no AMI capture/);
  });
});
