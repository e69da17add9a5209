import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../../server/cli/replay.ts';
import { writeRecording } from '../../support/recording-files.ts';
import { reportSchema } from '../../support/recording-truth.ts';
import { runCommand } from '../../support/run-command.ts';
import { simulatedPbx, type SimulatedHabits, type SimulatedLife } from '../../support/simulated-pbx.ts';
import { truthOfLog } from '../../support/truth-of-log.ts';

async function replay(...args: readonly string[]) {
  const { status, stdout } = await runCommand(command, [...args, '--json']);
  expect(status).toBe(0);
  return v.parse(reportSchema, JSON.parse(stdout));
}

const lives: readonly SimulatedLife[] = [
  { end: 'kill', seconds: 60, callsPerSecond: 2 },
  { end: 'orderly', seconds: 50, callsPerSecond: 2 },
  { end: 'kill', seconds: 40, callsPerSecond: 2 },
  { end: 'open', seconds: 60, callsPerSecond: 2 },
];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const habits: readonly (SimulatedHabits & { readonly name: string })[] = [
  { name: 'a PBX as it comes' },
  { name: 'a PBX with a system name and time stamps', systemName: 'pbx1', timestamps: true },
];

describe.each(habits)('leitstand replay of $name that is killed, restarted and killed again', (habit) => {
  const recording = simulatedPbx(21, lives, habit);
  const truth = truthOfLog(recording.queueLog);
  const folder = writeRecording(recording);
  folders.push(folder);

  it('has calls of every fate in its log', () => {
    const sums = Object.values(truth);
    for (const fate of ['lost', 'lostTalking', 'timedOut', 'leftByKey', 'waitingAtEnd'] as const)
      expect(
        sums.some((of) => of[fate] > 0),
        fate,
      ).toBe(true);
  });

  it.each(['', 'ami.raw', 'ami.raw.gz', 'ami.jsonl', 'ami.jsonl.gz', 'queue_log'])(
    'says of every queue what the log says, played from "%s"',
    async (part) => {
      const { queues } = await replay(join(folder, part));
      expect(Object.keys(queues).toSorted()).toEqual(Object.keys(truth).toSorted());
      for (const [queue, sums] of Object.entries(truth)) expect(queues[queue]).toMatchObject(sums);
    },
  );

  it('adds nothing when it catches up from the log', async () => {
    const [live, caughtUp] = [await replay(folder), await replay(folder, '--catch-up')];
    expect(caughtUp.queues).toEqual(live.queues);
    expect(caughtUp.members).toEqual(live.members);
  });

  it('knows longest waits wherever there are times, and says null where there are none', async () => {
    const longest = async (part: string) =>
      Object.values((await replay(join(folder, part))).queues).map((queue) => queue.longestWaitSeconds);
    expect(await longest('ami.raw')).toEqual(habit.timestamps ? await longest('') : [null, null, null]);
    expect((await longest('')).every((seconds) => seconds !== null && seconds > 0)).toBe(true);
  });

  it('knows at the end that a kill made the configured members forget their pause, and not the added ones', async () => {
    const { members } = await replay(folder);
    expect(members['Agent 12']?.paused).toEqual(['bonn']);
    expect(members['Agent 03']).toEqual({ signedIn: ['koeln', 'bonn', 'leverkusen'], paused: [] });
  });
});
