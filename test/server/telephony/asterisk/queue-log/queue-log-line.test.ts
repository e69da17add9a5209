import { describe, expect, it } from 'vitest';
import { parseQueueLogLine } from '../../../../../server/telephony/asterisk/queue-log/queue-log-line.ts';
import { queueLogTimes } from '../../../../../server/telephony/asterisk/queue-log/queue-log-time.ts';

const berlin = () => queueLogTimes('Europe/Berlin');
const seconds = (iso: string) => Date.parse(iso) / 1_000;
const latin1 = (bytes: Buffer) => bytes.toString('latin1');

describe('parseQueueLogLine', () => {
  const wanted = {
    epochSeconds: seconds('2026-11-30T18:41:12Z'),
    uniqueId: '1796064072.547',
    queue: 'koeln',
    agent: 'Agent 01',
    verb: 'CONNECT',
    parameters: ['7', '1796064072.548', '2'],
  };
  const epoch = wanted.epochSeconds;

  it.each([
    ['a line of the file', `${epoch}|1796064072.547|koeln|Agent 01|CONNECT|7|1796064072.548|2`],
    ['an epoch with a fraction', `${epoch}.123456|1796064072.547|koeln|Agent 01|CONNECT|7|1796064072.548|2`],
    [
      'local time with microseconds',
      '2026-11-30 19:41:12.123456|1796064072.547|koeln|Agent 01|CONNECT|7|1796064072.548|2||',
    ],
    [
      'a date with its offset',
      '2026-11-30T19:41:12+01:00|1796064072.547|koeln|Agent 01|CONNECT|7|1796064072.548|2',
    ],
    ['UTC', '2026-11-30 18:41:12 UTC|1796064072.547|koeln|Agent 01|CONNECT|7|1796064072.548|2'],
    [
      'a numbered row',
      '8812|2026-11-30 19:41:12.123456|1796064072.547|koeln|Agent 01|CONNECT|7|1796064072.548|2||',
    ],
    [
      'tabs',
      '8812\t2026-11-30 19:41:12\t1796064072.547\tkoeln\tAgent 01\tCONNECT\t7\t1796064072.548\t2\tNULL\t\\N',
    ],
    [
      'quoted commas',
      '"8812","2026-11-30 19:41:12.5","1796064072.547","koeln","Agent 01","CONNECT","7","1796064072.548","2","",""\r',
    ],
    ['semicolons', '2026-11-30 19:41:12;1796064072.547;koeln;Agent 01;CONNECT;7;1796064072.548;2;;'],
  ])('reads %s', (_what, line) => {
    expect(parseQueueLogLine(line, berlin())).toEqual(wanted);
  });

  it.each([
    ['a heading', 'time|callid|queuename|agent|event|data1'],
    ['a day that is none', '2026-02-30 10:00:00|u|koeln|NONE|ABANDON|1|1|3'],
    ['an hour that spring skips', '2026-03-29 02:30:00|u|koeln|NONE|ABANDON|1|1|3'],
    ['half a date', '2026-11-30 19:4'],
  ])('takes nothing from %s', (_what, line) => {
    expect(parseQueueLogLine(line, berlin())).toBeUndefined();
  });

  it('reads a line behind the zeros that a loss of power left, and keeps zeros out of every text', () => {
    const line = `${epoch}|1796064072.547|koeln|Agent 01|CONNECT|7|1796064072.548|2`;
    expect(parseQueueLogLine(`${'\0'.repeat(40)}${line}`, berlin())).toEqual(wanted);
    const poisoned = parseQueueLogLine(line.replace('koeln', 'ko\0eln').replace('Agent 01', 'K\0'), berlin());
    expect([poisoned?.queue, poisoned?.agent]).toEqual(['ko␀eln', 'K␀']);
  });

  it('tells the two hours of an autumn night apart by the order of lines', () => {
    const timeOf = berlin();
    const at = (time: string) =>
      parseQueueLogLine(`2026-10-25 ${time}|u|q|NONE|ABANDON|1|1|3`, timeOf)?.epochSeconds;
    expect(['02:10:00', '02:50:00', '02:10:00', '02:50:00', '03:00:00'].map(at)).toEqual(
      ['00:10', '00:50', '01:10', '01:50', '02:00'].map((utc) => seconds(`2026-10-25T${utc}:00Z`)),
    );
  });

  it('reads each field as UTF-8 or, where it is none, as Latin-1', () => {
    const line = Buffer.concat([
      Buffer.from('1796064072|u|köln|J'),
      Buffer.from([0xfc]),
      Buffer.from('rg|PAUSE|Föhn'),
    ]);
    expect(parseQueueLogLine(latin1(line))).toMatchObject({
      queue: 'köln',
      agent: 'Jürg',
      parameters: ['Föhn'],
    });
  });
});
