import { describe, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { callerHash, sourceId } from '../../../../server/live/events/call-id.ts';
import { ingestBatch } from '../../../../server/live/log/ingest.ts';
import { openApiDocument } from '../../../../server/telephony/http/openapi.ts';
import { CollectingWayIn } from '../../../support/collecting-way-in.ts';

const NOW = instant(1_795_428_000_000);
const hashed = callerHash('A'.repeat(22));

function ingest(body: unknown, wayIn = new CollectingWayIn()) {
  return ingestBatch(body, {
    source: sourceId('acd'),
    wayIn,
    hashCaller: () => ({ caller: hashed }),
    now: NOW,
  });
}

const entered = (key: string, more: object = {}) => ({
  kind: 'CallEntered',
  key,
  at: '2026-11-23T10:00:00+01:00',
  call: 'c1',
  queue: 'koeln',
  ...more,
});

describe('ingestBatch', () => {
  it('takes one event, a list and an object with a list, and counts each key once', async () => {
    const wayIn = new CollectingWayIn();
    expect(await ingest(entered('k1'), wayIn)).toMatchObject({ ok: true, stored: 1 });
    expect(await ingest([entered('k1'), entered('k2')], wayIn)).toMatchObject({ stored: 1, duplicates: 1 });
    expect(await ingest({ events: [entered('k3')] }, wayIn)).toMatchObject({
      answers: [{ index: 0, outcome: 'stored' }],
    });
    expect(wayIn.events).toHaveLength(3);
    expect(wayIn.events[0]).toMatchObject({ source: 'acd', visit: 0, caller: null });
    expect(wayIn.events[0]?.at).toBe(Date.parse('2026-11-23T09:00:00Z'));
  });

  it('answers a wrong event by index and field, and takes the others', async () => {
    const answer = await ingest([
      entered('k1'),
      entered('k2', { queue: 7 }),
      entered('k3', { at: 'noon' }),
      entered('k4'),
    ]);
    expect(answer).toMatchObject({
      ok: true,
      stored: 2,
      refused: 2,
      answers: [
        { index: 0, outcome: 'stored' },
        { index: 1, outcome: 'refused', issues: [{ field: 'queue' }] },
        { index: 2, outcome: 'refused', issues: [{ field: 'at' }] },
        { index: 3, outcome: 'stored' },
      ],
    });
  });

  it('hashes a number in clear and repeats it nowhere, not even when it is refused', async () => {
    const wayIn = new CollectingWayIn();
    const number = '0221 4710688';
    const answer = await ingest(
      [
        entered('k1', { callerNumber: number }),
        entered('k2', { callerNumber: { toString: number } }),
        entered('k3', { caller: number }),
        entered('k4', { caller: [number] }),
        entered('k5', { callerBefore: number }),
      ],
      wayIn,
    );
    expect(wayIn.events).toMatchObject([{ caller: hashed }]);
    expect(JSON.stringify([answer, wayIn.events])).not.toMatch(/4710688/);
  });

  it('refuses events from the future, a day that does not exist and an event of a megabyte', async () => {
    const answer = await ingest([
      entered('k1', { at: NOW + 61_000 }),
      entered('k2', { at: NOW + 30_000 }),
      entered('k3', { queue: 'x'.repeat(1_000_000) }),
      entered('k4', { at: '2026-13-45T10:00:00Z' }),
    ]);
    if (!answer.ok) throw new RangeError('the body as a whole is right');
    expect(answer.answers.map(({ outcome }) => outcome)).toEqual(['refused', 'stored', 'refused', 'refused']);
    expect(JSON.stringify(answer).length).toBeLessThan(2_000);
  });

  it('takes in a list since when its members are free, and refuses a time that does not exist', async () => {
    const wayIn = new CollectingWayIn();
    const list = (freeAt: string) => ({
      kind: 'QueueListed',
      key: `list-${freeAt}`,
      at: '2026-11-23T09:00:00Z',
      queue: 'koeln',
      members: [{ agent: 'Agent 01', paused: false, freeAt }],
      waiting: [],
    });
    const answer = await ingest([list('2026-11-23T08:59:00Z'), list('2026-02-30T25:00:00Z')], wayIn);
    expect(answer).toMatchObject({
      stored: 1,
      answers: [{}, { issues: [{ field: 'members.0.freeAt' }] }],
    });
    const freeAt = Date.parse('2026-11-23T08:59:00Z');
    expect(wayIn.events).toMatchObject([{ members: [{ agent: 'Agent 01', reachable: true, freeAt }] }]);
  });

  it.each([null, 7, 'text', { events: 1 }])('refuses the body %j', async (body) => {
    expect(await ingest(body)).toMatchObject({ ok: false });
  });

  it('acknowledges nothing that the store refused', async () => {
    const wayIn = new CollectingWayIn();
    wayIn.refusals = 1;
    await expect(ingest(entered('k1'), wayIn)).rejects.toThrow('the store is full');
    expect(await ingest(entered('k1'), wayIn)).toMatchObject({ stored: 1 });
  });
});

describe('openApiDocument', () => {
  it('lists every kind of event that the ingest takes', () => {
    const document = openApiDocument({ version: '1.0.0', path: '/api/v1/events' });
    const text = JSON.stringify(document);
    expect(document.openapi).toBe('3.1.0');
    for (const kind of [
      'CallEntered',
      'CallCompleted',
      'QueueListed',
      'SourceRestarted',
      'SatisfactionGiven',
    ])
      expect(text).toContain(`{"const":"${kind}"}`);
    expect(Object.keys(document.paths)).toEqual(['/api/v1/events', '/api/v1/board']);
  });
});
