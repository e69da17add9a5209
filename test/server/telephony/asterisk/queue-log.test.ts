import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { queueLogCatchUp } from '../../../../server/telephony/asterisk/queue-log/queue-log-catch-up.ts';
import { parseQueueLogLine } from '../../../../server/telephony/asterisk/queue-log/queue-log-line.ts';
import { QueueLogTranslator } from '../../../../server/telephony/asterisk/queue-log/queue-log-translator.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { sourceId } from '../../../../server/live/events/call-id.ts';

const options = { source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: null };
const folder = mkdtempSync(join(tmpdir(), 'leitstand-queue-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

function eventsOf(...lines: readonly string[]): CallEvent[] {
  const names: Readonly<Record<string, string>> = { 'Local/agent11@agents': 'Agent 11' };
  const log = new QueueLogTranslator({ ...options, agentOfInterface: (name) => names[name] ?? name });
  return lines.flatMap((text) => {
    const line = parseQueueLogLine(text);
    return line === undefined ? [] : log.translate(line);
  });
}

describe('QueueLogTranslator', () => {
  it.each([
    ['1|u|q|NONE|ABANDON|1|2|9', { kind: 'CallAbandoned', waitSeconds: 9 }],
    ['1|u|q|NONE|EXITWITHTIMEOUT|1|1|8', { kind: 'CallFlowedOut', reason: 'timeout', waitSeconds: 8 }],
    ['1|u|q|NONE|EXITEMPTY|1|1|8', { kind: 'CallFlowedOut', reason: 'noAgents' }],
    ['1|u|q|NONE|EXITWITHKEY|5|1|1|3', { kind: 'CallFlowedOut', reason: 'key', waitSeconds: 3 }],
    ['1|u|q|A|CONNECT|7|x|2', { kind: 'CallAnswered', agent: 'A', waitSeconds: 7 }],
    ['1|u|q|A|COMPLETEAGENT|7|30|1', { kind: 'CallCompleted', endedBy: 'agent', talkSeconds: 30 }],
    [
      '1|u|q|A|BLINDTRANSFER|700|backoffice|7|12|1',
      { kind: 'CallCompleted', endedBy: 'transfer', talkSeconds: 12 },
    ],
    [
      '1|u|q|A|ATTENDEDTRANSFER|BRIDGE|id|7|13|1',
      { kind: 'CallCompleted', endedBy: 'transfer', talkSeconds: 13 },
    ],
    ['1|NONE|q|A|PAUSE|Schulung', { kind: 'AgentPaused', queue: 'q', reason: 'Schulung' }],
    ['1|NONE|NONE|NONE|QUEUESTART|', { kind: 'SourceRestarted' }],
  ])('reads %s', (line, event) => {
    expect(eventsOf(line)).toMatchObject([event]);
  });

  it('pitfall 11, names of members: membership verbs name the interface, and mean the member', () => {
    expect(eventsOf('1|MANAGER|q|Local/agent11@agents|ADDMEMBER|PAUSED')).toMatchObject([
      { kind: 'AgentSignedIn', agent: 'Agent 11' },
      { kind: 'AgentPaused', agent: 'Agent 11' },
    ]);
  });

  it('pitfall 15 and 16, counters and ringing: lines that tell no call are left out', () => {
    expect(
      eventsOf('1|u|q|A|RINGNOANSWER|4000', '1|u|q|A|RINGCANCELED|900', '1|NONE|NONE|A|PAUSEALL|x'),
    ).toEqual([]);
  });

  it('gives each queue its own wrap-up, and the source’s where it has none', () => {
    const log = new QueueLogTranslator({
      ...options,
      wrapUpSeconds: 15,
      wrapUpSecondsByQueue: { bonn: 40, leverkusen: 0 },
      agentOfInterface: (name) => name,
    });
    const wrapUps = ['koeln', 'bonn', 'leverkusen'].flatMap((queue) => {
      const line = parseQueueLogLine(`1|u|${queue}|A|COMPLETEAGENT|7|30|1`);
      return line === undefined ? [] : log.translate(line);
    });
    expect(wrapUps).toMatchObject([{ wrapUpSeconds: 15 }, { wrapUpSeconds: 40 }, { wrapUpSeconds: 0 }]);
  });

  it('takes nothing from garbage', () => {
    expect(eventsOf('', 'x', '1|u', '0|u|q|a|ABANDON', '-5|u|q|a|ABANDON', '1|u|q|a|lower', '|||||')).toEqual(
      [],
    );
  });
});

describe('queueLogCatchUp', () => {
  const path = join(folder, 'queue_log');
  const T = 1_795_428_000;
  const line = (second: number, call: string) => `${T + second}|${call}|koeln|NONE|ENTERQUEUE||1|1\n`;
  writeFileSync(join(folder, 'queue_log.2.gz'), gzipSync(line(-90_000, 'oldest')));
  utimesSync(join(folder, 'queue_log.2.gz'), T - 80_000, T - 80_000);
  writeFileSync(join(folder, 'queue_log.1'), line(-9_000, 'before') + line(-10, 'rotated'));
  utimesSync(join(folder, 'queue_log.1'), T, T);
  const many = Array.from({ length: 5_000 }, (_, i) => line(60 + i, `c${i}`)).join('');
  writeFileSync(path, `${many}${T + 9_999}|half`);

  async function callsSince(seconds: number | null, file = path): Promise<string[]> {
    const calls: string[] = [];
    const from = seconds === null ? null : instant((T + seconds) * 1_000);
    await queueLogCatchUp({
      path: file,
      zone: 'Europe/Berlin',
      translator: options,
      oldest: null,
      onFiles: () => undefined,
    })(
      from,
      (name) => name,
      (events) => {
        for (const event of events) if ('call' in event) calls.push(event.call);
        return Promise.resolve();
      },
    );
    return calls;
  }

  it('reads on from the last instant heard through a file that was rotated since', async () => {
    const calls = await callsSince(0);
    expect(calls.slice(0, 2)).toEqual(['rotated', 'c0']);
    expect(calls).toHaveLength(5_001);
  });

  it('skips what lies long before, and tells some minutes again', async () => {
    const calls = await callsSince(4_000);
    expect(calls[0]).toBe('c3640');
    expect(calls.at(-1)).toBe('c4999');
  });

  it('imports everything at a first start, compressed files included', async () => {
    const calls = await callsSince(null);
    expect(calls.slice(0, 3)).toEqual(['oldest', 'before', 'rotated']);
  });

  it('says so when there is no log', async () => {
    await expect(callsSince(0, join(folder, 'nowhere'))).rejects.toThrow(/nowhere/);
  });
});
