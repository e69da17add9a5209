import { describe, expect, it } from 'vitest';
import { sourceId } from '../../../../server/live/events/call-id.ts';
import { playQueueLog, playRecording } from '../../../../server/telephony/recording/play-recording.ts';
import { replayReport } from '../../../../server/telephony/recording/replay-report.ts';
import { ThrowAwayStore } from '../../../../server/telephony/recording/throw-away-store.ts';
import { simulatedPbx, type SimulatedLife, type SimulatedRecording } from '../../../support/simulated-pbx.ts';
import { truthOfLog } from '../../../support/truth-of-log.ts';

async function play({ ami, queueLog }: SimulatedRecording, catchUp = false) {
  const store = await ThrowAwayStore.open();
  const options = {
    wayIn: store,
    translator: { source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: null },
    speed: null,
    sleep: () => Promise.resolve(),
    cancelled: new AbortController().signal,
  };
  await playRecording(ami, options);
  if (catchUp)
    await playQueueLog({ kind: 'queueLog', timed: true, lines: () => queueLog }, options, (name) => name);
  const { queues } = replayReport(store.state, { timed: true, repairs: {}, events: 0, seconds: 0 });
  await store.close();
  return queues;
}

async function expectTruth(lives: readonly SimulatedLife[], seeds: number) {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const recording = simulatedPbx(seed, lives);
    const queues = await play(recording);
    for (const [queue, truth] of Object.entries(truthOfLog(recording.queueLog)))
      expect(queues[queue], `${queue}, seed ${seed}`).toMatchObject(truth);
  }
}

const life = (end: SimulatedLife['end'], seconds = 40, callsPerSecond = 1.5): SimulatedLife => ({
  end,
  seconds,
  callsPerSecond,
});

describe('a replayed PBX that restarts', () => {
  it('tells of an orderly restart what its log tells: waiting callers abandoned, talks completed', async () => {
    await expectTruth([life('orderly'), life('open')], 6);
  });

  it('tells of a kill what its log tells: callers lost waiting and lost talking, per queue', async () => {
    await expectTruth([life('kill'), life('open')], 6);
  });

  it('tells of several lives what its log tells', async () => {
    await expectTruth([life('kill', 25), life('orderly', 30), life('kill', 20), life('open', 25)], 6);
  });

  it('really loses calls in a kill', () => {
    const sums = Object.values(truthOfLog(simulatedPbx(1, [life('kill'), life('open')]).queueLog));
    expect(sums.reduce((total, { lost }) => total + lost, 0)).toBeGreaterThan(0);
    expect(sums.reduce((total, { lostTalking }) => total + lostTalking, 0)).toBeGreaterThan(0);
  });

  it('says after catching up from the log what it said before', async () => {
    const recording = simulatedPbx(7, [life('kill'), life('orderly'), life('open')]);
    expect(await play(recording, true)).toEqual(await play(recording));
  });

  it('learns from the log alone what AMI missed while the connection was down', async () => {
    const whole = simulatedPbx(8, [life('kill', 60), life('open', 40)]);
    const deaf = {
      ...whole,
      ami: {
        ...whole.ami,
        chunks: () =>
          [...whole.ami.chunks()].filter(({ at, connection }) => {
            const second = (at - 1_795_428_000_000) / 1_000;
            return connection === 2 || second < 20 || second > 45;
          }),
      },
    };
    const missed = await play(deaf);
    const caughtUp = await play(deaf, true);
    const truth = truthOfLog(whole.queueLog);
    expect(missed.koeln?.offered).toBeLessThan(truth.koeln?.offered ?? 0);
    for (const [queue, sums] of Object.entries(truth)) expect(caughtUp[queue]).toMatchObject(sums);
  });

  it('keeps a surge of 3,400 messages a second complete', async () => {
    const recording = simulatedPbx(9, [life('open', 12, 130)]);
    expect(recording.messages / 9).toBeGreaterThan(3_000);
    const queues = await play(recording);
    for (const [queue, truth] of Object.entries(truthOfLog(recording.queueLog)))
      expect(queues[queue]).toMatchObject(truth);
  });
});
