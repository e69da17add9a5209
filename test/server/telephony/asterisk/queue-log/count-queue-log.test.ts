import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { daySpan, plainDate } from '../../../../../forecasting/time/plain-date.ts';
import {
  countQueueLog,
  differencesFromLog,
} from '../../../../../server/telephony/asterisk/queue-log/count-queue-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-count-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ZONE = 'Europe/Berlin';
const day = daySpan(plainDate('2026-11-30'), ZONE);
const at = (time: string) => Date.parse(`2026-11-30T${time}+01:00`) / 1_000;
const openFrom = day.start + 7 * 3_600_000;

async function counted(...lines: readonly string[]) {
  const path = join(folder, 'queue_log');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return countQueueLog({ path, zone: ZONE, day, isOpen: (_queue, when) => when >= openFrom });
}

describe('countQueueLog', () => {
  it('counts legs where they entered, by the waits that their ends tell', async () => {
    const legs = await counted(
      `${at('06:30:00')}|early|koeln|NONE|ENTERQUEUE||0|1`,
      `${at('07:30:00')}|early|koeln|A|CONNECT|3600|x|1`,
      `${at('09:00:00')}|a|koeln|NONE|ENTERQUEUE||0|1`,
      `${at('09:00:10')}|a|koeln|A|CONNECT|10|x|1`,
      `${at('09:01:10')}|a|koeln|A|COMPLETEAGENT|10|60|1`,
      `${at('10:00:00')}|b|koeln|NONE|ENTERQUEUE||0|1`,
      `${at('10:00:09')}|b|koeln|NONE|ABANDON|1|1|9`,
      `${at('10:00:00')}|c|bonn|NONE|ENTERQUEUE||0|1`,
      `${at('10:00:09')}|c|bonn|NONE|EXITWITHTIMEOUT|1|1|9`,
      `${at('11:00:00')}|d|bonn|NONE|ENTERQUEUE||0|1`,
      `${at('11:00:09')}|d|bonn|NONE|EXITWITHKEY|5|1|1|9`,
      `${at('23:59:00')}|e|bonn|NONE|ENTERQUEUE||0|1`,
      `${at('23:59:00') + 90}|e|bonn|A|CONNECT|90|x|1`,
      `${at('23:59:00') + 3_600}|next|bonn|NONE|ENTERQUEUE||0|1`,
    );
    expect(Object.fromEntries(legs)).toEqual({
      koeln: { offered: 2, answered: 1, abandoned: 1, flowedOut: 0, outsideHours: 1, atEdge: 0 },
      bonn: { offered: 3, answered: 1, abandoned: 0, flowedOut: 2, outsideHours: 0, atEdge: 0 },
    });
  });

  it('calls a leg at an edge where a second more or less would move it', async () => {
    const legs = await counted(`${at('07:00:01')}|a|koeln|NONE|ENTERQUEUE||0|1`);
    expect(legs.get('koeln')).toMatchObject({ offered: 1, atEdge: 1 });
    const stored = { offered: 0, answered: 0, abandoned: 0, flowedOut: 0, outsideHours: 1 };
    expect(differencesFromLog('pbx', new Map([['koeln', stored]]), legs)).toEqual([]);
  });

  it('names every figure that differs, also of a queue that only one side knows', async () => {
    const legs = await counted(`${at('09:00:00')}|a|koeln|NONE|ENTERQUEUE||0|1`);
    const stored = { offered: 2, answered: 0, abandoned: 0, flowedOut: 0, outsideHours: 0 };
    expect(differencesFromLog('pbx', new Map([['bonn', stored]]), legs)).toEqual([
      { source: 'pbx', queue: 'bonn', figure: 'offered', stored: 2, logged: 0 },
      { source: 'pbx', queue: 'koeln', figure: 'offered', stored: 0, logged: 1 },
    ]);
  });
});
