import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../forecasting/time/instant.ts';
import { CallerHasher, temporaryKeys } from '../../../server/live/events/caller-hash.ts';
import { sourceId } from '../../../server/live/events/call-id.ts';
import { readRecording } from '../../../server/telephony/recording/read-recording.ts';
import { playQueueLog, playRecording } from '../../../server/telephony/recording/play-recording.ts';
import { CollectingWayIn } from '../../support/collecting-way-in.ts';
import { sharedFolder } from '../../support/shared-data.ts';

const folders = [
  'test/fixtures/asterisk/quiet-minute',
  ...['a', 'b'].flatMap((name) => sharedFolder(`telephony/asterisk/${name}`) ?? []),
];

describe('caller numbers', () => {
  it.each(folders)('are in no event after playing %s, while callers are known apart', async (folder) => {
    const log = readFileSync(join(folder, 'queue_log'), 'utf8');
    const numbers = new Set(
      [...log.matchAll(/ENTERQUEUE\|[^|]*\|(\d+)\|/g)].map(([, number]) => number ?? ''),
    );
    const hasher = await CallerHasher.open(temporaryKeys(), instant(0));
    const wayIn = new CollectingWayIn();
    const options = {
      wayIn,
      translator: {
        source: sourceId('pbx1'),
        hashCaller: (number: string | undefined) => hasher.pseudonym(number, instant(0)),
        wrapUpSeconds: null,
      },
      speed: null,
      sleep: () => Promise.resolve(),
      cancelled: new AbortController().signal,
    };
    const { played, queueLog } = readRecording(folder, () => {
      throw new RangeError('the folder holds a recording');
    });
    const result = await playRecording(played, options);
    if (queueLog !== null) await playQueueLog(queueLog, options, result.agentOfInterface);
    const everything = JSON.stringify([wayIn.events, result.repairs]);
    expect(numbers.size).toBeGreaterThan(10);
    for (const number of numbers) expect(everything.includes(number)).toBe(false);
    const callers = wayIn.events.flatMap((event) =>
      event.kind === 'CallEntered' && event.caller !== null ? [event.caller] : [],
    );
    expect(new Set(callers).size).toBe(numbers.size);
  });
});
