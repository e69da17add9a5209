import { expect, it } from 'vitest';
import { sourceId } from '../../../../server/live/events/call-id.ts';
import { readRecording } from '../../../../server/telephony/recording/read-recording.ts';
import { playRecording } from '../../../../server/telephony/recording/play-recording.ts';
import { replayReport } from '../../../../server/telephony/recording/replay-report.ts';
import { ThrowAwayStore } from '../../../../server/telephony/recording/throw-away-store.ts';

const TRANSFERRED = {
  koeln: { offered: 2, talkingAtEnd: 0 },
  bonn: { offered: 1, answered: 1, abandoned: 0, waitingAtEnd: 0, talkingAtEnd: 0 },
};

it.each([
  ['attended-transfer-queue_log', TRANSFERRED],
  ['attended-transfer-ami.raw', TRANSFERRED],
  ['attended-transfer-ami-no-channel.raw', TRANSFERRED],
  ['reentry-queue_log', { koeln: { offered: 2, answered: 1, timedOut: 1, talkingAtEnd: 0 } }],
  ['reentry-answered-queue_log', { bonn: { offered: 2, answered: 2, talkSeconds: 4, talkingAtEnd: 0 } }],
])('%s: every end belongs to the visit that it ends', async (file, truth) => {
  const { played } = readRecording(`test/fixtures/asterisk/visits/${file}`, () => {
    throw new RangeError('no fixture here is an event file');
  });
  const store = await ThrowAwayStore.open();
  await playRecording(played, {
    wayIn: store,
    translator: { source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: null },
    speed: null,
    sleep: () => Promise.resolve(),
    cancelled: new AbortController().signal,
  });
  const { queues } = replayReport(store.state, { timed: true, repairs: {}, events: 0, seconds: 0 });
  await store.close();
  expect(queues).toMatchObject(truth);
});
