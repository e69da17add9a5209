import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { rulesOfRecording } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import { AmiClient } from '../../../../server/telephony/asterisk/ami/ami-client.ts';
import { sourceId } from '../../../../server/live/events/call-id.ts';
import { PbxDouble } from '../../../../server/telephony/recording/pbx-double.ts';
import { replayReport } from '../../../../server/telephony/recording/replay-report.ts';
import { CollectingWayIn } from '../../../support/collecting-way-in.ts';
import { simulatedPbx, type SimulatedRecording } from '../../../support/simulated-pbx.ts';
import { truthOfLog } from '../../../support/truth-of-log.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Quick, but not so quick that a life's up-time is longer than the life itself took. */
const SPEED = 8;

/** What a client knows that listened to a recording over a socket. */
async function heardOverSocket({ ami }: SimulatedRecording) {
  const double = new PbxDouble({ recording: ami, speed: SPEED, account: null });
  cleanUps.push(() => double.close());
  const port = await double.listen(0);
  const wayIn = new CollectingWayIn();
  const client = new AmiClient({
    host: '127.0.0.1',
    port,
    user: 'leitstand',
    secret: 'none',
    wayIn,
    translator: { source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: null },
    clock: () => instant(Date.now()),
    report: () => undefined,
    catchUp: null,
    knownUntil: null,
    timings: { firstRetryMs: 5, longestRetryMs: 20 },
  });
  cleanUps.push(() => client.stop());
  client.start();
  await double.finished;
  await client.stop();
  return replayReport(wayIn.events.reduce(applyEvent, newQueueState(rulesOfRecording())), {
    timed: true,
    repairs: {},
    events: wayIn.events.length,
    seconds: 0,
  });
}

describe('a client that listens to a PBX over several lives', () => {
  it('comes to the sums of its log, calls lost in a kill included', { timeout: 60_000 }, async () => {
    const recording = simulatedPbx(2, [
      { end: 'kill', seconds: 40, callsPerSecond: 2 },
      { end: 'orderly', seconds: 40, callsPerSecond: 2 },
      { end: 'open', seconds: 40, callsPerSecond: 2 },
    ]);
    const truth = truthOfLog(recording.queueLog);
    expect(Object.values(truth).some(({ lost, lostTalking }) => lost > 0 && lostTalking > 0)).toBe(true);
    const { queues, members } = await heardOverSocket(recording);
    for (const [queue, sums] of Object.entries(truth)) expect(queues[queue]).toMatchObject(sums);
    expect(members['Agent 03']?.paused).toEqual([]);
    expect(members['Agent 12']?.paused).toEqual(['bonn']);
  });
});
